#include "api/exchange/csv_layout.h"

#include <algorithm>

#include "api/exchange/columns.h"
#include "api/exchange/plain_csv.h"
#include "api/exchange/table.h"

namespace linhui::api::exchange {

using methodology::GroupColumn;

std::optional<Layout> layout_of(std::string_view header, const EstimateStreamOptions& options) {
  if (!is_plain(header) || header.find(';') != header.npos || header.find('\t') != header.npos) {
    return std::nullopt;
  }
  std::vector<std::string_view> cells(
      static_cast<std::size_t>(std::count(header.begin(), header.end(), ',')) + 1);
  if (!split_line(header, cells)) return std::nullopt;
  std::vector<std::string> names;
  for (const auto cell : cells) names.push_back(trimmed(cell));
  if (names.back().empty()) return std::nullopt;
  std::vector<Fault> faults;
  FaultLog log(&faults, "");
  const ColumnMatch match = match_columns(names, inventory_fields(), true, options.map, log);
  if (!faults.empty()) return std::nullopt;
  Layout layout;
  layout.columns = names.size();
  for (const auto& [field, column] : match.index) {
    if (field == "stand_id") {
      layout.stand_id = column;
    } else if (field == "area_ha") {
      layout.area = column;
    } else if (field == "species") {
      layout.species = column;
    } else if (field == "composition") {
      layout.composition = column;
    } else if (field == "volume_m3_ha") {
      layout.volume = column;
    } else if (field == "kind") {
      layout.kind = column;
    } else if (field == "age" || field == "dbh_cm" || field == "height_m" || field == "stems_ha") {
      layout.numbers.push_back(column);
    } else if (field != "admin_code" && field != "township" && field != "village" &&
               field != "right_cert" && field != "lin_ban" && field != "xiao_ban") {
      layout.empty.push_back(column);
    }
  }
  for (const auto& [year, column] : match.volume_year) layout.volumes.emplace_back(year, column);
  for (const GroupColumn key : options.keys.columns) {
    if (key == GroupColumn::stand || key == GroupColumn::age_class) return std::nullopt;
    layout.group.push_back(match.of(methodology::name_of(key)).value_or(-1));
  }
  layout.trimmed = {layout.stand_id, layout.species};
  if (layout.composition >= 0) layout.trimmed.push_back(layout.composition);
  for (const int column : layout.group) {
    if (column >= 0) layout.trimmed.push_back(column);
  }
  const bool has_all = layout.stand_id >= 0 && layout.area >= 0 && layout.species >= 0 &&
                       (layout.volume >= 0 || !layout.volumes.empty());
  return has_all ? std::optional(std::move(layout)) : std::nullopt;
}

}  // namespace linhui::api::exchange
