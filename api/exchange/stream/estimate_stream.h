// Estimates by group straight from a large CSV file: no row is held, the figures are those of the
// general way to the last digit, and so are the faults.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/exchange/stream/stream_faults.h"
#include "api/problem.h"
#include "methodology/columns/stock_sums.h"
#include "methodology/method.h"
#include "methodology/results/roll_up.h"

namespace linhui::api::exchange {

// What came of it: as the general way has it, but for the rows, which nobody held.
struct GroupEstimate {
  methodology::Estimate estimate;  // without rows
  methodology::RollUp sums;        // without rows
  methodology::RollUpPieces rows;  // of the sums
  std::string sha256;              // of the file
  std::size_t stands = 0;
  methodology::RoundingTally tally;
  std::vector<Fault> warnings;
  std::uint64_t left_off = 0;  // warnings beyond kStreamFaults
};

// Why nothing was estimated: what the reader of an inventory finds wrong, or, where it finds
// nothing, the method.
struct StreamRefusal {
  std::vector<Fault> faults;       // warnings too
  methodology::Findings findings;  // of the method
  std::vector<long long> rows;     // of each finding
  std::uint64_t left_off = 0;      // beyond kStreamFaults
};

struct EstimateStreamOptions {
  methodology::EstimateOptions method;  // years of 0: the first and the last measured one
  methodology::RollUpKeys keys;
  std::map<std::string, std::string> map;  // as InventoryOptions::map
  std::size_t threads = 1;
  methodology::Instructions instructions = methodology::usable_instructions().back();
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // may be empty
};

// Nothing where it takes the general way (read_inventory(), estimate() and roll_up()): a method
// other than AR-CM-001-V01; settings; keys other than admin_code, township, village, species, year
// and pool; a header that is not plain UTF-8, or text whose encoding the whole file has to tell; no
// rows, no measured year where none is asked for, or a period that no method takes; sums that might
// not fit.
//
// Blocks, on `threads` threads, the caller's among them; reads the file once, and again where a
// stand's number that stands there twice is to be named. Never throws on bad input.
using StreamOutcome = std::variant<GroupEstimate, StreamRefusal>;
std::optional<StreamOutcome> estimate_csv_by_group(const std::string& path,
                                                   const methodology::Method& method,
                                                   const EstimateStreamOptions& options);

}  // namespace linhui::api::exchange
