#include "methodology/numbers/interval.h"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <limits>
#include <random>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

using Float = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<200>>;

Float to_float(const Rational& value) {
  return Float(numerator(value)) / Float(denominator(value));
}

// A random fraction between 0 and `most`, of any size down to 10^-30.
Rational random_fraction(std::mt19937_64& random, const Rational& most) {
  const Integer scale = boost::multiprecision::pow(Integer(10), 1 + random() % 30);
  return Rational(Integer(1 + random() % 1'000'000'000), 1'000'000'000) * most / Rational(scale) +
         (random() % 2 == 0 ? Rational(0) : Rational(random() % 1000, 1001) * most);
}

// The interval holds the value that an other implementation finds with 200 decimals, and is narrow.
void expect_holds(const Interval& interval, const Float& value, const Float& widest) {
  ASSERT_FALSE(interval.is_unbounded());
  const Float slack = boost::multiprecision::abs(value) * Float("1e-190");
  EXPECT_LE(to_float(interval.lower()), value + slack);
  EXPECT_GE(to_float(interval.upper()), value - slack);
  EXPECT_LT(to_float(interval.upper() - interval.lower()), widest);
}

TEST(Interval, HoldsExponentialsAndLogarithms) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 150; ++i) {
    const unsigned bits = 128 + 64 * (i % 5);
    const Float ulp = boost::multiprecision::ldexp(Float(1), -static_cast<int>(bits));
    Rational x = random_fraction(random, 30);
    const Float natural = boost::multiprecision::log(to_float(x));
    expect_holds(Interval::ln_of(x, bits), natural, Float(1e5) * ulp);
    if (i % 2 == 0) x = -x;
    const Float power = boost::multiprecision::exp(to_float(x));
    expect_holds(exp(Interval::around(x, bits)), power, Float(1e8) * ulp * (1 + power));
  }
}

TEST(Interval, HoldsPowers) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 100; ++i) {
    const Rational base = random_fraction(random, 500), exponent = random_fraction(random, 3);
    const Float power = boost::multiprecision::pow(to_float(base), to_float(exponent));
    const auto interval = pow(Interval::around(base, 256), Interval::around(exponent, 256));
    expect_holds(interval, power, Float("1e-30") * (1 + power));
  }
}

// Every operation on intervals holds what it gives for numbers inside them.
TEST(Interval, HoldsSumsProductsAndQuotients) {
  std::mt19937_64 random(3);
  const auto inside = [](const Rational& value, const Interval& interval) {
    return interval.lower() <= value && value <= interval.upper();
  };
  for (int i = 0; i < 500; ++i) {
    const Rational a = random_fraction(random, 100) * (i % 2 == 0 ? 1 : -1);
    const Rational b = (random_fraction(random, 100) + Rational(1, 1000)) * (i % 3 == 0 ? 1 : -1);
    const unsigned bits = 8 + i % 100;  // coarse, so that rounding shows
    const auto x = Interval::around(a, bits), y = Interval::around(b, bits);
    EXPECT_TRUE(inside(a, x));
    EXPECT_TRUE(inside(a + b, x + y));
    EXPECT_TRUE(inside(a - b, x - y));
    EXPECT_TRUE(inside(a * b, x * y));
    const auto quotient = x / y;
    EXPECT_TRUE(quotient.is_unbounded() || inside(a / b, quotient));
  }
}

// ln 2, e and e^-1.085 as tables of constants print them.
TEST(Interval, RoundsKnownConstants) {
  const auto of = [](auto function) { return round_half_even(Enclosure(function), 30)->str(); };
  EXPECT_EQ(of([](unsigned bits) { return Interval::ln_of(2, bits); }),
            "0.693147180559945309417232121458");
  EXPECT_EQ(of([](unsigned bits) { return exp(Interval::around(1, bits)); }),
            "2.718281828459045235360287471353");
  EXPECT_EQ(of([](unsigned bits) { return exp(Interval::around(-1, bits)); }),
            "0.367879441171442321595523770161");
}

// AR-TOOL14's R at 100 t/ha, which is 0.2399.
TEST(Interval, GivesTheRootShootRatioOfArTool14) {
  const Enclosure ratio = [](unsigned bits) {
    return exp(Interval::around(Rational(-1085, 1000), bits) +
               Interval::around(Rational(9256, 10000), bits) * Interval::ln_of(100, bits)) /
           Interval::around(100, bits);
  };
  EXPECT_EQ(round_half_even(ratio, 4)->str(), "0.2399");
}

