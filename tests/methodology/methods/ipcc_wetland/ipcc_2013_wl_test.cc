#include "methodology/methods/ipcc_wetland/ipcc_2013_wl.h"

#include <gtest/gtest.h>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

using Lines = std::vector<std::string>;

EstimateOutcome estimate_wetlands(const std::vector<Stand>& stands,
                                  const EstimateOptions& options) {
  return outcome_of("IPCC-2013-WL", stands, options);
}

// The rows of the second year: the first with changes.
Lines second_year(const Stand& stand, const std::string& gwp = "AR5") {
  auto options = period(2020, 2021);
  options.gwp = gwp;
  Lines rows;
  for (const auto& row : rows_of(estimate_wetlands({stand}, options))) {
    if (row.starts_with("2021,")) rows.push_back(row.substr(5));
  }
  return rows;
}

Stand drained(const std::string& land_use, const std::string& nutrient) {
  Stand stand = wetland("1", "organic_drained", "10", "cool_temperate_moist");
  stand.land_use = land_use;
  stand.nutrient = nutrient;
  return stand;
}

// 10 ha · 183 kg · 28; AR4 has 25, AR6's non-fossil methane 27.0.
TEST(Ipcc2013Wl, TurnsMethaneIntoCo2eByTheSetNamed) {
  const Stand pond = wetland("1", "pond", "10", "");
  EXPECT_EQ(second_year(pond, "AR5").at(0), "emissions_ch4,,-51.2400");
  EXPECT_EQ(second_year(pond, "AR4").at(0), "emissions_ch4,,-45.7500");
  EXPECT_EQ(second_year(pond, "AR6").at(0), "emissions_ch4,,-49.4100");
}

// N2O: 10 ha · 2.8 kg N2O-N · 44/28 · 265, 298 and 273.
TEST(Ipcc2013Wl, TurnsNitrousOxideIntoCo2eByTheSetNamed) {
  EXPECT_EQ(second_year(drained("forest", "")).at(2), "emissions_n2o,,-11.6600");
  EXPECT_EQ(second_year(drained("forest", ""), "AR4").at(2), "emissions_n2o,,-13.1120");
  EXPECT_EQ(second_year(drained("forest", ""), "AR6").at(2), "emissions_n2o,,-12.0120");
}

// Drainage depth tells the factors of rich grassland apart; poor grassland has one set, but the
// ditches of its depth.
TEST(Ipcc2013Wl, TellsDrainedGrasslandApartByDepthAndNutrient) {
  // −(6.1 + 0.31) · 10 · 44/12; (0.95 · 16 + 0.05 · 1165) · 0.28; 8.2 · 44/28 · 2.65
  EXPECT_EQ(second_year(drained("grassland_deep", "rich")),
            (Lines{"soil,,-235.0333", "emissions_ch4,,-20.5660", "emissions_n2o,,-34.1471",
                   "total,,-289.7464"}));
  // −(3.6 + 0.31) · 10 · 44/12; (0.95 · 39 + 0.05 · 527) · 0.28; 1.6 · 44/28 · 2.65
  EXPECT_EQ(second_year(drained("grassland_shallow", "rich")),
            (Lines{"soil,,-143.3667", "emissions_ch4,,-17.7520", "emissions_n2o,,-6.6629",
                   "total,,-167.7816"}));
  // −(5.3 + 0.31) · 10 · 44/12; (0.95 · 1.8 + 0.05 · 527) · 0.28; 4.3 · 44/28 · 2.65
  EXPECT_EQ(second_year(drained("grassland_shallow", "poor")),
            (Lines{"soil,,-205.7000", "emissions_ch4,,-7.8568", "emissions_n2o,,-17.9064",
                   "total,,-231.4632"}));
}

TEST(Ipcc2013Wl, TakesUnknownNutrientAsRichInTheTemperateZoneAndPoorInTheBorealOne) {
  Stand stand = wetland("1", "organic_rewetted", "10", "warm_temperate_moist");
  Stand named = stand;
  named.nutrient = "rich";
  EXPECT_EQ(second_year(stand), second_year(named));
  stand.climate = named.climate = "boreal_moist";
  named.nutrient = "poor";
  EXPECT_EQ(second_year(stand), second_year(named));
  EXPECT_EQ(notes_of(estimate_wetlands({stand}, period(2020, 2021))),
            (Lines{"1:nutrient_assumed", "1:net_source", "uncertainty_not_assessed"}));
  EXPECT_EQ(second_year(drained("grassland_deep", "")),
            second_year(drained("grassland_deep", "rich")));
  EXPECT_EQ(notes_of(estimate_wetlands({drained("grassland_deep", "")}, period(2020, 2020))),
            (Lines{"1:nutrient_assumed", "uncertainty_not_assessed"}));
  // Nothing is assumed where the table does not ask.
  EXPECT_EQ(notes_of(estimate_wetlands({drained("forest", "")}, period(2020, 2020))),
            Lines{"uncertainty_not_assessed"});
}

