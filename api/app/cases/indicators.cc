#include "api/app/cases/indicators.h"

#include "api/app/desk/problems.h"

namespace linhui::api::app {

Outcome<DistrictIndicators> district_indicators(const InventorySource& source,
                                                const methodology::IndicatorOptions& options) {
  DistrictIndicators district;
  district.inventory = LINHUI_API_TRY(read_stands(source));
  auto outcome = methodology::district_indicators(district.inventory.stands, options);
  if (const auto* faults = std::get_if<methodology::Findings>(&outcome)) {
    return findings_problem(*faults, district.inventory.file);
  }
  district.indicators = std::get<methodology::Indicators>(std::move(outcome));
  return district;
}

}  // namespace linhui::api::app
