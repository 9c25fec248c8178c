#include "methodology/planning/forecast.h"

#include <gtest/gtest.h>

#include <regex>

#include "methodology/planning/growth_curve.h"
#include "methodology/planning/scenario.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

using Lines = std::vector<std::string>;

const std::string kHebei = "Hebei (north)";

Stand aged(Stand stand, const std::string& age) {
  stand.age = decimal(age);
  return stand;
}

const Method& ar_cm() { return *find_method("AR-CM-001-V01"); }

PlannedEstimate planned(const std::vector<Stand>& stands, const Plan& plan, int from, int to,
                        const TableFiles& tables = shipped_tables()) {
  auto outcome = estimate_planned(ar_cm(), stands, plan, period(from, to), tables);
  const auto* faults = std::get_if<Findings>(&outcome);
  EXPECT_EQ(faults, nullptr) << (faults ? faults->front().english : "");
  return faults ? PlannedEstimate{} : std::get<PlannedEstimate>(std::move(outcome));
}

// The estimate of a stand that was measured in all these years.
Lines rows_of_measured(const std::string& species, std::map<int, std::string> volumes, int from,
                       int to) {
  return rows_of(outcome_of("AR-CM-001-V01", {forest("A", species, "12.5", std::move(volumes))},
                            period(from, to)));
}

Lines rows_in(const Estimate& estimate) {
  Lines lines;
  for (const auto& row : estimate.rows) lines.push_back(text_of(row));
  return lines;
}

// Volumes by 60-digit arithmetic of another language; then the estimate is the method's own.
TEST(Forecast, FollowsTheCurveThroughTheMeasuredPoint) {
  const auto found = planned({aged(forest("A", "马尾松", "12.5", {{2020, "60"}}), "20")},
                             {{}, kHebei}, 2020, 2025);
  EXPECT_EQ(rows_in(found.disturbed.estimate), rows_of_measured("马尾松",
                                                                {{2020, "60"},
                                                                 {2021, "64.533119"},
                                                                 {2022, "69.113954"},
                                                                 {2023, "73.737071"},
                                                                 {2024, "78.397459"},
                                                                 {2025, "83.090491"}},
                                                                2020, 2025));
  EXPECT_EQ(found.forecasts[0].by, ForecastBy::curve);
  EXPECT_EQ(found.forecasts[0].first_year, 2021);
  EXPECT_EQ(codes_of(found.disturbed.estimate.notes),
            (Lines{"uncertainty_not_assessed", "curve_used"}));
  const auto& note = found.disturbed.estimate.notes.back();
  EXPECT_NE(note.english.find("FORECAST"), std::string::npos);
  EXPECT_NE(note.english.find("Hebei"), std::string::npos);
  EXPECT_EQ(found.disturbed.estimate.tables.back().name, GrowthCurves::kFile);
  EXPECT_EQ(found.disturbed.estimate.tables.back().values_by_confidence.at("seen"), 4u);
}

// A felled share does not come back; the rest grows on as the curve does.
TEST(Forecast, GoesOnFromWhatAnEventLeaves) {
  auto events = parse_disturbances(
      "stand_id,date,kind,share_of_stock,destination\nA,2023-02-01,felling,0.3,removed\n");
  const auto found = planned({aged(forest("A", "马尾松", "12.5", {{2020, "60"}}), "20")},
                             {std::get<std::vector<Disturbance>>(events), kHebei}, 2020, 2025);
  EXPECT_EQ(rows_in(found.disturbed.estimate), rows_of_measured("马尾松",
                                                                {{2020, "60"},
                                                                 {2021, "64.533119"},
                                                                 {2022, "69.113954"},
                                                                 {2023, "51.615949"},
                                                                 {2024, "54.878221"},
                                                                 {2025, "58.163344"}},
                                                                2020, 2025));
  EXPECT_EQ(found.disturbed.effects[0].stock.volume_before.str(), "73.737071");
  EXPECT_GT(found.disturbed.loss, TonnesCO2e());
}

