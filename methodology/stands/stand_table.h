// Stands from rows of text under the names of Stand's fields: the plain way in, for programs.
// Inventories as bureaux hand them over, with names of their own, are read elsewhere.
//
//   stand_id,area_ha,species,volume_m3_ha_2020,volume_m3_ha_2025
//   A,12.35,马尾松,88.2,131.7
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "methodology/estimate.h"
#include "methodology/stand.h"

namespace linhui::methodology {

// Columns: stand_id, area_ha (both must be there), and any of the fields of Stand by their names;
// volume_m3_ha_YYYY and baseline_volume_m3_ha_YYYY, one a year. Cells are taken as they are; an
// empty one is a value that is not given. `kind` is forest (also where it is empty) or wetland.
//
// Reads and types only: what is in range, a method checks. `cell` is asked row by row, and what it
// returns has to live until the next call.
//
// Errors: column_missing, column_unknown, column_repeated, number_malformed, kind_unknown.
std::variant<std::vector<Stand>, Findings> stands_from_cells(
    const std::vector<std::string>& names, std::size_t row_count,
    const std::function<std::string_view(std::size_t row, std::size_t column)>& cell);

// The same from CSV with a header (RFC 4180, UTF-8). Errors besides: csv_malformed.
std::variant<std::vector<Stand>, Findings> stands_from_csv(std::string_view text);

// Every name that a column may have, `_YYYY` for a year, separated by commas.
std::string stand_column_names();

}  // namespace linhui::methodology
