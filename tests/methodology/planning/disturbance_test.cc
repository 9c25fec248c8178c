#include "methodology/planning/disturbance.h"

#include <gtest/gtest.h>

#include <random>
#include <regex>

#include "methodology/planning/disturbed_estimate.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

using Lines = std::vector<std::string>;

const std::string kHead = "stand_id,date,kind,share_of_stock,destination\n";

std::vector<Disturbance> events(const std::string& rows) {
  auto parsed = parse_disturbances(kHead + rows);
  const auto* faults = std::get_if<Findings>(&parsed);
  EXPECT_EQ(faults, nullptr) << (faults ? faults->front().english : "");
  return faults ? std::vector<Disturbance>{} : std::get<std::vector<Disturbance>>(parsed);
}

Lines faults_in(const std::string& csv) {
  const auto parsed = parse_disturbances(csv);
  const auto* faults = std::get_if<Findings>(&parsed);
  return faults == nullptr ? Lines{} : codes_of(*faults);
}

Lines faults_of_events(const std::vector<Stand>& stands, const std::string& rows) {
  const auto outcome = apply_disturbances(stands, events(rows), period(2020, 2030), false);
  const auto* faults = std::get_if<Findings>(&outcome);
  return faults == nullptr ? Lines{} : codes_of(*faults);
}

// "2021=50 2022=40.5": the growing stock that the estimate goes by.
std::string volumes_of(const Stand& stand) {
  std::string text;
  for (const auto& [year, volume] : stand.volume_m3_ha_by_year) {
    text += (text.empty() ? "" : " ") + std::to_string(year) + "=" + volume.str();
  }
  return text;
}

std::string disturbed(const Stand& stand, const std::string& rows) {
  const auto outcome = apply_disturbances({stand}, events(rows), period(2020, 2030), false);
  if (const auto* faults = std::get_if<Findings>(&outcome)) return faults->front().code;
  return volumes_of(std::get<DisturbedStands>(outcome).stands[0]);
}

TEST(DisturbanceFile, IsReadInBothLanguagesAndInOrderOfDate) {
  const auto read = events("A,2023-04-01,fire,0.25,burnt\n B ,2021, pine_wilt ,1,removed\n");
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[0].stand_id, "B");
  EXPECT_EQ(read[0].year, 2021);
  EXPECT_EQ(read[0].kind, DisturbanceKind::pine_wilt);
  EXPECT_EQ(read[0].line, 3u);
  EXPECT_EQ(read[1].share_of_stock, decimal("0.25"));
  EXPECT_EQ(read[1].destination, Destination::burnt);
  const auto chinese = parse_disturbances(
      "小班号,备注,日期,类型,蓄积损失比例,去向\nA,x,2023,松材线虫病,0.3,清理运出\n");
  EXPECT_EQ(std::get<std::vector<Disturbance>>(chinese)[0].kind, DisturbanceKind::pine_wilt);
}

TEST(DisturbanceFile, TellsEveryFaultAtOnce) {
  EXPECT_EQ(faults_in(kHead + "A,2023-02-29,flood,1.2,gone\n"),
            (Lines{"A:event_date_malformed", "A:event_kind_unknown", "A:event_share_out_of_range",
                   "A:event_destination_unknown"}));
  for (const char* share : {"0", "-0.1", "1.0001", "", "nan", "30%", "1e400"}) {
    EXPECT_EQ(faults_in(kHead + "A,2023,fire," + share + ",burnt\n"),
              Lines{"A:event_share_out_of_range"})
        << share;
  }
  for (const char* date : {"", "23-1-1", "2023-13-01", "2023-00-10", "2023-01-00", "2023-04-31",
                           "0999", "3000", "2023/04/01", "202a", "2023-1--1", "-023"}) {
    EXPECT_EQ(faults_in(kHead + "A," + date + ",fire,1,burnt\n"), Lines{"A:event_date_malformed"})
        << date;
  }
  EXPECT_EQ(faults_in(kHead + "A,2024-02-29,fire,1,burnt\n"), Lines{});
  EXPECT_EQ(faults_in(""), Lines{"events_malformed"});
  EXPECT_EQ(faults_in(kHead), Lines{"events_malformed"});
  EXPECT_EQ(faults_in("stand_id,date,kind\nA,2023,fire\n"),
            (Lines{"events_malformed", "events_malformed"}));
  EXPECT_EQ(faults_in(kHead + "A,2023\n"), Lines{"events_malformed"});
  EXPECT_EQ(faults_in("\xff\xfe\0\"x"), Lines{"events_malformed"});
}

