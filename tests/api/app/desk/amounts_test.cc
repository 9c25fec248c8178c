// Amounts as people write them.
#include "api/app/desk/amounts.h"

#include <gtest/gtest.h>

namespace linhui::api::app {

TEST(Amounts, AreGroupedByThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'000), "1,000");
  EXPECT_EQ(grouped(-999), "-999");
  EXPECT_EQ(grouped(-1'000), "-1,000");
  EXPECT_EQ(grouped(9'007'199'254'740'991), "9,007,199,254,740,991");
}

TEST(Amounts, ForProgramsAreNotGrouped) {
  EXPECT_EQ(ungrouped("1,234,567.50"), "1234567.50");
  EXPECT_EQ(ungrouped("-1,234"), "-1234");
  EXPECT_EQ(ungrouped("0.05"), "0.05");
  EXPECT_EQ(ungrouped(""), "");
}

TEST(Amounts, OfMoneyHaveTwoDecimals) {
  EXPECT_EQ(yuan_text(0), "0.00");
  EXPECT_EQ(yuan_text(5), "0.05");
  EXPECT_EQ(yuan_text(-5), "-0.05");
  EXPECT_EQ(yuan_text(123'450), "1,234.50");
  EXPECT_EQ(yuan_text(-100'000'001), "-1,000,000.01");
}

// 667 m² are 1.0005 mu. Ties, at 10 and 30 m², go to the even hundredth.
TEST(Amounts, OfGroundAreRoundedHalfToEvenForDisplay) {
  EXPECT_EQ(mu_text(0), "0.00");
  EXPECT_EQ(mu_text(1), "0.00");
  EXPECT_EQ(mu_text(667), "1.00");
  EXPECT_EQ(mu_text(2'000), "3.00");
  EXPECT_EQ(mu_text(10), "0.02") << "1.5 hundredths";
  EXPECT_EQ(mu_text(30), "0.04") << "4.5 hundredths";
  EXPECT_EQ(mu_text(31), "0.05");
  EXPECT_EQ(mu_text(1'000'000), "1,500.00");
}

TEST(Amounts, OfTonnesHaveFourDecimals) {
  EXPECT_EQ(tonnes_text(0), "0.0000");
  EXPECT_EQ(tonnes_text(1), "0.0001");
  EXPECT_EQ(tonnes_text(-1), "-0.0001");
  EXPECT_EQ(tonnes_text(12'345'678), "1,234.5678");
}

// As cheques have it: a zero between figures is said once, none at the end.
TEST(Amounts, OfMoneyAreWrittenInCapitals) {
  EXPECT_EQ(capital_yuan(0), "零元整");
  EXPECT_EQ(capital_yuan(1), "壹分");
  EXPECT_EQ(capital_yuan(10), "壹角整");
  EXPECT_EQ(capital_yuan(11), "壹角壹分");
  EXPECT_EQ(capital_yuan(100), "壹元整");
  EXPECT_EQ(capital_yuan(105), "壹元零伍分");
  EXPECT_EQ(capital_yuan(123'450), "壹仟贰佰叁拾肆元伍角整");
  EXPECT_EQ(capital_yuan(10'000), "壹佰元整");
  EXPECT_EQ(capital_yuan(10'100), "壹佰零壹元整");
  EXPECT_EQ(capital_yuan(100'100), "壹仟零壹元整");
  EXPECT_EQ(capital_yuan(1'000'005), "壹万元零伍分");
  EXPECT_EQ(capital_yuan(1'000'050'000), "壹仟万零伍佰元整");
  EXPECT_EQ(capital_yuan(10'001'000'000), "壹亿零壹万元整");
  EXPECT_EQ(capital_yuan(10'000'000'100), "壹亿零壹元整");
  EXPECT_EQ(capital_yuan(10'000'000'000'000), "壹仟亿元整");
  EXPECT_EQ(capital_yuan(-150), "负壹元伍角整");
}

}  // namespace linhui::api::app
