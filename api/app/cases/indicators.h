// What a district is asked about its forest: cover, growing stock, fire damage. Facts for reports,
// never a source of credits.
#pragma once

#include "api/app/cases/inventories.h"
#include "methodology/results/indicators.h"

namespace linhui::api::app {

struct DistrictIndicators {
  exchange::Inventory inventory;
  methodology::Indicators indicators;
};
// Errors: read_stands()'s; estimate_refused with what methodology::district_indicators() refuses.
Outcome<DistrictIndicators> district_indicators(const InventorySource& inventory,
                                                const methodology::IndicatorOptions& options);

}  // namespace linhui::api::app
