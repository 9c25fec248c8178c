#include <gtest/gtest.h>

#include <iostream>
#include <random>

#include "methodology/parameters/csv.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

const std::string kChnBv = "CHN-BV";

TonnesCO2e stock_of(const Stand& stand, const EstimateOptions& options) {
  const auto outcome = outcome_of(kChnBv, {stand}, options);
  EXPECT_EQ(faults_of(outcome), std::vector<std::string>{});
  return std::get<Estimate>(outcome).rows.back().stock.value_or(TonnesCO2e());
}

// (0.5034 · 86.4 + 20.547) t/ha on 12.35 ha, by hand: 64.04076 t/ha · 12.35 · 0.47 · 44/12.
TEST(BiomassVolume, GivesTheHandComputedStock) {
  const Stand stand = forest("1", "马尾松", "12.35", {{2020, "86.4"}});
  EXPECT_EQ(stock_of(stand, period(2020, 2020)).str(), "1362.9902");
  // (0.7848 · 100 + 16.715) t/ha · 0.5 · 44/12.
  EXPECT_EQ(rows_of(outcome_of(kChnBv, {forest("1", "栎类", "1", {{2020, "100"}})},
                               with(period(2020, 2020),
                                    {{"parameters", "shandong"}, {"carbon_fraction", "study"}}))),
            (std::vector<std::string>{"2020,living_biomass,174.5242,", "2020,total,174.5242,"}));
}

// b is the intercept of closed stands: bare land has no 20 t of trees on it.
TEST(BiomassVolume, FindsNothingWhereThereIsNoGrowingStock) {
  const Stand stand = forest("1", "马尾松", "10", {{2020, "0"}, {2024, "40.0"}});
  const auto rows = std::get<Estimate>(outcome_of(kChnBv, {stand}, period(2020, 2024))).rows;
  EXPECT_EQ(rows[0].stock->str(), "0.0000");
  // And the way from there to the next inventory is straight: no jump by b in the first year.
  EXPECT_NEAR(static_cast<double>(rows[4].stock->ten_thousandths()) * 2,
              static_cast<double>(rows[8].stock->ten_thousandths()), 1);
}

TEST(BiomassVolume, KeepsItsParameterSetsApart) {
  const Stand oak = forest("1", "栎类", "1", {{2020, "100"}});
  EXPECT_NE(stock_of(oak, period(2020, 2020)),
            stock_of(oak, with(period(2020, 2020), {{"parameters", "shandong"}})));
  EXPECT_EQ(
      faults_of(outcome_of(kChnBv, {oak}, with(period(2020, 2020), {{"parameters", "hunan"}}))),
      std::vector<std::string>{"setting_unknown"});
}

// Names lead to the groups of this table; what stands in for a species is told.
TEST(BiomassVolume, LooksSpeciesUpAsOthersDo) {
  const auto note = [](const std::string& species, const std::string& parameters) {
    const auto outcome = outcome_of(kChnBv, {forest("1", species, "1", {{2020, "1"}})},
                                    with(period(2020, 2020), {{"parameters", parameters}}));
    EXPECT_EQ(faults_of(outcome), std::vector<std::string>{}) << species;
    return notes_of(outcome).front();
  };
  for (const char* species :
       {"马尾松", "马", "Pinus massoniana", "220", "Masson pine", "柳杉", "330", "440", "270",
        "Pinus taiwanensis", "湿地松", "针阔混", "硬阔"}) {
    EXPECT_EQ(note(species, "zhejiang"), "uncertainty_not_assessed") << species;
  }
  for (const char* species : {"枫香", "480", "落叶松", "桉树", "140"}) {
    EXPECT_EQ(note(species, "zhejiang"), "1:species_fallback") << species;
  }
  EXPECT_EQ(note("落叶松", "shandong"), "uncertainty_not_assessed");
  EXPECT_EQ(note("杨", "shandong"), "uncertainty_not_assessed");
  EXPECT_EQ(note("枫香", "shandong"), "1:species_fallback");
  auto strict = period(2020, 2020);
  strict.strict = true;
  EXPECT_EQ(faults_of(outcome_of(kChnBv, {forest("1", "枫香", "1", {{2020, "1"}})}, strict)),
            std::vector<std::string>{"1:species_fallback"});
  EXPECT_EQ(
      faults_of(outcome_of(kChnBv, {forest("1", "葫芦", "1", {{2020, "1"}})}, period(2020, 2020))),
      std::vector<std::string>{"1:species_unknown"});
}

