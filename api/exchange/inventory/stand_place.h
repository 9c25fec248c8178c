// Where stands lie: their shapes on the grid of records, and their areas.
#pragma once

#include <cstdint>
#include <vector>

#include "methodology/stand.h"

namespace linhui::api::exchange {

// Longitude and latitude in CGCS2000, degrees × 10^7. Rings are closed (last point = first);
// the first ring of a polygon runs counter-clockwise, its holes clockwise.
struct Point {
  std::int64_t lon = 0, lat = 0;
  friend bool operator==(const Point&, const Point&) = default;
};
inline constexpr double kGridPerDegree = 1e7;
using Ring = std::vector<Point>;
using Polygon = std::vector<Ring>;
using MultiPolygon = std::vector<Polygon>;

// Where a stand lies, in the file and on the ground.
struct StandPlace {
  std::int64_t area_m2 = 0;      // area_ha rounded half to even to the square metre
  bool area_from_shape = false;  // measured on the shape, not stated by the source
  MultiPolygon shape;            // empty where the source has no geometry
  long long row = 0;             // as the person counts it; for faults found later
};

// What a row says.
struct InventoryStand {
  methodology::Stand stand;
  StandPlace place;
};

// Area on the CGCS2000 ellipsoid, edges being geodesics; m².
double ellipsoidal_area_m2(const MultiPolygon& shape);

// A stated area that differs from the shape's by more than this share of it is told:
// `area_differs`.
inline constexpr double kAreaToleranceShare = 0.01;

}  // namespace linhui::api::exchange
