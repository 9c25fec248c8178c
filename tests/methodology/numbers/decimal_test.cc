#include "methodology/numbers/decimal.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdlib>
#include <limits>
#include <random>

namespace linhui::methodology {
namespace {

std::string round_trip(const std::string& text) {
  const auto decimal = Decimal::parse(text);
  return decimal ? decimal->str() : "refused";
}

TEST(Decimal, KeepsTheDecimalsItWasWrittenWith) {
  EXPECT_EQ(round_trip("12.35"), "12.35");
  EXPECT_EQ(round_trip("12.3500"), "12.3500");
  EXPECT_EQ(round_trip("-0.05"), "-0.05");
  EXPECT_EQ(round_trip("+7"), "7");
  EXPECT_EQ(round_trip("007"), "7");
  EXPECT_EQ(round_trip("0.000"), "0.000");
  EXPECT_EQ(round_trip("-0"), "0");
  EXPECT_EQ(Decimal::parse("12.35")->rational(), Rational(1235, 100));
}

TEST(Decimal, ReadsExponents) {
  EXPECT_EQ(round_trip("1.5e3"), "1500");
  EXPECT_EQ(round_trip("1.50e1"), "15.0");
  EXPECT_EQ(round_trip("15E-3"), "0.015");
  EXPECT_EQ(round_trip("1e40"), "1" + std::string(40, '0'));
  EXPECT_EQ(round_trip("1e-40"), "0." + std::string(39, '0') + "1");
}

TEST(Decimal, RefusesWhatIsNotANumber) {
  for (const char* junk :
       {"",     " ",     "-",   "+",     ".",    ".5",   "5.",   "1 ",    " 1",
        "1,5",  "1.2.3", "1e",  "1e+",   "e5",   "--1",  "1e41", "1e-41", "1e99999999999",
        "0x10", "nan",   "inf", "1_000", "12亩", "１２", "1e1.5"}) {
    EXPECT_FALSE(Decimal::parse(junk)) << junk;
  }
  EXPECT_FALSE(Decimal::parse(std::string_view("1\0002", 3)));
  EXPECT_TRUE(Decimal::parse(std::string(40, '9')));
  EXPECT_FALSE(Decimal::parse(std::string(41, '9')));
  EXPECT_FALSE(Decimal::parse("0." + std::string(40, '0')));
}

TEST(Decimal, ComparesByValue) {
  EXPECT_EQ(*Decimal::parse("1.50"), *Decimal::parse("1.5"));
  EXPECT_LT(*Decimal::parse("-2"), *Decimal::parse("-1.99"));
  EXPECT_LT(*Decimal::parse("0.1"), *Decimal::parse("0.11"));
  EXPECT_GT(*Decimal::parse("1e10"), *Decimal::parse("9999999999.9"));
}

TEST(Decimal, IsTheShortestThatReadsBackToADouble) {
  EXPECT_EQ(Decimal::from_double(0.1)->str(), "0.1");
  EXPECT_EQ(Decimal::from_double(12.35)->str(), "12.35");
  EXPECT_EQ(Decimal::from_double(100.0)->str(), "100");
  EXPECT_EQ(Decimal::from_double(-2.5e-7)->str(), "-0.00000025");
  EXPECT_EQ(Decimal::from_double(0.1 + 0.2)->str(), "0.30000000000000004");
  EXPECT_EQ(Decimal::from_double(1.0 / 3)->str(), "0.3333333333333333");
  EXPECT_FALSE(Decimal::from_double(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_FALSE(Decimal::from_double(-std::numeric_limits<double>::infinity()));
}

// Any finite double, the smallest and the greatest among them.
TEST(Decimal, GivesEveryDoubleBack) {
  std::mt19937_64 random(7);
  std::vector<double> values = {std::numeric_limits<double>::max(),
                                std::numeric_limits<double>::denorm_min(), -0.0, 5e-324, 1e22};
  while (values.size() < 3000) {
    const double value = std::bit_cast<double>(random());
    if (std::isfinite(value)) values.push_back(value);
  }
  for (const double value : values) {
    const auto decimal = Decimal::from_double(value);
    ASSERT_TRUE(decimal) << value;
    EXPECT_EQ(std::strtod(decimal->str().c_str(), nullptr), value);
  }
}

TEST(FixedDecimalText, HasItsDecimalsRoundedHalfToEven) {
  EXPECT_EQ(fixed_decimal_text(0, 4), "0.0000");
  EXPECT_EQ(fixed_decimal_text(7, 0), "7");
  EXPECT_EQ(fixed_decimal_text(Rational(1, 2), 4), "0.5000");
  EXPECT_EQ(fixed_decimal_text(Rational(1, 8), 2), "0.12");
  EXPECT_EQ(fixed_decimal_text(Rational(3, 8), 2), "0.38");
  EXPECT_EQ(fixed_decimal_text(Rational(-1, 8), 2), "-0.12");
  EXPECT_EQ(fixed_decimal_text(Rational(-1, 3), 4), "-0.3333");
  EXPECT_EQ(fixed_decimal_text(Rational(999'999, 1'000), 1), "1000.0");
  EXPECT_EQ(fixed_decimal_text(Rational(-1, 1'000), 2), "0.00") << "no sign before nothing";
}

}  // namespace
}  // namespace linhui::methodology
