#include "methodology/methods/shared/uncertainty.h"

#include <gtest/gtest.h>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

UncertaintyDiscount shipped() {
  return std::get<UncertaintyDiscount>(UncertaintyDiscount::build(shipped_tables()));
}

// AR-TOOL14 v04.2's own example: mean 60, half-width 9: discount 2.25, so 57.75 in the project and
// 62.25 in the baseline.
TEST(UncertaintyDiscount, MeetsTheExampleOfArTool14) {
  const auto discount = shipped().of_half_width(60, 9);
  ASSERT_TRUE(discount);
  EXPECT_EQ(*discount, Rational(225, 100));
  EXPECT_EQ(60 - *discount, Rational(5775, 100));
  EXPECT_EQ(60 + *discount, Rational(6225, 100));
}

// A class ends at its upper limit, not before.
TEST(UncertaintyDiscount, TakesTheClassThatTheHalfWidthLiesIn) {
  auto discount = shipped();
  EXPECT_EQ(discount.of_half_width(100, 0), Rational(0));
  EXPECT_EQ(discount.of_half_width(100, 10), Rational(0));
  EXPECT_EQ(discount.of_half_width(100, Rational(1001, 100)), Rational(1001, 400));
  EXPECT_EQ(discount.of_half_width(100, 20), Rational(10));
  EXPECT_EQ(discount.of_half_width(100, 30), Rational(2250, 100));
  EXPECT_EQ(discount.of_half_width(100, 31), Rational(31));
  EXPECT_EQ(discount.of_half_width(100, 500), Rational(500));
}

// A deduction never helps the project: it is subtracted from a loss too.
TEST(UncertaintyDiscount, TakesAShareOfTheChange) {
  auto discount = shipped();
  EXPECT_EQ(discount.of_change(1000, 10), Rational(0));
  EXPECT_EQ(discount.of_change(1000, 15), Rational(60));
  EXPECT_EQ(discount.of_change(-1000, 15), Rational(60));
  EXPECT_EQ(discount.of_change(1000, 30), Rational(110));
  EXPECT_EQ(discount.of_change(1000, 31), std::nullopt);  // more plots
  EXPECT_EQ(discount.use().values_by_confidence.at("recalled"), 4u);
}

TEST(UncertaintyDiscount, NeedsItsTable) {
  EXPECT_EQ(std::get<Finding>(UncertaintyDiscount::build({})).code, "table_invalid");
}

}  // namespace
}  // namespace linhui::methodology
