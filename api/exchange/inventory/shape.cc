#include "api/exchange/inventory/shape.h"

#include <geodesic.h>

#include <algorithm>
#include <cmath>

#include "api/exchange/tables/gdal_session.h"

namespace linhui::api::exchange {
namespace {

// CGCS2000: GB 22021-2008, table 1.
constexpr double kSemiMajorAxisM = 6378137.0;
constexpr double kFlattening = 1 / 298.257222101;
// China with its seas, degrees, generously.
constexpr double kWest = 73, kEast = 136, kSouth = 3, kNorth = 54;

bool contains_any(const std::string& text, std::initializer_list<const char*> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const char* part) { return text.find(part) != std::string::npos; });
}

enum class Datum { cgcs2000, wgs84, other };

Datum datum_of(const OGRSpatialReference& projection) {
  std::string name;
  for (const char* node : {"DATUM", "GEOGCS"}) {
    if (const char* value = projection.GetAttrValue(node)) name += std::string(value) + " ";
  }
  if (contains_any(name, {"China_2000", "China 2000", "CGCS2000", "CGCS_2000",
                          "China_Geodetic_Coordinate_System_2000",
                          "China Geodetic Coordinate System 2000"})) {
    return Datum::cgcs2000;
  }
  return contains_any(name, {"WGS_1984", "WGS 84", "WGS84", "World Geodetic System 1984"})
             ? Datum::wgs84
             : Datum::other;
}

bool within_china(const OGREnvelope& box) {
  return box.MinX >= kWest && box.MaxX <= kEast && box.MinY >= kSouth && box.MaxY <= kNorth;
}

// Whether every shape could be degrees in China.
bool looks_like_degrees(const Table& table) {
  bool any = false;
  for (const TableRow& row : table.rows) {
    if (!row.shape || row.shape->IsEmpty()) continue;
    OGREnvelope box;
    row.shape->getEnvelope(&box);
    if (!within_china(box)) return false;
    any = true;
  }
  return any;
}

bool is_in_degrees(const OGRSpatialReference& projection) {
  return projection.IsGeographic() &&
         std::abs(projection.GetAngularUnits() - CPLAtof(SRS_UA_DEGREE_CONV)) < 1e-12;
}

// A point on the grid. Requires: finite and on the earth.
Point to_grid(double lon, double lat) {
  return {std::llround(lon * kGridPerDegree), std::llround(lat * kGridPerDegree)};
}

