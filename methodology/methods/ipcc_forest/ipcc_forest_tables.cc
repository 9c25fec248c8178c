#include "methodology/methods/ipcc_forest/ipcc_forest_tables.h"

#include <algorithm>
#include <cassert>
#include <map>

#include "methodology/findings.h"
#include "methodology/methods/shared/explanation_text.h"

namespace linhui::methodology {

const std::string ForestTables::kTypes = "ipcc_forest_types.csv";
const std::string ForestTables::kBcef = "ipcc_forest_bcef.csv";
const std::string ForestTables::kCarbonFraction = "ipcc_forest_carbon_fraction.csv";
const std::string ForestTables::kRootShoot = "ipcc_forest_root_shoot.csv";
const std::string ForestTables::kGrowth = "ipcc_forest_biomass_growth.csv";
const std::string ForestTables::kDeadAndSoil = "ipcc_forest_dom_soil.csv";
const std::vector<std::string> ForestTables::kZones = {"subtropical_humid", "subtropical_dry",
                                                       "subtropical_mountain", "tropical_mountain",
                                                       "temperate_mountain"};
const std::vector<std::string> ForestTables::kBcefZones = {"temperate", "subtropical",
                                                           "humid_tropical"};

namespace {

// How the tables name an ecological zone.
struct ZoneNames {
  std::string climatic_zone, ecozone, dead_matter;
};

const ZoneNames& zone_names(const std::string& zone) {
  static const std::map<std::string, ZoneNames> kNames = {
      {"subtropical_humid", {"subtropical", "humid forest", "subtropical humid forest"}},
      {"subtropical_dry", {"subtropical", "dry forest", "subtropical dry forest"}},
      {"subtropical_mountain", {"subtropical", "mountain systems", "subtropical mountain systems"}},
      {"tropical_mountain", {"tropical", "mountain systems", "tropical mountain systems"}},
      {"temperate_mountain", {"temperate", "mountain systems", "temperate mountain systems"}}};
  const auto found = kNames.find(zone);
  assert(found != kNames.end());
  return found->second;
}

std::string bcef_climate(const std::string& bcef_zone) {
  if (bcef_zone == "subtropical") return "mediterranean, dry tropical, subtropical";
  return bcef_zone == "temperate" ? "temperate" : "humid tropical";
}

ValueMissing missing(const std::string& table, const std::string& place) {
  return {table + " has no number for " + place, table + " 中没有：" + place};
}

// Nothing where the cell is blank. `what`: the number's name and the place it stands for.
std::optional<CitedValue> value_in(ParameterTable& table, std::size_t row, const char* column,
                                   const std::string& what) {
  const auto value = table.look_up(row, column);
  if (!value) return std::nullopt;
  return CitedValue{
      value->rational(), cited(table, row, in_both(what), column), {table.name(), row, column}};
}

// A blank is unknown; a number must be one that the quantity can have.
std::optional<Finding> check_numbers(const ParameterTable& table, const std::string& column,
                                     const Decimal& least, const Decimal& most) {
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const std::string& text = table.text(row, column);
    if (text.empty()) continue;
    const auto value = Decimal::parse(text);
    if (value && *value >= least && *value <= most) continue;
    return table_invalid(table.name(), column, text,
                         "expected a number in " + least.str() + " to " + most.str(),
                         "应为 " + least.str() + " 至 " + most.str() + " 之间的数");
  }
  return std::nullopt;
}

}  // namespace

const FactorClass& class_of(const FactorClasses& classes, const Rational& value) {
  assert(!classes.empty());
  for (const auto& each : classes) {
    if (!each.most || value <= *each.most) return each;
  }
  return classes.back();
}

