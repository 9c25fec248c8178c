#include "api/exchange/inventory/inventory_rows.h"

#include <algorithm>
#include <cmath>

#include "api/exchange/fields/exact_area.h"

namespace linhui::api::exchange {
namespace {

using methodology::Decimal;
using methodology::StandKind;

constexpr Bounds kAreaMu{0, 15'000'000, true}, kAreaM2{0, 10'000'000'000, true};
constexpr Bounds kVolume{0, 10'000};

bool is_code(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// `<CUN>-<LIN_BAN>-<XIAO_BAN>`; where the village is a code, which is unique within its township
// only, the township stands before it.
std::string composed_stand_id(const Cells& cells) {
  if (cells.text("xiao_ban").empty()) return {};
  std::string id;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) id += (id.empty() ? "" : "-") + part;
  };
  if (is_code(cells.text("village"))) add(cells.text("township"));
  add(cells.text("village"));
  add(cells.text("lin_ban"));
  add(cells.text("xiao_ban"));
  return id;
}

// What the land was and how the stand came about: few methods need it.
void read_history(const Cells& cells, methodology::Stand& stand) {
  stand.origin = cells.coded_if_known("origin", FaultCode::origin_unknown);
  stand.forest_category =
      cells.coded_if_known("forest_category", FaultCode::forest_category_unknown);
  stand.land_before = cells.coded_if_known("land_before", FaultCode::land_before_unknown);
  stand.soil = cells.coded_if_known("soil", FaultCode::soil_unknown);
  // IPCC's abbreviations are written in capitals.
  if (stand.soil == "hac") stand.soil = "HAC";
  if (stand.soil == "lac") stand.soil = "LAC";
  stand.planted_in = cells.whole("planted_in", kYear);
  stand.not_forest_since = cells.whole("not_forest_since", kYear);
  stand.crown_density = cells.number("crown_density", kShare);
  stand.shrub_cover = cells.number("shrub_cover", kShare);
  stand.soil_disturbed = cells.number("soil_disturbed", kShare);
  stand.credited_under = cells.text("credited_under");
}

struct StatedArea {
  std::string field;
  AreaUnit unit;
  Bounds bounds;
};

void warn_of_tiny(const Cells& cells, const std::string& field) {
  cells.log().warn(FaultCode::area_tiny, {.row = cells.row(),
                                          .field = cells.column_name(field),
                                          .value = cells.text(field),
                                          .expected = ">= 0.0001 ha"});
}

void compare_areas(const Cells& cells, const std::string& field, double drawn_m2,
                   const InventoryStand& entry) {
  const double difference = std::abs(static_cast<double>(entry.place.area_m2) - drawn_m2);
  if (difference <= kAreaToleranceShare * drawn_m2) return;
  const std::string drawn = hectares_from_square_metres(std::llround(drawn_m2)).str();
  cells.log().warn(FaultCode::area_differs,
                   {.row = entry.place.row,
                    .field = cells.column_name(field),
                    .value = cells.text(field),
                    .expected = drawn + " ha"},
                   {drawn});
}

}  // namespace

InventoryRows::InventoryRows(const Table& table, const std::map<std::string, std::string>& map,
                             const std::vector<Fault>& faults, FaultLog& log)
    : table_(table), columns_(match_columns(table.columns, inventory_fields(), true, map, log)) {
  ask_for_columns(faults, log);
}

std::map<std::string, std::string> InventoryRows::column_names() const {
  std::map<std::string, std::string> names;
  const auto name_of = [&](int column) { return table_.columns[static_cast<std::size_t>(column)]; };
  for (const auto& [field, column] : columns_.index) names[field] = name_of(column);
  for (const auto& [year, column] : columns_.volume_year) {
    names["volume_m3_ha_" + std::to_string(year)] = name_of(column);
  }
  for (const auto& [year, column] : columns_.baseline_volume_year) {
    names["baseline_volume_m3_ha_" + std::to_string(year)] = name_of(column);
  }
  return names;
}

InventoryStand InventoryRows::read(TableRow& row, const Frame* frame, FirstRows* first_rows,
                                   FaultLog& log) const {
  const Cells cells(table_, columns_, row, log);
  InventoryStand entry;
  entry.place.row = row.row;
  read_identity(cells, first_rows, entry);
  read_measures(cells, entry.stand);
  read_wetland(cells, entry.stand);
  read_history(cells, entry.stand);
  if (frame != nullptr) entry.place.shape = to_shape(row.shape.get(), *frame, row.row, log);
  read_area(cells, entry);
  row.shape.reset();
  return entry;
}

bool InventoryRows::has_any(std::initializer_list<std::string_view> fields) const {
  return std::any_of(fields.begin(), fields.end(),
                     [&](std::string_view field) { return columns_.of(field).has_value(); });
}

void InventoryRows::ask_for_columns(const std::vector<Fault>& faults, FaultLog& log) {
  for (const Fault& fault : faults) {
    if (fault.code == "column_missing" || fault.code == "column_ambiguous") {
      asked_.insert(fault.field);
    }
  }
  const auto need = [&](std::initializer_list<std::string_view> any_of, std::string_view field) {
    const bool asked = std::any_of(any_of.begin(), any_of.end(), [&](std::string_view each) {
      return asked_.count(std::string(each)) > 0;
    });
    if (!has_any(any_of)) asked_.insert(std::string(field));
    if (has_any(any_of) || asked) return;
    report_missing_column(field, inventory_fields(), table_.columns, log);
  };
  need({"stand_id", "xiao_ban"}, "stand_id");
  if (!table_.has_shapes) need({"area_ha", "area_mu", "area_m2"}, "area_ha");
  if (!has_any({"kind", "wetland_type"})) need({"species"}, "species");
}

std::string InventoryRows::stand_id(const Cells& cells) const {
  return columns_.of("stand_id") ? cells.text("stand_id") : composed_stand_id(cells);
}

std::string InventoryRows::stand_id(const TableRow& row, FaultLog& log) const {
  return stand_id(Cells(table_, columns_, row, log));
}

void InventoryRows::report_duplicate(const std::string& stand_id, long long row,
                                     long long first_row, FaultLog& log) const {
  const auto column = columns_.of(id_field());
  const std::string first = std::to_string(first_row);
  log.fault(FaultCode::stand_id_duplicate,
            {.row = row,
             .field = column ? table_.columns[static_cast<std::size_t>(*column)] : id_field(),
             .value = stand_id,
             .expected = "unique text"},
            {first});
}

void InventoryRows::read_identity(const Cells& cells, FirstRows* first_rows,
                                  InventoryStand& entry) const {
  methodology::Stand& stand = entry.stand;
  stand.stand_id = stand_id(cells);
  if (stand.stand_id.empty()) {
    missing(cells, id_field(), FaultCode::stand_id_missing);
  } else if (first_rows != nullptr) {
    const auto [first, fresh] = first_rows->emplace(stand.stand_id, entry.place.row);
    if (!fresh) report_duplicate(stand.stand_id, entry.place.row, first->second, cells.log());
  }
  stand.admin_code = cells.text("admin_code");
  stand.township = cells.text("township");
  stand.village = cells.text("village");
  stand.right_cert = cells.text("right_cert");
}

void InventoryRows::read_measures(const Cells& cells, methodology::Stand& stand) const {
  stand.species = cells.text("species");
  stand.composition = cells.text("composition");
  stand.age = cells.number("age", kAge);
  stand.volume_m3_ha = cells.number("volume_m3_ha", kVolume);
  for (const auto& [year, column] : columns_.volume_year) {
    if (const auto volume = cells.number_at(column, kVolume)) {
      stand.volume_m3_ha_by_year[year] = *volume;
    }
  }
  for (const auto& [year, column] : columns_.baseline_volume_year) {
    if (const auto volume = cells.number_at(column, kVolume)) {
      stand.baseline_volume_m3_ha_by_year[year] = *volume;
    }
  }
  stand.dbh_cm = cells.number("dbh_cm", kDbh);
  stand.height_m = cells.number("height_m", kHeight);
  stand.stems_ha = cells.number("stems_ha", kStems);
}

// A row with a wetland type and neither a kind nor a species is a wetland: nothing else has one.
void InventoryRows::read_wetland(const Cells& cells, methodology::Stand& stand) const {
  const std::string kind = cells.coded("kind", FaultCode::kind_unknown);
  stand.wetland_type = cells.coded("wetland_type", FaultCode::wetland_type_unknown);
  const bool no_kind = cells.text("kind").empty();
  const bool only_wetland = !cells.text("wetland_type").empty() && stand.species.empty();
  const bool is_wetland = kind == "wetland" || (no_kind && only_wetland);
  stand.kind = is_wetland ? StandKind::wetland : StandKind::forest;
  stand.nutrient = cells.coded("nutrient", FaultCode::nutrient_unknown);
  stand.land_use = cells.coded("land_use", FaultCode::land_use_unknown);
  stand.trophic = cells.coded("trophic", FaultCode::trophic_unknown);
  stand.climate = cells.coded("climate", FaultCode::climate_unknown);
  stand.changed_in = cells.whole("changed_in", kYear);
  if (is_wetland && cells.text("wetland_type").empty()) {
    missing(cells, "wetland_type", FaultCode::wetland_type_missing);
  }
  if (!is_wetland && (no_kind || kind == "forest") && stand.species.empty()) {
    missing(cells, "species", FaultCode::species_missing);
  }
}

// Silent where the whole column was asked for already.
void InventoryRows::missing(const Cells& cells, std::string_view field, FaultCode code) const {
  const bool composed = field == "xiao_ban" && !columns_.of("xiao_ban");
  if (asked_.count(std::string(composed ? "stand_id" : field)) > 0) return;
  cells.log().fault(code, {.row = cells.row(), .field = cells.column_name(field)});
}

// The first of the area columns that has a value.
void InventoryRows::read_area(const Cells& cells, InventoryStand& entry) const {
  static const StatedArea kColumns[] = {{"area_ha", AreaUnit::hectare, kAreaHa},
                                        {"area_mu", AreaUnit::mu, kAreaMu},
                                        {"area_m2", AreaUnit::square_metre, kAreaM2}};
  const bool drawn = !entry.place.shape.empty();
  const double drawn_m2 = drawn ? ellipsoidal_area_m2(entry.place.shape) : 0;
  for (const StatedArea& column : kColumns) {
    if (cells.text(column.field).empty()) continue;
    const auto area = cells.number(column.field, column.bounds);
    if (!area) return;
    entry.place.area_m2 = to_square_metres(*area, column.unit);
    entry.stand.area_ha =
        column.unit == AreaUnit::hectare ? *area : hectares_from_square_metres(entry.place.area_m2);
    if (entry.place.area_m2 == 0) warn_of_tiny(cells, column.field);
    if (drawn) compare_areas(cells, column.field, drawn_m2, entry);
    return;
  }
  if (drawn) {
    entry.place.area_m2 = std::llround(std::nearbyint(drawn_m2));
    entry.place.area_from_shape = true;
    entry.stand.area_ha = hectares_from_square_metres(entry.place.area_m2);
    if (entry.place.area_m2 == 0) warn_of_tiny(cells, "geometry");
    return;
  }
  if (table_.has_shapes && !has_any({"area_ha", "area_mu", "area_m2"}))
    return;  // the shape is at fault
  missing(cells, "area_ha", FaultCode::area_missing);
}

}  // namespace linhui::api::exchange
