#include "api/exchange/output/estimate_map.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <set>

#include "api/exchange/inventory/shape.h"
#include "api/exchange/output/density.h"
#include "api/exchange/output/qgis_style.h"
#include "api/exchange/tables/gdal_session.h"

namespace linhui::api::exchange {
namespace {

using methodology::Pool;
using methodology::TonnesCO2e;

constexpr std::size_t kPoolColumns = static_cast<std::size_t>(Pool::total) + 1;
constexpr int kCgcs2000 = 4490;
const char* const kNoClock = "2000-01-01T00:00:00.000Z";
const char* const kDensityField = "stock_tco2e_ha";
const char* const kLayer = "stands";
const char* const kGeometry = "geom";

double real(TonnesCO2e figure) { return static_cast<double>(figure.ten_thousandths()) / 10000; }

void set(OGRFeature& feature, const char* field, const std::optional<TonnesCO2e>& figure) {
  if (figure) {
    feature.SetField(field, real(*figure));
  } else {
    feature.SetFieldNull(feature.GetFieldIndex(field));
  }
}

std::string stock_field(Pool pool) {
  return std::string("stock_") + methodology::name_of(pool) + "_tco2e";
}

// What the layer says of each stand: its figures at the end and over the period.
struct StandFigures {
  std::array<std::optional<TonnesCO2e>, kPoolColumns> stock;  // by pool
  std::optional<TonnesCO2e> change;                           // of the period
};

class MapWriter {
 public:
  explicit MapWriter(const EstimateMap& map) : map_(map), figures_(map.inventory.stands.size()) {
    densities_ = stocks_per_hectare(map.estimate, map.inventory.stands);
    for (const auto& row : map.estimate.rows) {
      StandFigures& of_stand = figures_[row.stand];
      if (row.year == map.estimate.options.to_year && row.stock) {
        of_stand.stock[static_cast<std::size_t>(row.pool)] = row.stock;
        pools_.insert(row.pool);
      }
      if (row.pool == Pool::total && row.change) {
        of_stand.change = of_stand.change.value_or(TonnesCO2e()) + *row.change;
      }
    }
    pools_.erase(Pool::total);
  }

  // False where GDAL fails.
  bool write(const std::string& path, MapFormat format) {
    const bool geopackage = format == MapFormat::geopackage;
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(geopackage ? "GPKG" : "GeoJSON");
    if (driver == nullptr) return false;
    GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset || !write_stands(*dataset, geopackage)) return false;
    if (geopackage &&
        !(write_rows(*dataset) && write_estimate(*dataset) && write_style(*dataset))) {
      return false;
    }
    // Closing writes what is left; a failure there is only told as a message.
    dataset.reset();
    return true;
  }

 private:
  bool write_stands(GDALDataset& dataset, bool geopackage) {
    OGRSpatialReference degrees;
    degrees.importFromEPSG(kCgcs2000);
    degrees.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const char* const kOfGeoPackage[] = {"GEOMETRY_NAME=geom", "FID=fid", nullptr};
    const char* const kOfGeoJson[] = {"COORDINATE_PRECISION=7", "SIGNIFICANT_FIGURES=17",
                                      "RFC7946=NO", nullptr};
    OGRLayer* layer =
        dataset.CreateLayer(kLayer, geopackage ? &degrees : nullptr, wkbMultiPolygon,
                            const_cast<char**>(geopackage ? kOfGeoPackage : kOfGeoJson));
    if (layer == nullptr || !add_fields(*layer) || layer->StartTransaction() != OGRERR_NONE) {
      return false;
    }
    for (std::size_t i = 0; i < map_.inventory.stands.size(); ++i) {
      const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
      fill(*feature, i);
      if (layer->CreateFeature(feature.get()) != OGRERR_NONE) return false;
    }
    return layer->CommitTransaction() == OGRERR_NONE;
  }

  static bool add(OGRLayer& layer, const std::string& name, OGRFieldType type) {
    OGRFieldDefn field(name.c_str(), type);
    return layer.CreateField(&field) == OGRERR_NONE;
  }

  bool add_fields(OGRLayer& layer) const {
    bool done = true;
    for (const char* name : {"stand_id", "admin_code", "township", "village", "species"}) {
      done = done && add(layer, name, OFTString);
    }
    done = done && add(layer, "area_ha", OFTReal) && add(layer, "method", OFTString) &&
           add(layer, "from_year", OFTInteger) && add(layer, "to_year", OFTInteger) &&
           add(layer, "stock_tco2e", OFTReal);
    for (const Pool pool : pools_) done = done && add(layer, stock_field(pool), OFTReal);
    return done && add(layer, "change_tco2e", OFTReal) && add(layer, kDensityField, OFTReal);
  }

  void fill(OGRFeature& feature, std::size_t index) const {
    const methodology::Stand& stand = map_.inventory.stands[index];
    const auto text = [&](const char* field, const std::string& value) {
      if (!value.empty()) feature.SetField(field, value.c_str());
    };
    text("stand_id", stand.stand_id);
    text("admin_code", stand.admin_code);
    text("township", stand.township);
    text("village", stand.village);
    text("species", stand.species);
    text("method", map_.estimate.method_id);
    feature.SetField("area_ha", CPLAtof(stand.area_ha.str().c_str()));
    feature.SetField("from_year", map_.estimate.options.from_year);
    feature.SetField("to_year", map_.estimate.options.to_year);
    const auto& figures = figures_[index];
    set(feature, "stock_tco2e", figures.stock[static_cast<std::size_t>(Pool::total)]);
    for (const Pool pool : pools_) {
      set(feature, stock_field(pool).c_str(), figures.stock[static_cast<std::size_t>(pool)]);
    }
    set(feature, "change_tco2e", figures.change);
    set(feature, kDensityField, densities_[index]);
    const MultiPolygon& shape = map_.inventory.places[index].shape;
    if (!shape.empty()) feature.SetGeometryDirectly(to_ogr(shape).release());
  }

