#include "api/app/cases/plots.h"

#include "tests/api/app/cases/case_files.h"

namespace linhui::api::app {
namespace {

using methodology::Rational;
using Plots = CaseFiles;

TEST_F(Plots, GiveTheMeanOfTheStrataWithItsDeduction) {
  PlotEstimateRequest request;
  request.strata = folder_.write("strata.csv", "stratum,area_ha\nA,30\nB,10\n");
  request.plots = folder_.write(
      "plots.csv", "plot_id,stratum,value\nP1,A,40\nP2,A,60\nP3,A,50\nP4,B,80\nP5,B,100\n");
  request.carbon_fraction = Rational(47, 100);
  const auto estimate = estimate_plots(request);
  ASSERT_TRUE(estimate.ok()) << fault_of(estimate);
  EXPECT_EQ(estimate.value().statistics.mean, Rational(60));  // (30 · 50 + 10 · 90) / 40
  EXPECT_EQ(estimate.value().statistics.plots, 5u);
  EXPECT_FALSE(estimate.value().from_trees);
  EXPECT_TRUE(estimate.value().deduction.has_value());
}

TEST_F(Plots, NeedAreasWithTreesAndValuesWithout) {
  PlotEstimateRequest request;
  request.strata = folder_.write("strata.csv", "stratum,area_ha\nA,30\n");
  request.plots = folder_.write("plots.csv", "plot_id,stratum,area_m2\nP1,A,667\nP2,A,667\n");
  request.carbon_fraction = Rational(47, 100);
  EXPECT_EQ(fault_of(estimate_plots(request)), "sample_value_missing");
  request.region = "Anhui";
  request.trees = folder_.write("trees.csv",
                                "plot_id,species,dbh_cm,height_m,count\n"
                                "P1,马尾松,15,12,25\nP2,马尾松,16,12,25\n");
  const auto estimate = estimate_plots(request);
  ASSERT_TRUE(estimate.ok()) << fault_of(estimate);
  EXPECT_TRUE(estimate.value().from_trees);
  EXPECT_EQ(estimate.value().allometry_sha256.size(), 64u);
}

TEST_F(Plots, ArePlannedForAPrecision) {
  const std::string strata =
      folder_.write("strata.csv", "stratum,area_ha,mean,sd\nA,700,40,16\nB,300,80,30\n");
  const auto plan = plan_plots(strata, Rational(8), Rational(667));
  ASSERT_TRUE(plan.ok()) << fault_of(plan);
  EXPECT_GT(plan.value().neyman, 20u);
  EXPECT_GT(plan_plots(strata, Rational(4), Rational(667)).value().neyman, plan.value().neyman);
  // Every stratum without a pilot is told, not the first alone.
  folder_.write("strata.csv", "stratum,area_ha,mean,sd\nA,700,40,\nB,300,,30\n");
  const auto refused = plan_plots(strata, Rational(8), Rational(667));
  ASSERT_EQ(code_of(refused), "sample_refused");
  EXPECT_EQ(refused.problem().faults.size(), 2u);
}

TEST_F(Plots, AreDrawnIntoANewFileOnly) {
  PlotDrawRequest request;
  request.file = folder_.write(
      "strata.geojson",
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"stratum":"A"},)"
      R"("geometry":{"type":"Polygon","coordinates":[[[108.7,29.5],[108.8,29.5],[108.8,29.6],)"
      R"([108.7,29.6],[108.7,29.5]]]}}]})");
  request.field = "stratum";
  request.plots = {{"A", 3}};
  request.seed = 2026;
  request.out = folder_.file("plots.gpkg");
  const auto drawn = draw_plots(request);
  ASSERT_TRUE(drawn.ok()) << fault_of(drawn);
  EXPECT_EQ(drawn.value(), 3u);
  EXPECT_EQ(file_bytes(request.out).substr(0, 15), "SQLite format 3");
  EXPECT_EQ(code_of(draw_plots(request)), "file_exists");
  request.plots = {{"Z", 3}};
  EXPECT_EQ(fault_of(draw_plots(request)), "stratum_without_polygon");
}

}  // namespace
}  // namespace linhui::api::app
