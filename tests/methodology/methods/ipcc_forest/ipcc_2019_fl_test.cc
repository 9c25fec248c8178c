#include <gtest/gtest.h>

#include <random>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

const std::string kForestLand = "IPCC-2019-FL";
using Settings = std::map<std::string, std::string>;

EstimateOptions with(Settings settings, int from = 2020, int to = 2020) {
  auto options = period(from, to);
  settings.emplace("zone", "subtropical_humid");
  options.settings = std::move(settings);
  return options;
}

Stand stand_of(const std::string& species, const std::string& origin,
               std::map<int, std::string> volumes, const std::string& area = "10") {
  Stand stand = forest("1", species, area, std::move(volumes));
  stand.origin = origin;
  return stand;
}

// 50 m³/ha of hardwoods: BCEF_S 0.8, R 0.230 (natural, up to 125 t/ha), CF 0.47.
TEST(ForestLand, GivesTheHandComputedStock) {
  EXPECT_EQ(
      rows_of(outcome_of(kForestLand, {stand_of("栎类", "natural", {{2020, "50"}})}, with({}))),
      (std::vector<std::string>{"2020,above_ground,689.3333,", "2020,below_ground,158.5467,",
                                "2020,total,847.8800,"}));
}

// The limits belong to the class below: "<20" up to 20, "21-40" up to 40.
TEST(ForestLand, TakesAClassUpToItsUpperLimit) {
  const auto above = [](const std::string& volume) {
    const auto outcome =
        outcome_of(kForestLand, {stand_of("马尾松", "planted", {{2020, volume}}, "1")}, with({}));
    return std::get<Estimate>(outcome).rows.front().stock->str();
  };
  EXPECT_EQ(above("20"), "206.8000");    // 20 · 6 · 0.47 · 44/12
  EXPECT_EQ(above("20.01"), "41.3807");  // 20.01 · 1.2
  EXPECT_EQ(above("40"), "82.7200");
  EXPECT_EQ(above("80"), "82.7200");    // 80 · 0.6
  EXPECT_EQ(above("80.1"), "75.9214");  // 80.1 · 0.55
}

// R passes to the next class above 125 t/ha of above-ground biomass.
TEST(ForestLand, TakesTheRatioOfItsBiomassClass) {
  const auto ratio = [](const std::string& volume) {
    const auto outcome = outcome_of(
        kForestLand, {stand_of("阔叶混", "natural", {{2020, volume}}, "1000")}, with({}));
    const auto& rows = std::get<Estimate>(outcome).rows;
    return static_cast<double>(rows[1].stock->ten_thousandths()) /
           static_cast<double>(rows[0].stock->ten_thousandths());
  };
  EXPECT_NEAR(ratio("189"), 0.230, 1e-6);  // 189 · 0.66 = 124.7 t/ha
  EXPECT_NEAR(ratio("190"), 0.246, 1e-6);  // 125.4
}

// A step between two classes is no growth, and is told.
TEST(ForestLand, TellsWhenAFactorClassIsCrossed) {
  const auto outcome =
      outcome_of(kForestLand, {stand_of("马尾松", "natural", {{2020, "18"}, {2022, "24"}})},
                 with({}, 2020, 2022));
  EXPECT_EQ(notes_of(outcome).front(), "1:factor_class_crossed");
  EXPECT_EQ(std::get<Estimate>(outcome).notes.front().value, "2021");
  EXPECT_LT(*std::get<Estimate>(outcome).rows.at(5).change, TonnesCO2e());
}

// Growth in Table 4.9: 2.5 t/ha a year up to 20 years, 1.0 after.
TEST(ForestLand, GrowsByAge) {
  Stand stand = stand_of("栎类", "natural", {});
  stand.age = decimal("18");
  const Settings gain = {{"approach", "gain_loss"}, {"biomass_class", "low"}};
  EXPECT_EQ(rows_of(outcome_of(kForestLand, {stand}, with(gain, 2020, 2023))),
            (std::vector<std::string>{
                "2020,above_ground,,", "2020,below_ground,,", "2020,total,,",
                "2021,above_ground,,43.0833", "2021,below_ground,,9.9092", "2021,total,,52.9925",
                "2022,above_ground,,43.0833", "2022,below_ground,,9.9092", "2022,total,,52.9925",
                "2023,above_ground,,17.2333", "2023,below_ground,,3.9637", "2023,total,,21.1970"}));
  // R differs by class: somebody must say it, or the growing stock does.
  EXPECT_EQ(
      faults_of(outcome_of(kForestLand, {stand}, with({{"approach", "gain_loss"}}, 2020, 2023))),
      std::vector<std::string>{"1:volume_missing"});
  stand.volume_m3_ha = decimal("200");
  const auto high =
      rows_of(outcome_of(kForestLand, {stand}, with({{"approach", "gain_loss"}}, 2020, 2021)));
  EXPECT_EQ(high.at(4), "2021,below_ground,,10.5985");
  // Planted in 2022: nothing grows before.
  stand.origin = "planted";
  stand.planted_in = 2022;
  const auto young = rows_of(outcome_of(kForestLand, {stand}, with(gain, 2020, 2023)));
  EXPECT_EQ(young.at(6), "2022,above_ground,,0.0000");
  EXPECT_EQ(young.at(9), "2023,above_ground,,137.8667");
}

