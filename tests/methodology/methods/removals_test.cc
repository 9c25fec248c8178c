// Method::removals: by stand and over the period, what estimate() says by year and pool.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

struct Case {
  std::string method;
  std::map<std::string, std::string> settings = {};
};

std::vector<Stand> forests() {
  std::vector<Stand> stands = {
      forest("1", "马尾松", "12.35", {{2018, "41.5"}, {2023, "60.2"}, {2027, "70.25"}}),
      forest("2", "杉木", "3.5", {{2020, "0"}, {2022, "2.5"}, {2026, "33.3"}}),
      forest("3", "栎类", "8.0625", {{2022, "57"}, {2026, "17"}}),
      forest("4", "", "700.123", {{2020, "30"}, {2026, "145.75"}})};
  stands[3].composition = "7马3栎";
  for (Stand& stand : stands) {
    stand.baseline_volume_m3_ha_by_year = {{2019, decimal("12.5")}, {2026, decimal("31")}};
    stand.origin = "planted";
    stand.planted_in = 2021;
    stand.age = Decimal(12);
    stand.land_before = "cropland";
    stand.soil = "LAC";
    stand.climate = "warm_temperate_moist";
    stand.soil_disturbed = decimal("0.25");
    stand.shrub_cover = decimal("0.2");
  }
  return stands;
}

std::vector<Stand> wetlands() {
  std::vector<Stand> stands = {wetland("a", "mineral", "3.21", "warm_temperate_moist", 2015),
                               wetland("b", "reservoir", "20.5", "warm_temperate_moist", 2004),
                               wetland("c", "organic_drained", "2.7", "warm_temperate_moist"),
                               wetland("d", "pond", "0.35", "")};
  stands[2].land_use = "cropland";
  return stands;
}

const std::vector<Case> kCases = {{"AR-CM-001-V01"},
                                  {"AR-CM-003-V01"},
                                  {"CHN-BV"},
                                  {"IPCC-2013-WL"},
                                  {"IPCC-2019-FL",
                                   {{"zone", "subtropical_humid"},
                                    {"dead_wood", "tier1"},
                                    {"litter", "tier1"},
                                    {"soil", "tier1"},
                                    {"soil_factor_before", "0.8"}}},
                                  {"IPCC-2019-FL",
                                   {{"zone", "subtropical_humid"},
                                    {"approach", "gain_loss"},
                                    {"biomass_class", "low"},
                                    {"soil", "tier1"},
                                    {"soil_factor_before", "0.8"}}},
                                  {"AR-ACM0003",
                                   {{"dead_wood", "left_on_site"},
                                    {"litter", "default"},
                                    {"biome", "temperate_boreal"},
                                    {"shrubs", "counted"},
                                    {"forest_biomass_t_ha", "120"},
                                    {"soil", "ipcc_2019"},
                                    {"soil_before_percent", "80"},
                                    {"site_preparation_burnt_t_ha", "15"}}}};

std::vector<Stand> stands_of(const Case& one) {
  return one.method == "IPCC-2013-WL" ? wetlands() : forests();
}

std::vector<TonnesCO2e> removals(const Case& one, const std::vector<Stand>& stands) {
  EstimateOptions options = period(2020, 2026);
  options.settings = one.settings;
  auto outcome = find_method(one.method)->removals(stands, options, shipped_tables());
  if (const auto* faults = std::get_if<Findings>(&outcome)) {
    ADD_FAILURE() << one.method << " " << codes_of(*faults).front();
    return std::vector<TonnesCO2e>(stands.size());
  }
  return std::get<std::vector<TonnesCO2e>>(outcome);
}

TEST(Removals, AreWhatTheRowsAndTermsOfTheStandComeTo) {
  for (const Case& one : kCases) {
    const auto stands = stands_of(one);
    EstimateOptions options = period(2020, 2026);
    options.settings = one.settings;
    const auto outcome = outcome_of(one.method, stands, options);
    ASSERT_EQ(faults_of(outcome), std::vector<std::string>{}) << one.method;
    const auto& estimate = std::get<Estimate>(outcome);
    std::vector<TonnesCO2e> expected(stands.size());
    for (const auto& row : estimate.rows) {
      if (row.pool == Pool::total && row.change) expected[row.stand] += *row.change;
    }
    for (const auto& term : estimate.terms) expected[*term.stand] += -term.amount;
    EXPECT_EQ(removals(one, stands), expected) << one.method;
  }
}

TEST(Removals, AreRefusedAsTheEstimateIs) {
  for (const Case& one : kCases) {
    auto stands = stands_of(one);
    stands[0].area_ha = Decimal(0);
    EstimateOptions options = period(2020, 2026);
    options.settings = one.settings;
    const auto outcome = find_method(one.method)->removals(stands, options, shipped_tables());
    ASSERT_TRUE(std::holds_alternative<Findings>(outcome)) << one.method;
    EXPECT_EQ(codes_of(std::get<Findings>(outcome)),
              std::vector<std::string>{stands[0].stand_id + ":area_not_positive"})
        << one.method;
  }
}

// What Monte Carlo rests on when it draws an area: half a count a figure is all that parts them.
TEST(Removals, AreInProportionToTheArea) {
  for (const Case& one : kCases) {
    const auto before = removals(one, stands_of(one));
    for (const std::string factor : {"0.5", "1.03", "4"}) {
      auto stands = stands_of(one);
      for (Stand& stand : stands) {
        stand.area_ha = *Decimal::from_double(std::stod(stand.area_ha.str()) * std::stod(factor));
      }
      const auto after = removals(one, stands);
      for (std::size_t i = 0; i < stands.size(); ++i) {
        EXPECT_NEAR(static_cast<double>(after[i].ten_thousandths()),
                    std::stod(factor) * static_cast<double>(before[i].ten_thousandths()), 60)
            << one.method << " " << stands[i].stand_id;
      }
    }
  }
}

}  // namespace
}  // namespace linhui::methodology
