// Files for the readers' tests.
#pragma once

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "api/exchange/inventory/inventory.h"
#include "api/exchange/registers/rights.h"
#include "tests/scratch_folder.h"

namespace linhui::api::exchange {

inline std::string gbk(const std::string& utf8) {
  char* recoded = CPLRecode(utf8.c_str(), "UTF-8", "CP936");
  std::string bytes = recoded;
  CPLFree(recoded);
  return bytes;
}

inline std::vector<Fault> of_code(const std::vector<Fault>& faults, const std::string& code) {
  std::vector<Fault> found;
  std::copy_if(faults.begin(), faults.end(), std::back_inserter(found),
               [&](const Fault& fault) { return fault.code == code; });
  return found;
}

// "code row field value" a line: what a failed expectation shows.
inline std::string listed(const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults) {
    text += fault.code + " row " + std::to_string(fault.row) + " [" + fault.field + "] " +
            fault.value + ": " + fault.sentence.english + "\n";
  }
  return text;
}

// Every fault says something in both languages and names the file.
inline void expect_whole(const std::vector<Fault>& faults) {
  for (const Fault& fault : faults) {
    EXPECT_FALSE(fault.code.empty());
    EXPECT_FALSE(fault.sentence.english.empty()) << fault.code;
    EXPECT_FALSE(fault.sentence.chinese.empty()) << fault.code;
    EXPECT_FALSE(fault.file.empty()) << fault.code;
  }
}

struct DrawnStand {
  std::string id, wkt;
  double area_ha = 0;  // 0: no value
};

// A layer of stands with the columns stand_id, species, area_ha, by any of GDAL's drivers.
// `epsg` 0: no projection.
inline void draw(const std::string& path, const char* driver_name, int epsg,
                 const std::vector<DrawnStand>& stands, const char* encoding = "UTF-8") {
  GDALAllRegister();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name);
  ASSERT_NE(driver, nullptr);
  const GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  ASSERT_NE(dataset, nullptr);
  OGRSpatialReference system;
  if (epsg != 0) system.importFromEPSG(epsg);
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const std::string encoding_option = std::string("ENCODING=") + encoding;
  const char* const shapefile_options[] = {encoding_option.c_str(), nullptr};
  const bool is_shapefile = std::string(driver_name) == "ESRI Shapefile";
  OGRLayer* layer =
      dataset->CreateLayer("stands", epsg != 0 ? &system : nullptr, wkbUnknown,
                           is_shapefile ? const_cast<char**>(shapefile_options) : nullptr);
  ASSERT_NE(layer, nullptr);
  for (const char* name : {"stand_id", "species"}) {
    OGRFieldDefn field(name, OFTString);
    field.SetWidth(40);
    layer->CreateField(&field);
  }
  OGRFieldDefn area("area_ha", OFTReal);
  if (is_shapefile) area.SetWidth(12), area.SetPrecision(4);
  layer->CreateField(&area);
  for (const DrawnStand& stand : stands) {
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    feature->SetField("stand_id", stand.id.c_str());
    feature->SetField("species", "马尾松");
    if (stand.area_ha != 0) feature->SetField("area_ha", stand.area_ha);
    OGRGeometry* shape = nullptr;
    if (!stand.wkt.empty()) {
      ASSERT_EQ(OGRGeometryFactory::createFromWkt(stand.wkt.c_str(), nullptr, &shape), OGRERR_NONE);
      feature->SetGeometryDirectly(shape);
    }
    ASSERT_EQ(layer->CreateFeature(feature.get()), OGRERR_NONE);
  }
}

// A square with its south-west corner there, clockwise.
inline std::string square(double x, double y, double side) {
  char text[400];
  std::snprintf(text, sizeof text, "POLYGON((%.9f %.9f,%.9f %.9f,%.9f %.9f,%.9f %.9f,%.9f %.9f))",
                x, y, x, y + side, x + side, y + side, x + side, y, x, y);
  return text;
}

}  // namespace linhui::api::exchange
