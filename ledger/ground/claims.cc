#include "ledger/ground/claims.h"

#include <algorithm>
#include <optional>
#include <set>

#include "ledger/ground/geometry.h"

namespace linhui::ledger {
namespace {

// Ground is looked up by cells of 0.01 degrees.
constexpr std::int64_t kCell = 100'000;
// Neighbours drawn by different hands share slivers; more than 1 % of the smaller stand is a claim
// to the same ground.
constexpr int kOverlapNum = 1, kOverlapDen = 100;

// A cell's number as text of fixed width, so that negative ones sort too.
std::string cell_text(std::int64_t coordinate) {
  const std::int64_t cell =
      coordinate >= 0 ? coordinate / kCell : -((-coordinate + kCell - 1) / kCell);
  return padded(cell + 50'000, 6);
}

void visit_cells(const GeoBox& box, const std::function<void(const std::string& prefix)>& visit) {
  for (std::int64_t x = box.min_lon;; x += kCell) {
    x = std::min(x, box.max_lon);
    for (std::int64_t y = box.min_lat;; y += kCell) {
      y = std::min(y, box.max_lat);
      visit(key_of("cell", cell_text(x), cell_text(y)));
      if (y == box.max_lat) break;
    }
    if (x == box.max_lon) break;
  }
}

std::optional<GeoShape> shape_at(const View& view, const Json& claim) {
  const auto root = hash_from_hex(claim.at("inventory").get<std::string>());
  const auto row = view.get(Table::row, row_key(*root, claim.at("row").get<std::uint64_t>()));
  if (!row) return std::nullopt;
  const Json value = Json::parse(*row, nullptr, false);
  return parse_shape(value.at("shape"));
}

bool periods_meet(const Json& a, const Json& b) {
  return a.at("from").get<int>() <= b.at("to").get<int>() &&
         b.at("from").get<int>() <= a.at("to").get<int>();
}

Json box_json(const GeoBox& box) { return {box.min_lon, box.min_lat, box.max_lon, box.max_lat}; }

GeoBox box_at(const Json& claim) {
  const Json& box = claim.at("box");
  return {box[0].get<std::int64_t>(), box[1].get<std::int64_t>(), box[2].get<std::int64_t>(),
          box[3].get<std::int64_t>()};
}

// Another project's stand on the same ground in an overlapping period, if there is one. What can
// be told from a claim's key, period and box is told from them: its shape is read last.
std::optional<std::string> claimed_ground(const View& view, const std::string& project,
                                          const GeoShape& shape, const Json& claim) {
  std::optional<std::string> found;
  std::set<std::string, std::less<>> compared;
  const GeoBox box = box_of(shape);
  visit_cells(box, [&](const std::string& cell) {
    if (found) return;
    const std::string prefix = cell + "/";
    view.scan(Table::state, prefix, [&](std::string_view key, std::string_view value) {
      const std::string_view name = key.substr(prefix.size());  // <project>/<stand id>
      if (name.starts_with(project + "/") || compared.contains(name)) return true;
      compared.emplace(name);
      const Json other = Json::parse(value, nullptr, false);
      if (!periods_meet(claim, other) || !box.meets(box_at(other))) return true;
      const auto other_shape = shape_at(view, other);
      if (other_shape && shapes_overlap(shape, *other_shape, kOverlapNum, kOverlapDen))
        found = std::string(name);
      return !found;
    });
  });
  return found;
}

}  // namespace

Result<void> claim_stand(Overlay& state, const std::string& project, const Json& row,
                         const Json& claim) {
  const std::string stand = row.at("stand_id");
  const std::string own = key_of(project, stand);
  const std::string number = key_of("claim", stand) + "/";
  std::optional<Error> refused;
  scan_state(state, number, [&](std::string_view key, const Json& other) {
    if (periods_meet(claim, other)) {
      refused =
          Error{ErrorCode::stand_claimed, own + ", " + key_of(key.substr(number.size()), stand)};
    }
    return !refused;
  });
  if (refused) return *refused;
  const auto shape = parse_shape(row.at("shape"));
  if (shape && !shape->empty()) {
    if (const auto other = claimed_ground(state, project, *shape, claim)) {
      return Error{ErrorCode::stand_overlaps, own + ", " + *other};
    }
    const GeoBox box = box_of(*shape);
    Json ground = claim;
    ground["box"] = box_json(box);
    visit_cells(box, [&](const std::string& cell) {
      put_state(state, key_of(cell, project, stand), ground);
    });
  }
  put_state(state, key_of("claim", stand, project), claim);
  return {};
}

}  // namespace linhui::ledger
