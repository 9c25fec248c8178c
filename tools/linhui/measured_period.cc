#include "tools/linhui/measured_period.h"

#include <set>

namespace linhui::cli {

Outcome<std::pair<int, int>> measured_period(const std::vector<methodology::Stand>& stands,
                                             int from, int to) {
  std::set<int> measured;
  for (const auto& stand : stands) {
    for (const auto& [year, volume] : stand.volume_m3_ha_by_year) measured.insert(year);
  }
  if (measured.empty() && (from == 0 || to == 0)) {
    return usage("period_missing",
                 {"The file has no measured years to go by; give --from and --to.",
                  "文件中没有实测年份，请给出 --from 和 --to。"});
  }
  return std::pair{from ? from : *measured.begin(), to ? to : *measured.rbegin()};
}

}  // namespace linhui::cli