std::variant<ForestTables, Finding> ForestTables::build(const TableFiles& files) {
  auto species = SpeciesTable::build(
      {kTypes,
       {"species_zh", "species_latin", "leaf", "bcef_type", "root_shoot_type", "growth_type"},
       {},
       {"species_zh"},
       0},
      files);
  if (const auto* fault = std::get_if<Finding>(&species)) return *fault;
  const std::vector<TableSchema> schemas = {
      {kBcef,
       {"climatic_zone", "forest_type", "factor", "gs_max_m3_ha", "gs_class_m3_ha"},
       {"gs_min_m3_ha", "value_t_per_m3"},
       {"climatic_zone", "forest_type", "factor", "gs_min_m3_ha"},
       10000},
      {kCarbonFraction,
       {"component", "climatic_zone"},
       {"CF_tC_per_t_dm"},
       {"component", "climatic_zone", "source"},
       1},
      {kRootShoot,
       {"source_edition", "climatic_zone", "ecozone", "forest_type", "origin", "agb_class_t_dm_ha",
        "R_t_bgb_per_t_agb"},
       {},
       {},
       0},
      {kGrowth,
       {"source_edition", "climatic_zone", "ecozone", "origin", "forest_type", "status",
        "agb_growth_t_dm_ha_yr"},
       {},
       {},
       0},
      {kDeadAndSoil,
       {"pool", "source_edition", "climate", "qualifier", "value_tC_per_ha"},
       {},
       {"pool", "source_edition", "climate", "qualifier"},
       0}};
  std::vector<ParameterTable> tables;
  for (const auto& schema : schemas) {
    auto table = ParameterTable::find(schema, files);
    if (const auto* fault = std::get_if<Finding>(&table)) return *fault;
    tables.push_back(std::get<ParameterTable>(std::move(table)));
  }
  const auto check = [&](std::size_t index, const char* column, int least, int most) {
    return check_numbers(tables[index], column, least, most);
  };
  for (auto& fault :
       {check(0, "gs_max_m3_ha", 0, 10000), check(0, "value_t_per_m3", 0, 100),
        check(1, "CF_tC_per_t_dm", 0, 1), check(2, "R_t_bgb_per_t_agb", 0, 10),
        check(3, "agb_growth_t_dm_ha_yr", -1000, 1000), check(4, "value_tC_per_ha", 0, 10000)}) {
    if (fault) return *fault;
  }
  return ForestTables(std::get<SpeciesTable>(std::move(species)), std::move(tables));
}

ForestType ForestTables::type_of(std::size_t species_row) const {
  const ParameterTable& types = species_.rows();
  return {types.text(species_row, "leaf"), types.text(species_row, "bcef_type"),
          types.text(species_row, "root_shoot_type"), types.text(species_row, "growth_type")};
}

Lookup<FactorClasses> ForestTables::stock_expansion(const std::string& bcef_zone,
                                                    const ForestType& type) {
  if (bcef_zone.empty()) {
    return ValueMissing{
        kBcef +
            " does not say under which climate tropical mountains fall; choose it by the "
            "setting bcef_zone",
        kBcef + " 未说明热带山地所属气候带，请用设置项 bcef_zone 选定"};
  }
  const std::string climate = bcef_climate(bcef_zone);
  std::string name = type.bcef_type;
  if (bcef_zone != "temperate" && type.leaf == "conifers") name = "conifers";
  if (bcef_zone == "humid_tropical" && type.leaf == "broadleaved") name = "natural forests";
  return known({kBcef, climate, name}, [&] { return expansion_classes(climate, name); });
}

Lookup<FactorClasses> ForestTables::expansion_classes(const std::string& climate,
                                                      const std::string& name) {
  FactorClasses classes;
  for (std::size_t row = 0; row < bcef_.row_count() && !name.empty(); ++row) {
    if (bcef_.text(row, "climatic_zone") != climate || bcef_.text(row, "forest_type") != name ||
        bcef_.text(row, "factor") != "BCEF_S") {
      continue;
    }
    std::optional<Rational> most;
    if (const auto limit = Decimal::parse(bcef_.text(row, "gs_max_m3_ha"))) {
      most = limit->rational();
    }
    // Classes must follow each other, so that each stock lies in one.
    const auto least = Decimal::parse(bcef_.text(row, "gs_min_m3_ha"))->rational();
    const bool follows = classes.empty() ? least == 0 : classes.back().most == least;
    if (!follows) return missing(kBcef, climate + ", " + name + ", a gap between the classes");
    const std::string what =
        "BCEF_S " + climate + ", " + name + ", " + bcef_.text(row, "gs_class_m3_ha") + " m3/ha";
    classes.push_back({most, *value_in(bcef_, row, "value_t_per_m3", what)});
  }
  if (classes.empty() || classes.back().most) {
    return missing(kBcef, "BCEF_S, " + climate + ", " +
                              (name.empty() ? "a mixture that is not told apart" : name));
  }
  return classes;
}

