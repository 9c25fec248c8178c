// Where the fields of AR-CM-001-V01 stand in a plain CSV file. Internal to api/exchange.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "api/exchange/estimate_stream.h"

namespace linhui::api::exchange {

// Where the fields stand. Columns that are none of these have to be empty, if they are known.
struct Layout {
  int stand_id = -1, area = -1, species = -1, composition = -1, volume = -1, kind = -1;
  std::vector<int> group;                    // of the keys, in their order; -1: not in the file
  std::vector<std::pair<int, int>> volumes;  // year, column; in order of year
  std::vector<int> numbers;                  // that are not used, but have to be numbers
  std::vector<int> trimmed;                  // cells that must have no blanks around them
  std::vector<int> empty;
  std::size_t columns = 0;
};

// Nothing where the header is not plain, names a column twice, or lacks a field that is needed.
std::optional<Layout> layout_of(std::string_view header, const EstimateStreamOptions& options);

}  // namespace linhui::api::exchange