// Measured stock counts though nothing is known of what comes after.
TEST(Forecast, HoldsAStandThatItCannotCarryOn) {
  Stand young = aged(forest("Y", "马尾松", "1", {{2020, "6"}}), "2");
  const auto found = planned({forest("N", "马尾松", "1", {{2020, "60"}}),
                              aged(forest("A", "马尾松", "1", {{2020, "60"}}), "20"), young,
                              aged(forest("M", "马尾松", "1", {{2022, "60"}}), "20")},
                             {{}, kHebei}, 2020, 2022);
  const auto by = [&](std::size_t i) { return std::string(name_of(found.forecasts[i].by)); };
  EXPECT_EQ(by(0), "held");
  EXPECT_EQ(by(1), "curve");
  EXPECT_EQ(by(2), "held");  // before the foot of the curve
  EXPECT_EQ(by(3), "measured");
  EXPECT_EQ(codes_of(found.disturbed.estimate.notes),
            (Lines{"M:measured_late", "uncertainty_not_assessed", "N:forecast_held",
                   "Y:forecast_held", "curve_used"}));
  TonnesCO2e change;
  for (const auto& row : found.disturbed.estimate.rows) {
    if (row.stand == 0 && row.pool == Pool::total && row.change) change += *row.change;
  }
  EXPECT_EQ(change, TonnesCO2e());
}

TEST(Forecast, StopsWhereTheCurveWasFittedTo) {
  TableFiles tables = shipped_tables();
  tables[GrowthCurves::kFile] =
      "species_or_type,region,quantity,quantity_unit,equation,A,B,K,m,age_range_yr,source,"
      "confidence\n马尾松,here,growing stock,m3/ha,V=A/(1+B*exp(-K*t)),200,9.5,0.12,,5-22,plots,"
      "project\n";
  const auto found = planned({aged(forest("A", "马尾松", "1", {{2020, "60"}}), "20")}, {{}, "here"},
                             2020, 2024, tables);
  std::map<int, std::string> totals;
  for (const auto& row : found.disturbed.estimate.rows) {
    if (row.pool == Pool::total) totals[row.year] = row.stock->str();
  }
  EXPECT_NE(totals[2021], totals[2022]);
  EXPECT_EQ(totals[2022], totals[2023]);
  EXPECT_EQ(totals[2022], totals[2024]);
  EXPECT_EQ(codes_of(found.disturbed.estimate.notes),
            (Lines{"uncertainty_not_assessed", "A:forecast_beyond_curve", "curve_used"}));
}

TEST(Forecast, IsNeverMadeWithoutARegion) {
  const auto outcome =
      estimate_planned(ar_cm(), {aged(forest("A", "马尾松", "1", {{2020, "60"}}), "20")}, {},
                       period(2020, 2025), shipped_tables());
  EXPECT_EQ(codes_of(std::get<Findings>(outcome)), Lines{"A:no_forecast"});
  const auto unknown =
      estimate_planned(ar_cm(), {aged(forest("A", "马尾松", "1", {{2020, "60"}}), "20")},
                       {{}, "Southwest China"}, period(2020, 2025), shipped_tables());
  EXPECT_EQ(std::get<Findings>(unknown).front().code, "parameters_missing");
}

TEST(CurveNames, GoFromTheSpeciesToTheTypeOfForest) {
  auto built = CurveNames::build(shipped_tables());
  auto& names = std::get<CurveNames>(built);
  Stand mixed = forest("A", "", "1", {});
  EXPECT_EQ(names.of(forest("A", "马尾松", "1", {})).back(), "针叶林");
  EXPECT_EQ(names.of(forest("A", "Pinus massoniana", "1", {})),
            (Lines{"Pinus massoniana", "Pinus massoniana", "马尾松", "针叶林"}));
  mixed.composition = "6马4杉";
  EXPECT_EQ(names.of(mixed), Lines{"针叶林"});
  mixed.composition = "6马4栎";
  EXPECT_EQ(names.of(mixed), Lines{"混交林"});
  EXPECT_EQ(names.of(forest("A", "no tree", "1", {})), Lines{"no tree"});
}

