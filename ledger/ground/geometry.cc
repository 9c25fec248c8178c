#include "ledger/ground/geometry.h"

#include <algorithm>

namespace linhui::ledger {
namespace {

using Integer = boost::multiprecision::cpp_int;

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

}  // namespace linhui::ledger