// Twice the signed area in grid units, counter-clockwise positive. 128 bits: a product of two
// differences reaches 2^63.
bool is_counter_clockwise(const Ring& ring, bool& is_flat) {
  __extension__ using Wide = __int128;
  Wide twice_area = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    twice_area += Wide(ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
                  Wide(ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
  }
  is_flat = twice_area == 0;
  return twice_area > 0;
}

// Empty where the ring vanishes on the grid.
Ring to_ring(const OGRLinearRing& source, bool counter_clockwise) {
  Ring ring;
  for (int i = 0; i < source.getNumPoints(); ++i) {
    const Point point = to_grid(source.getX(i), source.getY(i));
    if (ring.empty() || !(ring.back() == point)) ring.push_back(point);
  }
  if (!ring.empty() && !(ring.front() == ring.back())) ring.push_back(ring.front());
  bool is_flat = true;
  const bool turns_left = is_counter_clockwise(ring, is_flat);
  if (is_flat) return {};
  if (turns_left != counter_clockwise) std::reverse(ring.begin(), ring.end());
  return ring;
}

void add_polygon(const OGRPolygon& source, MultiPolygon& shape) {
  Polygon polygon;
  const OGRLinearRing* outer = source.getExteriorRing();
  if (!outer) return;
  Ring ring = to_ring(*outer, true);
  if (ring.empty()) return;
  polygon.push_back(std::move(ring));
  for (int i = 0; i < source.getNumInteriorRings(); ++i) {
    Ring hole = to_ring(*source.getInteriorRing(i), false);
    if (!hole.empty()) polygon.push_back(std::move(hole));
  }
  shape.push_back(std::move(polygon));
}

bool is_finite(const OGRGeometry& shape) {
  OGREnvelope box;
  shape.getEnvelope(&box);
  // An envelope passes over NaN, so every point is looked at.
  class Finder : public OGRDefaultConstGeometryVisitor {
   public:
    using OGRDefaultConstGeometryVisitor::visit;
    void visit(const OGRPoint* point) override {
      finite = finite && std::isfinite(point->getX()) && std::isfinite(point->getY());
    }
    bool finite = true;
  } finder;
  shape.accept(&finder);
  return finder.finite && std::isfinite(box.MinX) && std::isfinite(box.MaxX);
}

// GEOS's word on what is wrong and where, in the file's coordinates; empty: nothing is.
std::string flaw(const OGRGeometry& shape) {
  if (!is_finite(shape)) return "a coordinate is not a number";
  GdalQuiet quiet;
  if (shape.IsValid()) return {};
  return quiet.message().empty() ? "not a valid polygon" : quiet.message();
}

const char* const kPolygonExpected = "Polygon, MultiPolygon";

// What the row's geometry is as polygons, or a fault.
OGRGeometryUniquePtr polygons_of(OGRGeometry* source, long long row, FaultLog& log) {
  if (!source || source->IsEmpty()) {
    log.fault(FaultCode::polygon_empty,
              {.row = row, .field = "geometry", .expected = kPolygonExpected});
    return nullptr;
  }
  OGRGeometryUniquePtr linear(source->hasCurveGeometry() ? source->getLinearGeometry()
                                                         : source->clone());
  const auto type = linear ? wkbFlatten(linear->getGeometryType()) : wkbUnknown;
  if (type != wkbPolygon && type != wkbMultiPolygon) {
    log.fault(FaultCode::geometry_not_polygon, {.row = row,
                                                .field = "geometry",
                                                .value = source->getGeometryName(),
                                                .expected = kPolygonExpected});
    return nullptr;
  }
  linear->flattenTo2D();
  return linear;
}

void report_out_of_range(long long row, FaultLog& log) {
  log.fault(FaultCode::coordinates_out_of_range,
            {.row = row, .field = "geometry", .expected = "-180..180, -90..90"});
}

}  // namespace

std::optional<Frame> Frame::of(const Table& table, FaultLog& log) {
  Frame frame;
  if (!table.projection || table.projection->IsEmpty()) {
    if (!looks_like_degrees(table)) {
      log.fault(FaultCode::projection_missing,
                {.field = "geometry", .expected = "EPSG:4490, EPSG:4513..4554"});
      return std::nullopt;
    }
    log.warn(FaultCode::projection_assumed, {.field = "geometry", .expected = "EPSG:4490"});
    return frame;
  }
  OGRSpatialReference projection = *table.projection;
  const Datum datum = datum_of(projection);
  const char* name = projection.GetName();
  GdalQuiet quiet;
  projection.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const bool usable =
      datum != Datum::other && (projection.IsProjected() || is_in_degrees(projection));
  if (usable && projection.IsProjected()) {
    std::unique_ptr<OGRSpatialReference> degrees(projection.CloneGeogCS());
    degrees->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    frame.transformation_.reset(OGRCreateCoordinateTransformation(&projection, degrees.get()));
  }
  if (!usable || (projection.IsProjected() && !frame.transformation_)) {
    log.fault(
        FaultCode::projection_unsupported,
        {.field = "geometry", .value = name ? name : "", .expected = "EPSG:4490, EPSG:4513..4554"});
    return std::nullopt;
  }
  if (datum == Datum::wgs84 && !table.is_geojson) {
    log.warn(FaultCode::projection_assumed_wgs84,
             {.field = "geometry", .value = name ? name : "", .expected = "EPSG:4490"});
  }
  return frame;
}

