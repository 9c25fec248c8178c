// Stand biomass from growing stock by species group, B = a · V + b, and what stands in for it where
// a stand has no growing stock: culms of bamboo, cover of shrubs.
//
// B is the living biomass of trees, above and below ground together, t d.m./ha; V is m³/ha. Source:
// two parameter sets as studies of Zhejiang and Shandong print them (stand_biomass_volume.csv), for
// closed stands: b is no biomass of bare land.
//
//   trees    B = Σ_species share · (a · V + b)
//   bamboo   B = stems_ha · culm_biomass / 1000                  kg d.m. a culm
//   shrubs   B = b_forest · BDR_SF · shrub_cover · (1 + R)       0 below least_cover
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "methodology/bilingual.h"
#include "methodology/growing_stock_model.h"
#include "methodology/methods/shared/volume_route.h"

namespace linhui::methodology {

// The equation of one species of a stand, by its share of the growing stock.
struct BiomassEquation {
  Rational a, b;        // t d.m./m³, t d.m./ha
  std::size_t row = 0;  // of stand_biomass_volume.csv
  std::string species;  // as written
  Rational share;
};

// What a stand's biomass is worked out from: its species' group says so. `none`: economic forest
// without an equation, or bamboo or shrubs within a mixture.
enum class BiomassRoute { growing_stock, culms, cover, none };

// One set of parameters, chosen by the settings, with the names that lead to it. The sets are of
// two studies and are never mixed.
class ChnBvTables {
 public:
  static const std::string kEquations, kGroups, kOther;    // file names
  static const std::vector<std::string> kParameters;       // the sets: zhejiang, shandong
  static const std::vector<std::string> kCarbonFractions;  // ipcc, study

  // Refuses tables as ParameterTable does, a group that goes by growing stock and has no equation
  // in the set's region, and an other_biomass.csv that lacks one of the numbers that the method
  // needs. Requires: `parameters` and `carbon_fraction` are among the lists above.
  static std::variant<ChnBvTables, Finding> build(const TableFiles& files,
                                                  const std::string& parameters,
                                                  const std::string& carbon_fraction);

  // As SpeciesTable::of().
  const StandSpecies& species_of(const Stand& stand) { return species_.of(stand); }
  // Requires: `species` has no faults. A mixture goes by growing stock only where all of it does.
  BiomassRoute route_of(const StandSpecies& species) const;
  // One a species of the stand, in the order of its composition. Requires: route growing_stock.
  std::vector<BiomassEquation> equations_of(const StandSpecies& species);

  // The same as cells of the tables, a · CF a m³ and b · CF a ha. Requires: route growing_stock.
  std::vector<GrowingStockShare> growing_stock_shares(const StandSpecies& species);

  // A number of other_biomass.csv, such as culm_biomass of 毛竹. Requires: build() has seen to it
  // that it is there.
  Rational other(std::string_view parameter, std::string_view applies_to);
  // Where a number stands and how far it can be trusted, for an explanation.
  Bilingual cite_other(std::string_view parameter, std::string_view applies_to) const;
  Bilingual cite_equation(const BiomassEquation& equation) const;
  // t C per t d.m. of trees, by the setting.
  // Counts as looked up, as other() does.
  Rational carbon_fraction() { return other("CF", carbon_fraction_); }
  Bilingual cite_carbon_fraction() const { return cite_other("CF", carbon_fraction_); }

  // Equations, groups with codes and aliases, the rest.
  std::vector<TableUse> uses() const;

 private:
  ChnBvTables(SpeciesTable species, ParameterTable equations, ParameterTable other,
              std::string region, std::string carbon_fraction)
      : species_(std::move(species)),
        equations_(std::move(equations)),
        other_(std::move(other)),
        region_(std::move(region)),
        carbon_fraction_(std::move(carbon_fraction)) {}

  std::size_t row_of_other(std::string_view parameter, std::string_view applies_to) const;

  SpeciesTable species_;
  ParameterTable equations_, other_;
  std::string region_, carbon_fraction_;
};

// Names of the groups that do not go by growing stock, as biomass_volume_groups.csv has them.
inline constexpr std::string_view kBamboo = "毛竹", kShrubs = "灌木林", kEconomicForest = "经济林";

}  // namespace linhui::methodology
