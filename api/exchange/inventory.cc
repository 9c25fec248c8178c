#include "api/exchange/inventory.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "api/exchange/cells.h"
#include "api/exchange/columns.h"
#include "api/exchange/exact_area.h"
#include "api/exchange/fault_log.h"
#include "api/exchange/overlap.h"
#include "api/exchange/shape.h"
#include "api/exchange/table.h"
#include "methodology/numbers/sha256.h"

namespace linhui::api::exchange {
namespace {

using methodology::Decimal;
using methodology::StandKind;

// A stand is at most a million hectares, a tree at most 8000 years and 130 m; the tallest stocks
// measured lie under 10000 m³/ha.
constexpr Bounds kAreaHa{0, 1'000'000, true}, kAreaMu{0, 15'000'000, true};
constexpr Bounds kAreaM2{0, 10'000'000'000, true};
constexpr Bounds kAge{0, 8000}, kVolume{0, 10'000}, kDbh{0, 1000}, kHeight{0, 150};
constexpr Bounds kStems{0, 10'000'000}, kYear{1800, 2200}, kShare{0, 1};
// `area_differs`: 1 % of the area from the shape.
constexpr double kAreaToleranceShare = 0.01;

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

class InventoryReader {
 public:
  InventoryReader(Inventory& inventory, const InventoryOptions& options, FaultLog& log)
      : inventory_(inventory), options_(options), log_(log) {}

  void read(const std::string& path) {
    const auto format = identify_file(path, log_);
    if (!format) return;
    inventory_.sha256 = methodology::sha256_hex(read_bytes(path).value_or(""));
    TableOptions wanted{options_.layer, options_.encoding, phase(0)};
    auto table = read_table(path, *format, wanted, log_);
    if (!table) return;
    inventory_.layer = table->layer;
    columns_ = match_columns(table->columns, inventory_fields(), true, options_.map, log_);
    keep_column_names(*table);
    ask_for_columns(*table);
    if (table->has_shapes) frame_ = Frame::of(*table, log_);
    const auto tell = phase(1);
    for (TableRow& row : table->rows) {
      read_row(*table, row);
      if (tell && inventory_.stands.size() % 1000 == 0) {
        tell(inventory_.stands.size(), table->rows.size());
      }
    }
    report_overlaps();
    if (options_.progress) options_.progress(3 * kPhase, 3 * kPhase);
  }

 private:
  static constexpr std::uint64_t kPhase = 1'000'000;

  // Reading, checking and overlaps are a third of the way each.
  std::function<void(std::uint64_t, std::uint64_t)> phase(std::uint64_t index) const {
    if (!options_.progress) return {};
    return [this, index](std::uint64_t done, std::uint64_t total) {
      const std::uint64_t part = total == 0 ? 0 : std::min(done, total) * kPhase / total;
      options_.progress(index * kPhase + part, 3 * kPhase);
    };
  }

  void keep_column_names(const Table& table) {
    for (const auto& [field, column] : columns_.index) {
      inventory_.columns[field] = table.columns[static_cast<std::size_t>(column)];
    }
    for (const auto& [year, column] : columns_.volume_year) {
      inventory_.columns["volume_m3_ha_" + std::to_string(year)] =
          table.columns[static_cast<std::size_t>(column)];
    }
    for (const auto& [year, column] : columns_.baseline_volume_year) {
      inventory_.columns["baseline_volume_m3_ha_" + std::to_string(year)] =
          table.columns[static_cast<std::size_t>(column)];
    }
  }

  bool has_any(std::initializer_list<std::string_view> fields) const {
    return std::any_of(fields.begin(), fields.end(),
                       [&](std::string_view field) { return columns_.of(field).has_value(); });
  }

  // A column that is missing is said once, not once a row.
  void ask_for_columns(const Table& table) {
    for (const Fault& fault : inventory_.faults) {
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
      report_missing_column(field, inventory_fields(), table.columns, log_);
    };
    need({"stand_id", "xiao_ban"}, "stand_id");
    if (!table.has_shapes) need({"area_ha", "area_mu", "area_m2"}, "area_ha");
    if (!has_any({"kind", "wetland_type"})) need({"species"}, "species");
  }

  void read_row(const Table& table, TableRow& row) {
    const Cells cells(table, columns_, row, log_);
    InventoryStand entry;
    entry.row = row.row;
    read_identity(cells, entry);
    read_measures(cells, entry.stand);
    read_wetland(cells, entry.stand);
    read_history(cells, entry.stand);
    if (table.has_shapes && frame_) entry.shape = to_shape(row.shape.get(), *frame_, row.row, log_);
    read_area(cells, table.has_shapes, entry);
    row.shape.reset();
    inventory_.stands.push_back(std::move(entry));
  }

  void read_identity(const Cells& cells, InventoryStand& entry) {
    methodology::Stand& stand = entry.stand;
    stand.stand_id = columns_.of("stand_id") ? cells.text("stand_id") : composed_stand_id(cells);
    const std::string field = cells.column_name(columns_.of("stand_id") ? "stand_id" : "xiao_ban");
    if (stand.stand_id.empty()) {
      missing(cells, columns_.of("stand_id") ? "stand_id" : "xiao_ban", "stand_id_missing",
              {"the stand has no number", "缺少小班号"});
    } else if (const auto [other, fresh] = first_rows_.emplace(stand.stand_id, entry.row); !fresh) {
      log_.fault(
          "stand_id_duplicate",
          {"the stand number already stands in row " + std::to_string(other->second),
           "小班号与第 " + std::to_string(other->second) + " 行重复"},
          {.row = entry.row, .field = field, .value = stand.stand_id, .expected = "unique text"});
    }
    stand.admin_code = cells.text("admin_code");
    stand.township = cells.text("township");
    stand.village = cells.text("village");
    stand.right_cert = cells.text("right_cert");
  }

  void read_measures(const Cells& cells, methodology::Stand& stand) {
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
  void read_wetland(const Cells& cells, methodology::Stand& stand) {
    const std::string kind = cells.coded("kind");
    stand.wetland_type = cells.coded("wetland_type");
    const bool no_kind = cells.text("kind").empty();
    const bool only_wetland = !cells.text("wetland_type").empty() && stand.species.empty();
    const bool is_wetland = kind == "wetland" || (no_kind && only_wetland);
    stand.kind = is_wetland ? StandKind::wetland : StandKind::forest;
    stand.nutrient = cells.coded("nutrient");
    stand.land_use = cells.coded("land_use");
    stand.trophic = cells.coded("trophic");
    stand.climate = cells.coded("climate");
    stand.changed_in = cells.whole("changed_in", kYear);
    if (is_wetland && cells.text("wetland_type").empty()) {
      missing(cells, "wetland_type", "wetland_type_missing",
              {"the wetland has no type", "湿地小班缺少湿地类型"});
    }
    if (!is_wetland && (no_kind || kind == "forest") && stand.species.empty()) {
      missing(cells, "species", "species_missing",
              {"the stand has no dominant species", "小班缺少优势树种"});
    }
  }

  // What the land was and how the stand came about: few methods need it.
  static void read_history(const Cells& cells, methodology::Stand& stand) {
    stand.origin = cells.coded_if_known("origin");
    stand.forest_category = cells.coded_if_known("forest_category");
    stand.land_before = cells.coded_if_known("land_before");
    stand.soil = cells.coded_if_known("soil");
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

  // Silent where the whole column was asked for already.
  void missing(const Cells& cells, std::string_view field, std::string code, Text sentence) {
    const bool composed = field == "xiao_ban" && !columns_.of("xiao_ban");
    if (asked_.count(std::string(composed ? "stand_id" : field)) > 0) return;
    log_.fault(std::move(code), std::move(sentence),
               {.row = cells.row(), .field = cells.column_name(field)});
  }

  struct StatedArea {
    std::string field;
    AreaUnit unit;
    Bounds bounds;
  };

  // The first of the area columns that has a value.
  void read_area(const Cells& cells, bool has_shapes, InventoryStand& entry) {
    static const StatedArea kColumns[] = {{"area_ha", AreaUnit::hectare, kAreaHa},
                                          {"area_mu", AreaUnit::mu, kAreaMu},
                                          {"area_m2", AreaUnit::square_metre, kAreaM2}};
    const bool drawn = !entry.shape.empty();
    const double drawn_m2 = drawn ? ellipsoidal_area_m2(entry.shape) : 0;
    for (const StatedArea& column : kColumns) {
      if (cells.text(column.field).empty()) continue;
      const auto area = cells.number(column.field, column.bounds);
      if (!area) return;
      entry.area_m2 = to_square_metres(*area, column.unit);
      entry.stand.area_ha =
          column.unit == AreaUnit::hectare ? *area : hectares_from_square_metres(entry.area_m2);
      if (entry.area_m2 == 0) warn_of_tiny(cells, column.field);
      if (drawn) compare_areas(cells, column.field, drawn_m2, entry);
      return;
    }
    if (drawn) {
      entry.area_m2 = std::llround(std::nearbyint(drawn_m2));
      entry.stand.area_ha = hectares_from_square_metres(entry.area_m2);
      if (entry.area_m2 == 0) warn_of_tiny(cells, "geometry");
      return;
    }
    if (has_shapes && !has_any({"area_ha", "area_mu", "area_m2"})) return;  // the shape is at fault
    missing(cells, "area_ha", "area_missing", {"the stand has no area", "小班缺少面积"});
  }

  void warn_of_tiny(const Cells& cells, const std::string& field) {
    log_.warn("area_tiny",
              {"the area is less than half a square metre: 0 m² in a ledger",
               "面积不足 0.5 平方米，账本中记为 0"},
              {.row = cells.row(),
               .field = cells.column_name(field),
               .value = cells.text(field),
               .expected = ">= 0.0001 ha"});
  }

  void compare_areas(const Cells& cells, const std::string& field, double drawn_m2,
                     const InventoryStand& entry) {
    const double difference = std::abs(static_cast<double>(entry.area_m2) - drawn_m2);
    if (difference <= kAreaToleranceShare * drawn_m2) return;
    const std::string drawn = hectares_from_square_metres(std::llround(drawn_m2)).str();
    log_.warn("area_differs",
              {"the area stated differs by more than 1 % from the polygon's, " + drawn + " ha",
               "所填面积与图形面积(" + drawn + " 公顷)相差超过 1%"},
              {.row = entry.row,
               .field = cells.column_name(field),
               .value = cells.text(field),
               .expected = drawn + " ha"});
  }

  void report_overlaps() {
    std::vector<const MultiPolygon*> shapes;
    for (const InventoryStand& entry : inventory_.stands) shapes.push_back(&entry.shape);
    for (const Overlap& overlap : find_overlaps(shapes, phase(2))) {
      const InventoryStand& first = inventory_.stands[overlap.first];
      const InventoryStand& second = inventory_.stands[overlap.second];
      const std::string other = first.stand.stand_id + " (" + std::to_string(first.row) + ")";
      Place place{.row = second.row, .field = "geometry", .value = second.stand.stand_id};
      if (!overlap.area_m2) {
        log_.warn("overlap_unchecked",
                  {"whether it overlaps stand " + other + " could not be found out",
                   "无法判断是否与小班 " + other + " 重叠"},
                  std::move(place));
        continue;
      }
      const std::string area = std::to_string(std::llround(*overlap.area_m2)) + " m²";
      place.value += " / " + first.stand.stand_id + ": " + area;
      place.expected = "< 1 m², or < 0.1 %";
      log_.fault("polygons_overlap",
                 {"the stand overlaps stand " + other + " by " + area,
                  "与小班 " + other + " 重叠 " + area},
                 std::move(place));
    }
  }

  Inventory& inventory_;
  const InventoryOptions& options_;
  FaultLog& log_;
  ColumnMatch columns_;
  std::optional<Frame> frame_;
  std::set<std::string> asked_;  // fields whose column is missing or in question
  std::unordered_map<std::string, long long> first_rows_;
};

}  // namespace

bool Inventory::usable() const { return !has_fault(faults); }

Inventory read_inventory(const std::string& path, const InventoryOptions& options) {
  Inventory inventory;
  inventory.file = own_name(path);
  FaultLog log(&inventory.faults, inventory.file);
  InventoryReader(inventory, options, log).read(path);
  return inventory;
}

}  // namespace linhui::api::exchange
