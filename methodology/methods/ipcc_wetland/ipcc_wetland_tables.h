// Emission and stock factors of inland wetlands a hectare, from ipcc_wetland.csv and gwp.csv: which
// rows a stand's type, climate, use and nutrients lead to. The arithmetic is in
// ipcc_wetland_equations.h.
//
//   mineral            Wetlands Supplement Tables 5.2-5.4
//   organic_rewetted   Tables 3.1-3.3
//   organic_drained    Tables 2.1-2.5, by land use and depth
//   reservoir          2019 Refinement vol. 4 ch. 7, by climate, age and trophic state
//   pond, ditch        Table 7.12 of 2019, whatever the climate
//
// Nutrients that are not given are rich in the temperate zone and poor in the boreal one; a trophic
// state that is not given leaves methane as it is.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "methodology/bilingual.h"
#include "methodology/method.h"
#include "methodology/methods/shared/warming_potential.h"
#include "methodology/numbers/quantity.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

// What one hectare of a kind of wetland holds and emits, exactly. What does not apply is empty or
// zero. Stands that agree in type, climate, nutrients, land use, trophic state and in whether
// changed_in is given share it.
struct WetlandFactors {
  // Stocks and changes of soil: one or neither of the two.
  std::optional<ExactTonnesCO2e> soil_reference;  // stock of mineral soil in balance
  std::optional<ExactTonnesCO2e> soil_change;     // of organic soil a year; an emission is negative
  ExactTonnesCO2e ch4, n2o;                       // emissions a year
  ExactTonnesCO2e ch4_young, co2_young;           // the same in the first 20 years after flooding
  // What was taken for a field that is not given; to be noted.
  bool nutrient_assumed = false, trophic_assumed = false;
  std::string nutrient;  // that was assumed
};

// F of restored mineral soil: the share of the reference stock under long-term cultivation, 20 and
// 40 years after the restoration.
struct SoilFactors {
  Rational cultivated, after_20_years, after_40_years;
};

// Share of the reference stock that restored mineral soil holds so many years after y0: linear from
// one stage to the next.
Rational soil_share(int years, const SoilFactors& factors);

// A factor that the tables do not have: the first of several misses, in the order of looking up.
struct FactorMissing {
  std::string category, climate, type, parameter;
};

// A number that was looked up for a stand, for a person.
struct WetlandLookup {
  std::string parameter;  // EF_CH4, SOC_ref ...
  Rational value;
  std::string place;  // under which the table has it
  std::size_t row = 0;
};

// The nth number, from 0, that was looked up under the name. Requires: there is one.
const WetlandLookup& lookup_of(const std::vector<WetlandLookup>& lookups,
                               std::string_view parameter, int nth);

// Looking up counts and is remembered, so each run has its own.
class WetlandTables {
 public:
  // File name; and the words that the fields of a wetland may have.
  static const std::string kFactors;
  static const std::vector<std::string> kClimates, kTypes, kLandUses, kNutrients, kTrophicStates;

  // Refuses tables as ParameterTable does, and a set of warming potentials that is not there.
  static std::variant<WetlandTables, Finding> build(const TableFiles& files,
                                                    const std::string& gwp);

  // Requires: the fields of `stand` that its wetland type needs are among the lists above.
  std::variant<WetlandFactors, FactorMissing> of(const Stand& stand);
  // F of restored mineral soil at its three stages (Table 5.3): the same for all stands.
  std::variant<SoilFactors, FactorMissing> soil_factors();

  // What the last of() or soil_factors() looked up, in order.
  const std::vector<WetlandLookup>& lookups() const { return lookups_; }
  // Table, place, value, source, confidence and unit of a number, for an explanation.
  Bilingual cite(const WetlandLookup& lookup) const;
  const WarmingPotentials& potentials() const { return potentials_; }

  std::vector<TableUse> uses() const { return {factors_.use(), potentials_.use()}; }

 private:
  WetlandTables(ParameterTable factors, WarmingPotentials potentials)
      : factors_(std::move(factors)), potentials_(std::move(potentials)) {}

  // One lookup: the first of the climates and qualifiers under which the table has the parameter.
  // If there is none, notes the first such miss and gives zero.
  Rational look_up(const std::string& category, const std::vector<std::string>& climates,
                   const std::string& type, const std::vector<std::string>& qualifiers,
                   const std::string& parameter);
  // One a type: what it looks up, in this order, tells which of several misses is named.
  WetlandFactors mineral(const Stand& stand);
  WetlandFactors organic_rewetted(const Stand& stand);
  WetlandFactors organic_drained(const Stand& stand);
  WetlandFactors reservoir(const Stand& stand);
  WetlandFactors water_body(const Stand& stand);

  ParameterTable factors_;
  WarmingPotentials potentials_;
  std::optional<FactorMissing> missing_;
  std::vector<WetlandLookup> lookups_;
};

}  // namespace linhui::methodology
