// Where plots lie: points drawn at random inside the strata's polygons, and their file for the
// field crew.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/exchange/inventory/inventory.h"

namespace linhui::api::exchange {

struct PlotPoint {
  std::string plot_id;  // stratum and number: S1-001
  std::string stratum;
  Point point;
};

// Draws `plots[stratum]` points in each stratum, every place of it with the same chance: a polygon
// by its area on the ellipsoid, then a place in it. The same file, counts and seed give the same
// points. `field` is the column that names a polygon's stratum.
//
// Faults: those of the file and its shapes; column_missing; stratum_without_polygon,
// polygon_too_thin. Points are to be used only where there is none.
std::vector<PlotPoint> draw_plot_points(const std::string& path, const std::string& layer,
                                        const std::string& field,
                                        const std::map<std::string, std::size_t>& plots,
                                        std::uint64_t seed, std::vector<Fault>& faults);

// Writes a GeoPackage (CGCS2000) with one layer `plots`: plot_id, stratum, lon, lat, seed. Nothing
// where it was written, otherwise what GDAL says.
std::optional<std::string> write_plot_points(const std::string& path,
                                             const std::vector<PlotPoint>& points,
                                             std::uint64_t seed);

}  // namespace linhui::api::exchange
