// What a district is asked about its forest, from the same inventory: cover, growing stock, fire
// damage. Separate facts: never a source of credits. Definitions: docs/methodology.md, Indicators.
#pragma once

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include "methodology/estimate.h"

namespace linhui::methodology {

// What the inventory does not say. Areas in ha.
struct IndicatorOptions {
  std::optional<int> year;                  // empty: the newest with a measured stock
  std::optional<Decimal> district_area_ha;  // land area of the district
  std::optional<Decimal> burnt_area_ha;     // forest damaged by fire in the year
};

// Sums are exact over the decimals given and rounded half to even once; shares likewise, from the
// rounded areas.
struct Indicators {
  std::optional<int> year;        // of the growing stock; empty where no stock has a year
  std::size_t forest_stands = 0;  // that count as forest
  // Four decimals each.
  Decimal forest_area_ha;    // Σ area
  Decimal growing_stock_m3;  // 森林蓄积量: Σ area · m³/ha
  // Rounded half to even; empty where the district's or the burnt area is not given.
  std::optional<Decimal> forest_cover_percent;  // 森林覆盖率, two decimals
  std::optional<Decimal> fire_damage_permille;  // 森林火灾受害率, three decimals
  std::vector<Finding> notes;
};

// Forest stands with a crown density of 0.20 or more count; one without a crown density counts too,
// and is noted (crown_density_missing). The stock of a stand is its newest measured one up to
// `year`, noted where that is older (stock_older) or missing (stock_missing).
//
// Errors: no_stands, area_not_positive, area_too_large, volume_negative, volume_too_large,
// crown_density_invalid; indicator_area_invalid of the district's and the burnt area.
std::variant<Indicators, Findings> district_indicators(const std::vector<Stand>& stands,
                                                       const IndicatorOptions& options);

}  // namespace linhui::methodology
