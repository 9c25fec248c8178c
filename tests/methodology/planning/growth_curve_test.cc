#include "methodology/planning/growth_curve.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

const std::string kCurveRegion = "Hebei (north)";
const std::string kCurveHead =
    "species_or_type,region,quantity,quantity_unit,equation,A,B,K,m,age_range_yr,source,"
    "confidence\n";

GrowthCurves shipped_curves() {
  return std::get<GrowthCurves>(GrowthCurves::of_region(shipped_tables(), kCurveRegion));
}

GrowthCurves project(const std::string& rows) {
  auto found = GrowthCurves::of_region({{GrowthCurves::kFile, kCurveHead + rows}}, "here");
  EXPECT_TRUE(std::holds_alternative<GrowthCurves>(found)) << std::get<Finding>(found).english;
  return std::get<GrowthCurves>(std::move(found));
}

std::string at(const GrowthCurves& curves, const std::string& name, const std::string& age) {
  CurveReader reader;
  const auto volume = reader.at(*curves.find({name}), decimal(age).rational());
  return volume ? volume->str() : "none";
}

// Worked out with 60 digits in another language's decimal arithmetic.
TEST(GrowthCurve, GivesTheVolumeOfEachForm) {
  EXPECT_EQ(at(shipped_curves(), "针叶林", "25"), "58.141725");
  EXPECT_EQ(at(shipped_curves(), "针叶林", "40"), "108.514327");
  EXPECT_EQ(at(shipped_curves(), "阔叶林", "10"), "4.500502");
  EXPECT_EQ(at(shipped_curves(), "阔叶林", "25.5"), "37.135646");
  const auto curves = project(
      "L,here,growing stock,m3/ha,V=A/(1+B*exp(-K*t)),200,9.5,0.12,,,own plots,project\n"
      "S,here,growing stock,m3/ha,V = A*exp(-B/t),300,12,,,,own plots,project\n");
  EXPECT_EQ(at(curves, "L", "20"), "107.421738");
  EXPECT_EQ(at(curves, "S", "20"), "164.643491");
}

TEST(GrowthCurve, GoesThroughTheMeasuredPoint) {
  const auto curves = shipped_curves();
  const GrowthCurve& conifers = *curves.find({"针叶林"});
  CurveReader reader;
  const auto through = [&](const std::string& age) {
    return reader.through(conifers, decimal("80.5").rational(), 25, decimal(age).rational())->str();
  };
  EXPECT_EQ(through("25"), "80.500000");
  EXPECT_EQ(through("26"), "85.074192");
  EXPECT_EQ(through("30"), "103.572494");
  EXPECT_EQ(through("40"), "150.243277");
  EXPECT_EQ(reader.through(conifers, 0, 25, 30)->str(), "0.000000");
}

// With B above 1 the curve has no volume before its foot; Schumacher has none at age 0.
TEST(GrowthCurve, HasNoVolumeWhereItIsNotDefined) {
  EXPECT_EQ(at(shipped_curves(), "针叶林", "2"), "none");
  EXPECT_EQ(at(shipped_curves(), "针叶林", "3"), "0.292877");
  const auto curves =
      project("S,here,growing stock,m3/ha,V=A*exp(-B/t),300,12,,,,own plots,project\n");
  EXPECT_EQ(at(curves, "S", "0"), "none");
  CurveReader reader;
  EXPECT_FALSE(reader.through(*curves.find({"S"}), 10, 0, 20).has_value());
}

TEST(GrowthCurve, RisesWithAgeAndWithTheMeasurement) {
  const auto curves = shipped_curves();
  std::mt19937 random(11);
  CurveReader reader;
  for (const char* name : {"针叶林", "阔叶林", "混交林", "经济林"}) {
    const GrowthCurve& curve = *curves.find({name});
    for (int i = 0; i < 20; ++i) {
      const int age = 8 + static_cast<int>(random() % 60),
                years = 1 + static_cast<int>(random() % 20);
      const Rational volume(1 + random() % 3000, 10);
      const auto now = reader.through(curve, volume, age, age);
      const auto later = reader.through(curve, volume, age, age + years);
      const auto more = reader.through(curve, volume * 2, age, age + years);
      EXPECT_GT(*later, *now);
      EXPECT_GT(*more, *later);
    }
  }
}

TEST(GrowthCurves, AreThoseOfTheRegionAskedFor) {
  EXPECT_EQ(std::get<std::vector<std::string>>(GrowthCurves::regions(shipped_tables())),
            std::vector<std::string>{kCurveRegion});
  const auto none = GrowthCurves::of_region(shipped_tables(), "Southwest China");
  ASSERT_TRUE(std::holds_alternative<Finding>(none));
  EXPECT_EQ(std::get<Finding>(none).code, "parameters_missing");
  EXPECT_NE(std::get<Finding>(none).english.find(kCurveRegion), std::string::npos);
  const auto curves = shipped_curves();
  EXPECT_EQ(curves.find({"马尾松", "针叶林"})->name, "针叶林");
  EXPECT_EQ(curves.find({"马尾松"}), nullptr);
  EXPECT_EQ(curves.find({""}), nullptr);
  EXPECT_EQ(curves.find({"灌木林"}), nullptr);  // of another quantity
}

TEST(GrowthCurves, RefuseParametersThatCannotBe) {
  const auto fault = [](const std::string& cells) {
    const auto found = GrowthCurves::of_region(
        {{GrowthCurves::kFile, kCurveHead + "X,here,growing stock,m3/ha," + cells + "\n"}}, "here");
    const auto* finding = std::get_if<Finding>(&found);
    return finding == nullptr ? "" : finding->field;
  };
  const std::string richards = "V=A*(1-B*exp(-K*t))^(1/(1-m)),";
  EXPECT_EQ(fault(richards + "300,1,0.02,0.3,5-60,b,seen"), "");
  EXPECT_EQ(fault(richards + "300,1,0.02,,5-60,b,seen"), "growth_curves.csv:m");
  EXPECT_EQ(fault(richards + "300,1,0.02,1,5-60,b,seen"), "growth_curves.csv:A");
  EXPECT_EQ(fault(richards + "-300,1,0.02,0.3,,b,seen"), "growth_curves.csv:A");
  EXPECT_EQ(fault(richards + "300,1,nan,0.3,,b,seen"), "growth_curves.csv:K");
  EXPECT_EQ(fault(richards + "3e9,1,0.02,0.3,,b,seen"), "growth_curves.csv:A");
  for (const char* ages : {"60-5", "5", "-", "5-", "-5", "5-60-70", "a-b", "5 - 60", "1-99999"}) {
    EXPECT_EQ(fault(richards + "300,1,0.02,0.3," + ages + ",b,seen"),
              "growth_curves.csv:age_range_yr")
        << ages;
  }
  EXPECT_EQ(fault(richards + ",,,,,b,seen"), "");  // declared and not in hand: parameters_missing
}

}  // namespace
}  // namespace linhui::methodology
