// Stand biomass from growing stock by species group, B = a · V + b, and what stands in for it where
// a stand has no growing stock: culms of bamboo, cover of shrubs.
//
// B is the living biomass of trees, above and below ground together, t d.m./ha; V is m³/ha. Source:
// two parameter sets as studies of Zhejiang and Shandong print them (stand_biomass_volume.csv), for
// closed stands: b is no biomass of bare land.
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

// What a stand's biomass is worked out from.
enum class BiomassRoute { growing_stock, culms, cover, none };

class ChnBvTables {
 public:
  static const std::string kEquations, kGroups, kOther;    // file names
  static const std::vector<std::string> kParameters;       // the sets: zhejiang, shandong
  static const std::vector<std::string> kCarbonFractions;  // ipcc, study

  // Refuses tables as ParameterTable does, and a group without an equation.
  static std::variant<ChnBvTables, Finding> build(const TableFiles& files,
                                                  const std::string& parameters,
                                                  const std::string& carbon_fraction);

  const StandSpecies& species_of(const Stand& stand) { return species_.of(stand); }
  // Requires: `species` has no faults. A mixture goes by growing stock only where all of it does.
  BiomassRoute route_of(const StandSpecies& species) const;
  // Requires: route growing_stock.
  std::vector<BiomassEquation> equations_of(const StandSpecies& species);

  // The same as cells of the tables.
  std::vector<GrowingStockShare> growing_stock_shares(const StandSpecies& species);

  // A number of other_biomass.csv, such as culm_biomass of 毛竹.
  Rational other(std::string_view parameter, std::string_view applies_to);
  Bilingual cite_other(std::string_view parameter, std::string_view applies_to) const;
  Bilingual cite_equation(const BiomassEquation& equation) const;
  // t C per t d.m. of trees, by the setting.
  Rational carbon_fraction() { return other("CF", carbon_fraction_); }
  Bilingual cite_carbon_fraction() const { return cite_other("CF", carbon_fraction_); }

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

// Names of the groups that do not go by growing stock.
inline constexpr std::string_view kBamboo = "毛竹", kShrubs = "灌木林", kEconomicForest = "经济林";

}  // namespace linhui::methodology
