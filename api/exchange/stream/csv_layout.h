// Where the fields of AR-CM-001-V01 stand in a CSV file whose rows are taken as they stand.
// Internal to api/exchange.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "api/exchange/fields/columns.h"
#include "methodology/results/roll_up.h"

namespace linhui::api::exchange {

// A number that is not used, but has to be one between two others, both inclusive, in 10^-8.
struct UnusedNumber {
  int column = -1;
  std::int64_t least = 0, most = 0;
  bool is_whole = false;
};

// Where the fields stand: columns counted from 0; -1: the file has none. Columns that are none of
// these have to be empty, if they are known.
struct Layout {
  int stand_id = -1, area = -1, species = -1, composition = -1, volume = -1, kind = -1;
  std::vector<int> group;                    // of the keys, in their order; -1: not in the file
  std::vector<std::pair<int, int>> volumes;  // year, column; in order of year
  std::vector<UnusedNumber> numbers;
  std::vector<int> texts;  // any plain text
  std::vector<int> empty;
};

// Nothing where a field that is needed has no column: stand_id, area_ha, species, growing stock.
// Requires: keys of what Layout::group can name.
std::optional<Layout> layout_of(const ColumnMatch& columns, std::size_t column_count,
                                const methodology::RollUpKeys& keys);

}  // namespace linhui::api::exchange
