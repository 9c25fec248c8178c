// An explanation's arithmetic, worked out anew from its text, gives its result; and its results are
// the rows of the estimate.
#include <gtest/gtest.h>

#include "methodology/methods/shared/explanation_text.h"
#include "methodology/methods/shared/whole_explanation.h"
#include "tests/methodology/methods/arithmetic.h"
#include "tests/methodology/methods/explained.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

// Every row with a figure that is not zero has its step, and every step holds.
void expect_explained(const std::string& method, const Stand& stand,
                      const EstimateOptions& options) {
  SCOPED_TRACE(method + " " + stand.stand_id);
  const auto outcome = outcome_of(method, {stand}, options);
  ASSERT_EQ(faults_of(outcome), std::vector<std::string>{});
  const auto explained = find_method(method)->explain(stand, options, shipped_tables());
  ASSERT_TRUE(std::holds_alternative<Explanation>(explained));
  std::map<std::pair<int, std::string>, std::string> results;
  for (const auto& step : std::get<Explanation>(explained)) {
    expect_in_both_languages(step);
    const auto value = Arithmetic::value_of(step.arithmetic);
    ASSERT_TRUE(value.has_value()) << step.arithmetic;
    if (step.unit != "t CO2e") {
      EXPECT_EQ(decimal_text(*value), decimal_text(decimal(step.result).rational()))
          << step.arithmetic;
    } else if (step.term == "baseline") {  // of the rounded stocks, so to the last digit
      EXPECT_EQ(*value, decimal(step.result).rational()) << step.arithmetic;
    } else {
      EXPECT_EQ(round_half_even(ExactTonnesCO2e{*value}).str(), step.result) << step.arithmetic;
    }
    results[{step.year, step.term}] = step.result;
  }
  for (const auto& row : std::get<Estimate>(outcome).rows) {
    if (row.pool == Pool::total) continue;
    const auto& figure = row.stock ? row.stock : row.change;
    if (!figure || (*figure == TonnesCO2e() && !row.stock)) continue;
    const auto step = results.find({row.year, name_of(row.pool)});
    ASSERT_NE(step, results.end()) << row.year << " " << name_of(row.pool);
    EXPECT_EQ(step->second, figure->str());
  }
}

TEST(Explanation, HoldsForBiomassVolumeEquations) {
  const auto years = period(2020, 2027);
  expect_explained("CHN-BV", forest("1", "马尾松", "12.35", {{2020, "86.4"}, {2027, "121.7"}}),
                   years);
  expect_explained("CHN-BV", forest("2", "杉木", "0.0667", {{2020, "0"}, {2027, "68.5"}}), years);
  Stand mixed = forest("3", "", "3.2", {{2018, "55.25"}, {2021, "60"}, {2030, "71.3"}});
  mixed.composition = "7马3栎";
  expect_explained("CHN-BV", mixed, years);
  expect_explained("CHN-BV", mixed,
                   with(years, {{"parameters", "shandong"}, {"carbon_fraction", "study"}}));
  Stand bamboo = forest("4", "毛竹", "8.5", {});
  bamboo.stems_ha = decimal("3150");
  expect_explained("CHN-BV", bamboo, years);
  Stand shrubs = forest("5", "灌木林", "8.5", {});
  shrubs.shrub_cover = decimal("0.35");
  expect_explained("CHN-BV", shrubs, years);
  shrubs.shrub_cover = decimal("0.04");
  expect_explained("CHN-BV", shrubs, years);
}

TEST(Explanation, HoldsForForestLand) {
  Stand stand = forest("1", "马尾松", "12.35", {{2020, "18.4"}, {2027, "121.7"}});
  stand.origin = "planted";
  stand.planted_in = 2012;
  stand.land_before = "cropland";
  stand.soil = "LAC";
  stand.climate = "warm_temperate_moist";
  const std::map<std::string, std::string> all_pools = {{"zone", "subtropical_humid"},
                                                        {"dead_wood", "tier1"},
                                                        {"litter", "tier1"},
                                                        {"soil", "tier1"},
                                                        {"soil_factor_before", "0.69"}};
  expect_explained("IPCC-2019-FL", stand, with(period(2020, 2027), all_pools));
  Stand mixed = stand;
  mixed.composition = "6杉木4栎";
  expect_explained("IPCC-2019-FL", mixed, with(period(2020, 2027), all_pools));
  auto gain = all_pools;
  gain["approach"] = "gain_loss";
  expect_explained("IPCC-2019-FL", stand, with(period(2020, 2045), gain));
  expect_explained("IPCC-2019-FL", mixed, with(period(2020, 2045), gain));
  stand.origin = "natural";
  expect_explained(
      "IPCC-2019-FL", stand,
      with(period(2020, 2027), {{"zone", "temperate_mountain"}, {"root_shoot", "printed"}}));
}

TEST(Explanation, HoldsForEveryKindOfWetland) {
  for (const char* type :
       {"mineral", "organic_rewetted", "organic_drained", "reservoir", "pond", "ditch"}) {
    for (const std::optional<int> changed_in : {std::optional<int>(), std::optional<int>(2003)}) {
      for (const char* climate : {"warm_temperate_moist", "boreal_moist"}) {
        Stand stand = wetland(type, type, "2.35", climate, changed_in);
        for (const char* land_use : {"forest", "grassland_deep"}) {
          stand.land_use = land_use;
          const auto outcome = outcome_of("IPCC-2013-WL", {stand}, period(2020, 2045));
          if (!faults_of(outcome).empty()) continue;  // a zone that the tables do not have
          expect_explained("IPCC-2013-WL", stand, period(2020, 2045));
        }
      }
    }
  }
}

