// Shapes of stands as integers, and whether two of them claim the same ground. Exact: the same
// answer on every machine. Areas here are of the plane of degrees, good for comparing neighbours;
// a stand's area in m² is stated, or measured by api/exchange.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/base/canonical_json.h"

namespace linhui::ledger {

// Longitude and latitude in CGCS2000, degrees × 10^7.
struct GeoPoint {
  std::int64_t lon = 0, lat = 0;
};
using GeoRing = std::vector<GeoPoint>;               // closed: last point = first
using GeoShape = std::vector<std::vector<GeoRing>>;  // polygons of rings, the outer one first

struct GeoBox {
  std::int64_t min_lon, min_lat, max_lon, max_lat;
  // Whether they have ground in common, not just an edge or a corner.
  bool meets(const GeoBox& other) const {
    return min_lon < other.max_lon && other.min_lon < max_lon && min_lat < other.max_lat &&
           other.min_lat < max_lat;
  }
};

// Reads [polygon [ring [lon, lat, lon, lat, …]]]. Nothing where it is not of this form: a ring is
// closed and has at least four points; outer rings run counter-clockwise, holes clockwise;
// coordinates lie on the globe. [] is the empty shape: a stand without geometry. Whether it is well
// drawn is not asked.
std::optional<GeoShape> parse_shape(const Json& value);
// Requires: the shape is not empty.
GeoBox box_of(const GeoShape& shape);

// Whether every place is covered by the shape once or not at all, and no two edges lie on one
// another: no ring crosses itself or another, runs back along itself (a spike) or repeats a point,
// no hole lies outside its ring, no two polygons on the same ground. Rings may touch in points.
// Requires: parse_shape() gave it. O(n log n) of its points.
bool is_well_drawn(const GeoShape& shape);

// Whether the ground that two shapes share is more than `tolerance_num / tolerance_den` of the
// smaller one. An empty shape shares none. Requires: both are well drawn. Quick where their boxes
// do not meet; else it takes the edges that have some longitude in common, pair by pair.
bool shapes_overlap(const GeoShape& a, const GeoShape& b, int tolerance_num, int tolerance_den);

// Twice the area, holes taken off, in units of (10^-7 degrees)².
boost::multiprecision::cpp_int twice_area(const GeoShape& shape);

}  // namespace linhui::ledger
