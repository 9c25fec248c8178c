#include "methodology/monte_carlo/distribution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace linhui::methodology {
namespace {

constexpr std::size_t kDraws = 1 << 18;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<double> sorted_draws(const Distribution& distribution) {
  EXPECT_FALSE(fault_of(distribution));
  auto draws =
      draw_column(Sampler(distribution), 42, stream_of("test", name_of(distribution.kind)), kDraws);
  std::sort(draws.begin(), draws.end());
  return draws;
}

double mean_of(const std::vector<double>& draws) {
  return std::accumulate(draws.begin(), draws.end(), 0.0) / static_cast<double>(draws.size());
}

double sd_of(const std::vector<double>& draws) {
  const double mean = mean_of(draws);
  double sum = 0;
  for (const double draw : draws) sum += (draw - mean) * (draw - mean);
  return std::sqrt(sum / static_cast<double>(draws.size() - 1));
}

// The greatest distance between the draws' distribution function and the true one (Kolmogorov's
// D). 1.95 / sqrt(n) is exceeded by chance once in a thousand; the seed is fixed.
void expect_distribution(const std::vector<double>& sorted,
                         const std::function<double(double)>& cdf) {
  const auto n = static_cast<double>(sorted.size());
  double distance = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const double p = cdf(sorted[i]);
    distance =
        std::max({distance, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
  }
  EXPECT_LT(distance, 1.95 / std::sqrt(n));
}

// Four standard errors of a mean of so many draws.
double mean_limit(double sd) { return 4 * sd / std::sqrt(static_cast<double>(kDraws)); }

TEST(Normal, HasItsMomentsAndQuantiles) {
  const auto draws = sorted_draws({.kind = DistributionKind::normal, .mean = 0.5, .sd = 0.05});
  EXPECT_NEAR(mean_of(draws), 0.5, mean_limit(0.05));
  EXPECT_NEAR(sd_of(draws), 0.05, 0.05 * 4 / std::sqrt(2.0 * kDraws));
  const boost::math::normal_distribution<> normal(0.5, 0.05);
  expect_distribution(draws, [&](double x) { return boost::math::cdf(normal, x); });
}

TEST(TruncatedNormal, IsTheNormalBetweenItsBounds) {
  const auto draws = sorted_draws(
      {.kind = DistributionKind::truncated_normal, .mean = 1, .sd = 0.5, .low = 0, .high = 1.5});
  EXPECT_GE(draws.front(), 0);
  EXPECT_LE(draws.back(), 1.5);
  const boost::math::normal_distribution<> normal(1, 0.5);
  const double below = boost::math::cdf(normal, 0), all = boost::math::cdf(normal, 1.5) - below;
  expect_distribution(draws, [&](double x) { return (boost::math::cdf(normal, x) - below) / all; });
  // Mean of a doubly truncated normal: m + s (f(a) - f(b)) / (F(b) - F(a)).
  const boost::math::normal_distribution<> standard;
  const double expected =
      1 + 0.5 * (boost::math::pdf(standard, -2) - boost::math::pdf(standard, 1)) / all;
  EXPECT_NEAR(mean_of(draws), expected, mean_limit(0.35));
}

TEST(TruncatedNormal, NeedsOneBoundOnly) {
  const auto draws = sorted_draws({.kind = DistributionKind::truncated_normal,
                                   .mean = 0.1,
                                   .sd = 1,
                                   .low = 0,
                                   .high = kInfinity});
  EXPECT_GE(draws.front(), 0);
  EXPECT_GT(draws.back(), 4);
}

TEST(Lognormal, HasTheMeanAndDeviationOfTheValueItself) {
  const auto draws = sorted_draws({.kind = DistributionKind::lognormal, .mean = 2, .sd = 1});
  EXPECT_NEAR(mean_of(draws), 2, mean_limit(1));
  EXPECT_NEAR(sd_of(draws), 1, 0.02);
  const double variance = std::log(1.25);
  const boost::math::lognormal_distribution<> lognormal(std::log(2) - variance / 2,
                                                        std::sqrt(variance));
  expect_distribution(draws, [&](double x) { return boost::math::cdf(lognormal, x); });
}

TEST(Triangular, HasItsMomentsAndQuantiles) {
  const auto draws =
      sorted_draws({.kind = DistributionKind::triangular, .low = -1, .high = 3, .mode = 0});
  const boost::math::triangular_distribution<> triangular(-1, 0, 3);
  EXPECT_NEAR(mean_of(draws), 2.0 / 3, mean_limit(0.85));
  expect_distribution(draws, [&](double x) { return boost::math::cdf(triangular, x); });
}

TEST(Triangular, MayHaveItsModeAtAnEnd) {
  const auto draws =
      sorted_draws({.kind = DistributionKind::triangular, .low = 1, .high = 2, .mode = 1});
  expect_distribution(draws, [](double x) { return 1 - (2 - x) * (2 - x); });
}

// The IPCC prints R_d as 0.09 (0.05-0.22): the interval is not symmetric.
TEST(Interval, HasThePublishedValueAsMedianAndThePublishedEnds) {
  const auto draws = sorted_draws({.kind = DistributionKind::interval,
                                   .mean = 0.09,
                                   .low = -kInfinity,
                                   .high = kInfinity,
                                   .sd_below = 0.04 / kNormalQuantile975,
                                   .sd_above = 0.13 / kNormalQuantile975});
  const auto share_below = [&](double x) {
    return static_cast<double>(std::lower_bound(draws.begin(), draws.end(), x) - draws.begin()) /
           kDraws;
  };
  EXPECT_NEAR(share_below(0.05), 0.025, 0.0015);
  EXPECT_NEAR(share_below(0.09), 0.5, 0.004);
  EXPECT_NEAR(share_below(0.22), 0.975, 0.0015);
}

TEST(Interval, KeepsToItsBounds) {
  const auto draws = sorted_draws({.kind = DistributionKind::interval,
                                   .mean = 0.05,
                                   .low = 0,
                                   .high = 1,
                                   .sd_below = 0.05,
                                   .sd_above = 0.1});
  EXPECT_GE(draws.front(), 0);
  EXPECT_LE(draws.back(), 1);
}

// A distribution and what it means, by its quantile function.
struct Law {
  Distribution distribution;
  std::function<double(double)> quantile;
};

// The normal's quantile where only [low, high] of it is left; sd by side of the mean.
std::function<double(double)> quantile_between(double mean, double sd_below, double sd_above,
                                               double low, double high) {
  const boost::math::normal_distribution<> standard;
  const auto z = [=](double x) { return (x - mean) / (x < mean ? sd_below : sd_above); };
  const double begin = std::isfinite(low) ? boost::math::cdf(standard, z(low)) : 0;
  const double end = std::isfinite(high) ? boost::math::cdf(standard, z(high)) : 1;
  return [=](double p) {
    const double q = boost::math::quantile(standard, begin + p * (end - begin));
    return mean + q * (q < 0 ? sd_below : sd_above);
  };
}

std::vector<Law> every_law() {
  const double log_variance = std::log(1.25), inf = kInfinity;
  const boost::math::lognormal_distribution<> lognormal(std::log(2) - log_variance / 2,
                                                        std::sqrt(log_variance));
  const boost::math::triangular_distribution<> triangular(-1, 0, 3);
  using Kind = DistributionKind;
  return {{{.kind = Kind::normal, .mean = 0.5, .sd = 0.05},
           quantile_between(0.5, 0.05, 0.05, -inf, inf)},
          {{.kind = Kind::truncated_normal, .mean = 1, .sd = 0.5, .low = 0, .high = 1.5},
           quantile_between(1, 0.5, 0.5, 0, 1.5)},
          {{.kind = Kind::truncated_normal, .mean = 0.1, .sd = 1, .low = 0, .high = inf},
           quantile_between(0.1, 1, 1, 0, inf)},
          {{.kind = Kind::lognormal, .mean = 2, .sd = 1},
           [=](double p) { return boost::math::quantile(lognormal, p); }},
          {{.kind = Kind::triangular, .low = -1, .high = 3, .mode = 0},
           [=](double p) { return boost::math::quantile(triangular, p); }},
          {{.kind = Kind::interval,
            .mean = 9,
            .low = -inf,
            .high = inf,
            .sd_below = 2,
            .sd_above = 6.5},
           quantile_between(9, 2, 6.5, -inf, inf)},
          {{.kind = Kind::interval,
            .mean = 0.05,
            .low = 0,
            .high = 1,
            .sd_below = 0.05,
            .sd_above = 0.1},
           quantile_between(0.05, 0.05, 0.1, 0, 1)}};
}

// Four standard errors each: of the mean, of the standard deviation (by the fourth moment), and of
// the share of draws below a quantile. The true moments are sums over the quantile function.
TEST(Distribution, HasItsMomentsAndQuantilesWhateverItsKind) {
  constexpr int kSteps = 200'000;
  const auto n = static_cast<double>(kDraws);
  for (const Law& law : every_law()) {
    SCOPED_TRACE(name_of(law.distribution.kind));
    const auto draws = sorted_draws(law.distribution);
    double mean = 0, square = 0, fourth = 0;
    for (int i = 0; i < kSteps; ++i) mean += law.quantile((i + 0.5) / kSteps) / kSteps;
    for (int i = 0; i < kSteps; ++i) {
      const double off = law.quantile((i + 0.5) / kSteps) - mean;
      square += off * off / kSteps;
      fourth += off * off * off * off / kSteps;
    }
    const double sd = std::sqrt(square);
    EXPECT_NEAR(mean_of(draws), mean, mean_limit(sd));
    EXPECT_NEAR(sd_of(draws), sd, 4 * sd * std::sqrt((fourth / square / square - 1) / (4 * n)));
    for (const double p : {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99}) {
      const auto below = std::lower_bound(draws.begin(), draws.end(), law.quantile(p));
      EXPECT_NEAR(static_cast<double>(below - draws.begin()) / n, p, 4 * std::sqrt(p * (1 - p) / n))
          << p;
    }
  }
}

TEST(Distribution, GivesTheSameBitsByEveryKernel) {
  for (const Distribution& distribution :
       {Distribution{.kind = DistributionKind::normal, .mean = 1, .sd = 0.1},
        Distribution{.kind = DistributionKind::truncated_normal,
        .mean = 1,
        .sd = 0.5,
        .low = 0,
        .high = kInfinity},
        Distribution{.kind = DistributionKind::lognormal, .mean = 1, .sd = 0.3},
        Distribution{.kind = DistributionKind::triangular, .low = 0, .high = 3, .mode = 1}}) {
    const Sampler sampler(distribution);
    std::vector<double> first(640), other(640);
    sampler.draw(*usable_draw_kernels().front(), 7, stream_of("t", "x"), 0, 10, first.data());
    for (const DrawKernel* kernel : usable_draw_kernels()) {
      sampler.draw(*kernel, 7, stream_of("t", "x"), 0, 10, other.data());
      EXPECT_EQ(first, other) << name_of(distribution.kind) << " " << kernel->name;
    }
  }
}

TEST(Distribution, RefusesWhatCannotBeDrawnFrom) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  using Kind = DistributionKind;
  for (const Distribution& d : {
           Distribution{.kind = Kind::normal, .mean = 1, .sd = 0},
           Distribution{.kind = Kind::normal, .mean = 1, .sd = -1},
           Distribution{.kind = Kind::normal, .mean = nan, .sd = 1},
           Distribution{.kind = Kind::normal, .mean = 1, .sd = kInfinity},
           Distribution{.kind = Kind::normal, .mean = 1, .sd = nan},
           Distribution{.kind = Kind::lognormal, .mean = 0, .sd = 1},
           Distribution{.kind = Kind::lognormal, .mean = -1, .sd = 1},
           Distribution{.kind = Kind::triangular, .low = 1, .high = 1, .mode = 1},
           Distribution{.kind = Kind::triangular, .low = 0, .high = 1, .mode = 2},
           Distribution{.kind = Kind::triangular, .low = nan, .high = 1, .mode = 0},
           Distribution{.kind = Kind::truncated_normal, .mean = 0, .sd = 1, .low = 2, .high = 1},
           Distribution{.kind = Kind::truncated_normal, .mean = 0, .sd = 1, .low = 9, .high = 10},
           Distribution{.kind = Kind::truncated_normal, .mean = 0, .sd = 1, .low = nan, .high = 1},
           Distribution{.kind = Kind::interval, .mean = 0, .sd_below = 0, .sd_above = 1},
       }) {
    EXPECT_TRUE(fault_of(d)) << name_of(d.kind) << " " << d.mean << " " << d.sd;
  }
}

TEST(Distribution, IsKnownByItsName) {
  EXPECT_EQ(distribution_named("lognormal"), DistributionKind::lognormal);
  EXPECT_FALSE(distribution_named("uniform"));
}

}  // namespace
}  // namespace linhui::methodology
