// Removals as formulas against the methods themselves, draw by draw, over all that they count.
#include <gtest/gtest.h>

#include "tests/methodology/monte_carlo/runs.h"

namespace linhui::methodology {
namespace {

using Settings = std::map<std::string, std::string>;

const std::string kMeasurements =
    "stand/volume_m3_ha,lognormal,percent,25,,,,test,project\n" + normal("stand/area_ha", "2");

// Every number of the tables that a figure rests on, but for what the rows state otherwise.
std::string drawn(const std::vector<std::string>& columns, const std::string& sd_percent) {
  std::string rows;
  for (const std::string& column : columns) rows += normal(column, sd_percent);
  return rows;
}

const std::string kTools =
    drawn({"species_ar_cm_001.csv/*/D_t_m3", "ar_tools.csv/*/value", "disturbance.csv/*/value",
           "dead_wood_litter.csv/*/value_percent_of_tree_biomass_carbon",
           "ipcc_forest_dom_soil.csv/*/value_tC_per_ha"},
          "3");

std::vector<Stand> planted_stands() {
  auto stands = mixed_stands();
  stands.push_back(forest("6", "杉木", "4.5", {{2020, "0"}, {2024, "12"}, {2025, "18.4"}}));
  int number = 0;
  for (Stand& stand : stands) {
    stand.planted_in = 2016 + 2 * number++;
    stand.soil = "LAC";
    stand.climate = "warm_temperate_moist";
    stand.soil_disturbed = decimal(number % 2 == 0 ? "0.05" : "0.4");
    stand.shrub_cover = decimal("0.2");
    stand.baseline_volume_m3_ha_by_year = {{2015, decimal("1.5")}, {2026, decimal("4")}};
  }
  return stands;
}

TEST(MonteCarloFormula, GivesTheFiguresOfArAcm0003) {
  const Settings everything = {
      {"dead_wood", "left_on_site"},  {"litter", "default"},
      {"biome", "temperate_boreal"},  {"soil", "ipcc_2019"},
      {"soil_before_percent", "80"},  {"shrubs", "counted"},
      {"forest_biomass_t_ha", "120"}, {"site_preparation_burnt_t_ha", "20"}};
  for (const Settings& settings : {Settings(), everything}) {
    for (const std::string& rows : {kTools + kMeasurements, kTools, kMeasurements}) {
      expect_figures_of_method(DrawRoute::formula, "AR-ACM0003", planted_stands(),
                               choices(rows, 200), with(period(2020, 2025), settings));
    }
  }
}

const std::string kForestTables = drawn(
    {"ipcc_forest_bcef.csv/*/value_t_per_m3", "ipcc_forest_carbon_fraction.csv/*/CF_tC_per_t_dm",
     "ipcc_forest_root_shoot.csv/*/R_t_bgb_per_t_agb",
     "ipcc_forest_biomass_growth.csv/*/agb_growth_t_dm_ha_yr",
     "ipcc_forest_dom_soil.csv/*/value_tC_per_ha"},
    "3");

// Growing stocks on both sides of the classes' limits, so that draws cross them.
std::vector<Stand> stands_of_classes() {
  std::vector<Stand> stands;
  int number = 0;
  for (const char* volume : {"0", "19", "21", "39.5", "60", "99", "101", "160", "205", "240"}) {
    Stand stand = forest("F" + std::to_string(number), number % 2 == 0 ? "马尾松" : "栎类", "8.25",
                         {{2018, volume}, {2027, "102"}});
    stand.origin = number % 3 == 0 ? "natural" : "planted";
    stand.age = Decimal(number * 4);
    if (number % 4 == 1) {
      stand.planted_in = 2003 + number;
      stand.age.reset();
    }
    stand.land_before = number % 2 == 0 ? "cropland" : "forest";
    if (stand.origin == "planted" && !stand.planted_in) stand.planted_in = 2010;
    stand.soil = "LAC";
    stand.climate = "warm_temperate_moist";
    stands.push_back(stand);
    ++number;
  }
  stands[4].species.clear();
  stands[4].composition = "7马3栎";
  return stands;
}

TEST(MonteCarloFormula, GivesTheFiguresOfForestLand) {
  const Settings pools = {{"zone", "subtropical_humid"},
                          {"dead_wood", "tier1"},
                          {"litter", "tier1"},
                          {"soil", "tier1"},
                          {"soil_factor_before", "0.69"}};
  for (const std::string approach : {"stock_difference", "gain_loss"}) {
    SCOPED_TRACE(approach);
    Settings settings = pools;
    settings["approach"] = approach;
    const bool is_yearly = approach == "gain_loss";  // every year's growth is rounded
    if (is_yearly) settings["growth"] = "fao";
    for (const std::string& rows : {kForestTables + kMeasurements, kForestTables}) {
      expect_figures_of_method(DrawRoute::formula, "IPCC-2019-FL", stands_of_classes(),
                               choices(rows, 200), with(period(2019, 2026), settings),
                               is_yearly ? 120 : 16);
    }
  }
}

TEST(MonteCarloFormula, GivesTheFiguresOfWetlands) {
  std::vector<Stand> stands;
  int number = 0;
  const auto add = [&](const std::string& type, std::optional<int> changed_in,
                       const std::string& land_use = "") {
    const bool is_water = type == "pond" || type == "ditch";
    stands.push_back(wetland("W" + std::to_string(++number), type, "3.5",
                             is_water ? "" : "warm_temperate_moist", changed_in));
    stands.back().land_use = land_use;
  };
  for (const std::string type : {"mineral", "organic_rewetted", "reservoir", "pond", "ditch"}) {
    for (const std::optional<int> year : {std::optional<int>(), std::optional<int>(1985),
                                          std::optional<int>(2003), std::optional<int>(2022)}) {
      add(type, year);
    }
  }
  for (const char* use : {"forest", "cropland", "grassland_deep", "grassland_shallow"}) {
    add("organic_drained", {}, use);
  }
  const std::string rows = drawn({"ipcc_wetland.csv/*/value", "gwp.csv/*/gwp100"}, "3");
  expect_figures_of_method(DrawRoute::formula, "IPCC-2013-WL", stands, choices(rows, 200),
                           period(2018, 2027), 120);  // every year is rounded
  expect_figures_of_method(DrawRoute::formula, "IPCC-2013-WL", stands,
                           choices(normal("stand/area_ha", "3"), 300), period(2018, 2027), 120);
}

// A sheet holds what stands share once.
TEST(FormulaSheet, KeepsWhatDoesNotDependOnAStandOnce) {
  FormulaSheet sheet;
  ASSERT_TRUE(find_method("AR-ACM0003")
                  ->add_removals(mixed_stands(), period(2020, 2025), shipped_tables(), sheet));
  const std::size_t cells = sheet.cells().size(), shared = sheet.shared().size();
  auto twice = mixed_stands();
  for (Stand& stand : mixed_stands()) {
    twice.push_back(stand);
    twice.back().stand_id += "again";
  }
  FormulaSheet larger;
  find_method("AR-ACM0003")->add_removals(twice, period(2020, 2025), shipped_tables(), larger);
  EXPECT_EQ(larger.cells().size(), cells);
  EXPECT_EQ(larger.shared().size(), shared);
  EXPECT_EQ(larger.of_stands().size(), 2 * sheet.of_stands().size());
}

}  // namespace
}  // namespace linhui::methodology
