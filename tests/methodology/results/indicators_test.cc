#include "methodology/results/indicators.h"

#include <gtest/gtest.h>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

IndicatorOptions of_district(const char* area_ha, const char* burnt_ha = nullptr) {
  IndicatorOptions options;
  if (area_ha != nullptr) options.district_area_ha = decimal(area_ha);
  if (burnt_ha != nullptr) options.burnt_area_ha = decimal(burnt_ha);
  return options;
}

std::vector<Stand> stands() {
  std::vector<Stand> stands = {
      forest("A", "马尾松", "12.35", {{2020, "88.2"}, {2025, "101.7"}}),
      forest("B", "杉木", "7.65", {{2020, "40"}}), forest("C", "柏木", "2", {}),
      forest("open", "柏木", "5", {{2025, "9"}}), wetland("W", "pond", "3", "")};
  stands[0].crown_density = decimal("0.7");
  stands[1].crown_density = decimal("0.20");
  stands[3].crown_density = decimal("0.19");
  return stands;
}

Indicators indicators(const std::vector<Stand>& of, const IndicatorOptions& options) {
  const auto outcome = district_indicators(of, options);
  if (const auto* faults = std::get_if<Findings>(&outcome)) {
    ADD_FAILURE() << faults->front().english;
    return {};
  }
  return std::get<Indicators>(outcome);
}

std::vector<std::string> refused(const std::vector<Stand>& of, const IndicatorOptions& options) {
  const auto outcome = district_indicators(of, options);
  const auto* faults = std::get_if<Findings>(&outcome);
  return faults == nullptr ? std::vector<std::string>{} : codes_of(*faults);
}

TEST(Indicators, CountForestFromACrownDensityOfOneFifth) {
  const auto result = indicators(stands(), of_district("33.85", "0.0066"));
  EXPECT_EQ(result.year, 2025);
  EXPECT_EQ(result.forest_stands, 3u);
  EXPECT_EQ(result.forest_area_ha.str(), "22.0000");
  EXPECT_EQ(result.growing_stock_m3.str(), "1561.9950");  // 12.35 · 101.7 + 7.65 · 40
  EXPECT_EQ(result.forest_cover_percent->str(), "64.99");
  EXPECT_EQ(result.fire_damage_permille->str(), "0.300");
  EXPECT_EQ(codes_of(result.notes),
            (std::vector<std::string>{"crown_density_missing", "stock_missing", "stock_older"}));
}

TEST(Indicators, TakeTheStockOfTheYearAskedFor) {
  IndicatorOptions options;
  options.year = 2024;
  const auto result = indicators(stands(), options);
  EXPECT_EQ(result.growing_stock_m3.str(), "1395.2700");  // 12.35 · 88.2 + 7.65 · 40
  EXPECT_FALSE(result.forest_cover_percent.has_value());
  EXPECT_FALSE(result.fire_damage_permille.has_value());
}

TEST(Indicators, RoundHalfToEven) {
  const std::vector<Stand> one = {forest("A", "杉木", "1", {})};
  EXPECT_EQ(indicators(one, of_district("800")).forest_cover_percent->str(), "0.12");  // 0.125
  const std::vector<Stand> three = {forest("A", "杉木", "3", {})};
  EXPECT_EQ(indicators(three, of_district("800")).forest_cover_percent->str(), "0.38");  // 0.375
  const std::vector<Stand> fine = {forest("A", "杉木", "0.00005", {{2020, "1"}})};
  EXPECT_EQ(indicators(fine, {}).forest_area_ha.str(), "0.0000");
}

TEST(Indicators, OfAllForestIsTheWholeDistrict) {
  const std::vector<Stand> one = {forest("A", "杉木", "17.3", {})};
  EXPECT_EQ(indicators(one, of_district("17.3", "17.3")).forest_cover_percent->str(), "100.00");
  EXPECT_EQ(indicators(one, of_district("17.3", "17.3")).fire_damage_permille->str(), "1000.000");
  EXPECT_EQ(indicators(one, of_district("17.3", "0")).fire_damage_permille->str(), "0.000");
}

TEST(Indicators, RefuseWhatIsNotPossible) {
  using Codes = std::vector<std::string>;
  EXPECT_EQ(refused({}, {}), Codes{"no_stands"});
  EXPECT_EQ(refused(stands(), of_district("21.99")), Codes{"indicator_area_invalid"});
  EXPECT_EQ(refused(stands(), of_district("0", "-1")),
            (Codes{"indicator_area_invalid", "indicator_area_invalid"}));
  EXPECT_EQ(refused(stands(), of_district(nullptr, "22.1")), Codes{"indicator_area_invalid"});
  auto junk = stands();
  junk[0].area_ha = decimal("0");
  junk[1].crown_density = decimal("1.1");
  junk[2].volume_m3_ha = decimal("-3");
  junk[3].volume_m3_ha_by_year[2025] = decimal("1e30");
  EXPECT_EQ(refused(junk, {}), (Codes{"A:area_not_positive", "B:crown_density_invalid",
                                      "C:volume_negative", "open:volume_too_large"}));
}

// 40 digits each: the sum is exact before it is rounded.
TEST(Indicators, BearTheLongestNumbers) {
  const std::string tiny = "0." + std::string(38, '0') + "1";
  const std::vector<Stand> of = {forest("A", "杉木", "99999." + std::string(35, '9'),
                                        {{2020, "1999." + std::string(36, '9')}}),
                                 forest("B", "杉木", tiny, {{2020, tiny}})};
  const auto result = indicators(of, {});
  EXPECT_EQ(result.forest_area_ha.str(), "100000.0000");
  EXPECT_EQ(result.growing_stock_m3.str(), "200000000.0000");
}

}  // namespace
}  // namespace linhui::methodology
