#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "tools/sample/writers.h"

namespace linhui::sample {
namespace {

namespace fs = std::filesystem;

constexpr int kProjectedEpsg = 4545, kGeographicEpsg = 4490;

struct FieldPlan {
  const char* name;
  OGRFieldType type;
  int width, decimals;
};

OGRSpatialReference reference(int epsg) {
  OGRSpatialReference system;
  if (system.importFromEPSG(epsg) != OGRERR_NONE) throw std::runtime_error("EPSG code not known");
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return system;
}

GDALDatasetUniquePtr create(const char* driver_name, const std::string& path) {
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name);
  if (!driver) throw std::runtime_error(std::string("GDAL lacks the driver ") + driver_name);
  fs::remove(path);
  GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!dataset) throw std::runtime_error("cannot create " + path);
  return dataset;
}

template <std::size_t N>
void add_fields(OGRLayer& layer, const FieldPlan (&plans)[N]) {
  for (const FieldPlan& plan : plans) {
    OGRFieldDefn field(plan.name, plan.type);
    field.SetWidth(plan.width);
    field.SetPrecision(plan.decimals);
    if (layer.CreateField(&field) != OGRERR_NONE) throw std::runtime_error("cannot add a field");
  }
}

OGRGeometryUniquePtr polygon_of(const Outline& outline) {
  auto ring = std::make_unique<OGRLinearRing>();
  for (const Corner& corner : outline) {
    ring->addPoint(static_cast<double>(corner.east_cm) / 100,
                   static_cast<double>(corner.north_cm) / 100);
  }
  ring->set3D(FALSE);
  auto polygon = std::make_unique<OGRPolygon>();
  polygon->addRingDirectly(ring.release());
  return OGRGeometryUniquePtr(polygon.release());
}

// A DBF without .cpg holds the bytes as they are.
std::string gbk(const std::string& text) {
  char* recoded = CPLRecode(text.c_str(), "UTF-8", "CP936");
  std::string bytes(recoded);
  CPLFree(recoded);
  return bytes;
}

void add_feature(OGRLayer& layer, OGRFeature& feature) {
  if (layer.CreateFeature(&feature) != OGRERR_NONE) throw std::runtime_error("cannot add a row");
}

// Degrees to 10^-8, a millimetre: the last bits of a projection differ from machine to machine.
void to_rounded_degrees(OGRGeometry& shape, OGRCoordinateTransformation& transformation) {
  if (shape.transform(&transformation) != OGRERR_NONE) throw std::runtime_error("cannot project");
  OGRLinearRing* ring = shape.toPolygon()->getExteriorRing();
  for (int i = 0; i < ring->getNumPoints(); ++i) {
    ring->setPoint(i, std::round(ring->getX(i) * 1e8) / 1e8, std::round(ring->getY(i) * 1e8) / 1e8);
  }
}

}  // namespace

void start_writers() {
  GDALAllRegister();
  CPLSetConfigOption("OGR_CURRENT_DATE", "2026-01-01T00:00:00.000Z");  // GeoPackage's last_change
}

