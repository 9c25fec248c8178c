#include "methodology/methods/ar_cm/ar_cm_001.h"

#include <gtest/gtest.h>

#include "methodology/findings.h"
#include "methodology/numbers/sha256.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

using Lines = std::vector<std::string>;

EstimateOutcome estimate_cm_001(const std::vector<Stand>& stands, const EstimateOptions& options) {
  return outcome_of("AR-CM-001-V01", stands, options);
}
EstimateOutcome estimate_cm_001(const std::vector<Stand>& stands, int from, int to) {
  return estimate_cm_001(stands, period(from, to));
}

// 1.953125 ha · 3 m³/ha of Masson pine: the exact figures are ties at the fifth decimal.
TEST(ArCm001, RoundsTiesToTheEvenDigit) {
  EXPECT_EQ(
      rows_of(estimate_cm_001({forest("1", "马尾松", "1.953125", {{2020, "3"}})}, 2020, 2020)),
      (Lines{"2020,above_ground,5.5280,", "2020,below_ground,1.0337,", "2020,total,6.5617,"}));
}

// V runs linearly between the inventories on both sides of a year, whichever they are.
TEST(ArCm001, InterpolatesBetweenNeighbouringInventories) {
  const Stand measured = forest("1", "杉木", "10", {{2015, "20"}, {2021, "50"}, {2023, "40"}});
  const Stand yearly = forest(
      "1", "杉木", "10", {{2019, "40"}, {2020, "45"}, {2021, "50"}, {2022, "45"}, {2023, "40"}});
  EXPECT_EQ(rows_of(estimate_cm_001({measured}, 2019, 2023)),
            rows_of(estimate_cm_001({yearly}, 2019, 2023)));
}

TEST(ArCm001, HasNothingBeforeTheFirstInventory) {
  const auto outcome =
      estimate_cm_001({forest("1", "杉木", "1", {{2021, "10"}, {2022, "10"}})}, 2019, 2022);
  const auto rows = rows_of(outcome);
  ASSERT_EQ(rows.size(), 6u);
  EXPECT_EQ(rows.front().substr(0, 18), "2021,above_ground,");
  EXPECT_TRUE(rows[2].ends_with(","));  // what was there is not a change
  EXPECT_EQ(std::get<Estimate>(outcome).summary.change.str(), "0.0000");
  EXPECT_EQ(notes_of(outcome), (Lines{"1:measured_late", "uncertainty_not_assessed"}));
}

TEST(ArCm001, RefusesAYearAfterTheLastInventory) {
  EXPECT_EQ(faults_of(estimate_cm_001({forest("1", "杉木", "1", {{2020, "10"}, {2022, "10"}})},
                                      2020, 2023)),
            Lines{"1:no_forecast"});
}

TEST(ArCm001, TakesTheStockAtTheStartOfThePeriod) {
  Stand stand = forest("1", "杉木", "10", {});
  stand.volume_m3_ha = decimal("42");
  EXPECT_EQ(rows_of(estimate_cm_001({stand}, 2020, 2020)),
            rows_of(estimate_cm_001({forest("1", "杉木", "10", {{2020, "42"}})}, 2020, 2020)));
  EXPECT_EQ(faults_of(estimate_cm_001({stand}, 2020, 2021)), Lines{"1:no_forecast"});
  stand.volume_m3_ha_by_year[2024] = decimal("50");
  EXPECT_EQ(rows_of(estimate_cm_001({stand}, 2020, 2024)),
            rows_of(estimate_cm_001({forest("1", "杉木", "10", {{2020, "42"}, {2024, "50"}})}, 2020,
                                    2024)));
  stand.volume_m3_ha_by_year[2020] = decimal("42.0");
  EXPECT_EQ(faults_of(estimate_cm_001({stand}, 2020, 2024)), Lines{});
  stand.volume_m3_ha_by_year[2020] = decimal("43");
  EXPECT_EQ(faults_of(estimate_cm_001({stand}, 2020, 2024)), Lines{"1:volume_conflict"});
}