// −(0 + 0.51) · 10 · 44/12; 41 · 16/12 · 0.28
TEST(Ipcc2013Wl, KnowsTropicalRewettedSoil) {
  EXPECT_EQ(second_year(wetland("1", "organic_rewetted", "10", "tropical_montane")),
            (Lines{"soil,,-18.7000", "emissions_ch4,,-15.3067", "total,,-34.0067"}));
}

// F: 0.71 at y0, 0.80 after 20 and 1.0 after 40 years; SOC_ref 135 t C/ha.
TEST(Ipcc2013Wl, LetsRestoredSoilRecoverInFortyYears) {
  const auto outcome = estimate_wetlands(
      {wetland("1", "mineral", "1", "warm_temperate_moist", 2000)}, period(1999, 2042));
  std::map<int, std::string> stock;
  for (const auto& row : std::get<Estimate>(outcome).rows) {
    if (row.pool == Pool::soil) stock[row.year] = row.stock->str();
  }
  EXPECT_EQ(stock[1999], "351.4500");  // 495 · 0.71
  EXPECT_EQ(stock[2000], "351.4500");
  EXPECT_EQ(stock[2010], "373.7250");  // 495 · 0.755
  EXPECT_EQ(stock[2020], "396.0000");  // 495 · 0.80
  EXPECT_EQ(stock[2030], "445.5000");  // 495 · 0.90
  EXPECT_EQ(stock[2040], "495.0000");
  EXPECT_EQ(stock[2042], "495.0000");
}

// A reservoir of unknown trophic state is not adjusted, and says so; each state scales methane.
TEST(Ipcc2013Wl, ScalesAReservoirByItsTrophicState) {
  Stand stand = wetland("1", "reservoir", "10", "warm_temperate_moist");
  EXPECT_EQ(second_year(stand).at(0), "emissions_ch4,,-24.5076");  // 80.3 · 1.09 · 0.28
  EXPECT_EQ(notes_of(estimate_wetlands({stand}, period(2020, 2020))),
            (Lines{"1:trophic_assumed", "uncertainty_not_assessed"}));
  stand.trophic = "hypereutrophic";
  EXPECT_EQ(second_year(stand).at(0), "emissions_ch4,,-612.6890");
  stand.trophic = "mesotrophic";
  EXPECT_EQ(second_year(stand).at(0), "emissions_ch4,,-73.5227");
  EXPECT_EQ(notes_of(estimate_wetlands({stand}, period(2020, 2020))),
            Lines{"uncertainty_not_assessed"});
}

TEST(Ipcc2013Wl, HasAFactorForEveryZoneOfMineralSoilAndReservoirs) {
  for (const char* zone : {"boreal_dry", "boreal_moist", "cool_temperate_dry",
                           "cool_temperate_moist", "warm_temperate_dry", "warm_temperate_moist",
                           "tropical_dry", "tropical_moist", "tropical_wet", "tropical_montane"}) {
    for (const char* type : {"mineral", "reservoir", "organic_rewetted"}) {
      EXPECT_EQ(
          faults_of(estimate_wetlands({wetland("1", type, "1", zone, 2010)}, period(2020, 2021))),
          Lines{})
          << zone << " " << type;
    }
  }
}

// What the tables do not have is missing, not zero.
TEST(Ipcc2013Wl, RefusesAZoneWithoutFactors) {
  Stand stand = drained("forest", "");
  stand.climate = "tropical_wet";
  EXPECT_EQ(faults_of(estimate_wetlands({stand}, period(2020, 2021))),
            Lines{"1:parameters_missing"});
  stand.climate = "boreal_dry";
  const auto outcome = estimate_wetlands({stand}, period(2020, 2021));
  EXPECT_EQ(std::get<Findings>(outcome).at(0).value,
            "drained organic soil, boreal, forest land, EF_CO2");
}