  bool write_rows(GDALDataset& dataset) const {
    OGRLayer* layer = dataset.CreateLayer("rows", nullptr, wkbNone, nullptr);
    if (layer == nullptr || !add(*layer, "stand_id", OFTString) ||
        !add(*layer, "year", OFTInteger) || !add(*layer, "pool", OFTString) ||
        !add(*layer, "stock_tco2e", OFTReal) || !add(*layer, "change_tco2e", OFTReal) ||
        layer->StartTransaction() != OGRERR_NONE) {
      return false;
    }
    for (const auto& row : map_.estimate.rows) {
      const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
      feature->SetField("stand_id", map_.inventory.stands[row.stand].stand_id.c_str());
      feature->SetField("year", row.year);
      feature->SetField("pool", methodology::name_of(row.pool));
      set(*feature, "stock_tco2e", row.stock);
      set(*feature, "change_tco2e", row.change);
      if (layer->CreateFeature(feature.get()) != OGRERR_NONE) return false;
    }
    return layer->CommitTransaction() == OGRERR_NONE;
  }

  // Name and value, as exact text.
  bool write_estimate(GDALDataset& dataset) const {
    OGRLayer* layer = dataset.CreateLayer("estimate", nullptr, wkbNone, nullptr);
    if (layer == nullptr || !add(*layer, "name", OFTString) || !add(*layer, "value", OFTString)) {
      return false;
    }
    const auto& estimate = map_.estimate;
    const auto& summary = estimate.summary;
    const std::pair<const char*, std::string> kEntries[] = {
        {"method", estimate.method_id},
        {"version", estimate.method_version},
        {"from", std::to_string(estimate.options.from_year)},
        {"to", std::to_string(estimate.options.to_year)},
        {"input", map_.inventory.file},
        {"input_sha256", map_.inventory.sha256},
        {"parameter_set_sha256", estimate.parameter_set_sha256},
        {"change_tCO2e", summary.change.str()},
        {"baseline_tCO2e", summary.baseline.str()},
        {"leakage_tCO2e", summary.leakage.str()},
        {"project_emissions_tCO2e", summary.project_emissions.str()},
        {"deduction_tCO2e", summary.deduction.str()},
        {"net_tCO2e", summary.net.str()}};
    for (const auto& [name, value] : kEntries) {
      const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
      feature->SetField("name", name);
      feature->SetField("value", value.c_str());
      if (layer->CreateFeature(feature.get()) != OGRERR_NONE) return false;
    }
    return true;
  }

  // The table in which QGIS keeps the styles of a GeoPackage; the default one is taken on opening.
  bool write_style(GDALDataset& dataset) const {
    const char* const kOptions[] = {"FID=id", nullptr};
    OGRLayer* layer =
        dataset.CreateLayer("layer_styles", nullptr, wkbNone, const_cast<char**>(kOptions));
    if (layer == nullptr) return false;
    const Text name = {"stock per hectare", "单位面积碳储量"};
    const std::pair<const char*, std::string> kTexts[] = {
        {"f_table_catalog", ""},
        {"f_table_schema", ""},
        {"f_table_name", kLayer},
        {"f_geometry_column", kGeometry},
        {"styleName", name.in(map_.language)},
        {"styleQML", qgis_style(kDensityField, density_classes(densities_))},
        {"styleSLD", ""},
        {"description", "t CO2e/ha"},
        {"owner", ""},
        {"ui", ""}};
    bool done = true;
    for (const auto& [field, value] : kTexts) done = done && add(*layer, field, OFTString);
    OGRFieldDefn is_default("useAsDefault", OFTInteger);
    is_default.SetSubType(OFSTBoolean);
    done = done && layer->CreateField(&is_default) == OGRERR_NONE &&
           add(*layer, "update_time", OFTDateTime);
    if (!done) return false;
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    for (const auto& [field, value] : kTexts) feature->SetField(field, value.c_str());
    feature->SetField("useAsDefault", 1);
    feature->SetField("update_time", 2000, 1, 1, 0, 0, 0.0f, 100);
    return layer->CreateFeature(feature.get()) == OGRERR_NONE;
  }

  const EstimateMap& map_;
  std::vector<StandFigures> figures_;
  std::vector<std::optional<TonnesCO2e>> densities_;
  std::set<Pool> pools_;  // that have a stock, without the total
};

}  // namespace

Outcome<void> write_estimate_map(const std::string& path, MapFormat format,
                                 const EstimateMap& map) {
  const auto& places = map.inventory.places;
  if (std::all_of(places.begin(), places.end(),
                  [](const StandPlace& place) { return place.shape.empty(); })) {
    return problem_of(Code::shapes_missing, map.inventory.file);
  }
  start_gdal();
  GdalQuiet quiet;
  const GdalOption no_clock("OGR_CURRENT_DATE", kNoClock);
  const bool written = MapWriter(map).write(path, format);
  if (written && !quiet.failed()) return {};
  return problem_of(Code::file_not_writable,
                    path + (quiet.message().empty() ? "" : ": " + quiet.message()));
}

}  // namespace linhui::api::exchange