// Each species at its share of V; the mean is taken before the one rounding.
TEST(ArCm001, SharesTheStockAmongTheSpeciesOfAComposition) {
  Stand mixed = forest("1", "", "100", {{2020, "10"}});
  mixed.composition = "7马3栎";
  // 1000 m³ · 11/3 · (0.7 · 0.380 · 1.472 · 0.460 + 0.3 · 0.676 · 1.355 · 0.500)
  EXPECT_EQ(rows_of(estimate_cm_001({mixed}, 2020, 2020)).at(0), "2020,above_ground,1164.2067,");
  Stand pure = mixed;
  pure.composition = "10马尾松";
  EXPECT_EQ(rows_of(estimate_cm_001({pure}, 2020, 2020)),
            rows_of(estimate_cm_001({forest("1", "马尾松", "100", {{2020, "10"}})}, 2020, 2020)));
}

TEST(ArCm001, ReportsAFallbackAndRefusesItWhenStrict) {
  std::vector<Stand> stands = {forest("1", "黄山松", "1", {{2020, "10"}}),
                               forest("2", "马尾松", "1", {{2020, "10"}}),
                               forest("3", "", "1", {{2020, "10"}})};
  stands[2].composition = "5马5樟木";
  auto options = period(2020, 2020);
  EXPECT_EQ(notes_of(estimate_cm_001(stands, options)),
            (Lines{"1:species_fallback", "3:species_fallback", "uncertainty_not_assessed"}));
  options.strict = true;
  EXPECT_EQ(faults_of(estimate_cm_001(stands, options)),
            (Lines{"1:species_fallback", "3:species_fallback"}));
}

// A slip in each stand: all are told at once, and nothing is estimated.
TEST(ArCm001, TellsEveryFaultAtOnce) {
  std::vector<Stand> stands = {forest("1", "马尾松", "0", {{2020, "10"}}),
                               forest("2", "马尾松", "-1", {{2020, "10"}}),
                               forest("3", "马尾松", "100000.1", {{2020, "10"}}),
                               forest("4", "枇杷", "1", {{2020, "10"}}),
                               forest("5", "毛竹", "1", {{2020, "10"}}),
                               forest("6", "", "1", {{2020, "10"}}),
                               forest("7", "马尾松", "1", {}),
                               forest("8", "马尾松", "1", {{2020, "-0.1"}}),
                               forest("9", "马尾松", "1", {{2020, "2000.01"}}),
                               forest("10", "", "1", {{2020, "10"}}),
                               forest("11", "马尾松", "1", {{2020, "10"}, {99999, "10"}}),
                               forest("", "马尾松", "1", {{2020, "10"}}),
                               forest("1", "马尾松", "1", {{2020, "10"}}),
                               wetland("13", "pond", "1", "")};
  stands[9].composition = "7马2栎";
  const auto outcome = estimate_cm_001(stands, 2020, 2020);
  auto faults = faults_of(outcome);
  std::sort(faults.begin(), faults.end());
  EXPECT_EQ(faults, (Lines{"10:composition_malformed", "11:year_out_of_range",
                           "13:kind_not_covered", "1:area_not_positive", "1:stand_id_duplicate",
                           "2:area_not_positive", "3:area_too_large", "4:species_unknown",
                           "5:species_not_covered", "6:species_missing", "7:volume_missing",
                           "8:volume_negative", "9:volume_too_large", "stand_id_missing"}));
  for (const auto& fault : std::get<Findings>(outcome)) {
    EXPECT_FALSE(fault.english.empty() || fault.chinese.empty() || fault.field.empty());
  }
}

