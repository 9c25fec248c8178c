#!/usr/bin/env python3
"""Expected figures of AR-ACM0003 and AR-CM-003-V01, apart from the program: exact fractions, and
exp and ln with 90 digits from Python's decimal. Run it in this folder; it writes expected.csv and
terms.csv of ar_acm0003/ and ar_cm_003/ from their inventories and methodology/data/.

The definitions are those of docs/methodology.md. Settings of ar_acm0003/: see SETTINGS below.
"""
import csv, decimal, re
from decimal import Decimal
from fractions import Fraction

decimal.getcontext().prec = 120
DATA = "../../methodology/data/"
SETTINGS = {"dead_wood": 2, "litter": 4, "forest_biomass": "130", "edition": "2019",
            "before": "71.5", "burnt": "12.5", "displaced": ("3.5", "41", 2024), "u": "17"}
SHORT_NAMES = {"马": "马尾松", "栎": "栎类"}


def rows(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def tie_even(x):
    """x in tonnes, Fraction or Decimal, to a whole number of 0.0001 t."""
    if isinstance(x, Decimal):
        return int((x * 10000).to_integral_value(rounding=decimal.ROUND_HALF_EVEN))
    n = x * 10000
    low = n.numerator // n.denominator
    rest = n - low
    return low + (1 if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and low % 2) else 0)


def text(count):
    sign = "-" if count < 0 else ""
    return f"{sign}{abs(count) // 10000}.{abs(count) % 10000:04d}"


def dec(x):
    return Decimal(x.numerator) / Decimal(x.denominator)


def volumes(row, prefix):
    found = {int(k[len(prefix):]): Fraction(v) for k, v in row.items()
             if re.fullmatch(prefix + r"\d{4}", k) and v}
    return dict(sorted(found.items()))


def at(points, year):
    if year in points:
        return points[year]
    before = max(y for y in points if y < year)
    after = min(y for y in points if y > year)
    rise = points[after] - points[before]
    return points[before] + rise * Fraction(year - before, after - before)


def parts(row):
    if not row["composition"]:
        return [(row["species"], Fraction(1))]
    found = re.findall(r"(\d+)([^\d]+)", row["composition"])
    return [(SHORT_NAMES.get(name, name), Fraction(int(tenths), 10)) for tenths, name in found]


SPECIES = {r["species_zh"]: r for r in rows(DATA + "species_ar_cm_001.csv")}


class Output:
    def __init__(self, folder):
        self.folder, self.rows, self.terms, self.changes = folder, [], [], {}

    def stand(self, stand_id, first, last, pools_of_year):
        before = None
        for year in range(first, last + 1):
            pools = pools_of_year(year)
            pools.append(("total", sum(count for _, count in pools)))
            for i, (pool, count) in enumerate(pools):
                change = "" if before is None else text(count - before[i][1])
                self.rows.append([stand_id, year, pool, text(count), change])
                if before is not None and pool not in ("soil", "total"):
                    self.changes[year] = self.changes.get(year, 0) + count - before[i][1]
            before = pools

    def baseline(self, stand_id, first, last, stock):
        for year in range(first + 1, last + 1):
            self.terms.append([stand_id, year, "baseline", text(stock(year) - stock(year - 1))])

    def deduction(self, share_of_change):
        total = taken = 0
        for year in sorted(self.changes):
            total += self.changes[year]
            now = tie_even(abs(Fraction(total, 10000)) * share_of_change)
            self.terms.append(["", year, "deduction", text(now - taken)])
            taken = now

    def write(self):
        for name, header, lines in (
                ("expected", "stand_id,year,pool,stock_tCO2e,change_tCO2e", self.rows),
                ("terms", "stand_id,year,term,amount_tCO2e", self.terms)):
            with open(f"{self.folder}/{name}.csv", "w", encoding="utf-8") as file:
                file.write(header + "\n")
                for line in lines:
                    file.write(",".join(str(cell) for cell in line) + "\n")