// 3150 culms/ha on 8 ha at 10.44 kg a culm, 0.475 t C/t.
TEST(BiomassVolume, CountsBambooByCulms) {
  Stand bamboo = forest("1", "毛竹", "8", {});
  EXPECT_EQ(faults_of(outcome_of(kChnBv, {bamboo}, period(2020, 2021))),
            std::vector<std::string>{"1:stems_ha_missing"});
  bamboo.stems_ha = decimal("3150");
  for (const char* name : {"毛竹", "竹林", "Phyllostachys edulis", "660"}) {
    bamboo.species = name;
    const auto outcome = outcome_of(kChnBv, {bamboo}, period(2020, 2021));
    EXPECT_EQ(rows_of(outcome),
              (std::vector<std::string>{"2020,living_biomass,458.2116,", "2020,total,458.2116,",
                                        "2021,living_biomass,458.2116,0.0000",
                                        "2021,total,458.2116,0.0000"}))
        << name;
    EXPECT_EQ(notes_of(outcome).front(), "1:held_constant");
  }
  bamboo.stems_ha = decimal("-1");
  EXPECT_EQ(faults_of(outcome_of(kChnBv, {bamboo}, period(2020, 2021))),
            std::vector<std::string>{"1:number_out_of_range"});
  bamboo.stems_ha = decimal("3150");
  bamboo.composition = "5毛竹5杉木";
  EXPECT_EQ(faults_of(outcome_of(kChnBv, {bamboo}, period(2020, 2021))),
            std::vector<std::string>{"1:species_not_covered"});
}

// AR-TOOL14: 0.10 of a forest's 61 t/ha, by cover, with R 0.40; nothing below 5 %.
TEST(BiomassVolume, CountsShrubsByCover) {
  Stand shrubs = forest("1", "灌木林", "10", {});
  EXPECT_EQ(faults_of(outcome_of(kChnBv, {shrubs}, period(2020, 2020))),
            std::vector<std::string>{"1:shrub_cover_missing"});
  shrubs.shrub_cover = decimal("0.5");
  EXPECT_EQ(stock_of(shrubs, period(2020, 2020)).str(), "73.5863");
  shrubs.shrub_cover = decimal("0.05");
  EXPECT_EQ(stock_of(shrubs, period(2020, 2020)).str(), "7.3586");
  shrubs.shrub_cover = decimal("0.0499");
  EXPECT_EQ(stock_of(shrubs, period(2020, 2020)).str(), "0.0000");
  shrubs.shrub_cover = decimal("1.01");
  EXPECT_EQ(faults_of(outcome_of(kChnBv, {shrubs}, period(2020, 2020))),
            std::vector<std::string>{"1:number_out_of_range"});
}

// No default is in hand: refused by name, not guessed.
TEST(BiomassVolume, RefusesEconomicForestWithoutGrowingStock) {
  Stand orchard = forest("1", "经济林", "1", {});
  EXPECT_EQ(faults_of(outcome_of(kChnBv, {orchard}, period(2020, 2020))),
            std::vector<std::string>{"1:parameters_missing"});
  orchard.species = "阔叶混";
  orchard.forest_category = "economic";
  EXPECT_EQ(faults_of(outcome_of(kChnBv, {orchard}, period(2020, 2020))),
            std::vector<std::string>{"1:parameters_missing"});
  orchard.volume_m3_ha = decimal("12");
  EXPECT_EQ(faults_of(outcome_of(kChnBv, {orchard}, period(2020, 2020))),
            std::vector<std::string>{});
}

TEST(BiomassVolume, IsForAssessmentOnly) {
  EXPECT_FALSE(find_method(kChnBv)->declaration().crediting);
  EXPECT_FALSE(find_method("IPCC-2019-FL")->declaration().crediting);
}

TEST(BiomassVolume, RefusesDamagedTables) {
  const auto refused = [](const std::string& table, const std::string& from,
                          const std::string& to) {
    TableFiles tables = shipped_tables();
    std::string& bytes = tables.at(table);
    const auto at = bytes.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    bytes.replace(at, from.size(), to);
    const auto outcome = find_method(kChnBv)->estimate({forest("1", "杉木", "1", {{2020, "1"}})},
                                                       period(2020, 2020), tables);
    EXPECT_EQ(faults_of(outcome), std::vector<std::string>{"table_invalid"}) << table << " " << to;
  };
  refused("stand_biomass_volume.csv", "0.5034", "");
  refused("stand_biomass_volume.csv", "0.5034", "5034");
  refused("stand_biomass_volume.csv", ",杉木,", ",松木,");
  refused("other_biomass.csv", "culm_biomass", "culm_mass");
  refused("biomass_volume_groups.csv", ",seen,", ",sure,");
}