TEST(ArCm001, RefusesOptionsThatMakeNoSense) {
  const std::vector<Stand> stands = {forest("1", "马尾松", "1", {{2020, "10"}, {2300, "10"}})};
  EXPECT_EQ(faults_of(estimate_cm_001({}, 2020, 2020)), Lines{"no_stands"});
  EXPECT_EQ(faults_of(estimate_cm_001(stands, 2021, 2020)), Lines{"period_reversed"});
  EXPECT_EQ(faults_of(estimate_cm_001(stands, 2020, 2221)), Lines{"period_too_long"});
  EXPECT_EQ(faults_of(estimate_cm_001(stands, 0, 99999)),
            (Lines{"year_out_of_range", "year_out_of_range", "1:no_forecast"}));
  auto options = period(2020, 2020);
  options.gwp = "AR9";
  options.leakage = TonnesCO2e::of_ten_thousandths(-1);
  EXPECT_EQ(faults_of(estimate_cm_001(stands, options)),
            (Lines{"gwp_unknown", "leakage_negative"}));
  options = period(2020, 2021);
  options.baseline = TonnesCO2e::of_ten_thousandths(std::numeric_limits<std::int64_t>::max());
  options.leakage = options.baseline;
  EXPECT_EQ(faults_of(estimate_cm_001(stands, options)), Lines{"total_too_large"});
}

TEST(ArCm001, SummarisesTheChangesOfThePools) {
  auto options = period(2020, 2022);
  options.baseline = TonnesCO2e::of_ten_thousandths(10000);
  options.leakage = TonnesCO2e::of_ten_thousandths(5000);
  const auto outcome =
      estimate_cm_001({forest("1", "马尾松", "1", {{2020, "0"}, {2022, "10"}})}, options);
  const auto& summary = std::get<Estimate>(outcome).summary;
  // 10 · 0.380 · 1.472 · 0.460 · 11/3 = 9.43454...; times 0.187 = 1.76425...
  EXPECT_EQ(summary.change.str(), "11.1988");
  EXPECT_EQ(summary.net.str(), "9.6988");
  EXPECT_EQ(summary.project_emissions.str(), "0.0000");
  EXPECT_EQ(summary.deduction.str(), "0.0000");
  EXPECT_FALSE(summary.uncertainty_half_width_percent);
  EXPECT_FALSE(summary.net_source);
}

TEST(ArCm001, SaysWhichTablesAFigureRestsOn) {
  const auto outcome = estimate_cm_001(
      {forest("1", "220", "1", {{2020, "10"}}), forest("2", "马尾松", "1", {{2020, "10"}}),
       forest("3", "麻栎", "1", {{2020, "10"}})},
      2020, 2020);
  const auto& result = std::get<Estimate>(outcome);
  ASSERT_EQ(result.tables.size(), 3u);
  EXPECT_EQ(result.tables[0].name, "species_ar_cm_001.csv");
  EXPECT_EQ(result.tables[0].sha256,
            sha256_hex(read_source_file("methodology/data/species_ar_cm_001.csv")));
  using Counts = std::map<std::string, std::size_t>;
  EXPECT_EQ(result.tables[0].values_by_confidence, (Counts{{"recalled", 8}}));
  EXPECT_EQ(result.tables[1].values_by_confidence, (Counts{{"recalled", 1}}));  // code 220
  EXPECT_EQ(result.tables[2].values_by_confidence, (Counts{{"recalled", 1}}));  // alias 麻栎
}

TEST(ArCm001, RefusesATableThatIsMissingOrOutOfRange) {
  const std::vector<Stand> stands = {forest("1", "马尾松", "1", {{2020, "10"}})};
  const Method& method = *find_method("AR-CM-001-V01");
  TableFiles tables = shipped_tables();
  tables.erase("species_ar_cm_001.csv");
  EXPECT_EQ(faults_of(method.estimate(stands, period(2020, 2020), tables)), Lines{"table_invalid"});
  tables["species_ar_cm_001.csv"] =
      "species_zh,species_latin,CF,BEF,D_t_m3,R,source,confidence\n马尾松,x,0.46,1.472,380,0.187,"
      "x,seen\n";  // kg in place of t
  EXPECT_EQ(faults_of(method.estimate(stands, period(2020, 2020), tables)), Lines{"table_invalid"});
}

}  // namespace
}  // namespace linhui::methodology