def ar_cm_003():
    out = Output("ar_cm_003")
    for row in rows("ar_cm_003/inventory.csv"):
        area, v, v0 = Fraction(row["area_ha"]), volumes(row, "volume_m3_ha_"), volumes(
            row, "baseline_volume_m3_ha_")
        above = sum(s * Fraction(SPECIES[n]["D_t_m3"]) * Fraction(SPECIES[n]["BEF"]) *
                    Fraction(SPECIES[n]["CF"]) for n, s in parts(row)) * Fraction(44, 12)
        below = sum(s * Fraction(SPECIES[n]["D_t_m3"]) * Fraction(SPECIES[n]["BEF"]) *
                    Fraction(SPECIES[n]["CF"]) * Fraction(SPECIES[n]["R"])
                    for n, s in parts(row)) * Fraction(44, 12)
        first = max(2020, min(v))
        out.stand(row["stand_id"], first, 2025,
                  lambda y: [("above_ground", tie_even(area * at(v, y) * above)),
                             ("below_ground", tie_even(area * at(v, y) * below))])
        out.baseline(row["stand_id"], first, 2025,
                     lambda y: sum(tie_even(area * at(v0, y) * f) for f in (above, below)))
    out.deduction(Fraction(11, 100))  # uncertainty_percent = 22.5
    out.write()


def ar_acm0003():
    out = Output("ar_acm0003")
    cf, bef = Fraction("0.47"), Fraction("1.15")
    references = {(r["climate"].replace(" ", "_"), r["qualifier"]): Fraction(r["value_tC_per_ha"])
                  for r in rows(DATA + "ipcc_forest_dom_soil.csv")
                  if r["source_edition"] == SETTINGS["edition"] and r["pool"].startswith("soil")}
    for row in rows("ar_acm0003/inventory.csv"):
        area, v, v0 = Fraction(row["area_ha"]), volumes(row, "volume_m3_ha_"), volumes(
            row, "baseline_volume_m3_ha_")
        density = sum(s * Fraction(SPECIES[n]["D_t_m3"]) for n, s in parts(row))
        carbon = area * cf * Fraction(44, 12)
        cover = Fraction(row["shrub_cover"])
        shrubs = cover * Fraction("0.10") * Fraction(SETTINGS["forest_biomass"]) \
            if cover >= Fraction("0.05") else Fraction(0)
        planted = int(row["planted_in"])
        reference = references[row["climate"], row["soil"]]
        before = reference * Fraction(SETTINGS["before"]) / 100
        is_broken = Fraction(row["soil_disturbed"]) > Fraction(1, 10)
        start = before * Fraction(9, 10) if is_broken else before
        gain = min(Fraction("0.8"), (reference - start) / 20)

        def pools(year):
            b = at(v, year) * density * bef
            above = tie_even(carbon * (b + shrubs))
            roots = Decimal(0)
            if b:
                roots = (Decimal("-1.085") + Decimal("0.9256") * dec(b).ln()).exp()
            below = tie_even(dec(carbon) * (roots + dec(shrubs * Fraction("0.4"))))
            trees = dec(carbon) * (dec(b) + roots)
            soc = before if year < planted else start + gain * min(20, year - planted)
            return [("above_ground", above), ("below_ground", below),
                    ("dead_wood", tie_even(trees * SETTINGS["dead_wood"] / 100)),
                    ("litter", tie_even(trees * SETTINGS["litter"] / 100)),
                    ("soil", tie_even(area * soc * Fraction(44, 12)))]

        first = max(2020, min(v))
        out.stand(row["stand_id"], first, 2027, pools)
        if v0:
            out.baseline(row["stand_id"], first, 2027,
                         lambda y: tie_even(carbon * at(v0, y) * density * bef * Fraction("1.25")))
        if 2020 < planted <= 2027:
            emitted = tie_even(carbon * Fraction("0.07") * Fraction(SETTINGS["burnt"]))
            out.terms.append([row["stand_id"], planted, "project_emissions", text(emitted)])
    hectares, biomass, year = SETTINGS["displaced"]
    out.terms.append(["", year, "leakage",
                      text(tie_even(Fraction("1.1") * Fraction(hectares) * Fraction(biomass) *
                                    Fraction("1.25") * cf * Fraction(44, 12)))])
    u = Fraction(SETTINGS["u"]) / 100
    out.deduction(u * Fraction(1, 2))  # class of 15 to 20 %: half of the half-width
    out.write()


ar_cm_003()
ar_acm0003()
