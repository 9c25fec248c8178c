// The equations of IPCC-2013-WL, each stated once: what a hectare of wetland holds, and what it
// emits in a year, t CO2e/ha.
//
// `Numbers` says what an equation is worked out in:
//
//   exact fractions (Rational)   the estimate        ipcc_wetland_tables.cc
//   formulas (Formula)           draws               ipcc_wetland_formula.cc
//   words (Written)              the explanation     ipcc_wetland_explanation.cc
//
// and gives the numbers that the tables have for a stand. It has
//
//   Number                   the kind of number
//   of(parameter, nth)       the nth number that was looked up under the name of a parameter
//   fraction(above, below)   a ratio of the equations themselves: 16/12
//   carbon_dioxide(t C/ha), methane(kg CH4/ha), nitrous_oxide(kg N2O/ha)    to t CO2e/ha
//
// Sources: 2013 Wetlands Supplement ch. 2, 3 and 5; 2019 Refinement vol. 4 ch. 7. The tables of
// each stand above its equation.
#pragma once

#include <type_traits>
#include <utility>

namespace linhui::methodology {

inline constexpr int kYoungReservoirYears = 20;  // after flooding
inline constexpr int kFirstRecoveryYears = 20,
                     kFullRecoveryYears = 40;  // of mineral soil, after y0

template <class Numbers>
class WetlandEquations {
 public:
  using Number = typename Numbers::Number;
  explicit WetlandEquations(Numbers numbers) : of_(std::move(numbers)) {}

  // Tables 5.2 and 5.3: stock of mineral soil that holds that share of the reference.
  Number mineral_soil(const Number& share) const {
    return of_.carbon_dioxide(of_.of("SOC_ref") * share);
  }

  // Tables 2.1 and 2.2 (drained), 3.1 and 3.2 (rewetted): loss of organic soil.
  Number organic_soil(bool is_drained) const {
    return of_.carbon_dioxide(of_.of("EF_CO2") + of_.of(is_drained ? "EF_DOC_drained" : "EF_DOC"));
  }

  // Table 5.4 (mineral soil), Table 7.12 of 2019 (ponds, ditches).
  Number methane() const { return of_.methane(of_.of("EF_CH4")); }
  // Table 3.3, kg CH4-C.
  Number rewetted_methane() const { return of_.methane(of_.of("EF_CH4") * of_.fraction(16, 12)); }
  // Eq. 2.6 (number recalled), Tables 2.3 and 2.4.
  Number drained_methane() const {
    const Number ditches = of_.of("Frac_ditch");
    return of_.methane((1 - ditches) * of_.of("EF_CH4_land") + ditches * of_.of("EF_CH4_ditch"));
  }
  // Eq. 2.7 (number recalled), Table 2.5, kg N2O-N.
  Number drained_nitrous_oxide() const {
    return of_.nitrous_oxide(of_.of("EF_N2O") * of_.fraction(44, 28));
  }

  // 2019 Refinement ch. 7: surface and downstream, by trophic state. The first EF_CH4 looked up is
  // that of an old reservoir, the second that of a young one.
  Number reservoir_methane(bool is_young) const {
    return of_.methane(of_.of("EF_CH4", is_young ? 1 : 0) * (1 + of_.of("R_d")) *
                       of_.of("alpha_trophic"));
  }
  // The same chapter: in the first 20 years after flooding.
  Number young_reservoir_carbon_dioxide() const { return of_.carbon_dioxide(of_.of("EF_CO2")); }

 private:
  Numbers of_;
};

// Table 5.3: share F of the reference stock that restored mineral soil holds so many years after
// y0. `stage(k)`: F under long-term cultivation, 20 and 40 years after; linear between them.
// `fraction` as in Numbers.
template <class Stage, class Fraction>
std::decay_t<std::invoke_result_t<Stage, int>> soil_share(int years, const Stage& stage,
                                                          const Fraction& fraction) {
  if (years <= 0) return stage(0);
  if (years >= kFullRecoveryYears) return stage(2);
  const int from = years <= kFirstRecoveryYears ? 0 : 1;
  const int begin = from == 0 ? 0 : kFirstRecoveryYears;
  const int end = from == 0 ? kFirstRecoveryYears : kFullRecoveryYears;
  return stage(from) + (stage(from + 1) - stage(from)) * fraction(years - begin, end - begin);
}

}  // namespace linhui::methodology
