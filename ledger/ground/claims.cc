#include "ledger/ground/claims.h"

#include <algorithm>
#include <optional>
#include <set>

#include "ledger/ground/stand_row.h"
#include "ledger/store/log_keys.h"

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

// Each cell that the box touches, as "<x>" and "<y>" of its key.
void visit_cells(const GeoBox& box,
                 const std::function<void(const std::string& x, const std::string& y)>& visit) {
  for (std::int64_t lon = box.min_lon;; lon += kCell) {
    lon = std::min(lon, box.max_lon);
    for (std::int64_t lat = box.min_lat;; lat += kCell) {
      lat = std::min(lat, box.max_lat);
      visit(cell_text(lon), cell_text(lat));
      if (lat == box.max_lat) break;
    }
    if (lon == box.max_lon) break;
  }
}

GeoShape shape_of(const View& view, const Claim& claim) {
  const auto row = view.get(Table::row, row_key(claim.inventory, claim.row));
  if (!row) throw ReadFailure({ErrorCode::storage_damaged, "rows " + hex(claim.inventory)});
  return stored_stand_row(*row).shape;
}

GeoBox box_of(const GroundClaim& ground) {
  return {ground.box[0], ground.box[1], ground.box[2], ground.box[3]};
}

// Another project's stand on the same ground in an overlapping period, as "<project>/<stand id>".
// What can be told from a claim's key, period and box is told from them: its shape is read last.
std::optional<std::string> claimed_ground(const View& view, const std::string& project,
                                          const GeoShape& shape, const Claim& claim) {
  std::optional<std::string> found;
  std::set<std::string, std::less<>> compared;
  const std::string own = project + "/";
  const GeoBox box = box_of(shape);
  visit_cells(box, [&](const std::string& x, const std::string& y) {
    if (found) return;
    const std::string prefix = key_of(GroundClaim::kFamily, x, y) + "/";
    view.scan(Table::state, prefix, [&](std::string_view key, std::string_view bytes) {
      const std::string_view name = key.substr(prefix.size());
      if (name.starts_with(own) || !compared.emplace(name).second) return true;
      const GroundClaim other = entry_of<GroundClaim>(key, bytes);
      if (!claim.meets(other.claim) || !box.meets(box_of(other))) return true;
      if (shapes_overlap(shape, shape_of(view, other.claim), kOverlapNum, kOverlapDen)) {
        found = std::string(name);
      }
      return !found;
    });
  });
  return found;
}

}  // namespace

Result<void> claim_stand(Overlay& state, const std::string& project, std::string_view row,
                         const Claim& claim) {
  const StandRow stand = stored_stand_row(row);
  const std::string own = key_of(project, stand.stand_id);
  std::optional<std::string> holder;
  const Visit<Claim> each = [&](std::string_view other, const Claim& earlier) {
    if (claim.meets(earlier)) holder = std::string(other);
    return !holder;
  };
  scan_under<Claim>(state, each, stand.stand_id);
  if (holder) {
    return Error{ErrorCode::stand_claimed, own + ", " + key_of(*holder, stand.stand_id)};
  }
  if (!stand.shape.empty()) {
    if (const auto other = claimed_ground(state, project, stand.shape, claim)) {
      return Error{ErrorCode::stand_overlaps, own + ", " + *other};
    }
    const GeoBox box = box_of(stand.shape);
    const GroundClaim ground{claim, {box.min_lon, box.min_lat, box.max_lon, box.max_lat}};
    visit_cells(box, [&](const std::string& x, const std::string& y) {
      write(state, ground, x, y, project, stand.stand_id);
    });
  }
  write(state, claim, stand.stand_id, project);
  return {};
}

}  // namespace linhui::ledger
