// The edges of a shape and where they lie to one another. Exact, in 128 bits. Inside the room only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "ledger/ground/geometry.h"

namespace linhui::ledger {

// Requires of all below: coordinates on the globe, so below 2^31 in size and 2^32 apart; a
// product of three differences then stays below 2^98.
__extension__ using Wide = __int128;

// An edge that is not upright, from left to right. Ground lies above an edge that its ring runs
// along to the right, and below one that it runs along to the left.
struct ShapeEdge {
  std::int64_t x1, y1, x2, y2;
  bool ground_above;  // the shape's own ground
  std::int64_t dx() const { return x2 - x1; }
  std::int64_t dy() const { return y2 - y1; }
  // dx() times the edge's height at `x`, over `base`.
  Wide height(std::int64_t x, std::int64_t base = 0) const {
    return Wide(y1 - base) * dx() + Wide(x - x1) * dy();
  }
};

// Below 0 where `a` lies below `b` at `x`, 0 where they meet there: a sign, over no common base.
inline Wide height_difference(const ShapeEdge& a, const ShapeEdge& b, std::int64_t x) {
  return a.height(x) * b.dx() - b.height(x) * a.dx();
}

// Every side of every ring, in the ring's direction.
template <class Visit>  // visit(const GeoPoint& from, const GeoPoint& to)
void visit_sides(const GeoShape& shape, const Visit& visit) {
  for (const auto& polygon : shape) {
    for (const GeoRing& ring : polygon) {
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) visit(ring[i], ring[i + 1]);
    }
  }
}

// All but the upright ones, by where they begin.
inline std::vector<ShapeEdge> slanted_edges(const GeoShape& shape) {
  std::vector<ShapeEdge> edges;
  visit_sides(shape, [&](const GeoPoint& from, const GeoPoint& to) {
    if (from.lon < to.lon) edges.push_back({from.lon, from.lat, to.lon, to.lat, true});
    if (from.lon > to.lon) edges.push_back({to.lon, to.lat, from.lon, from.lat, false});
  });
  std::sort(edges.begin(), edges.end(),
            [](const ShapeEdge& a, const ShapeEdge& b) { return a.x1 < b.x1; });
  return edges;
}

}  // namespace linhui::ledger