// Grows by 4 a year, loses a quarter of 68 in 2022, and meets its inventory of 2025 again.
TEST(Disturbances, LowerTheStockInTheirYearAndKeepTheInventories) {
  const Stand stand = forest("A", "马尾松", "1", {{2020, "60"}, {2025, "63"}});
  EXPECT_EQ(disturbed(stand, "A,2022-05-01,fire,0.25,burnt\n"),
            "2020=60 2021=64.000000 2022=51.000000 2025=63");
  // In the first year and in the last: nothing stands between.
  EXPECT_EQ(disturbed(stand, "A,2021,wind,0.5,removed\n"), "2020=60 2021=33.666667 2025=63");
  EXPECT_EQ(disturbed(stand, "A,2025,wind,0.5,removed\n"), "2020=60 2024=112.800000 2025=63");
}

TEST(Disturbances, OfOneYearFollowEachOther) {
  const Stand stand = forest("A", "马尾松", "1", {{2020, "60"}, {2022, "20"}});
  // (1 - 0.5)(1 - 0.5) of 60 + g, and g more: 15 + 0.25 g + g = 20.
  const auto outcome = apply_disturbances(
      {stand}, events("A,2021-03-01,fire,0.5,burnt\nA,2021-09-01,ice,0.5,dead_wood\n"),
      period(2020, 2022), false);
  const auto& found = std::get<DisturbedStands>(outcome);
  ASSERT_EQ(found.losses.size(), 2u);
  EXPECT_EQ(found.losses[0].volume_before.str(), "64.000000");
  EXPECT_EQ(found.losses[0].volume_after.str(), "32.000000");
  EXPECT_EQ(found.losses[1].volume_before.str(), "32.000000");
  EXPECT_EQ(found.losses[1].volume_after.str(), "16.000000");
  EXPECT_EQ(volumes_of(found.stands[0]), "2020=60 2021=16.000000 2022=20");
}

TEST(Disturbances, MayTakeAll) {
  EXPECT_EQ(disturbed(forest("A", "马尾松", "1", {{2020, "60"}, {2025, "9"}}),
                      "A,2022,felling,1,removed\n"),
            "2020=60 2021=63.000000 2022=0.000000 2025=9");
  // Nothing tells what it grew by: what was last measured is what was lost.
  EXPECT_EQ(disturbed(forest("A", "马尾松", "1", {{2020, "60"}, {2025, "0"}}),
                      "A,2025,felling,1,removed\n"),
            "2020=60 2024=60.000000 2025=0");
  EXPECT_EQ(disturbed(forest("A", "马尾松", "1", {{2020, "60"}, {2025, "9"}}),
                      "A,2025,felling,1,removed\n"),
            "event_contradicts_inventory");
}

TEST(Disturbances, AreRefusedWhereTheyDoNotFitTheInventory) {
  const std::vector<Stand> stands = {forest("A", "马尾松", "1", {{2020, "60"}, {2025, "63"}}),
                                     wetland("W", "pond", "1", "")};
  EXPECT_EQ(faults_of_events(stands, "X,2022,fire,1,burnt\n"), Lines{"X:event_stand_unknown"});
  EXPECT_EQ(faults_of_events(stands, "W,2022,fire,1,burnt\n"), Lines{"W:event_kind_not_covered"});
  EXPECT_EQ(faults_of_events(stands, "A,2020-12-31,fire,1,burnt\n"),
            Lines{"A:event_before_inventory"});
  EXPECT_EQ(faults_of_events(stands, "A,2026,fire,1,burnt\n"), Lines{"A:event_after_inventory"});
  EXPECT_EQ(faults_of_events(stands, "A,2022,fire,0.1,burnt\nA,2022,fire,0.2,removed\n"),
            Lines{"A:event_duplicate"});
}

// Against a walk year by year in fractions: the year before, the year itself, the inventory.
TEST(Disturbances, AgreeWithAWalkInFractions) {
  std::mt19937 random(7);
  const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
  for (int round = 0; round < 500; ++round) {
    const int years = 2 + below(9), at = 1 + below(static_cast<unsigned>(years));
    const Decimal begin = decimal(std::to_string(below(300)) + "." + std::to_string(below(10)));
    const Decimal end = decimal(std::to_string(below(300)));
    const int percent = 1 + below(99);
    Stand stand = forest("A", "马尾松", "1", {});
    stand.volume_m3_ha_by_year = {{2020, begin}, {2020 + years, end}};
    const auto outcome =
        apply_disturbances({stand},
                           events("A," + std::to_string(2020 + at) + ",fire," +
                                  decimal(std::to_string(percent) + "e-2").str() + ",burnt\n"),
                           period(2020, 2030), false);
    const auto& found = std::get<DisturbedStands>(outcome);
    const Rational left(100 - percent, 100);
    const Rational growth = (end.rational() - left * begin.rational()) / (left * at + (years - at));
    const Rational before = begin.rational() + growth * at;
    EXPECT_EQ(found.losses[0].volume_before, round_volume(before));
    EXPECT_EQ(found.losses[0].volume_after, round_volume(before * left));
    EXPECT_GE(found.losses[0].volume_after, Decimal(0));
    EXPECT_EQ(found.stands[0].volume_m3_ha_by_year.at(2020), begin);
    EXPECT_EQ(found.stands[0].volume_m3_ha_by_year.at(2020 + years), end);
  }
}