const std::string kScenarioHead = "scenario,stand_id,year,action,share,every,species\n";

std::vector<ScenarioStep> steps(const std::string& rows) {
  auto parsed = parse_scenarios(kScenarioHead + rows);
  EXPECT_TRUE(std::holds_alternative<std::vector<ScenarioStep>>(parsed))
      << std::get<Findings>(parsed).front().english;
  return std::get<std::vector<ScenarioStep>>(parsed);
}

std::vector<ScenarioOutcome> scenarios(const std::vector<Stand>& stands, const std::string& rows,
                                       int to) {
  auto outcome =
      run_scenarios(ar_cm(), stands, steps(rows), kHebei, period(2020, to), shipped_tables());
  const auto* faults = std::get_if<Findings>(&outcome);
  EXPECT_EQ(faults, nullptr) << (faults ? faults->front().english : "");
  return faults ? std::vector<ScenarioOutcome>{}
                : std::get<std::vector<ScenarioOutcome>>(std::move(outcome));
}

Lines scenario_faults(const std::vector<Stand>& stands, const std::string& rows) {
  const auto outcome =
      run_scenarios(ar_cm(), stands, steps(rows), kHebei, period(2020, 2040), shipped_tables());
  const auto* faults = std::get_if<Findings>(&outcome);
  return faults == nullptr ? Lines{} : codes_of(*faults);
}

TEST(Scenarios, StandBesideTheStandsAsTheyAre) {
  const std::vector<Stand> stands = {aged(forest("A", "马尾松", "10", {{2020, "60"}}), "20"),
                                     aged(forest("B", "杉木", "5", {{2020, "90"}}), "15")};
  const auto found =
      scenarios(stands, "thinned,A,2025,thin,0.3,,\nburnt,,2024,fire,0.2,6,\n", 2040);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].name, "as_is");
  EXPECT_EQ(found[1].name, "thinned");
  EXPECT_EQ(found[0].years.size(), 21u);
  EXPECT_FALSE(found[0].years[0].forecast);
  EXPECT_TRUE(found[0].years[1].forecast);
  EXPECT_EQ(found[1].years[4].stock, found[0].years[4].stock);
  EXPECT_LT(*found[1].years[5].stock, *found[0].years[5].stock);
  EXPECT_EQ(found[1].years[5].emissions, TonnesCO2e());
  // 2024, 2030 and 2036, on both stands.
  EXPECT_EQ(found[2].planned.disturbed.effects.size(), 6u);
  EXPECT_GT(found[2].years[4].emissions, TonnesCO2e());
  EXPECT_EQ(found[2].years[5].emissions, TonnesCO2e());
  EXPECT_GT(found[2].years[16].emissions, TonnesCO2e());
}

// What is felled goes to nothing; what is planted follows its curve from age 0.
TEST(Scenarios, ConvertAStandToAnotherSpecies) {
  const auto found = scenarios({aged(forest("A", "马尾松", "10", {{2020, "60"}}), "20")},
                               "oaks,A,2025,convert,,,栎类\n", 2060);
  const auto& years = found[1].years;
  EXPECT_EQ(years[5].stock, TonnesCO2e());
  EXPECT_LT(*years[5].change, TonnesCO2e());
  EXPECT_GT(*years.back().stock, *years[20].stock);
  // 35 years of broadleaved forest, by the method itself.
  const auto curves = std::get<GrowthCurves>(GrowthCurves::of_region(shipped_tables(), kHebei));
  CurveReader reader;
  Stand grown = forest("A", "栎类", "10", {});
  grown.volume_m3_ha_by_year[2060] = *reader.at(*curves.find({"阔叶林"}), 35);
  const auto direct = outcome_of("AR-CM-001-V01", {grown}, period(2060, 2060));
  const TonnesCO2e expected = *std::get<Estimate>(direct).rows.back().stock;
  // From 1 m³/ha on it is scaled at a figure of six decimals: a millionth of the volume.
  const auto off = (*years.back().stock - expected).ten_thousandths();
  EXPECT_LE(std::abs(off), expected.ten_thousandths() / 500000 + 1);
}

