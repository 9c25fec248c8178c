#include "api/exchange/stream/csv_layout.h"

#include <map>
#include <set>

#include "api/exchange/fields/plain_number.h"
#include "api/exchange/inventory/inventory_rows.h"

namespace linhui::api::exchange {
namespace {

// Bounds of numbers that the method does without; whole ones are years.
const std::map<std::string_view, Bounds>& unused_bounds() {
  static const std::map<std::string_view, Bounds> kUnused = {
      {"age", kAge},
      {"dbh_cm", kDbh},
      {"height_m", kHeight},
      {"stems_ha", kStems},
      {"crown_density", kShare},
      {"shrub_cover", kShare},
      {"soil_disturbed", kShare},
      {"planted_in", kYear},
      {"not_forest_since", kYear},
  };
  return kUnused;
}

bool is_text(std::string_view field) {
  // Of several areas the first one is read, and area_ha stands first.
  static const std::set<std::string_view> kTexts = {
      "admin_code", "township", "village",        "right_cert", "lin_ban",
      "xiao_ban",   "stand_id", "credited_under", "area_mu",    "area_m2"};
  return kTexts.contains(field);
}

}  // namespace

std::optional<Layout> layout_of(const ColumnMatch& columns, std::size_t column_count,
                                const methodology::RollUpKeys& keys) {
  Layout layout;
  layout.stand_id = columns.of("stand_id").value_or(-1);
  layout.area = columns.of("area_ha").value_or(-1);
  layout.species = columns.of("species").value_or(-1);
  layout.composition = columns.of("composition").value_or(-1);
  layout.volume = columns.of("volume_m3_ha").value_or(-1);
  layout.kind = columns.of("kind").value_or(-1);
  const std::set<int> used = {layout.area, layout.species, layout.composition, layout.volume,
                              layout.kind};
  std::set<int> known = used;
  for (const auto& [field, column] : columns.index) {
    known.insert(column);
    const auto bounds = unused_bounds().find(field);
    if (bounds != unused_bounds().end()) {
      const Bounds& of_field = bounds->second;
      layout.numbers.push_back({column, of_field.least * kPlainUnit, of_field.most * kPlainUnit,
                                of_field.least == kYear.least});
    } else if (is_text(field)) {
      layout.texts.push_back(column);
    } else if (!used.contains(column)) {
      layout.empty.push_back(column);
    }
  }
  for (const auto& [year, column] : columns.volume_year) {
    layout.volumes.emplace_back(year, column);
    known.insert(column);
  }
  for (const auto& [year, column] : columns.baseline_volume_year) {
    layout.empty.push_back(column);
    known.insert(column);
  }
  for (int column = 0; column < static_cast<int>(column_count); ++column) {
    if (!known.contains(column)) layout.texts.push_back(column);
  }
  for (const auto key : keys.columns) {
    layout.group.push_back(columns.of(methodology::name_of(key)).value_or(-1));
    std::erase(layout.texts, layout.group.back());  // each name is looked at once
  }
  const bool has_all = layout.stand_id >= 0 && layout.area >= 0 && layout.species >= 0 &&
                       (layout.volume >= 0 || !layout.volumes.empty());
  return has_all ? std::optional(std::move(layout)) : std::nullopt;
}

}  // namespace linhui::api::exchange
