#include "methodology/numbers/quantity.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "methodology/columns/stock_line.h"

namespace linhui::methodology {
namespace {

std::string rounded(const Rational& tonnes) {
  return round_half_even(ExactTonnesCO2e{tonnes}).str();
}

TEST(RoundHalfEven, TakesTheEvenNeighbourOfATie) {
  EXPECT_EQ(rounded(Rational(5, 100000)), "0.0000");
  EXPECT_EQ(rounded(Rational(15, 100000)), "0.0002");
  EXPECT_EQ(rounded(Rational(25, 100000)), "0.0002");
  EXPECT_EQ(rounded(Rational(-5, 100000)), "0.0000");
  EXPECT_EQ(rounded(Rational(-15, 100000)), "-0.0002");
  EXPECT_EQ(rounded(Rational(-25, 100000)), "-0.0002");
}

// A hair beside the tie decides, however far behind the point it stands.
TEST(RoundHalfEven, SeesTheSmallestDifferenceFromATie) {
  const Rational hair(1, boost::multiprecision::pow(Integer(10), 70));
  EXPECT_EQ(rounded(Rational(5, 100000) + hair), "0.0001");
  EXPECT_EQ(rounded(Rational(15, 100000) - hair), "0.0001");
  EXPECT_EQ(rounded(Rational(-5, 100000) - hair), "-0.0001");
  EXPECT_EQ(rounded(Rational(-15, 100000) + hair), "-0.0001");
}

TEST(RoundHalfEven, NeedsNoLowestTerms) {
  EXPECT_EQ(round_half_even(Integer(15 * 7), Integer(100000 * 7)).str(), "0.0002");
  EXPECT_EQ(round_half_even(Integer(0), Integer(3)).str(), "0.0000");
}

TEST(TonnesCO2e, PrintsFourDecimals) {
  EXPECT_EQ(TonnesCO2e().str(), "0.0000");
  EXPECT_EQ(TonnesCO2e::of_ten_thousandths(-154630).str(), "-15.4630");
  EXPECT_EQ(TonnesCO2e::of_ten_thousandths(-7).str(), "-0.0007");
  EXPECT_EQ(TonnesCO2e::of_ten_thousandths(std::numeric_limits<std::int64_t>::min()).str(),
            "-922337203685477.5808");
}

TEST(ToCo2e, TakesFortyFourTwelfths) { EXPECT_EQ(to_co2e(TonnesCarbon{3}).value, Rational(11)); }

// The line's integers against the plain formula.
TEST(StockLine, IsTheRoundedValueOfTheLine) {
  std::mt19937_64 random(11);
  const auto number = [&] {
    return Rational(static_cast<long long>(random() % 2000001) - 1000000, 1 + random() % 99999);
  };
  for (int i = 0; i < 500; ++i) {
    const Rational begin = number(), end = number();
    const int steps = 1 + static_cast<int>(random() % 30);
    const StockLine line({begin}, {end}, steps);
    for (int step = 0; step <= steps; ++step) {
      const Rational plain = begin + (end - begin) * Rational(step, steps);
      EXPECT_EQ(line.at(step), round_half_even(ExactTonnesCO2e{plain}));
    }
  }
}

}  // namespace
}  // namespace linhui::methodology
