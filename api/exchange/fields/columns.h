// Which column of a file is which field. Internal to api/exchange.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/exchange/tables/fault_log.h"

namespace linhui::api::exchange {

// A field and the names under which bureaux write it: canonical name first, then names of the
// forest survey's files, then Chinese names.
struct FieldNames {
  std::string_view field;
  std::vector<std::string_view> names;
};

const std::vector<FieldNames>& inventory_fields();
const std::vector<FieldNames>& right_fields();

// Columns are counted from 0.
struct ColumnMatch {
  std::map<std::string, int> index;  // field → column
  // Growing stock by calendar year → column: as measured, and without the project.
  std::map<int, int> volume_year, baseline_volume_year;
  std::optional<int> of(std::string_view field) const;  // nothing: the file has no such column
};

// How names are compared: ASCII case and blanks do not count, full-width brackets are brackets,
// and a unit in brackets at the end (cm, m, m3/ha …) is left away; units of area stay, as they tell
// fields apart (公顷, 亩).
std::string comparable(std::string_view name);

// Matches `columns` to `fields`, `map` (field → column) before all. With `volume_years`, columns
// of growing stock by year as well: volume_m3_ha_YYYY, 公顷蓄积_YYYY, 公顷蓄积YYYY, GQXJ_YYYY,
// YYYY年公顷蓄积; the same with baseline_volume_m3_ha and 基线公顷蓄积. Faults: map_field_unknown,
// column_missing (a mapped one), column_ambiguous.
ColumnMatch match_columns(const std::vector<std::string>& columns,
                          const std::vector<FieldNames>& fields, bool volume_years,
                          const std::map<std::string, std::string>& map, FaultLog& log);

// Fault column_missing for `field`.
void report_missing_column(std::string_view field, const std::vector<FieldNames>& fields,
                           const std::vector<std::string>& columns, FaultLog& log);

}  // namespace linhui::api::exchange