TEST(Ipcc2013Wl, TellsEveryFaultAtOnce) {
  std::vector<Stand> stands = {wetland("1", "", "1", ""),
                               wetland("2", "bog", "1", "warm_temperate_moist"),
                               wetland("3", "mineral", "1", ""),
                               wetland("4", "mineral", "1", "mediterranean"),
                               wetland("5", "organic_drained", "1", "warm_temperate_moist"),
                               drained("meadow", "so-so"),
                               wetland("7", "reservoir", "1", "warm_temperate_moist", 20211),
                               forest("8", "马尾松", "1", {}),
                               wetland("9", "pond", "0", ""),
                               wetland("9", "ditch", "1e9", "")};
  stands[5].stand_id = "6";
  stands[6].trophic = "dirty";
  const auto outcome = estimate_wetlands(stands, period(2020, 2021));
  auto faults = faults_of(outcome);
  std::sort(faults.begin(), faults.end());
  EXPECT_EQ(faults, (Lines{"1:wetland_type_missing", "2:wetland_type_unknown", "3:climate_missing",
                           "4:climate_unknown", "5:land_use_missing", "6:land_use_unknown",
                           "6:nutrient_unknown", "7:trophic_unknown", "7:year_out_of_range",
                           "8:kind_not_covered", "9:area_not_positive", "9:area_too_large",
                           "9:stand_id_duplicate"}));
  for (const auto& fault : std::get<Findings>(outcome)) {
    EXPECT_FALSE(fault.english.empty() || fault.chinese.empty() || fault.field.empty());
  }
}

TEST(Ipcc2013Wl, RefusesAnUnknownSetOfWarmingPotentials) {
  auto options = period(2020, 2021);
  options.gwp = "ar5";
  EXPECT_EQ(faults_of(estimate_wetlands({wetland("1", "pond", "1", "")}, options)),
            Lines{"gwp_unknown"});
}

TEST(Ipcc2013Wl, RefusesTablesThatLackAGasOrHoldAShareAboveOne) {
  const std::vector<Stand> stands = {wetland("1", "pond", "1", "")};
  const Method& method = *find_method("IPCC-2013-WL");
  TableFiles tables = shipped_tables();
  std::string& gwp = tables["gwp.csv"];
  gwp.replace(gwp.find("AR5,without climate-carbon feedback,N2O"), 3, "AR7");
  EXPECT_EQ(faults_of(method.estimate(stands, period(2020, 2021), tables)), Lines{"table_invalid"});
  tables = shipped_tables();
  std::string& factors = tables["ipcc_wetland.csv"];
  factors.replace(factors.find("Frac_ditch,0.025"), 16, "Frac_ditch,1.025");
  EXPECT_EQ(faults_of(method.estimate(stands, period(2020, 2021), tables)), Lines{"table_invalid"});
}

// Pools in `change`, gases in `project_emissions`, and the difference in `net`.
TEST(Ipcc2013Wl, SumsPoolsAndEmissionsApart) {
  const auto outcome = estimate_wetlands(
      {wetland("1", "mineral", "1", "warm_temperate_moist", 2020)}, period(2020, 2022));
  const auto& summary = std::get<Estimate>(outcome).summary;
  EXPECT_EQ(summary.change.str(), "4.4550");              // 2 · 495 · 0.09/20
  EXPECT_EQ(summary.project_emissions.str(), "13.1600");  // 2 · 235 · 0.028
  EXPECT_EQ(summary.net.str(), "-8.7050");
  EXPECT_TRUE(summary.net_source);
}

TEST(Ipcc2013Wl, CountsTheConfidenceOfWhatItLookedUp) {
  const auto outcome = estimate_wetlands({drained("grassland_deep", "rich")}, period(2020, 2021));
  const auto& tables = std::get<Estimate>(outcome).tables;
  ASSERT_EQ(tables.size(), 2u);
  // EF_CO2, EF_DOC, EF_CH4_land, Frac_ditch seen; EF_CH4_ditch and EF_N2O by depth recalled.
  EXPECT_EQ(tables[0].values_by_confidence,
            (std::map<std::string, std::size_t>{{"seen", 4}, {"recalled", 2}}));
  EXPECT_EQ(tables[1].values_by_confidence, (std::map<std::string, std::size_t>{{"seen", 2}}));
}

}  // namespace
}  // namespace linhui::methodology