TEST(Explanation, HoldsForExpansionFactors) {
  Stand stand = forest("1", "马尾松", "12.35", {{2020, "86.4"}, {2027, "121.7"}});
  stand.baseline_volume_m3_ha_by_year = {{2020, decimal("86.4")}, {2027, decimal("100")}};
  expect_explained("AR-CM-001-V01", stand, period(2020, 2027));
  expect_explained("AR-CM-003-V01", stand, period(2020, 2027));
  stand.composition = "6杉木4栎";
  expect_explained("AR-CM-001-V01", stand, period(2020, 2027));
}

// A method that lacks its tables says so here too.
TEST(Explanation, IsRefusedByMethodsWithoutTheirTables) {
  for (const auto& method : methods()) {
    if (method->declaration().missing.empty()) continue;
    const auto outcome = method->explain(forest("1", "杉木", "1", {{2020, "1"}}),
                                         period(2020, 2020), shipped_tables());
    const auto* faults = std::get_if<Findings>(&outcome);
    ASSERT_NE(faults, nullptr);
    ASSERT_FALSE(faults->empty());
    EXPECT_EQ(faults->front().code, "parameters_missing");
  }
}

// A symbol is told once, where an equation has it as a whole: no BEF for B, no V1 for V.
TEST(Explanation, TellsTheSymbolsOfItsEquations) {
  const auto symbols_of = [](const char* method, const Stand& stand) {
    const auto outcome = find_method(method)->explain(stand, period(2020, 2022), shipped_tables());
    std::vector<std::string> symbols;
    for (const auto& each : symbols_in(std::get<Explanation>(outcome))) {
      EXPECT_TRUE(has_chinese(each.chinese)) << each.symbol;
      symbols.emplace_back(each.symbol);
    }
    return symbols;
  };
  using Symbols = std::vector<std::string>;
  const Stand measured = forest("1", "马尾松", "1", {{2020, "1"}, {2021, "2"}, {2022, "3"}});
  EXPECT_EQ(symbols_of("AR-CM-001-V01", measured),
            (Symbols{"A", "y", "V", "D", "BEF", "R", "CF", "44/12", "d.m."}));
  EXPECT_EQ(symbols_of("CHN-BV", measured), (Symbols{"A", "V", "a", "b", "CF", "44/12", "d.m."}));
  EXPECT_EQ(
      symbols_of("IPCC-2013-WL", wetland("1", "organic_rewetted", "1", "warm_temperate_moist")),
      (Symbols{"A", "EF_CO2", "EF_DOC", "EF_CH4", "GWP", "44/12", "16/12"}));
}

TEST(Explanation, RefusesWhatTheEstimateRefuses) {
  for (const char* method : {"CHN-BV", "IPCC-2019-FL", "IPCC-2013-WL"}) {
    const Stand stand = forest("1", "no such tree", "1", {{2020, "1"}});
    const auto options = period(2020, 2020);
    const auto outcome = find_method(method)->explain(stand, options, shipped_tables());
    const auto* faults = std::get_if<Findings>(&outcome);
    ASSERT_NE(faults, nullptr) << method;
    EXPECT_EQ(codes_of(*faults), faults_of(outcome_of(method, {stand}, options)));
  }
}

// The summary's terms: stated, worked out, added up.
TEST(Explanation, OfTheWholeAddsUp) {
  auto options = period(2020, 2027);
  options.baseline = TonnesCO2e::of_ten_thousandths(12345);
  options.leakage = TonnesCO2e::of_ten_thousandths(500);
  const auto outcome =
      outcome_of("CHN-BV", {forest("1", "杉木", "3", {{2020, "10"}, {2027, "60"}})}, options);
  Estimate estimate = std::get<Estimate>(outcome);
  const auto steps = explain_whole(estimate);
  ASSERT_EQ(steps.size(), 6u);
  for (const auto& step : steps) expect_in_both_languages(step);
  EXPECT_EQ(steps.front().term, "change");
  EXPECT_EQ(steps.back().equation.chinese,
            "净清除量 = 变化量 - 基线 - 泄漏 - 项目排放 - 不确定性扣减");
  EXPECT_EQ(steps.front().result, estimate.summary.change.str());
  EXPECT_EQ(steps.at(1).result, "1.2345");
  EXPECT_EQ(steps.back().term, "net");
  EXPECT_EQ(steps.back().result, estimate.summary.net.str());
  const auto net = Arithmetic::value_of(steps.back().arithmetic);
  ASSERT_TRUE(net.has_value());
  EXPECT_EQ(round_half_even(ExactTonnesCO2e{*net}), estimate.summary.net);
}

TEST(DecimalText, IsExactWhereItCanBe) {
  EXPECT_EQ(decimal_text(Rational(5, 4)), "1.25");
  EXPECT_EQ(decimal_text(Rational(-5, 4)), "-1.25");
  EXPECT_EQ(decimal_text(7), "7");
  EXPECT_EQ(decimal_text(Rational(1, 3), 4), "0.3333");
  EXPECT_EQ(decimal_text(Rational(1, 8), 2), "0.12");  // half to even
  EXPECT_EQ(decimal_text(Rational(-1, 1000), 2), "0");
}

}  // namespace
}  // namespace linhui::methodology
