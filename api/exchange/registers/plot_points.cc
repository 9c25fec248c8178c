#include "api/exchange/registers/plot_points.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "api/exchange/inventory/shape.h"
#include "api/exchange/tables/fault_log.h"
#include "api/exchange/tables/gdal_session.h"
#include "api/exchange/tables/table.h"
#include "methodology/monte_carlo/draw_kernel.h"

namespace linhui::api::exchange {
namespace {

constexpr int kMostTries = 1'000'000;
constexpr double kGridADegree = 1e7;
constexpr double kDegreesARadian = 57.29577951308232;

__extension__ using Wide = __int128;

// The uniform numbers of one stratum, one after the other.
class Uniforms {
 public:
  Uniforms(std::uint64_t seed, const std::string& stratum)
      : seed_(seed), stream_(methodology::stream_of("plot", stratum)) {}

  double next() {
    const std::size_t place = drawn_ % methodology::kDrawsAGroup;
    if (place == 0) {
      methodology::usable_draw_kernels().front()->uniforms(
          seed_, stream_, static_cast<std::uint32_t>(drawn_ / methodology::kDrawsAGroup), 1,
          group_.data());
    }
    ++drawn_;
    return group_[place];
  }

 private:
  std::uint64_t seed_;
  methodology::StreamId stream_;
  std::size_t drawn_ = 0;
  std::array<double, methodology::kDrawsAGroup> group_{};
};

// Even-odd over all rings, exact on the grid.
bool holds(const Polygon& polygon, Point point) {
  bool inside = false;
  for (const Ring& ring : polygon) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Point a = ring[i], b = ring[i + 1];
      if ((a.lat > point.lat) == (b.lat > point.lat)) continue;
      const Wide cross =
          Wide(b.lon - a.lon) * (point.lat - a.lat) - Wide(point.lon - a.lon) * (b.lat - a.lat);
      if ((cross > 0) == (b.lat > a.lat)) inside = !inside;
    }
  }
  return inside;
}

struct PolygonBox {
  std::int64_t west, south, east, north;
};

PolygonBox box_of(const Polygon& polygon) {
  PolygonBox box{polygon[0][0].lon, polygon[0][0].lat, polygon[0][0].lon, polygon[0][0].lat};
  for (const Point& point : polygon[0]) {
    box.west = std::min(box.west, point.lon);
    box.east = std::max(box.east, point.lon);
    box.south = std::min(box.south, point.lat);
    box.north = std::max(box.north, point.lat);
  }
  return box;
}

// A degree of longitude is shorter in the north: the chance to take a place is its cosine.
double width_at(std::int64_t lat) {
  return std::cos(static_cast<double>(lat) / kGridADegree / kDegreesARadian);
}

std::optional<Point> place_in(const Polygon& polygon, Uniforms& uniforms) {
  const PolygonBox box = box_of(polygon);
  const double widest = std::max(width_at(box.south), width_at(box.north));
  for (int i = 0; i < kMostTries; ++i) {
    const auto offset = [&](std::int64_t from, std::int64_t to) {
      return from + static_cast<std::int64_t>(uniforms.next() * static_cast<double>(to - from + 1));
    };
    const Point point{offset(box.west, box.east), offset(box.south, box.north)};
    if (uniforms.next() * widest <= width_at(point.lat) && holds(polygon, point)) return point;
  }
  return std::nullopt;
}

struct StratumPolygons {
  std::vector<Polygon> polygons;
  std::vector<double> areas_to;  // Σ m² up to and with each
};

std::optional<Point> place_in(const StratumPolygons& stratum, Uniforms& uniforms) {
  const double at = uniforms.next() * stratum.areas_to.back();
  const auto found = std::upper_bound(stratum.areas_to.begin(), stratum.areas_to.end(), at);
  const auto index = std::min<std::size_t>(
      static_cast<std::size_t>(found - stratum.areas_to.begin()), stratum.polygons.size() - 1);
  return place_in(stratum.polygons[index], uniforms);
}

using Strata = std::map<std::string, StratumPolygons>;