TEST(Volumes, AreRoundedHalfToEven) {
  EXPECT_EQ(round_volume(Rational(1, 2000000)).str(), "0.000000");
  EXPECT_EQ(round_volume(Rational(3, 2000000)).str(), "0.000002");
  EXPECT_EQ(round_volume(Rational(-3, 2000000)).str(), "-0.000002");
  EXPECT_EQ(round_volume(Rational(2, 3)).str(), "0.666667");
}

DisturbedEstimate estimate_of(const std::vector<Stand>& stands, const std::string& rows,
                              int from = 2020, int to = 2025) {
  auto outcome = estimate_disturbed(*find_method("AR-CM-001-V01"), stands, events(rows),
                                    period(from, to), shipped_tables());
  const auto* faults = std::get_if<Findings>(&outcome);
  EXPECT_EQ(faults, nullptr) << (faults ? faults->front().english : "");
  return faults ? DisturbedEstimate{} : std::get<DisturbedEstimate>(std::move(outcome));
}

std::vector<std::string> rows_in(const Estimate& estimate, int year) {
  std::vector<std::string> lines;
  for (const auto& row : estimate.rows) {
    if (row.year == year) lines.push_back(text_of(row));
  }
  return lines;
}

// By hand: 马尾松 has D 0.380, BEF 1.472, R 0.187, CF 0.460. 100 ha, 68 m3/ha before the fire.
//   b = 68 * 0.380 * 1.472 = 38.03648 t d.m./ha; a quarter burns: 950.912 t, COMF 0.45
//   CH4: 950.912 * 0.45 * 4.7 * 28 / 1000 = 56.3130...; N2O: 950.912 * 0.45 * 0.26 * 265 / 1000
TEST(DisturbedEstimate, CountsWhatAFireGivesOffBesideTheStock) {
  const auto found = estimate_of({forest("A", "马尾松", "100", {{2020, "60"}, {2025, "63"}})},
                                 "A,2022-05-01,fire,0.25,burnt\n");
  ASSERT_EQ(found.effects.size(), 1u);
  const auto& effect = found.effects[0];
  const Rational burnt = Rational(68) * Rational(380, 1000) * Rational(1472, 1000) * 100 / 4;
  EXPECT_EQ(effect.ch4, round_half_even(ExactTonnesCO2e{burnt * Rational(45, 100) *
                                                        Rational(47, 10) * 28 / 1000}));
  EXPECT_EQ(effect.n2o, round_half_even(ExactTonnesCO2e{burnt * Rational(45, 100) *
                                                        Rational(26, 100) * 265 / 1000}));
  EXPECT_EQ(effect.ch4.str(), "56.3130");
  EXPECT_EQ(effect.n2o.str(), "29.4830");
  // Loss: 17 m3/ha of 100 ha at 0.38 * 1.472 * 1.187 * 0.46 * 44/12 t CO2e a m3.
  EXPECT_EQ(found.loss.str(), "1903.7955");
  EXPECT_EQ(found.reversal_tonnes, 1904);
  EXPECT_EQ(found.estimate.summary.project_emissions, effect.ch4 + effect.n2o);
  EXPECT_EQ(found.estimate.summary.net,
            found.estimate.summary.change - found.estimate.summary.project_emissions);
  const auto rows = rows_in(found.estimate, 2022);
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[2], "2022,emissions_ch4,,-56.3130");
  EXPECT_EQ(rows[3], "2022,emissions_n2o,,-29.4830");
  EXPECT_EQ(codes_of(found.estimate.notes),
            (Lines{"uncertainty_not_assessed", "A:fire_zone_assumed"}));
  Lines tables;
  for (const auto& use : found.estimate.tables) tables.push_back(use.name);
  EXPECT_NE(std::find(tables.begin(), tables.end(), "disturbance.csv"), tables.end());
  EXPECT_NE(std::find(tables.begin(), tables.end(), "gwp.csv"), tables.end());
}

// Whatever happened between them, the inventories say what changed.
TEST(DisturbedEstimate, LeavesTheChangeBetweenInventoriesAsMeasured) {
  const std::vector<Stand> stands = {forest("A", "马尾松", "12.3", {{2020, "60"}, {2025, "63"}}),
                                     forest("B", "杉木", "4", {{2020, "80"}, {2025, "10"}})};
  const auto plain =
      find_method("AR-CM-001-V01")->estimate(stands, period(2020, 2025), shipped_tables());
  const auto found = estimate_of(
      stands, "A,2022,ice,0.3,dead_wood\nB,2021,felling,0.5,removed\nB,2023,wind,0.6,removed\n");
  EXPECT_EQ(found.estimate.summary.change, std::get<Estimate>(plain).summary.change);
  EXPECT_EQ(found.estimate.summary.project_emissions, TonnesCO2e());
  EXPECT_EQ(found.effects[1].to_dead_wood + found.effects[0].to_dead_wood, found.effects[1].loss);
  TonnesCO2e sum;
  for (const auto& effect : found.effects) sum += effect.loss;
  EXPECT_EQ(sum, found.loss);
}

