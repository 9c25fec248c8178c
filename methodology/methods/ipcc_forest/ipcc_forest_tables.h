// Default factors of forest land after the IPCC: 2019 Refinement vol. 4 ch. 2 and 4, and the 2006
// tables that it keeps (4.3 carbon fraction, 4.5 BCEF).
//
// A blank cell is unknown and a range in words no number: both are missing, never zero. Where the
// transcriptions at hand differ in a cell, nothing is chosen silently: the project says which.
//
//   4.3        carbon fraction               ipcc_forest_carbon_fraction.csv
//   4.4        R by biomass                  ipcc_forest_root_shoot.csv
//   4.5        BCEF by growing stock         ipcc_forest_bcef.csv
//   4.9, 4.10  growth above ground           ipcc_forest_biomass_growth.csv
//   2.2, 2.3   dead wood, litter, soil       ipcc_forest_dom_soil.csv
//              a species' name in each       ipcc_forest_types.csv
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "methodology/bilingual.h"
#include "methodology/methods/shared/volume_route.h"
#include "methodology/parameters/parameter_table.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// A number and where it stands: for the arithmetic, for a person, and for draws.
struct CitedValue {
  Rational value;
  Bilingual citation;
  TableCell cell;
  // To be noted (older_edition_used).
  bool is_2006 = false;  // no number of 2019 was found, and that of the 2006 edition taken
};

// What a table does not have, in both languages, as parameters_missing takes it.
struct ValueMissing {
  std::string english, chinese;
};
// What was looked for, or what is missing.
template <class T>
using Lookup = std::variant<T, ValueMissing>;

// A factor by class of what it depends on: holds above the class before and up to `most`.
struct FactorClass {
  std::optional<Rational> most;  // empty: no upper limit
  CitedValue factor;
};
// In order of `most`, the last without limit.
using FactorClasses = std::vector<FactorClass>;
// The class in which the value lies: the first whose limit is not below it. Requires: `classes` is
// not empty.
const FactorClass& class_of(const FactorClasses& classes, const Rational& value);

// Table 4.9/4.10's status of a stand.
enum class ForestStatus { primary, young, old };  // young: up to 20 years

// How the tables name a species: each table in its own words, empty where it does not tell.
struct ForestType {
  std::string leaf;             // conifers broadleaved; empty: either
  std::string bcef_type;        // hardwoods pines "other conifers"; empty: not told
  std::string root_shoot_type;  // a row of its own in Table 4.4: Quercus
  std::string growth_type;      // a row of its own in Table 4.8: Pinus massoniana ...
};

// Classes are looked up once for a place and kept: stands ask for the same again and again. Looking
// up counts, so each run has its own.
class ForestTables {
 public:
  // File names.
  static const std::string kTypes, kBcef, kCarbonFraction, kRootShoot, kGrowth, kDeadAndSoil;
  // Zones, and climates under which Table 4.5 gives BCEF.
  static const std::vector<std::string> kZones, kBcefZones;

  // Refuses tables as ParameterTable does, and numbers out of all reason.
  static std::variant<ForestTables, Finding> build(const TableFiles& files);

  // ipcc_forest_types.csv with the names that lead to its rows.
  SpeciesTable& species() { return species_; }
  // Requires: a row of species().
  ForestType type_of(std::size_t species_row) const;

  // Table 4.5, BCEF_S by growing stock, m³/ha. `bcef_zone` is one of kBcefZones.
  Lookup<FactorClasses> stock_expansion(const std::string& bcef_zone, const ForestType& type);
  // Table 4.4, R by above-ground biomass, t d.m./ha. `transcription` is printed or aggregate; it
  // matters for the temperate mountains only.
  Lookup<FactorClasses> root_shoot(const std::string& zone, const std::string& origin,
                                   const ForestType& type, const std::string& transcription);
  // Tables 4.9 and 4.10, above-ground growth, t d.m./ha a year. `transcription` is earthshot or
  // fao, or empty: then a cell on which the two differ is missing.
  Lookup<CitedValue> growth(const std::string& zone, const std::string& origin,
                            const ForestType& type, ForestStatus status,
                            const std::string& transcription);
  // Table 4.3.
  Lookup<CitedValue> carbon_fraction(const std::string& zone, const ForestType& type);
  // Table 2.2: t C/ha of `pool` (dead wood, litter).
  Lookup<CitedValue> dead_matter(const std::string& zone, const std::string& pool);
  // Table 2.3: t C/ha in 0-30 cm by climate zone and soil type of Stand.
  Lookup<CitedValue> soil_reference(const std::string& climate, const std::string& soil);

  // All tables, in the order of the declaration.
  std::vector<TableUse> uses() const;

 private:
  ForestTables(SpeciesTable species, std::vector<ParameterTable> tables)
      : species_(std::move(species)),
        bcef_(std::move(tables[0])),
        carbon_(std::move(tables[1])),
        root_shoot_(std::move(tables[2])),
        growth_(std::move(tables[3])),
        dead_and_soil_(std::move(tables[4])) {}

  // Classes of one climate and type as Table 4.5 has them, in order of the growing stock.
  Lookup<FactorClasses> expansion_classes(const std::string& climate, const std::string& name);
  // Table 4.4's two classes of biomass, up to 125 t d.m./ha above ground and beyond.
  Lookup<FactorClasses> root_classes(const std::string& zone, const std::string& origin,
                                     const ForestType& type, const std::string& transcription);
  // What `find` gives, looked up once: stands ask for the same again and again.
  template <class Find>
  const Lookup<FactorClasses>& known(std::vector<std::string> place, const Find& find) {
    const auto found = known_.find(place);
    if (found != known_.end()) return found->second;
    return known_.emplace(std::move(place), find()).first->second;
  }

  // The ratio for one class of biomass: the first of the types that has it, 2019 before 2006.
  std::optional<CitedValue> root_shoot_at(const std::string& zone, const std::string& origin,
                                          const std::vector<std::string>& types,
                                          const std::string& biomass_class);

  SpeciesTable species_;
  ParameterTable bcef_, carbon_, root_shoot_, growth_, dead_and_soil_;
  std::map<std::vector<std::string>, Lookup<FactorClasses>> known_;
};

}  // namespace linhui::methodology
