#include "methodology/numbers/basic_math.h"

#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <cstring>
#include <vector>

namespace linhui::methodology::basic {
namespace {

using Wide = boost::multiprecision::cpp_bin_float_50;

double relative_error(double calculated, const Wide& expected) {
  const Wide difference = boost::multiprecision::abs(Wide(calculated) - expected);
  return static_cast<double>(expected == 0 ? difference
                                           : difference / boost::multiprecision::abs(expected));
}

// Spread over all magnitudes from 2^-200 to 2^200, and close around 1, where log is small.
std::vector<double> positive_numbers() {
  std::vector<double> numbers;
  for (int i = 0; i < 2000; ++i) {
    numbers.push_back(
        std::ldexp(1 + (i * 0.618033988749895 - std::floor(i * 0.618033988749895)), i % 401 - 200));
    numbers.push_back(1 + (i - 1000) * 1e-6);
  }
  return numbers;
}

TEST(BasicMath, LogarithmIsRightToFourteenDigits) {
  for (const double x : positive_numbers()) {
    EXPECT_LT(relative_error(log(x), boost::multiprecision::log(Wide(x))), 1e-14) << x;
  }
  EXPECT_EQ(log(1), 0);
}

TEST(BasicMath, ExponentialIsRightToFourteenDigits) {
  for (int i = -7000; i <= 7000; i += 7) {
    const double x = i * 0.1 + i * 1e-5;
    if (std::abs(x) > 700) continue;
    EXPECT_LT(relative_error(exp(x), boost::multiprecision::exp(Wide(x))), 1e-14) << x;
  }
  EXPECT_EQ(exp(0), 1);
}

TEST(BasicMath, PowerIsRightForTreeSizedNumbers) {
  for (double base = 1; base < 1e6; base *= 1.37) {
    for (double exponent = -3; exponent < 3; exponent += 0.17) {
      EXPECT_LT(relative_error(pow(base, exponent),
                               boost::multiprecision::pow(Wide(base), Wide(exponent))),
                5e-14)
          << base << "^" << exponent;
    }
  }
}

TEST(BasicMath, RoundsHalfToEven) {
  EXPECT_EQ(round_half_even(0.5), 0);
  EXPECT_EQ(round_half_even(1.5), 2);
  EXPECT_EQ(round_half_even(-2.5), -2);
  EXPECT_EQ(round_half_even(-2.5000001), -3);
  EXPECT_EQ(round_half_even(2e15 - 0.25), 2'000'000'000'000'000);
  EXPECT_EQ(round_half_even(-2e15), -2'000'000'000'000'000);
}

// The pair lies on the circle whose radius the first word says, in the direction of the second.
TEST(BasicMath, NormalPairIsThePointThatBoxAndMullerMean) {
  std::uint32_t radius_word = 12345, angle_word = 0;
  for (int i = 0; i < 4000; ++i) {
    radius_word = radius_word * 1664525u + 1013904223u;
    angle_word += 0x01234567u;
    const NormalPair pair = normal_pair(radius_word, angle_word);
    const double u = (radius_word + 0.5) / 4294967296.0;
    const double squared = pair.first * pair.first + pair.second * pair.second;
    EXPECT_NEAR(squared, -2 * std::log(u), 1e-11 * (1 - std::log(u)));
    // Which octant is no matter of convention: two words that differ in the quadrant alone give
    // four points a right angle apart.
    const NormalPair next = normal_pair(radius_word, angle_word + 0x80000000u);
    EXPECT_NEAR(next.first, -pair.first, 1e-11);
    EXPECT_NEAR(next.second, -pair.second, 1e-11);
  }
}

TEST(BasicMath, NormalPairReachesItsEnds) {
  const NormalPair far = normal_pair(0, 0x20000000u);  // the middle of a quadrant
  EXPECT_NEAR(std::hypot(far.first, far.second), 6.7637, 0.0001);
  const NormalPair near = normal_pair(0xffffffffu, 0);
  EXPECT_LT(std::hypot(near.first, near.second), 2e-5);
}

TEST(BasicMath, NormalQuantileIsThatOfBoost) {
  const boost::math::normal_distribution<Wide> normal;
  for (const double p :
       {1e-300, 1e-100, 1e-20, 1e-11, 1e-10, 1e-6,  0.001, 0.05,  0.074,    0.076,
        0.25,   0.4999, 0.5,   0.6,   0.924, 0.926, 0.95,  0.975, 0.999999, 1 - 1e-12}) {
    const Wide expected = boost::math::quantile(normal, Wide(p));
    EXPECT_LT(static_cast<double>(abs(Wide(normal_quantile(p)) - expected)),
              1e-13 * (1 + std::abs(static_cast<double>(expected))))
        << p;
  }
  EXPECT_EQ(normal_quantile(0.5), 0);
}

TEST(BasicMath, NormalProbabilityIsThatOfBoost) {
  const boost::math::normal_distribution<double> normal;
  for (double z = -12; z < 8; z += 0.37) {
    const double expected = boost::math::cdf(normal, z);
    EXPECT_NEAR(normal_probability(z) / expected, 1, 1e-11) << z;
  }
  EXPECT_EQ(normal_probability(-40), 0);
  EXPECT_EQ(normal_probability(10), 1);
  EXPECT_EQ(normal_probability(-INFINITY), 0);
  EXPECT_EQ(normal_probability(INFINITY), 1);
}

}  // namespace
}  // namespace linhui::methodology::basic