std::optional<CitedValue> ForestTables::root_shoot_at(const std::string& zone,
                                                      const std::string& origin,
                                                      const std::vector<std::string>& types,
                                                      const std::string& biomass_class) {
  const ZoneNames& names = zone_names(zone);
  for (const char* edition : {"2019", "2006"}) {
    for (const auto& type : types) {
      for (std::size_t row = 0; row < root_shoot_.row_count(); ++row) {
        const auto is = [&](const char* column, const std::string& value) {
          return root_shoot_.text(row, column) == value;
        };
        if (!is("source_edition", edition) || !is("climatic_zone", names.climatic_zone) ||
            !is("ecozone", names.ecozone) || !is("forest_type", type) ||
            !(is("origin", origin) || is("origin", "natural and planted")) ||
            !(is("agb_class_t_dm_ha", biomass_class) || is("agb_class_t_dm_ha", "all"))) {
          continue;
        }
        const std::string what = std::string("R ") + edition + ", " + names.climatic_zone + " " +
                                 names.ecozone + ", " + type + ", " + origin + ", " +
                                 root_shoot_.text(row, "agb_class_t_dm_ha") + " t d.m./ha";
        auto value = value_in(root_shoot_, row, "R_t_bgb_per_t_agb", what);
        if (!value) continue;
        value->is_2006 = is("source_edition", "2006");
        return value;
      }
    }
  }
  return std::nullopt;
}

Lookup<FactorClasses> ForestTables::root_shoot(const std::string& zone, const std::string& origin,
                                               const ForestType& type,
                                               const std::string& transcription) {
  return known({kRootShoot, zone, origin, type.root_shoot_type, type.leaf, transcription},
               [&] { return root_classes(zone, origin, type, transcription); });
}

Lookup<FactorClasses> ForestTables::root_classes(const std::string& zone, const std::string& origin,
                                                 const ForestType& type,
                                                 const std::string& transcription) {
  if (zone == "temperate_mountain" && transcription.empty()) {
    return ValueMissing{kRootShoot +
                            " has transcriptions that differ for temperate mountains; "
                            "choose one by the setting root_shoot",
                        kRootShoot + " 中温带山地的转录不一致，请用设置项 root_shoot 选定"};
  }
  std::vector<std::string> types;
  if (transcription == "printed") {
    if (!type.root_shoot_type.empty()) types.push_back(type.root_shoot_type);
    if (!type.leaf.empty()) types.push_back(type.leaf);
  }
  // Only the temperate mountains have an aggregate beside the printed rows.
  if (transcription != "printed" || zone != "temperate_mountain") types.emplace_back("all");
  const auto small = root_shoot_at(zone, origin, types, "<=125");
  const auto large = root_shoot_at(zone, origin, types, ">125");
  if (!small || !large) {
    return missing(kRootShoot,
                   "R, " + zone + ", " + origin + ", " + (type.leaf.empty() ? "mixed" : type.leaf));
  }
  return FactorClasses{{Rational(125), *small}, {std::nullopt, *large}};
}

