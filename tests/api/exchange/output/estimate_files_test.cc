// Estimates as workbooks and maps, read back by another reader than the writer.
#include <cpl_minixml.h>
#include <cpl_vsi.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "api/exchange/output/estimate_book.h"
#include "api/exchange/output/estimate_map.h"
#include "tests/api/exchange/exchange_fixture.h"
#include "tests/api/exchange/output/result_fixture.h"

namespace linhui::api::exchange {
namespace {

using methodology::Pool;
using methodology::TonnesCO2e;

GDALDatasetUniquePtr opened(const std::string& path) {
  GDALAllRegister();
  return GDALDatasetUniquePtr(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
}

OGRFeatureUniquePtr first_feature(OGRLayer* layer) {
  layer->ResetReading();
  return OGRFeatureUniquePtr(layer->GetNextFeature());
}

std::string write_book(const ScratchFolder& folder, const Estimated& of, const char* name,
                       const methodology::RollUp* sums = nullptr,
                       Language language = Language::english) {
  const std::string path = folder.file(name);
  const auto tables = methodology::shipped_tables();
  const auto written =
      write_estimate_book(path, {of.estimate, of.inventory.stands, sums, tables, of.inventory.file,
                                 of.inventory.sha256, language});
  EXPECT_TRUE(written.ok()) << written.problem().code << " " << written.problem().detail;
  return path;
}

TEST(EstimateBook, HoldsEveryRowAsANumber) {
  const ScratchFolder folder;
  const auto of = forest_on_the_map();
  const auto book = opened(write_book(folder, of, "a.xlsx"));
  ASSERT_NE(book, nullptr);
  OGRLayer* rows = book->GetLayerByName("rows");
  ASSERT_NE(rows, nullptr);
  ASSERT_EQ(rows->GetFeatureCount(), static_cast<GIntBig>(of.estimate.rows.size()));
  EXPECT_EQ(std::string(rows->GetLayerDefn()->GetFieldDefn(3)->GetNameRef()), "stock_tCO2e");
  EXPECT_EQ(rows->GetLayerDefn()->GetFieldDefn(3)->GetType(), OFTReal);
  std::size_t i = 0;
  for (const auto& feature : rows) {
    const auto& row = of.estimate.rows[i++];
    EXPECT_EQ(of.inventory.stands[row.stand].stand_id, feature->GetFieldAsString(0));
    EXPECT_EQ(feature->GetFieldAsInteger(1), row.year);
    EXPECT_EQ(std::string(feature->GetFieldAsString(2)), methodology::name_of(row.pool));
    char text[64];
    std::snprintf(text, sizeof text, "%.4f", feature->GetFieldAsDouble(3));
    EXPECT_EQ(text, row.stock->str());
    EXPECT_EQ(feature->IsFieldSetAndNotNull(4), row.change.has_value());
  }
}

TEST(EstimateBook, HasSheetsChartsParametersAndNotesInTheLanguageAsked) {
  const ScratchFolder folder;
  const auto of = forest_on_the_map();
  const auto sums = std::get<methodology::RollUp>(methodology::roll_up(
      of.estimate, of.inventory.stands, {{methodology::GroupColumn::village}, true},
      methodology::shipped_tables()));
  const std::string path = write_book(folder, of, "b.xlsx", &sums, Language::chinese);
  const auto book = opened(path);
  ASSERT_NE(book, nullptr);
  for (const char* sheet : {"汇总", "按年", "明细", "说明", "species_ar_cm_001"}) {
    EXPECT_NE(book->GetLayerByName(sheet), nullptr) << sheet;
  }
  OGRLayer* rows = book->GetLayerByName("明细");
  EXPECT_EQ(rows->GetFeatureCount(), 6);
  EXPECT_EQ(std::string(rows->GetLayerDefn()->GetFieldDefn(0)->GetNameRef()), "村(社区)");
  EXPECT_EQ(std::string(first_feature(rows)->GetFieldAsString(0)), "关口村");
  // A reader may take the headings of a sheet of text alone for a row.
  std::vector<std::string> species;
  for (const auto& row : book->GetLayerByName("species_ar_cm_001")) {
    species.push_back(row->GetFieldAsString(0));
  }
  EXPECT_GE(species.size(), 37u);
  EXPECT_EQ(std::count(species.begin(), species.end(), "马尾松"), 1);
  VSIStatBufL entry;
  for (const char* chart : {"chart1.xml", "chart2.xml"}) {
    EXPECT_EQ(VSIStatL(("/vsizip/" + path + "/xl/charts/" + chart).c_str(), &entry), 0) << chart;
  }
}

TEST(EstimateBook, IsTheSameBytesEveryTime) {
  const ScratchFolder folder;
  const auto of = forest_on_the_map();
  const std::string once = file_bytes(write_book(folder, of, "1.xlsx"));
  EXPECT_EQ(once, file_bytes(write_book(folder, of, "2.xlsx")));
  EXPECT_GT(once.size(), 5000u);
}

// 2^53 ten-thousandths is where doubles begin to skip; beyond it the cell is text.
TEST(EstimateBook, WritesWhatADoubleCannotHoldAsText) {
  const ScratchFolder folder;
  auto of = forest_on_the_map();
  of.estimate.rows.resize(2);
  of.estimate.rows[0].stock = TonnesCO2e::of_ten_thousandths((1LL << 53) - 1);
  of.estimate.rows[1].stock = TonnesCO2e::of_ten_thousandths((1LL << 53) + 1);
  const auto book = opened(write_book(folder, of, "a.xlsx"));
  OGRLayer* rows = book->GetLayerByName("rows");
  std::vector<std::string> cells;
  for (const auto& feature : rows) cells.push_back(feature->GetFieldAsString(3));
  ASSERT_EQ(cells.size(), 2u);
  EXPECT_EQ(cells[1], "900719925474.0993");
}

TEST(EstimateBook, RefusesMoreRowsThanASheetHolds) {
  const ScratchFolder folder;
  auto of = forest_on_the_map();
  of.estimate.rows.resize(1'048'576, of.estimate.rows[0]);
  const auto tables = methodology::shipped_tables();
  const auto written = write_estimate_book(
      folder.file("a.xlsx"), {of.estimate, of.inventory.stands, nullptr, tables, "a", "b"});
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.problem().code, "sheet_too_long");
  EXPECT_FALSE(std::filesystem::exists(folder.file("a.xlsx")));
}

TEST(EstimateBook, SaysWhereItCannotWrite) {
  const ScratchFolder folder;
  const auto of = forest_on_the_map();
  const auto tables = methodology::shipped_tables();
  const auto written = write_estimate_book(
      folder.file("none/a.xlsx"), {of.estimate, of.inventory.stands, nullptr, tables, "a", "b"});
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.problem().code, "file_not_writable");
  EXPECT_EQ(written.problem().exit, ExitStatus::machine_failed);
}

std::string write_map(const ScratchFolder& folder, const Estimated& of, const char* name) {
  const std::string path = folder.file(name);
  const auto format = path.ends_with(".gpkg") ? MapFormat::geopackage : MapFormat::geojson;
  const auto written = write_estimate_map(path, format, {of.estimate, of.inventory});
  EXPECT_TRUE(written.ok()) << written.problem().code << " " << written.problem().detail;
  return path;
}

TEST(EstimateMap, JoinsTheFiguresToThePolygons) {
  const ScratchFolder folder;
  const auto of = forest_on_the_map();
  const auto map = opened(write_map(folder, of, "a.gpkg"));
  ASSERT_NE(map, nullptr);
  OGRLayer* stands = map->GetLayerByName("stands");
  ASSERT_NE(stands, nullptr);
  ASSERT_EQ(stands->GetFeatureCount(), 3);
  EXPECT_EQ(std::string(stands->GetSpatialRef()->GetAuthorityCode(nullptr)), "4490");
  std::size_t i = 0;
  for (const auto& feature : stands) {
    const auto& drawn = of.inventory.places[i].shape;
    EXPECT_EQ(of.inventory.stands[i].stand_id, feature->GetFieldAsString("stand_id"));
    TonnesCO2e stock, change;
    for (const auto& row : of.estimate.rows) {
      if (row.stand != i || row.pool != Pool::total) continue;
      if (row.year == 2025) stock = *row.stock;
      change += row.change.value_or(TonnesCO2e());
    }
    char text[64];
    std::snprintf(text, sizeof text, "%.4f", feature->GetFieldAsDouble("stock_tco2e"));
    EXPECT_EQ(text, stock.str());
    std::snprintf(text, sizeof text, "%.4f", feature->GetFieldAsDouble("change_tco2e"));
    EXPECT_EQ(text, change.str());
    const auto* shape = feature->GetGeometryRef();
    ASSERT_NE(shape, nullptr);
    const OGRLinearRing* outer = shape->toMultiPolygon()->getGeometryRef(0)->getExteriorRing();
    ASSERT_EQ(outer->getNumPoints(), 5);
    EXPECT_NEAR(outer->getX(1) * 1e7, double(drawn[0][0][1].lon), 0.01);
    ++i;
  }
  EXPECT_EQ(map->GetLayerByName("rows")->GetFeatureCount(),
            static_cast<GIntBig>(of.estimate.rows.size()));
  EXPECT_GT(map->GetLayerByName("estimate")->GetFeatureCount(), 8);
}

// QGIS reads the style of a layer from this table, by the layer's and the column's name.
TEST(EstimateMap, CarriesAStyleForQgis) {
  const ScratchFolder folder;
  const auto map = opened(write_map(folder, forest_on_the_map(), "a.gpkg"));
  OGRLayer* styles = map->GetLayerByName("layer_styles");
  ASSERT_NE(styles, nullptr);
  const auto style = first_feature(styles);
  EXPECT_EQ(std::string(style->GetFieldAsString("f_table_name")), "stands");
  EXPECT_EQ(std::string(style->GetFieldAsString("f_geometry_column")),
            map->GetLayerByName("stands")->GetGeometryColumn());
  EXPECT_EQ(style->GetFieldAsInteger("useAsDefault"), 1);
  CPLXMLNode* tree = CPLParseXMLString(style->GetFieldAsString("styleQML"));
  ASSERT_NE(tree, nullptr);
  const std::string attribute = CPLGetXMLValue(tree, "=qgis.renderer-v2.attr", "");
  EXPECT_GE(map->GetLayerByName("stands")->GetLayerDefn()->GetFieldIndex(attribute.c_str()), 0);
  int ranges = 0, symbols = 0;
  for (auto* node = CPLGetXMLNode(tree, "=qgis.renderer-v2.ranges")->psChild; node != nullptr;
       node = node->psNext) {
    ++ranges;
  }
  for (auto* node = CPLGetXMLNode(tree, "=qgis.renderer-v2.symbols")->psChild; node != nullptr;
       node = node->psNext) {
    ++symbols;
  }
  EXPECT_GE(ranges, 3);
  EXPECT_EQ(ranges, symbols);
  CPLDestroyXMLNode(tree);
}

TEST(EstimateMap, LeavesUnknownStocksNull) {
  const ScratchFolder folder;
  const auto map = opened(write_map(folder, wetlands_without_stock(), "w.gpkg"));
  OGRLayer* stands = map->GetLayerByName("stands");
  ASSERT_EQ(stands->GetFeatureCount(), 2);
  int shapes = 0;
  for (const auto& feature : stands) {
    EXPECT_FALSE(feature->IsFieldSetAndNotNull(feature->GetFieldIndex("stock_tco2e")));
    EXPECT_TRUE(feature->IsFieldSetAndNotNull(feature->GetFieldIndex("change_tco2e")));
    shapes += feature->GetGeometryRef() != nullptr;
  }
  EXPECT_EQ(shapes, 1);
}

TEST(EstimateMap, IsTheSameBytesEveryTime) {
  const ScratchFolder folder;
  const auto of = forest_on_the_map();
  for (const char* kind : {".gpkg", ".geojson"}) {
    const std::string once = file_bytes(write_map(folder, of, (std::string("1") + kind).c_str()));
    EXPECT_EQ(once, file_bytes(write_map(folder, of, (std::string("2") + kind).c_str()))) << kind;
    EXPECT_GT(once.size(), 500u);
  }
}

// What was written is an inventory again, with the same shapes.
TEST(EstimateMap, AsGeoJsonReadsBackAsAnInventory) {
  const ScratchFolder folder;
  const auto of = forest_on_the_map();
  const std::string path = write_map(folder, of, "a.geojson");
  const auto json = nlohmann::json::parse(file_bytes(path));
  EXPECT_EQ(json.at("features").size(), 3u);
  EXPECT_EQ(json.at("features").at(0).at("properties").at("stand_id"), "A<1>");
  const auto inventory = read_inventory(path, {});
  EXPECT_EQ(of_code(inventory.faults, "polygon_invalid").size(), 0u) << listed(inventory.faults);
  ASSERT_EQ(inventory.stands.size(), 3u) << listed(inventory.faults);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(inventory.places[i].shape, of.inventory.places[i].shape) << i;
    EXPECT_EQ(inventory.stands[i].area_ha, of.inventory.stands[i].area_ha);
  }
}

TEST(EstimateMap, RefusesWhatItCannotDrawOrWrite) {
  const ScratchFolder folder;
  auto of = forest_on_the_map();
  for (const auto format : {MapFormat::geopackage, MapFormat::geojson}) {
    const auto written =
        write_estimate_map(folder.file("none/a.x"), format, {of.estimate, of.inventory});
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.problem().code, "file_not_writable");
  }
  for (auto& place : of.inventory.places) place.shape.clear();
  const auto written =
      write_estimate_map(folder.file("a.gpkg"), MapFormat::geopackage, {of.estimate, of.inventory});
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.problem().code, "shapes_missing");
  EXPECT_FALSE(std::filesystem::exists(folder.file("a.gpkg")));
}

}  // namespace
}  // namespace linhui::api::exchange
