// Growing stock to carbon in live trees: the volume route.
//
//   above_ground = A · V · D · BEF · CF · 44/12
//   below_ground = A · V · D · BEF · R · CF · 44/12
//   t CO2e       = ha · m3/ha · t d.m./m3 · 1 · (1) · t C/t d.m. · t CO2e/t C
//
// Both are linear in the growing stock A · V, so the factor of one m3 serves all stands of a
// species, and a mixed stand takes the mean of its species' factors by their share of V.
//
// Used by AR-CM-001-V01 and AR-CM-003-V01 (ar_cm/ar_cm_stand.h). AR-ACM0003 has one ratio of roots
// a stand instead, which follows its biomass.
#pragma once

#include "methodology/numbers/quantity.h"

namespace linhui::methodology {

// Of one species or group. As the tables have them: positive, or zero; nothing here checks.
struct TreeFactors {
  Rational density;          // D, t d.m. per m³ of stem
  Rational expansion;        // BEF, above-ground over stem biomass
  Rational root_shoot;       // R, below-ground over above-ground biomass
  Rational carbon_fraction;  // CF, t C per t d.m.
};

// V · D · BEF, t d.m. of the whole stock; roots are R of it.
inline TonnesDryMatter above_ground_biomass(const CubicMetres& stock, const TreeFactors& factors) {
  return {stock.value * factors.density * factors.expansion};
}

inline TonnesDryMatter below_ground_biomass(const CubicMetres& stock, const TreeFactors& factors) {
  return above_ground_biomass(stock, factors) * factors.root_shoot;
}

// t d.m. · CF · 44/12.
inline ExactTonnesCO2e to_co2e(const TonnesDryMatter& biomass, const TreeFactors& factors) {
  return to_co2e(TonnesCarbon{biomass.value * factors.carbon_fraction});
}

// A · V, m³ of the whole area.
inline CubicMetres growing_stock(const Hectares& area, const Decimal& volume_m3_per_ha) {
  return {area.value * volume_m3_per_ha.rational()};
}

}  // namespace linhui::methodology