Lookup<CitedValue> ForestTables::growth(const std::string& zone, const std::string& origin,
                                        const ForestType& type, ForestStatus status,
                                        const std::string& transcription) {
  const ZoneNames& names = zone_names(zone);
  const std::string as_origin = origin == "planted" ? "plantation" : "natural";
  const std::string age = status == ForestStatus::young ? "<=20 y" : ">20 y";
  const std::string as_status = status == ForestStatus::primary ? "primary"
                                : origin == "planted"           ? age
                                                                : "secondary " + age;
  std::vector<std::string> types;
  if (!type.growth_type.empty()) types.push_back(type.growth_type);
  if (!type.leaf.empty()) types.push_back(type.leaf);
  if (type.leaf == "conifers") types.emplace_back("other");
  types.emplace_back("all");
  const std::string place = names.climatic_zone + " " + names.ecozone + ", " + as_origin + ", " +
                            types.front() + ", " + as_status;
  for (const auto& wanted : types) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < growth_.row_count(); ++row) {
      const auto is = [&](const char* column, const std::string& value) {
        return growth_.text(row, column) == value;
      };
      if (is("source_edition", "2019") && is("climatic_zone", names.climatic_zone) &&
          is("ecozone", names.ecozone) && is("origin", as_origin) && is("forest_type", wanted) &&
          (is("status", as_status) || is("status", "all"))) {
        rows.push_back(row);
      }
    }
    if (rows.empty()) continue;
    if (rows.size() > 1) {  // two transcriptions of the same cell
      const std::string mark = transcription == "fao" ? "FAO EX-ACT" : "Earthshot";
      std::erase_if(rows, [&](std::size_t row) {
        return transcription.empty() ||
               growth_.text(row, "source").find("condensed by " + mark) == std::string::npos;
      });
    }
    if (rows.size() != 1) {
      return ValueMissing{kGrowth + " has two transcriptions that differ for " + place +
                              "; choose one by the setting growth",
                          kGrowth + " 中 " + place + " 的两种转录不一致，请用设置项 growth 选定"};
    }
    auto value = value_in(growth_, rows.front(), "agb_growth_t_dm_ha_yr", "G_w " + place);
    if (!value) return missing(kGrowth, "growth, " + place);
    return std::move(*value);
  }
  return missing(kGrowth, "growth, " + place);
}

Lookup<CitedValue> ForestTables::carbon_fraction(const std::string& zone, const ForestType& type) {
  const bool temperate = zone == "temperate_mountain" && !type.leaf.empty();
  const std::string component = temperate ? type.leaf : "all tree components";
  const std::string climate = temperate ? "temperate and boreal" : "default";
  const auto row = carbon_.find_row({{"component", component}, {"climatic_zone", climate}});
  if (!row) return missing(kCarbonFraction, component + ", " + climate);
  return *value_in(carbon_, *row, "CF_tC_per_t_dm", "CF " + component + ", " + climate);
}

Lookup<CitedValue> ForestTables::dead_matter(const std::string& zone, const std::string& pool) {
  const std::string& climate = zone_names(zone).dead_matter;
  const auto row = dead_and_soil_.find_row(
      {{"pool", pool}, {"source_edition", "2019"}, {"climate", climate}, {"qualifier", "all"}});
  auto value =
      row ? value_in(dead_and_soil_, *row, "value_tC_per_ha", pool + " " + climate) : std::nullopt;
  if (!value) return missing(kDeadAndSoil, pool + ", " + climate);
  return std::move(*value);
}

Lookup<CitedValue> ForestTables::soil_reference(const std::string& climate,
                                                const std::string& soil) {
  std::string spaced = climate;
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  const auto row = dead_and_soil_.find_row({{"pool", "soil organic carbon 0-30 cm reference"},
                                            {"source_edition", "2019"},
                                            {"climate", spaced},
                                            {"qualifier", soil}});
  auto value =
      row ? value_in(dead_and_soil_, *row, "value_tC_per_ha", "SOC_ref " + spaced + ", " + soil)
          : std::nullopt;
  if (!value) return missing(kDeadAndSoil, "soil organic carbon, " + spaced + ", " + soil);
  return std::move(*value);
}

std::vector<TableUse> ForestTables::uses() const {
  std::vector<TableUse> uses = species_.uses();
  for (const auto* table : {&bcef_, &carbon_, &root_shoot_, &growth_, &dead_and_soil_}) {
    uses.push_back(table->use());
  }
  return uses;
}

}  // namespace linhui::methodology
