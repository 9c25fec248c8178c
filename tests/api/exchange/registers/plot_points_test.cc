#include "api/exchange/registers/plot_points.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "tests/scratch_folder.h"

namespace linhui::api::exchange {
namespace {

// Two squares of A, the second with a hole and four times the first one's side; one of B.
const char* const kStrata = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"stratum":"A"},"geometry":{"type":"Polygon","coordinates":
 [[[108.70,29.50],[108.71,29.50],[108.71,29.51],[108.70,29.51],[108.70,29.50]]]}},
{"type":"Feature","properties":{"stratum":"A"},"geometry":{"type":"Polygon","coordinates":
 [[[108.80,29.50],[108.84,29.50],[108.84,29.54],[108.80,29.54],[108.80,29.50]],
  [[108.81,29.51],[108.81,29.53],[108.83,29.53],[108.83,29.51],[108.81,29.51]]]}},
{"type":"Feature","properties":{"stratum":"B"},"geometry":{"type":"Polygon","coordinates":
 [[[108.90,29.50],[108.91,29.50],[108.905,29.51],[108.90,29.50]]]}}]})";

class PlotPoints : public testing::Test {
 protected:
  std::vector<PlotPoint> draw(const std::map<std::string, std::size_t>& plots,
                              std::uint64_t seed = 5, const std::string& field = "stratum") {
    return draw_plot_points(file_, "", field, plots, seed, faults_);
  }
  std::string first_fault() const {
    for (const Fault& fault : faults_) {
      if (fault.severity == Severity::fault) return fault.code;
    }
    return "";
  }

  const ScratchFolder folder_;
  const std::string file_ = folder_.write("strata.geojson", kStrata);
  std::vector<Fault> faults_;
};

double lon(const PlotPoint& plot) { return static_cast<double>(plot.point.lon) / 1e7; }
double lat(const PlotPoint& plot) { return static_cast<double>(plot.point.lat) / 1e7; }

// By area: the large square without its hole is 12 of 13 parts of A. 3,000 points: four standard
// errors are 0.02.
TEST_F(PlotPoints, LieInTheirStratumEverywhereWithTheSameChance) {
  const auto points = draw({{"A", 3000}});
  ASSERT_EQ(first_fault(), "");
  ASSERT_EQ(points.size(), 3000u);
  std::size_t in_large = 0, in_west = 0;
  for (const auto& plot : points) {
    const double x = lon(plot), y = lat(plot);
    if (x < 108.75) {
      EXPECT_TRUE(x >= 108.70 && x <= 108.71 && y >= 29.50 && y <= 29.51);
      continue;
    }
    ++in_large;
    EXPECT_TRUE(x >= 108.80 && x <= 108.84 && y >= 29.50 && y <= 29.54);
    EXPECT_FALSE(x > 108.81 && x < 108.83 && y > 29.51 && y < 29.53);
    if (x < 108.82) ++in_west;
  }
  EXPECT_NEAR(static_cast<double>(in_large) / 3000, 12.0 / 13, 0.02);
  EXPECT_NEAR(static_cast<double>(in_west) / static_cast<double>(in_large), 0.5, 0.04);
}

TEST_F(PlotPoints, AreTheSameForTheSameSeed) {
  const auto once = draw({{"A", 20}, {"B", 5}}), again = draw({{"A", 20}, {"B", 5}});
  const auto other = draw({{"A", 20}, {"B", 5}}, 6);
  ASSERT_EQ(once.size(), 25u);
  for (std::size_t i = 0; i < once.size(); ++i) EXPECT_EQ(once[i].point, again[i].point);
  EXPECT_FALSE(once[0].point == other[0].point);
  EXPECT_EQ(once[24].plot_id, "B-005");
  // More plots in a stratum leave those that are there where they are.
  EXPECT_EQ(draw({{"A", 30}})[19].point, once[19].point);
}

TEST_F(PlotPoints, RefuseAStratumThatIsNotThere) {
  draw({{"C", 3}});
  EXPECT_EQ(first_fault(), "stratum_without_polygon");
  faults_.clear();
  draw({{"A", 3}}, 1, "layer");
  EXPECT_EQ(first_fault(), "column_missing");
}

TEST_F(PlotPoints, AreWrittenAsAGeoPackage) {
  const auto points = draw({{"A", 7}, {"B", 3}});
  const std::string target = folder_.file("plots.gpkg");
  ASSERT_FALSE(write_plot_points(target, points, 5));
  const GDALDatasetUniquePtr file(
      GDALDataset::Open(target.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  ASSERT_TRUE(file);
  OGRLayer* layer = file->GetLayerByName("plots");
  ASSERT_TRUE(layer);
  EXPECT_EQ(layer->GetFeatureCount(), 10);
  const OGRFeatureUniquePtr feature(layer->GetNextFeature());
  EXPECT_STREQ(feature->GetFieldAsString("plot_id"), "A-001");
  EXPECT_STREQ(feature->GetFieldAsString("seed"), "5");
  EXPECT_DOUBLE_EQ(feature->GetGeometryRef()->toPoint()->getX(), lon(points[0]));
  EXPECT_TRUE(write_plot_points(folder_.file("no/where.gpkg"), points, 5));
}

}  // namespace
}  // namespace linhui::api::exchange