// Total rows take up the emissions, and rows still add up to the summary.
TEST(DisturbedEstimate, AddsUp) {
  const auto found = estimate_of({forest("A", "马尾松", "7", {{2020, "60"}, {2025, "63"}}),
                                  forest("B", "杉木", "3", {{2018, "70"}, {2025, "63"}})},
                                 "A,2022,fire,0.25,burnt\nB,2023,fire,1,burnt\n"
                                 "B,2023-06-01,pine_wilt,0.1,removed\n");
  TonnesCO2e pools, totals;
  for (const auto& row : found.estimate.rows) {
    if (row.change) (row.pool == Pool::total ? totals : pools) += *row.change;
  }
  EXPECT_EQ(pools, totals);
  EXPECT_EQ(found.estimate.summary.net, totals);
}

TEST(DisturbedEstimate, DoesNotCountWhatFallsOutsideThePeriod) {
  const auto found = estimate_of({forest("A", "马尾松", "7", {{2015, "60"}, {2025, "63"}})},
                                 "A,2018,fire,0.25,burnt\nA,2020,fire,0.25,burnt\n", 2020, 2024);
  EXPECT_FALSE(found.effects[0].counted);
  EXPECT_FALSE(found.effects[1].counted);
  EXPECT_EQ(found.loss, TonnesCO2e());
  EXPECT_EQ(found.reversal_tonnes, 0);
  EXPECT_EQ(
      codes_of(found.estimate.notes),
      (Lines{"uncertainty_not_assessed", "A:event_outside_period", "A:event_outside_period"}));
}

TEST(DisturbedEstimate, TakesTheFactorsOfTheClimate) {
  const auto ch4_at = [](const std::string& climate, const std::string& age) {
    Stand stand = forest("A", "马尾松", "100", {{2020, "60"}, {2025, "63"}});
    stand.climate = climate;
    if (!age.empty()) stand.age = decimal(age);
    const auto outcome = estimate_disturbed(*find_method("AR-CM-001-V01"), {stand},
                                            events("A,2022,fire,0.25,burnt\n"), period(2020, 2025),
                                            shipped_tables());
    if (const auto* faults = std::get_if<Findings>(&outcome)) return faults->front().code;
    return std::get<DisturbedEstimate>(outcome).effects[0].ch4.str();
  };
  EXPECT_EQ(ch4_at("warm_temperate_moist", ""), "56.3130");
  EXPECT_EQ(ch4_at("boreal_moist", ""), "50.0560");        // COMF 0.4
  EXPECT_EQ(ch4_at("tropical_moist", "6.5"), "121.3059");  // 8.5 years: 0.67 and 6.8 g/kg
  EXPECT_EQ(ch4_at("tropical_moist", "16"), "57.9372");    // 18 years: 0.32
  EXPECT_EQ(ch4_at("tropical_moist", ""), "parameters_missing");
  EXPECT_EQ(ch4_at("tropical_moist", "0.9"), "parameters_missing");
  EXPECT_EQ(ch4_at("polar_moist", ""), "parameters_missing");
}

TEST(DisturbedEstimate, TellsFaultsOfTheMethodAndOfTheEventsTogether) {
  const auto outcome = estimate_disturbed(
      *find_method("AR-CM-001-V01"), {forest("A", "no tree", "1", {{2020, "6"}, {2025, "7"}})},
      events("X,2022,fire,1,burnt\n"), period(2020, 2025), shipped_tables());
  EXPECT_EQ(codes_of(std::get<Findings>(outcome)),
            (Lines{"X:event_stand_unknown", "A:species_unknown"}));
}

TEST(FindingsOfDisturbances, AreAllListedInTheDocs) {
  const std::string source = read_source_file("methodology/planning/disturbance_findings.cc");
  const std::string page = read_source_file("docs/methodology.md");
  const std::regex code("return \\{\\s*\"([a-z_]+)\"");
  std::size_t count = 0;
  for (std::sregex_iterator it(source.begin(), source.end(), code), end; it != end; ++it, ++count) {
    const std::string quoted = "`" + (*it)[1].str() + "`";
    EXPECT_NE(page.find(quoted), std::string::npos) << quoted;
  }
  EXPECT_GE(count, 14u);
}

}  // namespace
}  // namespace linhui::methodology
