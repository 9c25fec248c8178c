#include "methodology/sampling/plot_carbon.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

TalliedTree tree(const std::string& plot, const std::string& species, const std::string& dbh,
                 const std::string& height, std::size_t count = 1) {
  TalliedTree one{plot, species, decimal(dbh), std::nullopt, count};
  if (!height.empty()) one.height_m = decimal(height);
  return one;
}

std::variant<PlotCarbon, Findings> carbon(const std::vector<TalliedTree>& trees,
                                          const std::string& region = "Anhui") {
  return plot_carbon({{"P1", "A", decimal("667")}, {"P2", "A", decimal("400")}}, trees, region,
                     Rational(47, 100), shipped_tables());
}

std::vector<std::string> codes(const std::variant<PlotCarbon, Findings>& outcome) {
  if (const auto* findings = std::get_if<Findings>(&outcome)) return codes_of(*findings);
  return codes_of(std::get<PlotCarbon>(outcome).notes);
}

// Masson pine of 20 cm and 15 m by Ji et al. 2016, Table 1: D²H = 6000. kg by long double powers.
TEST(PlotCarbon, TakesThePublishedEquations) {
  const auto outcome = carbon({tree("P1", "马尾松", "20", "15", 3)});
  const auto& result = std::get<PlotCarbon>(outcome);
  const long double kg = 0.0337L * std::pow(6000.0L, 0.9551L) +
                         0.036L * std::pow(6000.0L, 0.7948L) +
                         0.0016L * std::pow(6000.0L, 1.1007L) + 0.015L * std::pow(6000.0L, 0.8322L);
  EXPECT_TRUE(result.with_roots);
  EXPECT_NEAR(static_cast<double>(result.plots[0].value),
              static_cast<double>(3 * kg * 0.47L * 44 / 12 * 10 / 667), 1e-5);
  EXPECT_EQ(result.plots[1].value, 0);
  EXPECT_EQ(codes(outcome), std::vector<std::string>{"P2:plot_without_trees"});
  EXPECT_EQ(result.table.values_by_confidence.at("seen"), 8u);  // a and b of four equations
}

TEST(PlotCarbon, AddsPlotsTreeByTree) {
  const auto one = std::get<PlotCarbon>(
      carbon({tree("P1", "杉木", "12.5", "9"), tree("P1", "杉木", "12.5", "9")}));
  const auto two = std::get<PlotCarbon>(carbon({tree("P1", "杉木", "12.5", "9", 2)}));
  EXPECT_EQ(one.plots[0].value, two.plots[0].value);
}

TEST(PlotCarbon, KnowsLatinNames) {
  const auto latin = std::get<PlotCarbon>(carbon({tree("P1", "Pinus massoniana", "20", "15")}));
  const auto chinese = std::get<PlotCarbon>(carbon({tree("P1", "马尾松", "20", "15")}));
  EXPECT_EQ(latin.plots[0].value, chinese.plots[0].value);
}

// Above ground alone where the source has no roots, and then for every plot.
TEST(PlotCarbon, LeavesRootsOutWhereOneSpeciesHasNone) {
  const auto outcome = carbon({tree("P1", "木荷", "20", "15"), tree("P2", "刺槐", "10", "8")}, "");
  const auto& result = std::get<PlotCarbon>(outcome);
  EXPECT_FALSE(result.with_roots);
  EXPECT_EQ(codes(outcome), (std::vector<std::string>{"equation_range_unknown", "roots_unknown",
                                                      "equation_range_unknown"}));
}

TEST(PlotCarbon, TellsTreesOutsideTheRange) {
  EXPECT_EQ(codes(carbon({tree("P1", "马尾松", "60", "25"), tree("P2", "马尾松", "0.5", "1.5"),
                          tree("P2", "马尾松", "50.4", "20")})),
            (std::vector<std::string>{"P1:tree_out_of_range", "P2:tree_out_of_range"}));
}

TEST(PlotCarbon, RefusesFaultyTrees) {
  using Codes = std::vector<std::string>;
  EXPECT_EQ(codes(carbon({tree("P9", "马尾松", "20", "15"), tree("P9", "马尾松", "20", "15")})),
            Codes{"P9:tree_without_plot"});
  EXPECT_EQ(codes(carbon({tree("P1", "马尾松", "0", "15")})), Codes{"P1:sample_value_invalid"});
  EXPECT_EQ(codes(carbon({tree("P1", "马尾松", "-3", "15")})), Codes{"P1:sample_value_invalid"});
  EXPECT_EQ(codes(carbon({tree("P1", "马尾松", "20", "200")})), Codes{"P1:sample_value_invalid"});
  EXPECT_EQ(codes(carbon({tree("P1", "马尾松", "20", "")})), Codes{"P1:height_missing"});
  EXPECT_EQ(codes(carbon({tree("P1", "银杏", "20", "15")})), Codes{"P1:parameters_missing"});
  EXPECT_EQ(codes(carbon({tree("P1", "杉木", "20", "15")}, "")), Codes{"P1:region_needed"});
  // The general model needs a wood density, and no set is complete with roots alone.
  EXPECT_EQ(codes(carbon({tree("P1", "所有乔木", "20", "15")}, "")),
            Codes{"P1:parameters_missing"});
  EXPECT_EQ(codes(carbon({tree("P1", "马尾松", "20", "15")}, "Guangxi")),
            Codes{"P1:region_needed"});
}

TEST(PlotCarbon, RefusesFaultyPlots) {
  const auto refused = [](const std::vector<MeasuredPlot>& plots) {
    return std::holds_alternative<Findings>(
        plot_carbon(plots, {}, "", Rational(47, 100), shipped_tables()));
  };
  EXPECT_TRUE(refused({{"P1", "A", decimal("0")}}));
  EXPECT_TRUE(refused({{"P1", "A", decimal("-5")}}));
  EXPECT_TRUE(refused({{"P1", "A", decimal("1000001")}}));
  EXPECT_TRUE(refused({{"P1", "A", decimal("667")}, {"P1", "A", decimal("667")}}));
}

}  // namespace
}  // namespace linhui::methodology
