// The stocks of one stand under AR-ACM0003, year by year.
//
//   b            = V · D · BEF                                     AR-TOOL14, t d.m./ha
//   above_ground = A · b · CF · 44/12
//   below_ground = above_ground · R,  R = exp(−1.085 + 0.9256 ln b) / b
//   dead_wood    = (above_ground + below_ground) · DF_DW / 100     AR-TOOL12
//   litter       = (above_ground + below_ground) · DF_LI / 100
//   soil         = A · SOC(y) · 44/12                              AR-TOOL16
//
// b is that of the whole stand: a mixed stand takes the mean D of its species by their share of V,
// and has one R. Without trees there are no roots.
//
// b · R = exp(−1.085) · b^0.9256 is transcendental for every rational b > 0: exp of a rational
// other than 0, times an algebraic number other than 0 (Lindemann). So no figure with it lies on a
// tie, and rounding with growing precision ends.
//
// Beside them, t CO2e of the whole stand or t C/ha:
//
//   shrubs       = cover · ratio · forest biomass, t d.m./ha above ground; R_shrub of it below
//   SOC(y)       = SOC_ref · before/100 until the year before planting; then that, less the loss
//                  where more of the ground is broken than may be, plus a gain a year for 20 years:
//                  what lacks to SOC_ref by 20, at most 0.8 t C/ha                    AR-TOOL16
//   baseline     = A · b · (1 + R_baseline) · CF · 44/12                              AR-TOOL14
//   burning      = 0.07 · A · B_burnt · CF · 44/12                                    AR-TOOL08
//
// The numbers are those of the tables (ar_acm0003_tables.h); 0.07, 0.8 and 20 among them.
#pragma once

#include <optional>
#include <vector>

#include "methodology/methods/ar_acm0003/ar_acm0003_parameters.h"
#include "methodology/numbers/interval.h"
#include "methodology/numbers/quantity.h"
#include "methodology/stand.h"

namespace linhui::methodology {

// What a stand's own fields choose. Worked out by the method's checks.
struct ArStandParameters {
  Rational density;                         // D, t d.m./m³, mean by share of V
  std::optional<ToolValue> soil_reference;  // t C/ha, where soil is counted
};

class ArAcm0003Stand {
 public:
  // All three outlive this. Requires: the stand passed the method's checks.
  ArAcm0003Stand(const Stand& stand, const ArStandParameters& own,
                 const ArAcm0003Parameters& parameters);

  // Each rounded; dead wood and litter zero where they are not counted.
  struct TreeStocks {
    TonnesCO2e above_ground, below_ground, dead_wood, litter;
  };
  // At a growing stock of so many m³/ha, with shrubs where they are counted. One evaluation of the
  // roots serves all four. Requires: volume >= 0.
  TreeStocks stocks(const Rational& volume_m3_per_ha) const;
  // Trees of the baseline, with its own R, which is a mere factor; above and below ground together.
  TonnesCO2e baseline_stock(const Rational& volume_m3_per_ha) const;

  // Soil carbon at the end of a year, t C/ha, and its stock.
  // Requires: soil is counted.
  Rational soil_carbon(int year) const;
  TonnesCO2e soil(int year) const;

  // Other gases of the burning before planting. Requires: burning is counted.
  TonnesCO2e burning() const;

  // t d.m./ha of trees above ground.
  Rational biomass(const Rational& volume_m3_per_ha) const;
  // b · R of the trees, t d.m./ha. Requires: biomass > 0.
  Interval root_biomass(const Rational& biomass, unsigned bits) const;
  // The same in doubles, with a bound of its error, which the .cc derives. Infinite where the
  // exponent is out of all reason.
  Approximation root_biomass(double biomass) const;
  // Above-ground biomass of shrubs, t d.m./ha; zero below the least cover.
  Rational shrub_biomass() const;

 private:
  ExactTonnesCO2e to_stock(const Rational& biomass_t_per_ha) const;

  const Stand& stand_;
  const ArStandParameters& own_;
  const ArAcm0003Parameters& parameters_;
  Rational area_ha_;
  Rational carbon_per_t_;  // t CO2e of the stand per t d.m./ha: A · CF · 44/12
};

// Soil carbon that AR-TOOL16 begins with and adds each year, t C/ha: so long as nothing is planted
// `before`, then `start`, and `gain` more each year for 20 years.
struct SoilCourse {
  Rational before;  // until the year before planting
  Rational start;   // at the end of the year of planting, less what the disturbance lost
  Rational gain;    // in each year after, for 20 years
};
// Requires: planted_in and soil_disturbed are given; `reference` is the stand's.
SoilCourse soil_course(const Stand& stand, const ToolValue& reference,
                       const SoilParameters& parameters);

}  // namespace linhui::methodology
