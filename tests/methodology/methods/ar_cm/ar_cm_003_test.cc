#include "methodology/methods/ar_cm/ar_cm_003.h"

#include <gtest/gtest.h>

#include "tests/methodology/methods/calculator.h"
#include "tests/methodology/methods/explained.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

using Lines = std::vector<std::string>;

Stand managed(const std::string& id, const std::string& species, const std::string& area,
              const std::map<int, std::string>& volumes,
              const std::map<int, std::string>& baseline) {
  Stand stand = forest(id, species, area, volumes);
  for (const auto& [year, volume] : baseline) {
    stand.baseline_volume_m3_ha_by_year[year] = decimal(volume);
  }
  return stand;
}

EstimateOutcome estimate_cm_003(const std::vector<Stand>& stands, const EstimateOptions& options) {
  return outcome_of("AR-CM-003-V01", stands, options);
}

// 100 ha of Masson pine, 80 to 100 m³/ha with the project, 80 to 90 without. A m³ holds
// 0.380 · 1.472 · 0.460 · 11/3 = 0.94345… t above ground and 0.187 of that below.
TEST(ArCm003, CountsTheGrowthBeyondTheBaseline) {
  const auto outcome = estimate_cm_003(
      {managed("1", "马尾松", "100", {{2020, "80"}, {2022, "100"}}, {{2020, "80"}, {2022, "90"}})},
      period(2020, 2022));
  EXPECT_EQ(rows_of(outcome).at(0), "2020,above_ground,7547.6309,");
  // 1000 m³ · 0.94345… · 1.187 over two years.
  EXPECT_EQ(terms_of(outcome), (Lines{"2021,baseline,559.9399", "2022,baseline,559.9399"}));
  const auto& summary = std::get<Estimate>(outcome).summary;
  EXPECT_EQ(summary.change.str(), "2239.7595");
  EXPECT_EQ(summary.baseline.str(), "1119.8798");
  EXPECT_EQ(summary.net.str(), "1119.8797");
}

// With the same growth in both there is nothing to credit, to the digit.
TEST(ArCm003, CreditsNothingThatWouldGrowAnyway) {
  const std::map<int, std::string> volumes = {{2019, "33.3"}, {2021, "41.7"}, {2025, "60.123"}};
  const auto outcome =
      estimate_cm_003({managed("1", "杉木", "12.345", volumes, volumes)}, period(2020, 2025));
  EXPECT_EQ(std::get<Estimate>(outcome).summary.net.str(), "0.0000");
  EXPECT_EQ(terms_of(outcome).size(), 5u);
}

TEST(ArCm003, IsRefusedWithoutABaseline) {
  const std::map<int, std::string> volumes = {{2020, "10"}, {2022, "20"}};
  EXPECT_EQ(
      faults_of(estimate_cm_003({managed("1", "杉木", "1", volumes, {})}, period(2020, 2022))),
      Lines{"1:baseline_missing"});
  EXPECT_EQ(faults_of(estimate_cm_003(
                {managed("1", "杉木", "1", volumes, {{2020, "10"}, {2021, "20"}}),
                 managed("2", "杉木", "1", volumes, {{2021, "10"}, {2022, "20"}}),
                 managed("3", "杉木", "1", volumes, {{2020, "-1"}, {2022, "2001"}})},
                period(2020, 2022))),
            (Lines{"1:baseline_too_short", "2:baseline_too_short", "3:volume_negative",
                   "3:volume_too_large"}));
}

// The baseline is asked for from the stand's first own year on, not before.
TEST(ArCm003, BeginsWithTheFirstInventory) {
  const auto outcome = estimate_cm_003(
      {managed("1", "杉木", "1", {{2021, "10"}, {2022, "20"}}, {{2021, "10"}, {2022, "11"}})},
      period(2020, 2022));
  EXPECT_EQ(notes_of(outcome), (Lines{"1:measured_late", "uncertainty_not_assessed"}));
  EXPECT_EQ(terms_of(outcome).size(), 1u);
}

TEST(ArCm003, SaysThatABaselineFalls) {
  const auto outcome = estimate_cm_003(
      {managed("1", "杉木", "10", {{2020, "50"}, {2021, "51"}}, {{2020, "50"}, {2021, "49"}})},
      period(2020, 2021));
  EXPECT_EQ(notes_of(outcome), (Lines{"1:baseline_falls", "uncertainty_not_assessed"}));
  EXPECT_LT(std::get<Estimate>(outcome).summary.baseline, TonnesCO2e());
}

