#include "methodology/sampling/plot_sampling.h"

#include <gtest/gtest.h>

#include <cmath>

#include "methodology/methods/shared/uncertainty.h"
#include "methodology/monte_carlo/distribution.h"
#include "methodology/sampling/plot_plan.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

std::vector<PlotValue> values(const std::string& stratum, const std::vector<std::string>& texts) {
  std::vector<PlotValue> plots;
  for (const std::string& text : texts) {
    plots.push_back(
        {stratum + "-" + std::to_string(plots.size()), stratum, decimal(text).rational()});
  }
  return plots;
}

std::vector<std::string> codes(const std::variant<SampleStatistics, Findings>& outcome) {
  const auto* findings = std::get_if<Findings>(&outcome);
  return findings ? codes_of(*findings) : std::vector<std::string>{};
}

// 34 plots with a mean of 45.328 and a standard deviation of 12.776: 17 pairs m ± d with
// d = s · sqrt(33/34), which has exactly that variance; d to 12 decimals.
std::vector<PlotValue> worked_example() {
  std::vector<PlotValue> plots;
  const Rational mean = decimal("45.328").rational();
  const Rational d = Decimal::parse(root_text(decimal("12.776").rational() *
                                                  decimal("12.776").rational() * Rational(33, 34),
                                              12))
                         ->rational();
  for (int i = 0; i < 34; ++i) {
    plots.push_back({std::to_string(i), "A", i % 2 ? Rational(mean + d) : Rational(mean - d)});
  }
  return plots;
}

// AR-TOOL14 v04.2, worked example: U = 8.18 %.
TEST(PlotSampling, ReproducesTheWorkedExampleOfArTool14) {
  const auto statistics =
      std::get<SampleStatistics>(sample_statistics({{"A", 100}}, worked_example()));
  EXPECT_EQ(fixed_decimal_text(statistics.mean, 3), "45.328");
  EXPECT_EQ(root_text(statistics.strata[0].variance, 3), "12.776");
  EXPECT_EQ(fixed_decimal_text(statistics.percent, 2), "8.18");
}

// The same tool's other one: a mean of 60 with a half-width of 9 (15 %) is discounted by 2.25.
TEST(PlotSampling, FeedsTheDiscount) {
  auto discount = std::get<UncertaintyDiscount>(UncertaintyDiscount::build(shipped_tables()));
  EXPECT_EQ(discount.of_half_width(60, 9), Rational(9, 4));
}

// By hand: A (30 ha) 10, 12, 14: mean 12, variance 4; B (10 ha) 20, 30: mean 25, variance 50.
// mean = 0.75·12 + 0.25·25 = 15.25; se² = 0.5625·4/3 + 0.0625·50/2 = 2.3125; t(3) = 2.353363435.
TEST(PlotSampling, WeightsStrataByArea) {
  auto plots = values("A", {"10", "12", "14"});
  for (const auto& plot : values("B", {"20", "30"})) plots.push_back(plot);
  const auto statistics =
      std::get<SampleStatistics>(sample_statistics({{"A", 30}, {"B", 10}}, plots));
  EXPECT_EQ(statistics.mean, Rational(61, 4));
  EXPECT_EQ(statistics.squared_error, Rational(37, 16));
  EXPECT_EQ(fixed_decimal_text(statistics.t, 6), "2.353363");
  EXPECT_EQ(statistics.half_width_text, "3.5787");
  EXPECT_EQ(statistics.percent_text, "23.4671");
}

TEST(PlotSampling, RefusesWhatHasNoInterval) {
  using Codes = std::vector<std::string>;
  EXPECT_EQ(codes(sample_statistics({}, {})), (Codes{"sample_missing", "sample_missing"}));
  EXPECT_EQ(codes(sample_statistics({{"A", 1}}, values("A", {"1"}))),
            (Codes{"A:stratum_too_few_plots", "t_undefined"}));
  EXPECT_EQ(codes(sample_statistics({{"A", 1}}, values("B", {"1", "2"}))),
            (Codes{"B-0:plot_without_stratum", "B-1:plot_without_stratum"}));
  EXPECT_EQ(codes(sample_statistics({{"A", 0}}, values("A", {"1", "2"}))),
            Codes{"A:sample_value_invalid"});
  EXPECT_EQ(codes(sample_statistics({{"A", 1}, {"A", 1}}, values("A", {"1", "2"}))),
            Codes{"A:stratum_duplicate"});
  EXPECT_EQ(codes(sample_statistics({{"A", 1}}, values("A", {"-1", "-2"}))),
            Codes{"mean_not_positive"});
  auto twice = values("A", {"1", "2"});
  twice.push_back(twice[0]);
  EXPECT_EQ(codes(sample_statistics({{"A", 1}}, twice)), Codes{"A-0:plot_duplicate"});
}

TEST(PlotSampling, RoundsRootsHalfToEven) {
  EXPECT_EQ(root_text(2, 6), "1.414214");
  EXPECT_EQ(root_text(Rational(25, 100), 1), "0.5");
  EXPECT_EQ(root_text(0, 4), "0.0000");
}