TEST(Scenarios, PlantBareLandAndThinWhatWasPlanted) {
  const auto found = scenarios({forest("A", "杉木", "10", {{2020, "0"}})},
                               "new,A,2021,plant,,,杉木\nnew_thinned,A,2021,plant,,,杉木\n"
                               "new_thinned,A,2040,thin,0.5,,\n",
                               2045);
  EXPECT_EQ(*found[0].years.back().stock, TonnesCO2e());
  EXPECT_GT(*found[1].years.back().stock, TonnesCO2e());
  const auto& thinned = found[2].years;
  EXPECT_EQ(thinned[19].stock, found[1].years[19].stock);
  EXPECT_NEAR(static_cast<double>(thinned[20].stock->ten_thousandths()),
              static_cast<double>(found[1].years[20].stock->ten_thousandths()) / 2, 20);
}

TEST(Scenarios, AreRefusedWhereTheyDoNotFitTheStands) {
  const std::vector<Stand> stands = {aged(forest("A", "马尾松", "10", {{2020, "60"}}), "20")};
  EXPECT_EQ(scenario_faults(stands, "s,X,2025,thin,0.3,,\n"), Lines{"X:scenario_stand_unknown"});
  EXPECT_EQ(scenario_faults(stands, "s,A,2020,thin,0.3,,\n"), Lines{"A:scenario_year_measured"});
  EXPECT_EQ(scenario_faults(stands, "s,A,2025,plant,,,杉木\n"), Lines{"A:scenario_not_bare"});
  EXPECT_EQ(scenario_faults(stands, "s,A,2025,convert,,,no tree\n"), Lines{"A:parameters_missing"});
  // With what the method says of the stands themselves.
  EXPECT_EQ(scenario_faults({wetland("W", "pond", "1", "")}, "s,W,2025,thin,0.3,,\n"),
            (Lines{"W:kind_not_covered", "W:scenario_stand_unknown"}));
}

TEST(ScenarioFile, TellsEveryFaultAtOnce) {
  const auto count = [](const std::string& csv) {
    const auto parsed = parse_scenarios(csv);
    const auto* faults = std::get_if<Findings>(&parsed);
    return faults == nullptr ? 0 : static_cast<int>(faults->size());
  };
  EXPECT_EQ(count(kScenarioHead + "s,A,2025,thin,0.3,,\n"), 0);
  EXPECT_EQ(count("情景,小班号,年份,措施,比例\ns,A,2025,间伐,0.3\n"), 0);
  EXPECT_EQ(count(kScenarioHead + "as_is,A,25,thin,1.3,2,oak\n"), 5);
  EXPECT_EQ(count(kScenarioHead + "s,A,2025,sing,,,\n"), 1);
  EXPECT_EQ(count(kScenarioHead + "s,A,2025,plant,0.5,,\n"), 2);
  EXPECT_EQ(count(kScenarioHead + "s,A,2025,fire,0.5,0,\n"), 1);
  EXPECT_EQ(count(kScenarioHead + "s,A,2025,fire,0.5,-3,\n"), 1);
  EXPECT_EQ(count(""), 1);
  EXPECT_EQ(count("a,b\n1,2\n"), 3);
  EXPECT_EQ(count("\"\n"), 1);
}

TEST(FindingsOfForecasts, AreAllListedInTheDocs) {
  const std::string source = read_source_file("methodology/planning/forecast_findings.cc");
  const std::string page = read_source_file("docs/methodology.md");
  const std::regex code("return \\{\\s*\"([a-z_]+)\"");
  std::size_t count = 0;
  for (std::sregex_iterator it(source.begin(), source.end(), code), end; it != end; ++it, ++count) {
    const std::string quoted = "`" + (*it)[1].str() + "`";
    EXPECT_NE(page.find(quoted), std::string::npos) << quoted;
  }
  EXPECT_EQ(count, 7u);
}

}  // namespace
}  // namespace linhui::methodology