void write_forest(const District& district, const std::string& folder) {
  static constexpr FieldPlan kFields[] = {
      {"XIANG", OFTString, 20, 0},     {"CUN", OFTString, 20, 0},
      {"LIN_BAN", OFTString, 4, 0},    {"XIAO_BAN", OFTString, 5, 0},
      {"MIAN_JI", OFTReal, 10, 4},     {"LD_QS", OFTString, 8, 0},
      {"QI_YUAN", OFTString, 8, 0},    {"LIN_ZHONG", OFTString, 10, 0},
      {"YOU_SHI_SZ", OFTString, 4, 0}, {"PINGJUN_NL", OFTInteger, 4, 0},
      {"PINGJUN_XJ", OFTReal, 6, 1},   {"PINGJUN_SG", OFTReal, 6, 1},
      {"YU_BI_DU", OFTReal, 5, 2},     {"MEI_GQ_ZS", OFTInteger, 6, 0},
      {"GQXJ_2020", OFTReal, 8, 2},    {"GQXJ_2025", OFTReal, 8, 2},
      {"BEI_ZHU", OFTString, 16, 0}};
  const fs::path path = fs::path(folder) / "forest_stands.shp";
  auto dataset = create("ESRI Shapefile", path.string());
  const OGRSpatialReference system = reference(kProjectedEpsg);
  const char* const options[] = {"ENCODING=", "DBF_DATE_LAST_UPDATE=2026-01-01", nullptr};
  OGRLayer* layer = dataset->CreateLayer("forest_stands", const_cast<OGRSpatialReference*>(&system),
                                         wkbPolygon, const_cast<char**>(options));
  if (!layer) throw std::runtime_error("cannot create the layer of stands");
  add_fields(*layer, kFields);
  for (const ForestStand& stand : district.stands) {
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    const int age = 2020 - stand.planted_in;
    feature->SetField("XIANG", gbk(stand.township).c_str());
    feature->SetField("CUN", gbk(stand.village).c_str());
    feature->SetField("LIN_BAN", stand.lin_ban.c_str());
    feature->SetField("XIAO_BAN", stand.xiao_ban.c_str());
    feature->SetField("MIAN_JI", static_cast<double>(stand.area_m2) / 10'000);
    feature->SetField("LD_QS", gbk("集体").c_str());
    feature->SetField("QI_YUAN", gbk("人工").c_str());
    feature->SetField("LIN_ZHONG", gbk("防护林").c_str());
    feature->SetField("YOU_SHI_SZ", std::to_string(stand.species.code).c_str());
    feature->SetField("PINGJUN_NL", age);
    feature->SetField("PINGJUN_XJ", stand.species.dbh_mm_per_year * age / 10.0);
    feature->SetField("PINGJUN_SG", stand.species.height_cm_per_year * age / 10 / 10.0);
    feature->SetField("YU_BI_DU", stand.crown_percent / 100.0);
    feature->SetField("MEI_GQ_ZS", stand.stems_ha);
    feature->SetField("GQXJ_2020", static_cast<double>(stand.volume_centi_m3_ha(2020)) / 100);
    feature->SetField("GQXJ_2025", static_cast<double>(stand.volume_centi_m3_ha(2025)) / 100);
    feature->SetField("BEI_ZHU", gbk("合成演示数据").c_str());
    feature->SetGeometryDirectly(polygon_of(stand.outline).release());
    add_feature(*layer, *feature);
  }
  dataset.reset();                                       // writes the files
  fs::remove(fs::path(path).replace_extension(".cpg"));  // GDAL leaves an empty one
}

void write_wetlands(const District& district, const std::string& folder) {
  static constexpr FieldPlan kFields[] = {
      {"stand_id", OFTString, 0, 0},    {"kind", OFTString, 0, 0},
      {"area_ha", OFTReal, 0, 0},       {"wetland_type", OFTString, 0, 0},
      {"climate", OFTString, 0, 0},     {"trophic", OFTString, 0, 0},
      {"changed_in", OFTInteger, 0, 0}, {"township", OFTString, 0, 0},
      {"village", OFTString, 0, 0},     {"note", OFTString, 0, 0}};
  const auto dataset = create("GPKG", (fs::path(folder) / "wetlands.gpkg").string());
  const OGRSpatialReference projected = reference(kProjectedEpsg);
  const OGRSpatialReference degrees = reference(kGeographicEpsg);
  const std::unique_ptr<OGRCoordinateTransformation> transformation(
      OGRCreateCoordinateTransformation(&projected, &degrees));
  OGRLayer* layer = dataset->CreateLayer("wetlands", const_cast<OGRSpatialReference*>(&degrees),
                                         wkbPolygon, nullptr);
  if (!layer || !transformation) throw std::runtime_error("cannot create the layer of wetlands");
  add_fields(*layer, kFields);
  for (const Wetland& wetland : district.wetlands) {
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    feature->SetField("stand_id", wetland.id.c_str());
    feature->SetField("kind", "wetland");
    feature->SetField("area_ha", static_cast<double>(wetland.area_m2) / 10'000);
    feature->SetField("wetland_type", wetland.type.c_str());
    feature->SetField("climate", "warm_temperate_moist");
    if (!wetland.trophic.empty()) feature->SetField("trophic", wetland.trophic.c_str());
    if (wetland.changed_in != 0) feature->SetField("changed_in", wetland.changed_in);
    feature->SetField("township", wetland.township.c_str());
    feature->SetField("village", wetland.village.c_str());
    feature->SetField("note", "合成演示数据 synthetic");
    auto shape = polygon_of(wetland.outline);
    to_rounded_degrees(*shape, *transformation);
    feature->SetGeometryDirectly(shape.release());
    add_feature(*layer, *feature);
  }
}

}  // namespace linhui::sample