// 1.00005 + 10^-200: within 128 bits a tie, and not one.
TEST(Interval, IsEvaluatedWithMoreBitsUntilItRounds) {
  const Rational tiny(1, boost::multiprecision::pow(Integer(10), 200));
  unsigned last_bits = 0;
  const auto near_tie = [&](const Rational& offset) {
    return round_half_even(Enclosure([&, offset](unsigned bits) {
      last_bits = bits;
      return Interval::around(Rational(100005, 100000) + offset, bits);
    }));
  };
  EXPECT_EQ(near_tie(tiny)->str(), "1.0001");
  EXPECT_EQ(last_bits, 1024u);
  EXPECT_EQ(near_tie(-tiny)->str(), "1.0000");
  // exp(10^-60) − 1 is not 0, however close: here half a unit and 10^-60 more.
  EXPECT_EQ(round_half_even(Enclosure([](unsigned bits) {
              const Rational x(1, boost::multiprecision::pow(Integer(10), 60));
              return Interval::around(Rational(5, 100000), bits) + exp(Interval::around(x, bits)) -
                     Interval::around(1, bits);
            }))->str(),
            "0.0001");
}

TEST(Interval, RoundsNegativeValuesAlike) {
  const auto rounded = [](const Rational& value) {
    return round_half_even(Enclosure([&](unsigned bits) { return Interval::around(value, bits); }))
        ->str();
  };
  EXPECT_EQ(rounded(Rational(-123456, 100000)), "-1.2346");
  EXPECT_EQ(rounded(Rational(-1, 100000)), "0.0000");
  EXPECT_EQ(rounded(Rational(1, 4)), "0.2500");
  EXPECT_EQ(rounded(Rational(-3, 8 * 1024)), "-0.0004");
  // Exact to the bit, and so a tie that can be seen: half to even.
  EXPECT_EQ(rounded(Rational(5, 32)), "0.1562");
}

// A tie that is no multiple of a power of two is never told from its neighbours: no figure.
TEST(Interval, SaysSoWhereAValueCannotBeToldFromATie) {
  EXPECT_FALSE(round_half_even(
      Enclosure([](unsigned bits) { return Interval::around(Rational(100005, 100000), bits); })));
  // 4 ^ 0.5 − 2 + 0.00005
  EXPECT_FALSE(round_half_even(Enclosure([](unsigned bits) {
    return pow(Interval::around(4, bits), Interval::around(Rational(1, 2), bits)) -
           Interval::around(Rational(199995, 100000), bits);
  })));
}

TEST(Interval, KnowsNothingWhereTheOperationHasNoValue) {
  const auto zero = Interval::around(0, 128), one = Interval::around(1, 128);
  EXPECT_TRUE((one / zero).is_unbounded());
  EXPECT_TRUE(ln(zero).is_unbounded());
  EXPECT_TRUE(ln(zero - one).is_unbounded());
  EXPECT_TRUE((ln(zero) + one).is_unbounded());
  EXPECT_TRUE((one * ln(zero)).is_unbounded());
  EXPECT_TRUE(exp(ln(zero)).is_unbounded());
  EXPECT_TRUE(exp(Interval::around(100000, 128)).is_unbounded());
  EXPECT_FALSE(ln(zero).rounded(4));
  EXPECT_FALSE(
      round_half_even(Enclosure([](unsigned bits) { return ln(Interval::around(0, bits)); })));
}

// A base too small for the first bits is found with more.
TEST(Interval, TakesLogarithmsOfTinyValues) {
  const Rational tiny(1, boost::multiprecision::pow(Integer(10), 60));
  EXPECT_TRUE(ln(Interval::around(tiny, 128)).is_unbounded());
  const auto by_interval =
      round_half_even(Enclosure([&](unsigned bits) { return ln(Interval::around(tiny, bits)); }));
  const auto by_fraction =
      round_half_even(Enclosure([&](unsigned bits) { return Interval::ln_of(tiny, bits); }));
  EXPECT_EQ(by_interval->str(), "-138.1551");
  EXPECT_EQ(by_interval, by_fraction);
}

// In doubles: the figure, or nothing where the error may reach over a boundary.
TEST(Approximation, IsRoundedOnlyWhereItIsSure) {
  const auto figure = [](double value, double error) {
    const auto rounded = round_half_even(Approximation{value, error});
    return rounded ? rounded->str() : "unsure";
  };
  EXPECT_EQ(figure(1.23456, 1e-6), "1.2346");
  EXPECT_EQ(figure(-1.23456, 1e-6), "-1.2346");
  EXPECT_EQ(figure(1.23455, 1e-12), "unsure");  // a tie
  EXPECT_EQ(figure(1.234551, 1e-12), "1.2346");
  EXPECT_EQ(figure(1.234551, 1e-6), "unsure");
  EXPECT_EQ(figure(0, 1e-12), "0.0000");
  EXPECT_EQ(figure(1e-9, 0.5), "0.0000");
  EXPECT_EQ(figure(1e13, 1e-15), "unsure");  // beyond whole counts in a double
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(figure(1, infinity), "unsure");
  EXPECT_EQ(figure(0, infinity), "unsure");
  EXPECT_EQ(figure(infinity, 1e-12), "unsure");
  EXPECT_EQ(figure(std::numeric_limits<double>::quiet_NaN(), 1e-12), "unsure");
}

}  // namespace
}  // namespace linhui::methodology