void read_polygons(const std::string& path, const std::string& layer, const std::string& field,
                   Strata& strata, FaultLog& log) {
  const auto format = identify_file(path, log);
  if (!format) return;
  TableOptions options;
  options.layer = layer;
  auto table = read_table(path, *format, options, log);
  if (!table) return;
  const auto column = std::find(table->columns.begin(), table->columns.end(), field);
  if (column == table->columns.end() || !table->has_shapes) {
    log.fault(FaultCode::column_missing_stratum,
              {.field = field, .expected = joined(table->columns)});
    return;
  }
  const auto frame = Frame::of(*table, log);
  if (!frame) return;
  const auto index = static_cast<std::size_t>(column - table->columns.begin());
  for (TableRow& row : table->rows) {
    StratumPolygons& stratum = strata[row.cells[index]];
    for (Polygon& polygon : to_shape(row.shape.get(), *frame, row.row, log)) {
      const double before = stratum.areas_to.empty() ? 0 : stratum.areas_to.back();
      stratum.areas_to.push_back(before + ellipsoidal_area_m2({polygon}));
      stratum.polygons.push_back(std::move(polygon));
    }
  }
}

std::string numbered(const std::string& stratum, std::size_t number) {
  std::array<char, 24> digits;
  std::snprintf(digits.data(), digits.size(), "-%03zu", number);
  return stratum + digits.data();
}

double degrees(std::int64_t grid) { return static_cast<double>(grid) / kGridADegree; }

bool add_features(OGRLayer& layer, const std::vector<PlotPoint>& points, std::uint64_t seed) {
  for (const auto& [name, type] :
       {std::pair{"plot_id", OFTString}, std::pair{"stratum", OFTString}, std::pair{"lon", OFTReal},
        std::pair{"lat", OFTReal}, std::pair{"seed", OFTString}}) {
    OGRFieldDefn field(name, type);
    if (layer.CreateField(&field) != OGRERR_NONE) return false;
  }
  for (const PlotPoint& plot : points) {
    OGRFeature feature(layer.GetLayerDefn());
    feature.SetField("plot_id", plot.plot_id.c_str());
    feature.SetField("stratum", plot.stratum.c_str());
    feature.SetField("lon", degrees(plot.point.lon));
    feature.SetField("lat", degrees(plot.point.lat));
    feature.SetField("seed", std::to_string(seed).c_str());
    OGRPoint place(degrees(plot.point.lon), degrees(plot.point.lat));
    if (feature.SetGeometry(&place) != OGRERR_NONE) return false;
    if (layer.CreateFeature(&feature) != OGRERR_NONE) return false;
  }
  return true;
}

}  // namespace

std::vector<PlotPoint> draw_plot_points(const std::string& path, const std::string& layer,
                                        const std::string& field,
                                        const std::map<std::string, std::size_t>& plots,
                                        std::uint64_t seed, std::vector<Fault>& faults) {
  FaultLog log(&faults, own_name(path));
  Strata strata;
  read_polygons(path, layer, field, strata, log);
  std::vector<PlotPoint> points;
  if (has_fault(faults)) return points;
  for (const auto& [name, count] : plots) {
    const auto stratum = strata.find(name);
    if (stratum == strata.end() || stratum->second.polygons.empty()) {
      log.fault(FaultCode::stratum_without_polygon, {.field = field, .value = name});
      continue;
    }
    Uniforms uniforms(seed, name);
    for (std::size_t number = 1; number <= count; ++number) {
      const auto place = place_in(stratum->second, uniforms);
      if (!place) {
        log.fault(FaultCode::polygon_too_thin, {.field = field, .value = name});
        break;
      }
      points.push_back({numbered(name, number), name, *place});
    }
  }
  return points;
}

std::optional<std::string> write_plot_points(const std::string& path,
                                             const std::vector<PlotPoint>& points,
                                             std::uint64_t seed) {
  start_gdal();
  GdalQuiet quiet;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  if (!driver) return "GDAL has no GeoPackage driver";
  GDALDataset* file = driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  if (!file) return quiet.message();
  OGRSpatialReference cgcs2000;
  cgcs2000.importFromEPSG(4490);
  cgcs2000.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRLayer* layer = file->CreateLayer("plots", &cgcs2000, wkbPoint, nullptr);
  const bool written = layer && add_features(*layer, points, seed);
  GDALClose(file);
  if (!written || quiet.failed()) {
    return quiet.message().empty() ? "the layer could not be written" : quiet.message();
  }
  return std::nullopt;
}

}  // namespace linhui::api::exchange
