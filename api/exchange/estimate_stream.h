// Estimates by group straight from a large CSV file: no row is held, the figures are those of the
// general way to the last digit.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "methodology/columns/stock_sums.h"
#include "methodology/method.h"
#include "methodology/results/roll_up.h"

namespace linhui::api::exchange {

struct GroupEstimate {
  // Rows of groups in place of stands, each position one of `groups`; what is said of stands
  // (tables, notes, summary) is that of all stands.
  methodology::Estimate estimate;
  std::vector<methodology::Stand> groups;  // fields of the keys; in order of first appearance
  std::string sha256;                      // of the file
  std::size_t stands = 0;
  methodology::RoundingTally tally;
};

struct EstimateStreamOptions {
  methodology::EstimateOptions method;  // years of 0: the first and the last measured one
  methodology::RollUpKeys keys;
  std::map<std::string, std::string> map;  // as InventoryOptions::map
  std::size_t threads = 1;
  methodology::Instructions instructions = methodology::usable_instructions().back();
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // may be empty
};

// Nothing where the file, the method or the keys need the general way (read_inventory(), estimate()
// and roll_up()), which also tells every fault: not a plain CSV (plain_csv.h) with stand_id,
// area_ha, species or composition, and growing stock; keys other than admin_code, township,
// village, species, year and pool; a method other than AR-CM-001-V01; settings; a row with
// a fault, a warning, a late first inventory, or a field beside those of this method.
std::optional<GroupEstimate> estimate_csv_by_group(const std::string& path,
                                                   const methodology::Method& method,
                                                   const EstimateStreamOptions& options);

}  // namespace linhui::api::exchange