bool Frame::to_degrees(OGRGeometry& shape) const {
  GdalQuiet quiet;
  shape.assignSpatialReference(nullptr);
  if (transformation_ && shape.transform(transformation_.get()) != OGRERR_NONE) return false;
  OGREnvelope box;
  shape.getEnvelope(&box);
  return is_finite(shape) && box.MinX >= -180 && box.MaxX <= 180 && box.MinY >= -90 &&
         box.MaxY <= 90;
}

MultiPolygon to_shape(OGRGeometry* source, const Frame& frame, long long row, FaultLog& log) {
  const auto polygons = polygons_of(source, row, log);
  if (!polygons) return {};
  if (const std::string reason = flaw(*polygons); !reason.empty()) {
    log.fault(FaultCode::polygon_invalid,
              {.row = row, .field = "geometry", .value = reason, .expected = "a valid polygon"},
              {reason});
    return {};
  }
  if (!frame.to_degrees(*polygons)) {
    report_out_of_range(row, log);
    return {};
  }
  MultiPolygon shape = from_ogr(*polygons);
  if (shape.empty()) {
    log.fault(FaultCode::polygon_empty_grid,
              {.row = row, .field = "geometry", .expected = kPolygonExpected});
    return {};
  }
  OGREnvelope box;
  polygons->getEnvelope(&box);
  if (!within_china(box)) {
    log.warn(FaultCode::polygon_outside_china,
             {.row = row,
              .field = "geometry",
              .value = std::to_string(box.MinX) + ", " + std::to_string(box.MinY),
              .expected = "73..136, 3..54"});
  }
  return shape;
}

double ellipsoidal_area_m2(const MultiPolygon& shape) {
  geod_geodesic ellipsoid;
  geod_init(&ellipsoid, kSemiMajorAxisM, kFlattening);
  double total = 0;
  for (const Polygon& polygon : shape) {
    for (const Ring& ring : polygon) {
      geod_polygon walk;
      geod_polygon_init(&walk, 0);
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        geod_polygon_addpoint(&ellipsoid, &walk, ring[i].lat / kGridPerDegree,
                              ring[i].lon / kGridPerDegree);
      }
      double area = 0;
      geod_polygon_compute(&ellipsoid, &walk, 0, 1, &area, nullptr);
      total += area;  // signed: holes run clockwise
    }
  }
  return total;
}

std::unique_ptr<OGRMultiPolygon> to_ogr(const MultiPolygon& shape) {
  auto polygons = std::make_unique<OGRMultiPolygon>();
  for (const Polygon& polygon : shape) {
    auto part = std::make_unique<OGRPolygon>();
    for (const Ring& ring : polygon) {
      auto line = std::make_unique<OGRLinearRing>();
      line->setNumPoints(static_cast<int>(ring.size()));
      for (std::size_t i = 0; i < ring.size(); ++i) {
        line->setPoint(static_cast<int>(i), ring[i].lon / kGridPerDegree,
                       ring[i].lat / kGridPerDegree);
      }
      part->addRingDirectly(line.release());
    }
    polygons->addGeometryDirectly(part.release());
  }
  return polygons;
}

MultiPolygon from_ogr(const OGRGeometry& shape) {
  MultiPolygon polygons;
  const auto type = wkbFlatten(shape.getGeometryType());
  if (type == wkbPolygon) add_polygon(*shape.toPolygon(), polygons);
  if (type == wkbMultiPolygon || type == wkbGeometryCollection) {
    for (const OGRGeometry* part : *shape.toGeometryCollection()) {
      if (wkbFlatten(part->getGeometryType()) == wkbPolygon) {
        add_polygon(*part->toPolygon(), polygons);
      }
    }
  }
  return polygons;
}

}  // namespace linhui::api::exchange
