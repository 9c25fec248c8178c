// Polygons from a file's coordinate system to the integer grid of records. Internal to
// api/exchange.
#pragma once

#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <memory>
#include <optional>
#include <string>

#include "api/exchange/inventory/stand_place.h"
#include "api/exchange/tables/fault_log.h"
#include "api/exchange/tables/table.h"

namespace linhui::api::exchange {

// From a file's coordinates to CGCS2000 longitude and latitude in degrees. A projection on CGCS2000
// is undone on its own ellipsoid, so there is no change of datum. WGS 84 is taken as CGCS2000: the
// two differ by less than the width of a boundary stone. Older Chinese datums (Beijing 1954, Xi'an
// 1980) need local parameters that are not public, and are refused.
class Frame {
 public:
  // Faults: projection_missing, projection_unsupported; warning projection_assumed.
  static std::optional<Frame> of(const Table& table, FaultLog& log);

  // In place. False where a coordinate has no place on the earth.
  bool to_degrees(OGRGeometry& shape) const;

 private:
  std::shared_ptr<OGRCoordinateTransformation> transformation_;  // null: degrees already
};

// The shape of one row. Faults: polygon_empty, geometry_not_polygon, polygon_invalid,
// coordinates_out_of_range; warning polygon_outside_china. Empty where there is a fault.
// `source` is changed on the way.
MultiPolygon to_shape(OGRGeometry* source, const Frame& frame, long long row, FaultLog& log);

// The same shape for GDAL, in degrees.
std::unique_ptr<OGRMultiPolygon> to_ogr(const MultiPolygon& shape);
// Outer rings counter-clockwise and holes clockwise, closed, on the grid; rings that vanish there
// are left out.
MultiPolygon from_ogr(const OGRGeometry& shape);

}  // namespace linhui::api::exchange