// Twenty years from nothing to the default on land that was no forest (Eq. 2.23).
TEST(ForestLand, ConvertsLandInTwentyYears) {
  Stand stand = stand_of("马尾松", "planted", {{2020, "0"}, {2045, "0"}}, "1");
  stand.planted_in = 2020;
  const Settings pools = {{"dead_wood", "tier1"}, {"litter", "tier1"}};
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, with(pools, 2020, 2045))),
            std::vector<std::string>{"1:land_before_missing"});
  stand.land_before = "cropland";
  const auto rows =
      std::get<Estimate>(outcome_of(kForestLand, {stand}, with(pools, 2020, 2045))).rows;
  const auto dead_wood = [&](int year) {
    return rows.at(static_cast<std::size_t>((year - 2020) * 5 + 2)).stock->str();
  };
  EXPECT_EQ(dead_wood(2020), "0.0000");
  EXPECT_EQ(dead_wood(2030), "24.2000");  // 13.2 · 44/12 / 2
  EXPECT_EQ(dead_wood(2040), "48.4000");
  EXPECT_EQ(dead_wood(2045), "48.4000");
  // Soil needs the factors of the land before: not in the tables.
  stand.soil = "LAC";
  stand.climate = "warm_temperate_moist";
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, with({{"soil", "tier1"}}, 2020, 2045))),
            std::vector<std::string>{"1:parameters_missing"});
  const auto soil = std::get<Estimate>(outcome_of(
      kForestLand, {stand}, with({{"soil", "tier1"}, {"soil_factor_before", "0.69"}}, 2020, 2045)));
  EXPECT_EQ(soil.rows.at(2).stock->str(), "139.1500");   // 55 · 0.69 · 44/12
  EXPECT_EQ(soil.rows.at(82).stock->str(), "201.6667");  // 2040: 55 · 44/12
}

// Where the transcriptions differ, nobody chooses but the project.
TEST(ForestLand, AsksWhereTheTranscriptionsDiffer) {
  Stand stand = stand_of("栎类", "natural", {{2020, "50"}});
  auto options = with({{"zone", "temperate_mountain"}});
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, options)),
            std::vector<std::string>{"1:parameters_missing"});
  const auto below = [&](const std::string& choice) {
    options.settings["root_shoot"] = choice;
    const auto outcome = outcome_of(kForestLand, {stand}, options);
    EXPECT_EQ(faults_of(outcome), std::vector<std::string>{});
    return std::get<Estimate>(outcome).rows.at(1).stock->str();
  };
  // 10 ha · 50 m³/ha · 1.4 · 0.48 · 44/12 = 1232 t above ground.
  EXPECT_EQ(below("printed"), "616.0000");    // R 0.50
  EXPECT_EQ(below("aggregate"), "397.9360");  // R 0.323

  stand.origin = "planted";
  stand.age = decimal("10");
  auto gain = with({{"zone", "subtropical_mountain"}, {"approach", "gain_loss"}}, 2020, 2021);
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, gain)),
            std::vector<std::string>{"1:parameters_missing"});
  gain.settings["growth"] = "earthshot";
  EXPECT_EQ(rows_of(outcome_of(kForestLand, {stand}, gain)).at(3), "2021,above_ground,,86.1667");
  gain.settings["growth"] = "fao";
  EXPECT_EQ(rows_of(outcome_of(kForestLand, {stand}, gain)).at(3), "2021,above_ground,,112.0167");
  EXPECT_EQ(notes_of(outcome_of(kForestLand, {stand}, gain)).front(), "1:older_edition_used");
}

// A blank cell is unknown, not zero, and a range is no number.
TEST(ForestLand, RefusesWhereTheTablesHaveNoNumber) {
  Stand stand = stand_of("马尾松", "planted", {{2020, "50"}});
  stand.age = decimal("30");
  const auto faults = [&](Settings settings) {
    return faults_of(outcome_of(kForestLand, {stand}, with(std::move(settings), 2020, 2020)));
  };
  const std::vector<std::string> missing = {"1:parameters_missing"};
  EXPECT_EQ(faults({{"zone", "subtropical_dry"}}), missing);  // R of planted dry forest
  EXPECT_EQ(faults({{"zone", "tropical_mountain"}}),
            (std::vector<std::string>{"1:parameters_missing", "1:parameters_missing"}));
  EXPECT_EQ(faults({{"zone", "subtropical_mountain"}, {"litter", "tier1"}}), missing);
  stand.species = "针阔混";
  EXPECT_EQ(faults({}), missing);
  stand.species = "针叶混";
  EXPECT_EQ(faults({}), std::vector<std::string>{});
  EXPECT_EQ(faults({{"zone", "temperate_mountain"}, {"root_shoot", "printed"}}), missing);
  auto gain = with({{"zone", "subtropical_dry"}, {"approach", "gain_loss"}}, 2020, 2030);
  stand.species = "马尾松";
  stand.origin = "natural";
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, gain)), missing);
}

