#include "api/exchange/inventory/inventory.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "api/exchange/inventory/inventory_rows.h"
#include "api/exchange/inventory/overlap.h"
#include "methodology/numbers/sha256.h"

namespace linhui::api::exchange {
namespace {

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
    const InventoryRows rows(*table, options_.map, inventory_.faults, log_);
    inventory_.columns = rows.column_names();
    std::optional<Frame> frame;
    if (table->has_shapes) frame = Frame::of(*table, log_);
    InventoryRows::FirstRows first_rows;
    const auto tell = phase(1);
    inventory_.stands.reserve(table->rows.size());
    inventory_.places.reserve(table->rows.size());
    for (TableRow& row : table->rows) {
      InventoryStand read = rows.read(row, frame ? &*frame : nullptr, &first_rows, log_);
      inventory_.stands.push_back(std::move(read.stand));
      inventory_.places.push_back(std::move(read.place));
      row = {};  // a large table need not lie in memory twice
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

  void report_overlaps() {
    std::vector<const MultiPolygon*> shapes;
    for (const StandPlace& place : inventory_.places) shapes.push_back(&place.shape);
    for (const Overlap& overlap : find_overlaps(shapes, phase(2))) {
      const std::string& first = inventory_.stands[overlap.first].stand_id;
      const std::string& second = inventory_.stands[overlap.second].stand_id;
      const std::string other =
          first + " (" + std::to_string(inventory_.places[overlap.first].row) + ")";
      Place place{
          .row = inventory_.places[overlap.second].row, .field = "geometry", .value = second};
      if (!overlap.area_m2) {
        log_.warn(FaultCode::overlap_unchecked, std::move(place), {other});
        continue;
      }
      const std::string area = std::to_string(std::llround(*overlap.area_m2)) + " m²";
      place.value += " / " + first + ": " + area;
      place.expected = "< 1 m², or < 0.1 %";
      log_.fault(FaultCode::polygons_overlap, std::move(place), {other, area});
    }
  }

  Inventory& inventory_;
  const InventoryOptions& options_;
  FaultLog& log_;
};

}  // namespace

bool Inventory::usable() const { return !has_fault(faults); }

std::int64_t Inventory::area_m2() const {
  std::int64_t sum = 0;
  for (const StandPlace& place : places) sum += place.area_m2;
  return sum;
}

Inventory read_inventory(const std::string& path, const InventoryOptions& options) {
  Inventory inventory;
  inventory.file = own_name(path);
  FaultLog log(&inventory.faults, inventory.file);
  InventoryReader(inventory, options, log).read(path);
  return inventory;
}

}  // namespace linhui::api::exchange