// 15 % falls in the class of 6 %: of the whole change, telescoping by year.
TEST(ArCm003, DeductsByTheClassOfTheStatedUncertainty) {
  const Stand stand = managed("1", "马尾松", "100", {{2020, "80"}, {2021, "90"}, {2022, "100"}},
                              {{2020, "80"}, {2022, "90"}});
  auto options = period(2020, 2022);
  options.settings["uncertainty_percent"] = "15";
  const auto outcome = estimate_cm_003({stand}, options);
  const auto& result = std::get<Estimate>(outcome);
  EXPECT_EQ(result.summary.deduction.str(), "134.3856");  // 0.06 · 2239.7595 = 134.38557
  EXPECT_EQ(result.summary.net.str(), "985.4941");
  EXPECT_EQ(*result.summary.uncertainty_half_width_percent, Decimal(15));
  EXPECT_EQ(notes_of(outcome), Lines{});
  EXPECT_EQ(result.tables.back().name, "uncertainty_discount.csv");
  for (const auto& [percent, code] :
       std::map<std::string, std::string>{{"31", "uncertainty_too_large"},
                                          {"-1", "setting_out_of_range"},
                                          {"1001", "setting_out_of_range"},
                                          {"fifteen", "setting_unknown"}}) {
    options.settings["uncertainty_percent"] = percent;
    EXPECT_EQ(faults_of(estimate_cm_003({stand}, options)), Lines{code});
  }
}

// A loss is deducted from too.
TEST(ArCm003, DeductsFromALoss) {
  auto options = period(2020, 2021);
  options.settings["uncertainty_percent"] = "25";
  const auto outcome = estimate_cm_003(
      {managed("1", "杉木", "10", {{2020, "51"}, {2021, "50"}}, {{2020, "50"}, {2021, "50"}})},
      options);
  EXPECT_GT(std::get<Estimate>(outcome).summary.deduction, TonnesCO2e());
}

// Every step's arithmetic, worked out again by a reader of its text, gives its result; the results
// are the estimate's rows and terms.
TEST(ArCm003, ExplainsItsFigures) {
  Stand stand =
      managed("1", "", "12.35", {{2019, "86.4"}, {2023, "121.7"}}, {{2018, "80"}, {2024, "95.5"}});
  stand.composition = "7马3栎";
  for (const char* id : {"AR-CM-001-V01", "AR-CM-003-V01"}) {
    const auto outcome = find_method(id)->explain(stand, period(2020, 2023), shipped_tables());
    const auto& steps = std::get<Explanation>(outcome);
    Lines figures;
    int last_year = 0, volumes = 0, baseline_stocks = 0;
    for (const auto& step : steps) {
      SCOPED_TRACE(std::to_string(step.year) + " " + step.term + " " + step.arithmetic);
      expect_in_both_languages(step);
      EXPECT_GE(step.year, last_year);
      last_year = step.year;
      const auto value = Calculator::value(step.arithmetic);
      if (step.term == "baseline") {  // of the rounded stocks, so to the last digit
        EXPECT_EQ(value, Calculator::Number(step.result));
      } else if (step.unit == "t CO2e") {
        EXPECT_EQ(Calculator::rounded(value), step.result);
      } else {
        EXPECT_EQ(value, Calculator::Number(step.result));
      }
      volumes += step.term == "V";
      if (step.term.starts_with("baseline_")) {
        ++baseline_stocks;
      } else if (step.unit == "t CO2e") {
        figures.push_back(std::to_string(step.year) + "," + step.term + "," + step.result);
      }
    }
    EXPECT_EQ(volumes, 3);                                                   // 2023 was measured
    EXPECT_EQ(baseline_stocks, id == std::string("AR-CM-003-V01") ? 8 : 0);  // 4 years, 2 pools
    Lines expected;
    const auto estimated = outcome_of(id, {stand}, period(2020, 2023));
    const auto& result = std::get<Estimate>(estimated);
    for (const auto& row : result.rows) {
      const std::string year = std::to_string(row.year) + ",";
      expected.push_back(year + name_of(row.pool) + "," + row.stock->str());
      if (row.pool != Pool::total || !row.change) continue;
      expected.push_back(year + "change," + row.change->str());
      for (const auto& term : result.terms) {
        if (term.year == row.year) expected.push_back(year + "baseline," + term.amount.str());
      }
    }
    EXPECT_EQ(figures, expected);
  }
}

TEST(ArCm003, ExplainsNothingOfAFaultyStand) {
  const auto outcome =
      find_method("AR-CM-003-V01")
          ->explain(forest("1", "枇杷", "1", {{2020, "1"}}), period(2020, 2020), shipped_tables());
  EXPECT_EQ(codes_of(std::get<Findings>(outcome)),
            (Lines{"1:species_unknown", "1:baseline_missing"}));
}

}  // namespace
}  // namespace linhui::methodology
