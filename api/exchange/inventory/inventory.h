// Stand inventories as bureaux hand them over: Shapefile (GBK DBF without .cpg, CGCS2000 geographic
// or Gauss-Krüger), GeoPackage, GeoJSON, XLSX, CSV; read through GDAL.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "api/problem.h"
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

struct Inventory {
  std::string file, layer;  // the file's own name, without folders
  std::string sha256;       // of the main file's bytes, hex
  std::vector<methodology::Stand> stands;
  std::vector<StandPlace> places;              // of the stands
  std::vector<Fault> faults;                   // all of them; warnings too
  std::map<std::string, std::string> columns;  // canonical name → column of the file
  bool usable() const;                         // no fault of severity `fault`
  std::int64_t area_m2() const;                // of all stands
};

struct InventoryOptions {
  std::map<std::string, std::string> map;  // canonical name → column, from --map
  std::string layer;                       // empty: the only one, or the first
  std::string encoding;                    // empty: found out
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // may be empty
};

// Area on the CGCS2000 ellipsoid, edges being geodesics; m².
double ellipsoidal_area_m2(const MultiPolygon& shape);

// A stated area that differs from the shape's by more than this share of it is told:
// `area_differs`.
inline constexpr double kAreaToleranceShare = 0.01;

// Reads and checks the whole file. Never throws on bad input: what is wrong is in `faults`.
Inventory read_inventory(const std::string& path, const InventoryOptions& options);

}  // namespace linhui::api::exchange