// Thousands of random stands against the equation written out again.
TEST(BiomassVolume, AgreesWithTheEquationToTheLastDigit) {
  struct Group {
    const char* name;
    Rational a, b;
  };
  const std::vector<Group> groups = {
      {"马尾松", decimal("0.5034").rational(), decimal("20.547").rational()},
      {"杉木", decimal("0.4652").rational(), decimal("19.141").rational()},
      {"柏木", decimal("0.6129").rational(), decimal("46.1451").rational()},
      {"栎类", decimal("1.1453").rational(), decimal("8.5473").rational()},
      {"阔叶混", decimal("0.9788").rational(), decimal("5.3764").rational()}};
  std::mt19937 random(7);
  const auto below = [&](int count) {
    return static_cast<int>(random() % static_cast<unsigned>(count));
  };
  const auto number = [&](int limit) {
    return std::to_string(below(limit)) + "." + std::to_string(1 + below(9999));
  };
  std::vector<Stand> stands;
  std::vector<const Group*> of;
  for (int i = 0; i < 2000; ++i) {
    of.push_back(&groups[static_cast<std::size_t>(below(5))]);
    stands.push_back(forest(std::to_string(i), of.back()->name, number(500),
                            {{2020, number(400)}, {2027, number(400)}}));
  }
  const auto outcome = outcome_of(kChnBv, stands, period(2020, 2027));
  ASSERT_EQ(faults_of(outcome), std::vector<std::string>{});
  std::size_t compared = 0;
  for (const auto& row : std::get<Estimate>(outcome).rows) {
    if (row.pool == Pool::total) continue;
    const Stand& stand = stands[row.stand];
    const Rational v0 = stand.volume_m3_ha_by_year.at(2020).rational();
    const Rational v1 = stand.volume_m3_ha_by_year.at(2027).rational();
    const Rational volume = v0 + (v1 - v0) * (row.year - 2020) / 7;
    const Rational tonnes = stand.area_ha.rational() *
                            (of[row.stand]->a * volume + of[row.stand]->b) * Rational(47, 100) *
                            44 / 12;
    // The figure is at most half a unit away, and a tie goes to the even one.
    const Rational off = boost::multiprecision::abs(
        Rational(tonnes * 10000 - Rational(row.stock->ten_thousandths())));
    ASSERT_TRUE(off < Rational(1, 2) ||
                (off == Rational(1, 2) && row.stock->ten_thousandths() % 2 == 0))
        << stand.stand_id << " " << row.year;
    ++compared;
  }
  EXPECT_EQ(compared, 2000u * 8);
}

// Beside what the Zhejiang study finds: its mean tree-layer carbon density and the growing stock at
// which the equation gives it. A stock of 10 to 150 m³/ha is what its young and middle-aged forests
// can have; the study measured its own carbon fractions, so this is no equality.
TEST(BiomassVolume, LiesWhereTheStudyFindsItsForests) {
  const auto parsed = parse_csv(read_source_file("tests/data/carbon_density_reference.csv"));
  std::cout << "group      study t C/ha   V that gives it, m3/ha   here at 40 m3/ha, t C/ha\n";
  int compared = 0;
  for (const auto& row : std::get<std::vector<CsvRow>>(parsed)) {
    if (row[0] != "Zhejiang" || row[2] != "all" || row[1] == "竹林") continue;
    const auto carbon = [&](const std::string& volume) {
      const Stand stand = forest("1", row[1], "1", {{2020, volume}});
      return static_cast<double>(stock_of(stand, period(2020, 2020)).ten_thousandths()) / 1e4 * 12 /
             44;
    };
    const double study = std::stod(row[4]), at_40 = carbon("40"), at_140 = carbon("140");
    const double volume = 40 + (study - at_40) / (at_140 - at_40) * 100;
    std::cout << row[1] << "\t" << study << "\t" << volume << "\t" << at_40 << "\n";
    EXPECT_GT(volume, 10) << row[1];
    EXPECT_LT(volume, 150) << row[1];
    ++compared;
  }
  EXPECT_EQ(compared, 6);
}

}  // namespace
}  // namespace linhui::methodology
