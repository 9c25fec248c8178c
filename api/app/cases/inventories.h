// Inventory files, read for whatever a case makes of them: checked, estimated, recorded.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "api/exchange/inventory/inventory.h"
#include "api/problem.h"

namespace linhui::api::app {

// Called by the thread that works, now and then; may be empty.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// A file and how it is read.
struct InventorySource {
  std::string file;  // .shp .gpkg .geojson .xlsx .csv
  exchange::InventoryOptions options;
};

// Every stand of the file with its place. What is given has no fault; what is only to be known
// stays with it as warnings, in `faults`. Errors: file_not_found; inventory_refused, with every
// fault and warning of the file.
Outcome<exchange::Inventory> read_stands(const InventorySource& source);

// inventory_refused, with all of `faults`; `left_off` more were found than are told.
Problem inventory_problem(std::vector<Fault> faults, std::uint64_t left_off = 0);

std::size_t warning_count(const std::vector<Fault>& faults);
// Whether there is more than warnings.
inline bool any_fault(const std::vector<Fault>& faults) {
  return warning_count(faults) < faults.size();
}

// `from` and `to` (inclusive calendar years) where they are not 0, otherwise the first and the last
// year in which a stand has a measured stock. Errors: period_missing (usage) where one is not given
// and no stand was measured.
Outcome<std::pair<int, int>> measured_period(const std::vector<methodology::Stand>& stands,
                                             int from, int to);

}  // namespace linhui::api::app
