// An estimate on its polygons: GeoPackage (with a QGIS style) or GeoJSON.
#pragma once

#include <optional>
#include <string>

#include "api/exchange/inventory/inventory.h"
#include "api/problem.h"
#include "methodology/method.h"
#include "methodology/results/roll_up.h"

namespace linhui::api::exchange {

enum class MapFormat { geopackage, geojson };

struct EstimateMap {
  const methodology::Estimate& estimate;
  const Inventory& inventory;  // that it was made of, stand by stand
  Language language = Language::english;
};

// Writes a layer `stands`, a feature a stand, in CGCS2000 degrees (EPSG:4490; in GeoJSON, which
// knows WGS 84 only, the same degrees): stand_id, admin_code, township, village, species, area_ha,
// method, from_year, to_year, stock_tco2e at the end, stock_<pool>_tco2e, change_tco2e of the
// period, stock_tco2e_ha. Figures are reals whose four decimals are exact below 9 × 10^11 t; one
// that is not known is null. A stand without a shape has a feature without geometry.
//
// A GeoPackage has besides: a table `rows` with every row of the estimate; a table `estimate` with
// the method, the digests and the summary as exact text; and `layer_styles`, from which QGIS takes
// classes of stock per hectare when it opens the layer. No clock: the same estimate gives the same
// bytes.
//
// Errors: shapes_missing where no stand has a shape, file_not_writable.
Outcome<void> write_estimate_map(const std::string& path, MapFormat format, const EstimateMap& map);

}  // namespace linhui::api::exchange
