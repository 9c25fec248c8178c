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
#pragma once

#include <optional>
#include <vector>

#include "methodology/methods/ar_acm0003/ar_acm0003_parameters.h"
#include "methodology/numbers/interval.h"
#include "methodology/numbers/quantity.h"
#include "methodology/stand.h"

namespace linhui::methodology {

// What a stand's own fields choose.
struct ArStandParameters {
  Rational density;                         // D, t d.m./m³, mean by share of V
  std::optional<ToolValue> soil_reference;  // t C/ha, where soil is counted
};

class ArAcm0003Stand {
 public:
  // All three outlive this. Requires: the stand passed the method's checks.
  ArAcm0003Stand(const Stand& stand, const ArStandParameters& own,
                 const ArAcm0003Parameters& parameters);

  struct TreeStocks {
    TonnesCO2e above_ground, below_ground, dead_wood, litter;
  };
  // At a growing stock of so many m³/ha, with shrubs where they are counted.
  TreeStocks stocks(const Rational& volume_m3_per_ha) const;
  // Trees of the baseline, with its own R; above and below ground together.
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
  // The same in doubles.
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

// Soil carbon that AR-TOOL16 begins with and adds each year, t C/ha.
struct SoilCourse {
  Rational before;  // until the year before planting
  Rational start;   // at the end of the year of planting, less what the disturbance lost
  Rational gain;    // in each year after, for 20 years
};
SoilCourse soil_course(const Stand& stand, const ToolValue& reference,
                       const SoilParameters& parameters);

}  // namespace linhui::methodology
