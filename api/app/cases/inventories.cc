#include "api/app/cases/inventories.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "api/app/desk/files.h"
#include "api/app/desk/problems.h"

namespace linhui::api::app {

Outcome<exchange::Inventory> read_stands(const InventorySource& source) {
  std::error_code failed;
  if (!std::filesystem::exists(source.file, failed)) LINHUI_API_TRY(read_file(source.file));
  auto inventory = exchange::read_inventory(source.file, source.options);
  if (!inventory.usable()) return inventory_problem(std::move(inventory.faults));
  return inventory;
}

Problem inventory_problem(std::vector<Fault> faults, std::uint64_t left_off) {
  if (left_off == 0) return faults_problem(Code::inventory_refused, std::move(faults));
  return faults_problem(Code::inventory_refused_left_off, std::move(faults),
                        {std::to_string(left_off)});
}

std::size_t warning_count(const std::vector<Fault>& faults) {
  return static_cast<std::size_t>(std::count_if(
      faults.begin(), faults.end(), [](const auto& f) { return f.severity == Severity::warning; }));
}

Outcome<std::pair<int, int>> measured_period(const std::vector<methodology::Stand>& stands,
                                             int from, int to) {
  std::set<int> measured;
  for (const auto& stand : stands) {
    for (const auto& [year, volume] : stand.volume_m3_ha_by_year) measured.insert(year);
  }
  if (measured.empty() && (from == 0 || to == 0)) {
    return problem_of(Code::period_missing);
  }
  return std::pair{from ? from : *measured.begin(), to ? to : *measured.rbegin()};
}

}  // namespace linhui::api::app
