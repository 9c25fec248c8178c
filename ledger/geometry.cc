#include "ledger/geometry.h"

#include <algorithm>

namespace linhui::ledger {
namespace {

using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

constexpr std::int64_t kMaxLon = 1'800'000'000, kMaxLat = 900'000'000;

Integer twice_ring_area(const GeoRing& ring) {
  Integer sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    sum += Integer(ring[i].lon) * ring[i + 1].lat - Integer(ring[i + 1].lon) * ring[i].lat;
  }
  return sum;
}

std::optional<GeoRing> parse_ring(const Json& value, bool outer) {
  if (!value.is_array() || value.size() < 8 || value.size() % 2 != 0) return std::nullopt;
  GeoRing ring;
  for (std::size_t i = 0; i < value.size(); i += 2) {
    if (!value[i].is_number_integer() || !value[i + 1].is_number_integer()) return std::nullopt;
    const GeoPoint point{value[i].get<std::int64_t>(), value[i + 1].get<std::int64_t>()};
    if (std::abs(point.lon) > kMaxLon || std::abs(point.lat) > kMaxLat) return std::nullopt;
    ring.push_back(point);
  }
  if (ring.front().lon != ring.back().lon || ring.front().lat != ring.back().lat) {
    return std::nullopt;
  }
  const Integer area = twice_ring_area(ring);
  if (outer ? area <= 0 : area >= 0) return std::nullopt;
  return ring;
}

struct Vertex {
  Rational x, y;
};

// Twice the signed area of (a, b, c).
Rational cross(const Vertex& a, const Vertex& b, const Vertex& c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

// The part of a convex polygon on the left of the line from `a` to `b` (Sutherland–Hodgman).
std::vector<Vertex> clip(const std::vector<Vertex>& polygon, const Vertex& a, const Vertex& b) {
  std::vector<Vertex> kept;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Vertex& here = polygon[i];
    const Vertex& next = polygon[(i + 1) % polygon.size()];
    const Rational side_here = cross(a, b, here), side_next = cross(a, b, next);
    if (side_here >= 0) kept.push_back(here);
    if ((side_here > 0 && side_next < 0) || (side_here < 0 && side_next > 0)) {
      const Rational t = side_here / (side_here - side_next);
      kept.push_back({here.x + t * (next.x - here.x), here.y + t * (next.y - here.y)});
    }
  }
  return kept;
}

Rational twice_area_of(const std::vector<Vertex>& polygon) {
  Rational sum = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Vertex& a = polygon[i];
    const Vertex& b = polygon[(i + 1) % polygon.size()];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

// A triangle from the common apex to one edge; counter-clockwise, with the sign it counts with.
struct FanTriangle {
  std::vector<Vertex> corners;
  int sign;
  GeoBox box;
};

std::vector<FanTriangle> fan_of(const GeoShape& shape, const GeoPoint& apex) {
  std::vector<FanTriangle> fan;
  for (const auto& polygon : shape) {
    for (const GeoRing& ring : polygon) {
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const std::int64_t ax = ring[i].lon - apex.lon, ay = ring[i].lat - apex.lat;
        const std::int64_t bx = ring[i + 1].lon - apex.lon, by = ring[i + 1].lat - apex.lat;
        const Integer area = Integer(ax) * by - Integer(bx) * ay;
        if (area == 0) continue;
        const Vertex o{0, 0}, a{ax, ay}, b{bx, by};
        fan.push_back({area > 0 ? std::vector<Vertex>{o, a, b} : std::vector<Vertex>{o, b, a},
                       area > 0 ? 1 : -1,
                       {std::min({std::int64_t{0}, ax, bx}), std::min({std::int64_t{0}, ay, by}),
                        std::max({std::int64_t{0}, ax, bx}), std::max({std::int64_t{0}, ay, by})}});
      }
    }
  }
  return fan;
}

// Twice the area that both shapes cover: over the signed triangles that an apex makes with every
// edge, the intersections add up with the product of the signs.
Rational twice_shared_area(const GeoShape& a, const GeoShape& b) {
  const GeoBox box = box_of(a);
  const GeoPoint apex{box.min_lon, box.min_lat};
  const auto fan_a = fan_of(a, apex), fan_b = fan_of(b, apex);
  Rational sum = 0;
  for (const FanTriangle& one : fan_a) {
    for (const FanTriangle& other : fan_b) {
      if (!one.box.meets(other.box)) continue;
      std::vector<Vertex> common = one.corners;
      for (int edge = 0; edge < 3 && common.size() >= 3; ++edge) {
        common = clip(common, other.corners[edge], other.corners[(edge + 1) % 3]);
      }
      if (common.size() >= 3) sum += one.sign * other.sign * twice_area_of(common);
    }
  }
  return sum;
}

}  // namespace

std::optional<GeoShape> parse_shape(const Json& value) {
  if (!value.is_array()) return std::nullopt;
  GeoShape shape;
  for (const Json& polygon : value) {
    if (!polygon.is_array() || polygon.empty()) return std::nullopt;
    std::vector<GeoRing> rings;
    for (const Json& ring : polygon) {
      auto parsed = parse_ring(ring, rings.empty());
      if (!parsed) return std::nullopt;
      rings.push_back(std::move(*parsed));
    }
    shape.push_back(std::move(rings));
  }
  return shape;
}

GeoBox box_of(const GeoShape& shape) {
  GeoBox box{kMaxLon, kMaxLat, -kMaxLon, -kMaxLat};
  for (const auto& polygon : shape) {
    for (const GeoPoint& point : polygon.front()) {
      box.min_lon = std::min(box.min_lon, point.lon);
      box.min_lat = std::min(box.min_lat, point.lat);
      box.max_lon = std::max(box.max_lon, point.lon);
      box.max_lat = std::max(box.max_lat, point.lat);
    }
  }
  return box;
}

Integer twice_area(const GeoShape& shape) {
  Integer sum = 0;
  for (const auto& polygon : shape) {
    for (const GeoRing& ring : polygon) sum += twice_ring_area(ring);
  }
  return sum;
}

bool shapes_overlap(const GeoShape& a, const GeoShape& b, int tolerance_num, int tolerance_den) {
  if (a.empty() || b.empty() || !box_of(a).meets(box_of(b))) return false;
  const Integer smaller = std::min(twice_area(a), twice_area(b));
  return twice_shared_area(a, b) * tolerance_den > Rational(smaller) * tolerance_num;
}

}  // namespace linhui::ledger