TEST(ForestLand, RefusesStandsThatLackAField) {
  Stand stand = stand_of("马尾松", "", {{2020, "50"}});
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, with({}))),
            std::vector<std::string>{"1:origin_missing"});
  stand.origin = "wild";
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, with({}))),
            std::vector<std::string>{"1:origin_unknown"});
  stand.origin = "natural";
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, with({{"approach", "gain_loss"}}))),
            std::vector<std::string>{"1:age_missing"});
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, with({{"soil", "tier1"}}))),
            (std::vector<std::string>{"1:soil_missing", "1:climate_missing"}));
  stand.species = "毛竹";
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, with({}))),
            std::vector<std::string>{"1:species_not_covered"});
  auto no_zone = period(2020, 2020);
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, no_zone)),
            std::vector<std::string>{"setting_missing"});
  EXPECT_EQ(faults_of(outcome_of(kForestLand, {stand}, with({{"soil_factor_before", "-1"}}))),
            std::vector<std::string>{"setting_unknown"});
}

TEST(ForestLand, RefusesDamagedTables) {
  const auto refused = [](const std::string& table, const std::string& from,
                          const std::string& to) {
    TableFiles tables = shipped_tables();
    std::string& bytes = tables.at(table);
    const auto at = bytes.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    bytes.replace(at, from.size(), to);
    const auto outcome =
        find_method(kForestLand)
            ->estimate({stand_of("马尾松", "natural", {{2020, "50"}})}, with({}), tables);
    EXPECT_FALSE(faults_of(outcome).empty()) << table << " " << to;
  };
  refused("ipcc_forest_root_shoot.csv", ",0.23,", ",1e30,");
  refused("ipcc_forest_root_shoot.csv", ",0.23,", ",-0.23,");
  refused("ipcc_forest_carbon_fraction.csv", "default,0.47", "default,4.7");
  refused("ipcc_forest_bcef.csv", "subtropical\",conifers,21-40,20,40",
          "subtropical\",conifers,21-40,30,40");
  refused("ipcc_forest_biomass_growth.csv", ",1.0,", ",much,");
}

// Random stands of conifers and hardwoods against Eq. 2.8 with the cells written out again.
TEST(ForestLand, AgreesWithTheEquationToTheLastDigit) {
  std::mt19937 random(11);
  const auto below = [&](int count) {
    return static_cast<int>(random() % static_cast<unsigned>(count));
  };
  const auto number = [&](int limit) {
    return std::to_string(below(limit)) + "." + std::to_string(1 + below(999));
  };
  std::vector<Stand> stands;
  for (int i = 0; i < 1000; ++i) {
    Stand stand = stand_of(below(2) == 0 ? "马尾松" : "栎类", below(2) == 0 ? "natural" : "planted",
                           {{2020, number(260)}, {2027, number(260)}}, number(300));
    stand.stand_id = std::to_string(i);
    stands.push_back(std::move(stand));
  }
  const auto outcome = outcome_of(kForestLand, stands, with({}, 2020, 2027));
  ASSERT_EQ(faults_of(outcome), std::vector<std::string>{});
  for (const auto& row : std::get<Estimate>(outcome).rows) {
    if (row.pool == Pool::total) continue;
    const Stand& stand = stands[row.stand];
    const Rational v0 = stand.volume_m3_ha_by_year.at(2020).rational();
    const Rational v1 = stand.volume_m3_ha_by_year.at(2027).rational();
    const Rational v = v0 + (v1 - v0) * (row.year - 2020) / 7;
    const bool pine = stand.species == "马尾松";
    const Rational bcef = v <= 20   ? Rational(pine ? 6 : 5)
                          : v <= 40 ? Rational(pine ? 12 : 19, 10)
                          : v <= 80 ? Rational(pine ? 6 : 8, 10)
                                    : Rational(pine ? 55 : 66, 100);
    const bool large = v * bcef > 125, natural = stand.origin == "natural";
    const Rational ratio =
        natural ? Rational(large ? 246 : 230, 1000) : Rational(large ? 24 : 20, 100);
    Rational tonnes = stand.area_ha.rational() * v * bcef * Rational(47, 100) * 44 / 12;
    if (row.pool == Pool::below_ground) tonnes *= ratio;
    const Rational off = boost::multiprecision::abs(
        Rational(tonnes * 10000 - Rational(row.stock->ten_thousandths())));
    ASSERT_TRUE(off < Rational(1, 2) ||
                (off == Rational(1, 2) && row.stock->ten_thousandths() % 2 == 0))
        << stand.stand_id << " " << row.year << " " << name_of(row.pool);
  }
}

}  // namespace
}  // namespace linhui::methodology