// Coverage: over 2,000 samples of 3 strata (6, 9 and 5 plots, normal, of known means) the 90 %
// interval holds the true mean in 90 ± 2.7 % (four standard errors). The strata's own variances
// are alike, so that n − H degrees of freedom are right.
TEST(PlotSampling, CoversTheTrueMeanAsOftenAsItSays) {
  const std::vector<Stratum> strata = {{"A", 50}, {"B", 30}, {"C", 20}};
  const std::vector<double> means = {40, 60, 90};
  const std::vector<std::size_t> counts = {6, 9, 5};
  const double truth = 0.5 * 40 + 0.3 * 60 + 0.2 * 90;
  constexpr std::size_t kSamples = 2000;
  std::vector<std::vector<double>> columns;
  for (std::size_t h = 0; h < 3; ++h) {
    for (std::size_t i = 0; i < counts[h]; ++i) {
      columns.push_back(
          draw_column(Sampler({.kind = DistributionKind::normal, .mean = means[h], .sd = 12}), 11,
                      stream_of("coverage", std::to_string(columns.size())), kSamples));
    }
  }
  std::size_t covered = 0;
  for (std::size_t k = 0; k < kSamples; ++k) {
    std::vector<PlotValue> plots;
    for (std::size_t h = 0; h < 3; ++h) {
      for (std::size_t i = 0; i < counts[h]; ++i) {
        const double value = columns[plots.size()][k];
        plots.push_back({std::to_string(plots.size()), strata[h].name,
                         Rational(static_cast<long long>(std::llround(value * 1000)), 1000)});
      }
    }
    const auto statistics = std::get<SampleStatistics>(sample_statistics(strata, plots));
    const double off = static_cast<double>(statistics.mean) - truth;
    if (std::abs(off) <= static_cast<double>(statistics.half_width)) ++covered;
  }
  EXPECT_NEAR(static_cast<double>(covered) / kSamples, 0.90, 0.027);
}

PlanStratum stratum(const std::string& name, int area, int mean, int sd) {
  return {name, area, mean, sd};
}

// One stratum without correction for its finiteness: n = (t s / E)².
TEST(PlotPlan, GivesAsManyPlotsAsTheFormula) {
  const auto plan =
      std::get<PlotPlan>(plan_plots({stratum("A", 1'000'000, 100, 30)}, 10, Rational(667, 10000)));
  // 24.35 by the normal distribution; by t with 26 degrees of freedom 26.2, so 27.
  EXPECT_EQ(plan.neyman, 27u);
  EXPECT_EQ(plan.proportional, 27u);
  EXPECT_EQ(plan.wanted_half_width, "10.0000");
}

TEST(PlotPlan, SharesByAreaTimesDeviation) {
  const auto plan = std::get<PlotPlan>(
      plan_plots({stratum("A", 5000, 50, 30), stratum("B", 5000, 50, 10)}, 10, Rational(1, 10)));
  ASSERT_EQ(plan.rows.size(), 2u);
  EXPECT_NEAR(static_cast<double>(plan.rows[0].neyman) / static_cast<double>(plan.rows[1].neyman),
              3, 0.35);
  EXPECT_EQ(plan.rows[0].proportional, plan.rows[1].proportional);
  EXPECT_LT(plan.neyman, plan.proportional);
}

TEST(PlotPlan, GivesEveryStratumTwoPlots) {
  const auto plan = std::get<PlotPlan>(
      plan_plots({stratum("A", 500, 50, 0), stratum("B", 500, 50, 20)}, 10, Rational(1, 10)));
  EXPECT_EQ(plan.rows[0].neyman, 2u);
}

// What was planned reaches the precision that was asked for.
TEST(PlotPlan, ReachesItsPrecision) {
  const std::vector<PlanStratum> strata = {stratum("A", 700, 40, 16), stratum("B", 300, 80, 30)};
  const auto plan = std::get<PlotPlan>(plan_plots(strata, 8, Rational(667, 10000)));
  const double freedom = static_cast<double>(plan.neyman - 2);
  const double t = static_cast<double>(student_t(0.9, static_cast<std::size_t>(freedom)));
  const double error = std::sqrt(0.49 * 256 / static_cast<double>(plan.rows[0].neyman) +
                                 0.09 * 900 / static_cast<double>(plan.rows[1].neyman));
  EXPECT_LE(100 * t * error / 52, 8.0);
  EXPECT_GE(100 * t * error / 52, 7.5);  // and not with far more plots than it takes
}

TEST(PlotPlan, RefusesWhatCannotBePlanned) {
  const auto refused = [](const std::vector<PlanStratum>& strata, const Rational& percent,
                          const Rational& area) {
    return std::holds_alternative<Findings>(plan_plots(strata, percent, area));
  };
  const std::vector<PlanStratum> good = {stratum("A", 100, 50, 10)};
  EXPECT_FALSE(refused(good, 10, Rational(1, 10)));
  EXPECT_TRUE(refused({}, 10, Rational(1, 10)));
  EXPECT_TRUE(refused(good, 0, Rational(1, 10)));
  EXPECT_TRUE(refused(good, 101, Rational(1, 10)));
  EXPECT_TRUE(refused(good, 10, 0));
  EXPECT_TRUE(refused(good, 10, 60));
  EXPECT_TRUE(refused({stratum("A", 100, 0, 10)}, 10, Rational(1, 10)));
  EXPECT_TRUE(refused({stratum("A", 100, 50, -1)}, 10, Rational(1, 10)));
  EXPECT_TRUE(refused({good[0], good[0]}, 10, Rational(1, 10)));
}

}  // namespace
}  // namespace linhui::methodology
