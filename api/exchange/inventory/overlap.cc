#include "api/exchange/inventory/overlap.h"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <iterator>

#include "api/exchange/inventory/shape.h"
#include "api/exchange/tables/gdal_session.h"

namespace linhui::api::exchange {
namespace {

namespace bg = boost::geometry;
using Corner = bg::model::point<std::int64_t, 2, bg::cs::cartesian>;
using IndexBox = bg::model::box<Corner>;
using Entry = std::pair<IndexBox, std::size_t>;
using Tree = bg::index::rtree<Entry, bg::index::rstar<16>>;

IndexBox box_of(const MultiPolygon& shape) {
  const Point start = shape[0][0][0];
  std::int64_t west = start.lon, east = west, south = start.lat, north = south;
  for (const Polygon& polygon : shape) {
    for (const Point& p : polygon[0]) {
      west = std::min(west, p.lon), east = std::max(east, p.lon);
      south = std::min(south, p.lat), north = std::max(north, p.lat);
    }
  }
  return {Corner(west, south), Corner(east, north)};
}

// Area of what the two have in common; nothing where GEOS gives up on both the shapes as they are
// and on their mended copies.
std::optional<double> common_area_m2(const MultiPolygon& a, const MultiPolygon& b) {
  GdalQuiet quiet;
  const auto shape_a = to_ogr(a), shape_b = to_ogr(b);
  OGRGeometryUniquePtr common(shape_a->Intersection(shape_b.get()));
  if (!common) {
    const OGRGeometryUniquePtr mended_a(shape_a->Buffer(0)), mended_b(shape_b->Buffer(0));
    if (!mended_a || !mended_b) return std::nullopt;
    common.reset(mended_a->Intersection(mended_b.get()));
  }
  if (!common) return std::nullopt;
  return ellipsoidal_area_m2(from_ogr(*common));
}

bool matters(double common_m2, double smaller_m2) {
  return common_m2 >= kOverlapToleranceM2 && common_m2 >= kOverlapToleranceShare * smaller_m2;
}

}  // namespace

std::vector<Overlap> find_overlaps(
    const std::vector<const MultiPolygon*>& shapes,
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress) {
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (!shapes[i]->empty()) entries.emplace_back(box_of(*shapes[i]), i);
  }
  const Tree tree(entries.begin(), entries.end());
  std::vector<Overlap> overlaps;
  std::vector<Entry> near;
  std::uint64_t done = 0;
  for (const auto& [box, second] : entries) {
    near.clear();
    tree.query(bg::index::intersects(box), std::back_inserter(near));
    std::sort(near.begin(), near.end(),
              [](const Entry& x, const Entry& y) { return x.second < y.second; });
    for (const auto& [other_box, first] : near) {
      if (first >= second) break;
      if (!interiors_may_meet(*shapes[first], *shapes[second])) continue;
      const auto common = common_area_m2(*shapes[first], *shapes[second]);
      const double smaller = common ? std::min(ellipsoidal_area_m2(*shapes[first]),
                                               ellipsoidal_area_m2(*shapes[second]))
                                    : 0;
      if (!common || matters(*common, smaller)) overlaps.push_back({first, second, common});
    }
    if (progress && ++done % 1000 == 0) progress(done, entries.size());
  }
  return overlaps;
}

}  // namespace linhui::api::exchange
