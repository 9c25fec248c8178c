#include "methodology/stands/stand_check.h"

#include <string_view>
#include <unordered_set>

#include "methodology/findings.h"
#include "methodology/settings.h"

namespace linhui::methodology {
namespace {

bool is_year(int year) { return year >= kFirstYear && year <= kLastYear; }

void check_years(const Stand& stand, const std::string& field, const std::optional<int>& year,
                 Findings& faults) {
  if (year && !is_year(*year)) faults.push_back(year_out_of_range(stand.stand_id, field, *year));
}

void check_years(const Stand& stand, const std::string& field, const std::map<int, Decimal>& years,
                 Findings& faults) {
  for (const auto& [year, value] : years) {
    if (is_year(year)) continue;
    faults.push_back(year_out_of_range(stand.stand_id, field + std::to_string(year), year));
  }
}

}  // namespace

void check_options(const EstimateOptions& options, Findings& faults) {
  const int from = options.from_year, to = options.to_year;
  if (!is_year(from)) faults.push_back(year_out_of_range("", "from_year", from));
  if (!is_year(to)) faults.push_back(year_out_of_range("", "to_year", to));
  if (is_year(from) && is_year(to)) {
    if (from > to) faults.push_back(period_reversed(from, to));
    if (to - from > kLongestPeriodYears) faults.push_back(period_too_long(from, to));
  }
  if (options.gwp != "AR4" && options.gwp != "AR5" && options.gwp != "AR6") {
    faults.push_back(gwp_unknown(options.gwp));
  }
  if (options.leakage < TonnesCO2e()) faults.push_back(leakage_negative(options.leakage));
}

void check_options(const EstimateOptions& options, const MethodDeclaration& method,
                   Findings& faults) {
  check_options(options, faults);
  check_settings(options, method, faults);
}

void check_stands(const std::vector<Stand>& stands, StandKind covered, const std::string& method,
                  Findings& faults) {
  if (stands.empty()) faults.push_back(no_stands());
  std::unordered_set<std::string_view> ids;
  for (std::size_t i = 0; i < stands.size(); ++i) {
    const Stand& stand = stands[i];
    if (stand.stand_id.empty()) {
      faults.push_back(stand_id_missing(i));
    } else if (!ids.insert(stand.stand_id).second) {
      faults.push_back(stand_id_duplicate(stand.stand_id));
    }
    if (stand.area_ha <= Decimal(0)) {
      faults.push_back(area_not_positive(stand.stand_id, stand.area_ha));
    } else if (stand.area_ha > Decimal(kLargestAreaHa)) {
      faults.push_back(area_too_large(stand.stand_id, stand.area_ha));
    }
    if (stand.kind != covered) {
      faults.push_back(kind_not_covered(stand.stand_id, stand.kind, method));
    }
    check_years(stand, "changed_in", stand.changed_in, faults);
    check_years(stand, "planted_in", stand.planted_in, faults);
    check_years(stand, "not_forest_since", stand.not_forest_since, faults);
    check_years(stand, "volume_m3_ha_", stand.volume_m3_ha_by_year, faults);
    check_years(stand, "baseline_volume_m3_ha_", stand.baseline_volume_m3_ha_by_year, faults);
  }
}

}  // namespace linhui::methodology
