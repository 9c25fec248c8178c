#include "api/exchange/output/charts.h"

#include <cpl_minixml.h>
#include <gtest/gtest.h>

#include <set>

#include "api/exchange/output/svg.h"
#include "tests/api/exchange/exchange_fixture.h"
#include "tests/api/exchange/output/result_fixture.h"

namespace linhui::api::exchange {
namespace {

using methodology::TonnesCO2e;

const ChartLabels kChinese = {Language::chinese, "AR-CM-001-V01 · <test> & more"};
const ChartLabels kEnglish = {Language::english, "AR-CM-001-V01"};

bool is_xml(const std::string& text) {
  CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
  CPLXMLNode* tree = CPLParseXMLString(text.c_str());
  CPLDestroyXMLNode(tree);
  return tree != nullptr;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t i = text.find(part); i != text.npos; i = text.find(part, i + 1)) ++count;
  return count;
}

TEST(StockChart, StacksEveryPoolThatHasAStock) {
  const auto of = forest_on_the_map();
  const auto svg = stock_chart_svg(by_year_and_pool(of), kChinese);
  ASSERT_TRUE(svg);
  EXPECT_TRUE(is_xml(*svg)) << *svg;
  EXPECT_EQ(count_of(*svg, "<path"), 2u);  // above and below ground
  EXPECT_NE(svg->find("各碳库碳储量"), svg->npos);
  EXPECT_NE(svg->find(">地下生物质<"), svg->npos);
  EXPECT_NE(svg->find(">2023<"), svg->npos);
  EXPECT_NE(svg->find("&lt;test&gt; &amp; more"), svg->npos);
  EXPECT_EQ(*svg, *stock_chart_svg(by_year_and_pool(of), kChinese));
  EXPECT_NE(stock_chart_svg(by_year_and_pool(of), kEnglish)->find(">below ground<"), svg->npos);
}

// The upper edge of the stack is the total, on the scale that the labels tell.
TEST(StockChart, DrawsTheTotalWhereItsScaleSays) {
  const auto of = forest_on_the_map();
  double total = 0;  // of 2025
  for (const auto& row : of.estimate.rows) {
    if (row.year == 2025 && row.pool == methodology::Pool::total) {
      total += double(row.stock->ten_thousandths()) / 10000;
    }
  }
  const Scale scale = nice_scale(0, total, 6);
  const double y = 470 - total / scale.most * (470 - 112);
  char point[64];
  std::snprintf(point, sizeof point, "L736.00 %.2f", y);
  EXPECT_NE(stock_chart_svg(by_year_and_pool(of), kEnglish)->find(point), std::string::npos)
      << point;
}

TEST(StockChart, OfOneYearIsABandAndOfNoStockNothing) {
  auto of = forest_on_the_map();
  of = estimated(of.inventory, "AR-CM-001-V01", 2020, 2020);
  const auto svg = stock_chart_svg(by_year_and_pool(of), kEnglish);
  ASSERT_TRUE(svg);
  EXPECT_TRUE(is_xml(*svg));
  EXPECT_FALSE(change_chart_svg(by_year_and_pool(of), kEnglish).has_value());
  EXPECT_FALSE(stock_chart_svg(by_year_and_pool(wetlands_without_stock()), kEnglish).has_value());
  EXPECT_FALSE(stock_chart_svg(methodology::RollUp(), kEnglish).has_value());
}

TEST(ChangeChart, ShowsEmissionsBelowZero) {
  const auto svg = change_chart_svg(by_year_and_pool(wetlands_without_stock()), kChinese);
  ASSERT_TRUE(svg);
  EXPECT_TRUE(is_xml(*svg));
  EXPECT_NE(svg->find(">甲烷排放<"), svg->npos);
  EXPECT_NE(svg->find(">−"), svg->npos) << "no label below zero";
  EXPECT_EQ(count_of(*svg, "<circle"), 3u);  // the net of 2021, 2022, 2023
}

TEST(Tornado, PutsTheGreatestFirstAndTheSmallOnesTogether) {
  std::vector<TornadoBar> parts;
  for (int i = 0; i < 30; ++i) parts.push_back({"parameter " + std::to_string(i), 1.0 + i});
  parts.push_back({"a < b", 50});
  const auto svg = tornado_svg(parts, kEnglish);
  ASSERT_TRUE(svg);
  EXPECT_TRUE(is_xml(*svg));
  EXPECT_EQ(count_of(*svg, "<rect"), 16u);  // the page and 15 bars
  EXPECT_LT(svg->find("a &lt; b"), svg->find("parameter 29"));
  EXPECT_LT(svg->find("parameter 29"), svg->find("parameter 28"));
  EXPECT_NE(svg->find("all others"), svg->npos);
  EXPECT_EQ(svg->find(">parameter 3<"), svg->npos);
  EXPECT_FALSE(tornado_svg({}, kEnglish).has_value());
  EXPECT_TRUE(is_xml(*tornado_svg({{"nothing", 0}}, kEnglish)));
}

TEST(Map, DrawsEveryStandInItsClass) {
  const auto of = forest_on_the_map();
  const auto densities = stocks_per_hectare(of.estimate, of.inventory.stands);
  const auto svg = map_svg(of.inventory, densities, kChinese);
  ASSERT_TRUE(svg);
  EXPECT_TRUE(is_xml(*svg));
  EXPECT_EQ(count_of(*svg, "<path"), 3u);
  EXPECT_NE(svg->find("A&lt;1&gt;: " + densities[0]->str() + " t CO2e/ha"), svg->npos);
  EXPECT_NE(svg->find(" m<"), svg->npos);  // the scale bar
  EXPECT_EQ(svg->find("储量未知"), svg->npos);
  const auto wet = wetlands_without_stock();
  const auto unknown =
      map_svg(wet.inventory, stocks_per_hectare(wet.estimate, wet.inventory.stands), kChinese);
  ASSERT_TRUE(unknown);
  EXPECT_NE(unknown->find("储量未知"), unknown->npos);
  EXPECT_EQ(count_of(*unknown, "<path"), 1u);  // the pond has no shape
}

TEST(Map, OfNoShapesIsNothing) {
  auto of = forest_on_the_map();
  for (auto& place : of.inventory.places) place.shape.clear();
  EXPECT_FALSE(
      map_svg(of.inventory, stocks_per_hectare(of.estimate, of.inventory.stands), kEnglish));
}

TEST(Density, IsTheStockAtTheEndOverTheArea) {
  const auto of = forest_on_the_map();
  const auto densities = stocks_per_hectare(of.estimate, of.inventory.stands);
  for (const auto& row : of.estimate.rows) {
    if (row.year != 2025 || row.pool != methodology::Pool::total) continue;
    const auto& area = of.inventory.stands[row.stand].area_ha;
    const methodology::Rational exact =
        methodology::Rational(row.stock->ten_thousandths(), 10000) / area.rational();
    EXPECT_EQ(*densities[row.stand], methodology::round_half_even({exact}));
  }
}

TEST(Density, HasAtMostSixClassesThatCoverEveryFigure) {
  for (const std::int64_t most : {1, 9'999, 70'000, 1'234'567, 59'999'999, 2'000'000'000}) {
    std::vector<std::optional<TonnesCO2e>> densities = {std::nullopt};
    for (int i = 0; i <= 10; ++i) {
      densities.push_back(TonnesCO2e::of_ten_thousandths(most * i / 10));
    }
    const auto classes = density_classes(densities);
    ASSERT_GE(classes.size(), 1u);
    ASSERT_LE(classes.size(), 6u) << most;
    std::set<std::string_view> colours;
    for (const auto& each : classes) colours.insert(each.colour);
    EXPECT_EQ(colours.size(), classes.size());
    for (const auto& density : densities) {
      if (!density) continue;
      const auto& found = classes[class_of(classes, *density)];
      const double value = double(density->ten_thousandths()) / 10000;
      EXPECT_LE(value, found.to * 1.0000001) << most;
      EXPECT_GE(value, found.from) << most;
    }
  }
  EXPECT_EQ(density_classes({TonnesCO2e()}).size(), 5u);  // nothing but zero
}

TEST(Scale, StepsByOneTwoOrFive) {
  EXPECT_EQ(nice_scale(0, 6000, 6).step, 1000);
  EXPECT_EQ(nice_scale(0, 6100, 6).step, 2000);
  EXPECT_EQ(nice_scale(-7, 12, 6).ticks().front(), -10);
  EXPECT_EQ(nice_scale(-7, 12, 6).ticks().back(), 15);
  EXPECT_EQ(nice_scale(0, 0, 5).most, 1);
  EXPECT_EQ(tick_label(1234567, 1000), "1,234,567");
  EXPECT_EQ(tick_label(-2000, 1000), "−2,000");
  EXPECT_EQ(tick_label(0.25, 0.05), "0.25");
  EXPECT_EQ(tick_label(-1e-12, 1), "0");
  EXPECT_EQ(tick_label(999, 1), "999");
}

TEST(Text, IsCutBetweenCharacters) {
  EXPECT_EQ(fitted("黔江区", 10, 100), "黔江区");
  EXPECT_EQ(fitted("黔江区石家镇", 10, 40), "黔江区…");
  EXPECT_EQ(fitted("abc", 10, 1), "…");
}

// A picture that is blank, or without a font for Chinese, would pass a look at its size.
TEST(Png, HasTheColoursOfTheDrawing) {
  const auto of = forest_on_the_map();
  const auto png = png_of_svg(*stock_chart_svg(by_year_and_pool(of), kChinese), 1);
  ASSERT_TRUE(png);
  const ScratchFolder folder;
  GDALAllRegister();
  const GDALDatasetUniquePtr picture(
      GDALDataset::Open(folder.write("a.png", *png).c_str(), GDAL_OF_RASTER));
  ASSERT_NE(picture, nullptr);
  EXPECT_EQ(picture->GetRasterXSize(), 960);
  EXPECT_EQ(picture->GetRasterYSize(), 540);
  std::vector<GByte> bands[3];
  for (int band = 0; band < 3; ++band) {
    bands[band].resize(960 * 540);
    ASSERT_EQ(picture->GetRasterBand(band + 1)->RasterIO(
                  GF_Read, 0, 0, 960, 540, bands[band].data(), 960, 540, GDT_Byte, 0, 0),
              CE_None);
  }
  std::map<std::string, int> pixels;
  char colour[8];
  for (std::size_t i = 0; i < bands[0].size(); ++i) {
    std::snprintf(colour, sizeof colour, "#%02x%02x%02x", bands[0][i], bands[1][i], bands[2][i]);
    ++pixels[colour];
  }
  EXPECT_GT(pixels[std::string(pool_colour(methodology::Pool::above_ground))], 20000);
  EXPECT_GT(pixels[std::string(pool_colour(methodology::Pool::below_ground))], 3000);
  EXPECT_GT(pixels["#1f2a24"], 100);  // the ink of its title
}

TEST(Png, RefusesWhatIsNoDrawing) {
  EXPECT_FALSE(png_of_svg("", 1));
  EXPECT_FALSE(png_of_svg("<svg", 1));
  EXPECT_FALSE(png_of_svg(std::string("\0\1\2", 3), 1));
  EXPECT_FALSE(png_of_svg(Svg(100, 100, "a", "b").str(), 1e6));
  EXPECT_FALSE(png_of_svg(Svg(100, 100, "a", "b").str(), 0));
  EXPECT_TRUE(png_of_svg(Svg(100, 100, "a", "b").str(), 1));
}

}  // namespace
}  // namespace linhui::api::exchange
