#!/usr/bin/env python3
"""Inventories and expected figures of CHN-BV and IPCC-2019-FL, in exact rational arithmetic.

Shares no code with the project: equations from docs/methodology.md, numbers from
methodology/data/. Writes tests/golden/{chn_bv,ipcc_2019_fl_stock,ipcc_2019_fl_gain}/.
Usage: python3 tests/golden/make_stock_expected.py
"""
import csv
import pathlib
import random
from fractions import Fraction as F

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent.parent / "methodology" / "data"


def table(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rounded(tonnes):
    """Half to even, in 0.0001 t: Python's round() of a Fraction is just that."""
    return round(tonnes * 10000)


def text(count):
    if count is None:
        return ""
    sign = "-" if count < 0 else ""
    return f"{sign}{abs(count) // 10000}.{abs(count) % 10000:04d}"


def rows(stand, years):
    """years: [(year, [(pool, stock or None, change or None)])] → csv rows with totals."""
    before, first = {}, True
    for year, pools in years:
        total_stock, total_change = None, None if first else 0
        for pool, stock, flux in pools:
            change = flux if stock is None else stock - before.get(pool, 0)
            if first:
                change = None
            if stock is not None:
                before[pool] = stock
                total_stock = (total_stock or 0) + stock
            if change is not None:
                total_change += change
            yield [stand, year, pool, text(stock), text(change)]
        yield [stand, year, "total", text(total_stock), text(total_change)]
        first = False


def volume(measured, year):
    later = min(y for y in measured if y >= year)
    if later == year:
        return measured[year]
    earlier = max(y for y in measured if y < year)
    return measured[earlier] + (measured[later] - measured[earlier]) * F(
        year - earlier, later - earlier)


# --- CHN-BV ---------------------------------------------------------------------------------------

EQUATIONS = {(r["region"].split()[0].lower(), r["species_group_zh"]):
             (F(r["a_t_per_m3"]), F(r["b_t_per_ha"])) for r in table("stand_biomass_volume.csv")}
GROUPS = {(r["parameters"], r["species_zh"]): r["group"] for r in table("biomass_volume_groups.csv")}
OTHER = {(r["parameter"], r["applies_to"]): F(r["value"]) for r in table("other_biomass.csv")}


def bv_biomass(parts, v):
    if v == 0:
        return F(0)
    total = F(0)
    for group, share in parts:
        a, b = EQUATIONS["zhejiang", group]
        total += share * (a * v + b)
    return total


def bv_stock(stand, year):
    area = F(stand["area_ha"])
    if stand["species"] in ("毛竹", "竹林"):
        biomass = F(stand["stems_ha"]) * OTHER["culm_biomass", "毛竹"] / 1000
        return area * biomass * OTHER["CF", "毛竹"] * F(44, 12)
    if stand["species"] == "灌木林":
        cover = F(stand["shrub_cover"])
        if cover < OTHER["least_cover", "灌木林"]:
            return F(0)
        above = OTHER["b_forest", "灌木林"] * OTHER["BDR_SF", "灌木林"] * cover
        return area * above * (1 + OTHER["R", "灌木林"]) * OTHER["CF", "灌木林"] * F(44, 12)
    parts = stand["parts"]
    # Linear between the stocks of the inventories, not between growing stocks put into B.
    at = {y: bv_biomass(parts, v) for y, v in stand["measured"].items()}
    return area * volume(at, year) * OTHER["CF", "ipcc"] * F(44, 12)


def chn_bv():
    rng = random.Random(20260123)
    groups = sorted(name for (p, name), g in GROUPS.items()
                    if p == "zhejiang" and g not in ("毛竹", "灌木林", "经济林"))
    stands = []
    for i in range(40):
        stand = dict(stand_id=f"BV-{i:03d}", species=rng.choice(groups), composition="",
                     area_ha=f"{rng.randrange(0, 90)}.{rng.randrange(1, 10**4):04d}",
                     stems_ha="", shrub_cover="")
        v0 = f"{rng.randrange(0, 250)}.{rng.randrange(0, 100):02d}"
        v1 = f"{rng.randrange(0, 300)}.{rng.randrange(0, 1000):03d}"
        if i in (3, 4):
            v0 = "0"
        if i == 4:
            v1 = "0.0"
        if i == 5:
            stand["area_ha"], v0, v1 = "0.0001", "1", "2"
        if i == 6:
            stand.update(species="", composition="7马3栎")
        if i == 7:
            stand.update(species="", composition="6杉木4枫香")  # 枫香: falls to 硬阔类
        if i == 8:
            stand["species"] = "湿地松"
        if i in (9, 10):
            stand.update(species="毛竹" if i == 9 else "竹林", stems_ha="3150")
            v0 = v1 = ""
        if i in (11, 12):
            stand.update(species="灌木林", shrub_cover="0.35" if i == 11 else "0.049")
            v0 = v1 = ""
        stand["volume_m3_ha_2020"], stand["volume_m3_ha_2026"] = v0, v1
        stand["measured"] = {y: F(v) for y, v in ((2020, v0), (2026, v1)) if v}
        name = {"马": "马尾松", "栎": "栎类", "枫香": "硬阔类"}
        if i == 6:
            stand["parts"] = [(GROUPS["zhejiang", name["马"]], F(7, 10)), ("栎类", F(3, 10))]
        elif i == 7:
            stand["parts"] = [("杉木", F(6, 10)), ("硬阔类", F(4, 10))]
        elif stand["measured"]:
            stand["parts"] = [(GROUPS["zhejiang", stand["species"]], F(1))]
        stands.append(stand)
    columns = ["stand_id", "species", "composition", "area_ha", "stems_ha", "shrub_cover",
               "volume_m3_ha_2020", "volume_m3_ha_2026"]
    write("chn_bv", columns, stands, lambda s: [
        (y, [("living_biomass", rounded(bv_stock(s, y)), None)]) for y in range(2020, 2027)])


# --- IPCC-2019-FL ---------------------------------------------------------------------------------

# Zone subtropical_humid, as printed in Tables 4.4, 4.5, 4.9 and 4.10.
LEAF = {"马尾松": "conifers", "杉木": "conifers", "栎类": "hardwoods", "阔叶混": "hardwoods",
        "针叶混": "conifers", "枫香": "hardwoods"}


def bcef(kind, v):
    found = [r for r in table("ipcc_forest_bcef.csv")
             if r["climatic_zone"].startswith("mediterranean") and r["forest_type"] == kind
             and r["factor"] == "BCEF_S"]
    for r in found:
        if not r["gs_max_m3_ha"] or v <= F(r["gs_max_m3_ha"]):
            return F(r["value_t_per_m3"])


def ratio(origin, above):
    cell = "<=125" if above <= 125 else ">125"
    for edition in ("2019", "2006"):
        for r in table("ipcc_forest_root_shoot.csv"):
            if (r["source_edition"], r["climatic_zone"], r["ecozone"], r["origin"],
                    r["agb_class_t_dm_ha"]) == (edition, "subtropical", "humid forest", origin, cell):
                return F(r["R_t_bgb_per_t_agb"])


def growth(origin, kind, age):
    status = "<=20 y" if age <= 20 else ">20 y"
    for r in table("ipcc_forest_biomass_growth.csv"):
        if (r["source_edition"], r["climatic_zone"], r["ecozone"]) != (
                "2019", "subtropical", "humid forest"):
            continue
        if origin == "natural" and r["origin"] == "natural" and r["status"] == f"secondary {status}":
            return F(r["agb_growth_t_dm_ha_yr"])
        if origin == "planted" and r["origin"] == "plantation" and r["forest_type"] == (
                "broadleaved" if kind == "hardwoods" else "other"):
            return F(r["agb_growth_t_dm_ha_yr"])


CARBON = F("0.47")


def dead_matter(stand, year, after):
    """t C/ha; 20 years from planting on land that was no forest."""
    if stand["origin"] == "planted" and stand["land_before"] not in ("", "forest"):
        passed = min(20, max(0, year - int(stand["planted_in"])))
        return F(after) * F(passed, 20)
    return F(after)


def fl_stand(rng, i, prefix):
    origin = rng.choice(["natural", "planted"])
    stand = dict(stand_id=f"{prefix}-{i:03d}", species=rng.choice(sorted(LEAF)), composition="",
                 origin=origin, land_before="", planted_in="",
                 area_ha=f"{rng.randrange(0, 60)}.{rng.randrange(1, 10**4):04d}")
    if i % 5 == 1:
        stand.update(species="", composition="7马3栎")
    if i % 5 == 2:
        stand.update(species="", composition="5栎5枫香")
    if origin == "planted" and i % 2:
        stand.update(land_before=rng.choice(["bare", "forest", "cropland"]),
                     planted_in=str(rng.randrange(1995, 2023)))
    stand["parts"] = {1: [("conifers", F(7, 10)), ("hardwoods", F(3, 10))],
                      2: [("hardwoods", F(1, 2)), ("hardwoods", F(1, 2))]}.get(
                          i % 5 if not stand["species"] else 0)
    if not stand["parts"]:
        stand["parts"] = [(LEAF[stand["species"]], F(1))]
    return stand


def fl_stock_year(stand, year):
    v = volume(stand["measured"], year)
    area = F(stand["area_ha"]) * CARBON * F(44, 12)
    above = sum(share * v * bcef(kind, v) for kind, share in stand["parts"])
    below = above * ratio(stand["origin"], above)
    dom = F(stand["area_ha"]) * F(44, 12)
    return [("above_ground", rounded(area * above), None),
            ("below_ground", rounded(area * below), None),
            ("dead_wood", rounded(dom * dead_matter(stand, year, "13.2")), None),
            ("litter", rounded(dom * dead_matter(stand, year, "8.7")), None)]


def fl_gain_year(stand, year, start):
    if stand["planted_in"]:
        age = F(year - int(stand["planted_in"]))
    else:
        age = F(stand["age"]) + (year - start)
    area = F(stand["area_ha"]) * CARBON * F(44, 12)
    above = below = F(0)
    if age > 0 and year > start:
        low = ratio(stand["origin"], F(1))
        above = sum(s * growth(stand["origin"], k, age) for k, s in stand["parts"])
        below = above * low
    return [("above_ground", None, rounded(area * above)),
            ("below_ground", None, rounded(area * below))]


def ipcc_2019_fl():
    rng = random.Random(77)
    stands = []
    for i in range(40):
        stand = fl_stand(rng, i, "FS")
        v = [f"{rng.randrange(0, 220)}.{rng.randrange(0, 100):02d}" for _ in range(2)]
        if i == 0:
            v = ["20", "40"]  # class limits themselves
        if i == 3:
            v = ["0", "12.5"]
        stand["volume_m3_ha_2020"], stand["volume_m3_ha_2025"] = v
        stand["measured"] = {2020: F(v[0]), 2025: F(v[1])}
        stands.append(stand)
    columns = ["stand_id", "species", "composition", "area_ha", "origin", "land_before",
               "planted_in", "volume_m3_ha_2020", "volume_m3_ha_2025"]
    write("ipcc_2019_fl_stock", columns, stands,
          lambda s: [(y, fl_stock_year(s, y)) for y in range(2020, 2026)])

    stands = []
    for i in range(30):
        stand = fl_stand(rng, i, "FG")
        stand["age"] = str(rng.choice([1, 5, 17, 18, 19, 20, 21, "16.5", 60]))
        stands.append(stand)
    columns = ["stand_id", "species", "composition", "area_ha", "origin", "land_before",
               "planted_in", "age"]
    write("ipcc_2019_fl_gain", columns, stands,
          lambda s: [(y, fl_gain_year(s, y, 2020)) for y in range(2020, 2026)])


def write(folder, columns, stands, years_of):
    with open(HERE / folder / "inventory.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        out.writerows([stand[c] for c in columns] for stand in stands)
    with open(HERE / folder / "expected.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["stand_id", "year", "pool", "stock_tCO2e", "change_tCO2e"])
        for stand in stands:
            out.writerows(rows(stand["stand_id"], years_of(stand)))


if __name__ == "__main__":
    chn_bv()
    ipcc_2019_fl()
