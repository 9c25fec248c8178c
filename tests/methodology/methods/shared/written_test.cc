#include "methodology/methods/shared/written.h"

#include <gtest/gtest.h>

namespace linhui::methodology {
namespace {

const Written kShare("Frac", "0.05", {in_both("Table 2.4")});
const Written kLand("EF_land", "2 kg/ha", {in_both("Table 2.3")});
const Written kDitch("EF_ditch", "542 kg/ha", {in_both("Table 2.4")});

TEST(Written, WritesAnEquationByItsSymbolsAndByItsNumbers) {
  const Written methane = (1 - kShare) * kLand + kShare * kDitch;
  EXPECT_EQ(methane.symbols(), "(1 - Frac) * EF_land + Frac * EF_ditch");
  EXPECT_EQ(methane.numbers(), "(1 - 0.05) * 2 kg/ha + 0.05 * 542 kg/ha");
}

TEST(Written, PutsBracketsAroundASumThatIsMultipliedOrTakenAway) {
  const Written sum = kLand + kDitch;
  EXPECT_EQ((sum * kShare).symbols(), "(EF_land + EF_ditch) * Frac");
  EXPECT_EQ((kShare * sum).symbols(), "Frac * (EF_land + EF_ditch)");
  EXPECT_EQ((kShare - sum).symbols(), "Frac - (EF_land + EF_ditch)");
  EXPECT_EQ((kShare + sum).symbols(), "Frac + EF_land + EF_ditch");
  EXPECT_EQ((kShare * kLand * kDitch).symbols(), "Frac * EF_land * EF_ditch");
  EXPECT_EQ((-kLand).symbols(), "-(EF_land)");
}

TEST(Written, LeavesOutWhatHasNoSymbol) {
  const Written tonnes = kLand * Written("", "1/1000 t/kg");
  EXPECT_EQ(tonnes.symbols(), "EF_land");
  EXPECT_EQ(tonnes.numbers(), "2 kg/ha * 1/1000 t/kg");
}

TEST(Written, NamesWhatItIsToldBesides) {
  const Written share = (kLand + kDitch).named("F(y)", {in_both("Table 5.3")}) * kShare;
  EXPECT_EQ(share.symbols(), "F(y) * Frac");
  EXPECT_EQ(share.numbers(), "(2 kg/ha + 542 kg/ha) * 0.05");
  EXPECT_EQ(share.sources().size(), 2u);
}

TEST(Written, GivesEachSourceOnceInTheOrderOfTheText) {
  const Written methane = (1 - kShare) * kLand + kShare * kDitch;
  ASSERT_EQ(methane.sources().size(), 2u);
  EXPECT_EQ(methane.sources()[0].english, "Table 2.4");
  EXPECT_EQ(methane.sources()[1].english, "Table 2.3");
}

}  // namespace
}  // namespace linhui::methodology
