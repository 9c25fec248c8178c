#include "methodology/methods/ar_acm0003/ar_acm0003.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "methodology/methods/ar_acm0003/ar_acm0003_stand.h"
#include "tests/methodology/methods/calculator.h"
#include "tests/methodology/methods/explained.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

using Lines = std::vector<std::string>;
using Settings = std::map<std::string, std::string>;
using Number = Calculator::Number;

EstimateOutcome estimate_acm0003(const std::vector<Stand>& stands, const EstimateOptions& options) {
  return outcome_of("AR-ACM0003", stands, options);
}

const Settings kDeadMatter = {
    {"dead_wood", "left_on_site"}, {"litter", "default"}, {"biome", "temperate_boreal"}};
const Settings kSoil = {{"soil", "ipcc_2019"}, {"soil_before_percent", "80"}};

Stand with_soil(const std::string& id, const std::string& disturbed, int planted_in) {
  Stand stand = forest(id, "杉木", "1", {{2020, "0"}, {2050, "0"}});
  stand.soil = "LAC";
  stand.climate = "warm_temperate_moist";
  stand.soil_disturbed = decimal(disturbed);
  stand.planted_in = planted_in;
  return stand;
}

std::map<int, std::string> soil_of(const EstimateOutcome& outcome) {
  std::map<int, std::string> stocks;
  for (const auto& row : std::get<Estimate>(outcome).rows) {
    if (row.pool == Pool::soil) stocks[row.year] = row.stock->str();
  }
  return stocks;
}

// At b = 100 t/ha R is 0.2399: 228.832952 m³/ha of Masson pine (D 0.380, BEF 1.15) hold
// 100.000000024 t/ha.
TEST(ArAcm0003, HasTheRootsThatArTool14Gives) {
  const auto outcome =
      estimate_acm0003({forest("1", "马尾松", "1", {{2020, "228.832952"}})}, period(2020, 2020));
  const auto rows = rows_of(outcome);
  // 100.000000024 t · 0.47 · 44/12
  EXPECT_EQ(rows.at(0), "2020,above_ground,172.3333,");
  const auto& estimated = std::get<Estimate>(outcome).rows;
  const Number ratio = Number(estimated.at(1).stock->str()) / Number(estimated.at(0).stock->str());
  EXPECT_EQ(Calculator::rounded(ratio), "0.2399");
}

TEST(ArAcm0003, HasNoRootsWithoutTrees) {
  EXPECT_EQ(rows_of(estimate_acm0003({forest("1", "杉木", "7", {{2020, "0"}})},
                                     with(period(2020, 2020), kDeadMatter))),
            (Lines{"2020,above_ground,0.0000,", "2020,below_ground,0.0000,",
                   "2020,dead_wood,0.0000,", "2020,litter,0.0000,", "2020,total,0.0000,"}));
}

// Small amounts of stock as an inventory may write them.
TEST(ArAcm0003, TakesTheSmallestAndTheLargestStand) {
  const auto outcome = estimate_acm0003({forest("1", "杉木", "1e-30", {{2020, "1e-38"}}),
                                         forest("2", "木荷", "100000", {{2020, "2000"}})},
                                        with(period(2020, 2020), kDeadMatter));
  EXPECT_EQ(faults_of(outcome), Lines{});
  EXPECT_EQ(rows_of(outcome).at(1), "2020,below_ground,0.0000,");
}

// The doubles that decide most figures, beside the interval that decides the others. What is left
// of the bound is for the products that follow.
TEST(ArAcm0003, HasRootsInDoublesWithinTheirBound) {
  const Stand stand = forest("1", "马尾松", "1", {});
  ArAcm0003Parameters parameters;
  const ArStandParameters own;
  std::mt19937_64 random(11);
  for (int i = 0; i < 500; ++i) {
    parameters.root_intercept.value = Rational(static_cast<long>(random() % 40001) - 20000, 10000);
    parameters.root_exponent.value = Rational(1 + random() % 20000, 10000);
    const ArAcm0003Stand figures(stand, own, parameters);
    const Rational biomass(1 + random() % 1'000'000'000'000, 100'000'000);
    const Approximation close = figures.root_biomass(static_cast<double>(biomass));
    const Rational exact = figures.root_biomass(biomass, 128).lower();
    const Rational off = boost::multiprecision::abs(Rational(close.value) - exact) / exact;
    EXPECT_LT(static_cast<double>(off), close.relative_error / 2) << biomass;
    EXPECT_LT(close.relative_error, 1e-11);
  }
}

// A parameter set of a project's own may hold anything.
TEST(ArAcm0003, RefusesDensitiesThatAreNone) {
  for (const std::string density : {"0", "-0.38"}) {
    TableFiles tables = shipped_tables();
    std::string& text = tables["species_ar_cm_001.csv"];
    text.replace(text.find(",0.380,"), 7, "," + density + ",");
    const auto outcome =
        find_method("AR-ACM0003")
            ->estimate({forest("1", "马尾松", "1", {{2020, "20"}})}, period(2020, 2020), tables);
    EXPECT_EQ(faults_of(outcome), Lines{"table_invalid"}) << density;
  }
}

// Against 100 digits, over random stands: every figure is the formula's, rounded once.
TEST(ArAcm0003, AgreesWithAHundredDigits) {
  std::mt19937_64 random(7);
  const std::vector<std::pair<std::string, std::string>> species = {
      {"马尾松", "0.380"}, {"杉木", "0.307"}, {"栎类", "0.676"}, {"柏木", "0.478"}};
  std::vector<Stand> stands;
  std::vector<Number> biomass;
  for (int i = 0; i < 400; ++i) {
    const auto& [name, density] = species[random() % species.size()];
    const std::string area =
        std::to_string(1 + random() % 200) + "." + std::to_string(random() % 10000);
    const std::string volume =
        std::to_string(random() % 400) + "." + std::to_string(1 + random() % 999999);
    stands.push_back(forest(std::to_string(i), name, area, {{2020, volume}}));
    biomass.push_back(Number(volume) * Number(density) * Number("1.15"));
  }
  const auto outcome = estimate_acm0003(stands, with(period(2020, 2020), kDeadMatter));
  ASSERT_EQ(faults_of(outcome), Lines{});
  for (const auto& row : std::get<Estimate>(outcome).rows) {
    if (row.pool == Pool::total) continue;
    const Number& b = biomass[row.stand];
    const Number roots = exp(Number("-1.085") + Number("0.9256") * log(b));
    Number tonnes = row.pool == Pool::above_ground   ? b
                    : row.pool == Pool::below_ground ? roots
                                                     : b + roots;
    tonnes *= Number(stands[row.stand].area_ha.str()) * Number("0.47") * 44 / 12;
    if (row.pool == Pool::dead_wood) tonnes *= Number("0.08");
    if (row.pool == Pool::litter) tonnes *= Number("0.04");
    ASSERT_EQ(row.stock->str(), Calculator::rounded(tonnes))
        << stands[row.stand].stand_id << " " << name_of(row.pool);
  }
}

// A mixed stand has one b and one R: that of its mean density.
TEST(ArAcm0003, TakesTheBiomassOfTheWholeStand) {
  Stand mixed = forest("1", "", "10", {{2020, "80"}});
  mixed.composition = "5马5栎";  // mean D 0.528
  const auto rows = std::get<Estimate>(estimate_acm0003({mixed}, period(2020, 2020))).rows;
  const Number b = Number("80") * Number("0.528") * Number("1.15");
  const Number roots = exp(Number("-1.085") + Number("0.9256") * log(b));
  EXPECT_EQ(rows.at(1).stock->str(), Calculator::rounded(roots * 10 * Number("0.47") * 44 / 12));
}

// V runs linearly, R follows: a year between has the roots of its own b.
TEST(ArAcm0003, FollowsTheBiomassOfEachYear) {
  const auto between = rows_of(estimate_acm0003(
      {forest("1", "杉木", "3", {{2020, "20"}, {2024, "100"}})}, period(2020, 2024)));
  const auto measured = rows_of(estimate_acm0003(
      {forest("1", "杉木", "3",
              {{2020, "20"}, {2021, "40"}, {2022, "60"}, {2023, "80"}, {2024, "100"}})},
      period(2020, 2024)));
  EXPECT_EQ(between, measured);
}

// Two parts agree with the whole within the rounding of each; more stock never holds less.
TEST(ArAcm0003, AddsUpAndGrows) {
  const auto figures = [](const std::string& area, const std::string& volume) {
    std::vector<std::int64_t> counts;
    const auto outcome = estimate_acm0003({forest("1", "柏木", area, {{2020, volume}})},
                                          with(period(2020, 2020), kDeadMatter));
    for (const auto& row : std::get<Estimate>(outcome).rows) {
      counts.push_back(row.stock->ten_thousandths());
    }
    return counts;
  };
  std::vector<std::int64_t> before(5, -1);
  for (int i = 0; i < 80; ++i) {
    const std::string volume = std::to_string(i / 4) + "." + std::to_string(i % 4 * 25);
    const auto whole = figures("10", volume), a = figures("3.7", volume),
               b = figures("6.3", volume);
    for (std::size_t k = 0; k < 5; ++k) {
      EXPECT_LE(std::abs(a[k] + b[k] - whole[k]), k == 4 ? 4 : 1);
      EXPECT_GE(whole[k], before[k]);
    }
    before = whole;
  }
}

// AR-TOOL16: 55 t C/ha in the reference, 80 % of it before: 11 to gain in 20 years.
TEST(ArAcm0003, GainsSoilCarbonOverTwentyYears) {
  const auto soil =
      soil_of(estimate_acm0003({with_soil("1", "0.10", 2022)}, with(period(2020, 2050), kSoil)));
  EXPECT_EQ(soil.at(2020), "161.3333");  // 44 t C
  EXPECT_EQ(soil.at(2022), "161.3333");
  EXPECT_EQ(soil.at(2023), "163.3500");  // 44.55
  EXPECT_EQ(soil.at(2042), "201.6667");  // 55
  EXPECT_EQ(soil.at(2050), "201.6667");
}

// Above 10 % of the ground broken, a tenth is lost at once; and 0.8 t C/ha a year is the most.
TEST(ArAcm0003, LosesSoilCarbonWhereTheGroundIsBroken) {
  auto options = with(period(2020, 2050), kSoil);
  const auto lost = soil_of(estimate_acm0003({with_soil("1", "0.101", 2022)}, options));
  EXPECT_EQ(lost.at(2021), "161.3333");
  EXPECT_EQ(lost.at(2022), "145.2000");  // 39.6
  EXPECT_EQ(lost.at(2023), "148.0233");  // 39.6 + 15.4/20 = 40.37
  EXPECT_EQ(lost.at(2042), "201.6667");
  options.settings["soil_before_percent"] = "50";
  const auto capped = soil_of(estimate_acm0003({with_soil("1", "0", 2022)}, options));
  EXPECT_EQ(capped.at(2022), "100.8333");  // 27.5
  EXPECT_EQ(capped.at(2023), "103.7667");  // 28.3: 27.5/20 would be 1.375
  EXPECT_EQ(capped.at(2050), "159.5000");  // 43.5 after twenty years, and no more
}

TEST(ArAcm0003, AsksForWhatTheSoilNeeds) {
  auto options = with(period(2020, 2020), kSoil);
  Stand bare = forest("1", "杉木", "1", {{2020, "1"}});
  EXPECT_EQ(faults_of(estimate_acm0003({bare}, options)),
            (Lines{"1:soil_missing", "1:climate_missing", "1:planted_in_missing",
                   "1:soil_disturbed_missing"}));
  Stand organic = with_soil("2", "0.1", 2019), share = with_soil("3", "1.1", 2019),
        spodic = with_soil("4", "0.1", 2019);
  organic.soil = "organic";
  spodic.soil = "spodic";
  spodic.climate = "tropical_montane";
  EXPECT_EQ(faults_of(estimate_acm0003({organic, share, spodic}, options)),
            (Lines{"2:soil_not_covered", "3:share_out_of_range", "4:parameters_missing"}));
  options.settings.erase("soil_before_percent");
  EXPECT_EQ(faults_of(estimate_acm0003({bare}, options)), Lines{"setting_needed"});
  options.settings["soil_before_percent"] = "100.1";
  EXPECT_EQ(faults_of(estimate_acm0003({bare}, options)), Lines{"setting_out_of_range"});
}

// 10 ha · 0.5 · 0.10 · 120 t · 0.47 · 44/12 above ground, 0.40 of it below; zero under 5 %.
TEST(ArAcm0003, CountsShrubsFromFivePercentOn) {
  auto options = with(period(2020, 2020), {{"shrubs", "counted"}, {"forest_biomass_t_ha", "120"}});
  Stand stand = forest("1", "杉木", "10", {{2020, "0"}});
  stand.shrub_cover = decimal("0.5");
  EXPECT_EQ(
      rows_of(estimate_acm0003({stand}, options)),
      (Lines{"2020,above_ground,103.4000,", "2020,below_ground,41.3600,", "2020,total,144.7600,"}));
  stand.shrub_cover = decimal("0.0499");
  EXPECT_EQ(rows_of(estimate_acm0003({stand}, options)).back(), "2020,total,0.0000,");
  stand.shrub_cover = decimal("1.01");
  EXPECT_EQ(faults_of(estimate_acm0003({stand}, options)), Lines{"1:share_out_of_range"});
  stand.shrub_cover.reset();
  EXPECT_EQ(faults_of(estimate_acm0003({stand}, options)), Lines{"1:shrub_cover_missing"});
  options.settings.erase("forest_biomass_t_ha");
  EXPECT_EQ(faults_of(estimate_acm0003({stand}, options)), Lines{"setting_needed"});
}

// 0.07 · 10 ha · 20 t · 0.47 · 44/12, in the year of planting.
TEST(ArAcm0003, CountsTheBurningBeforePlanting) {
  const auto options = with(period(2020, 2025), {{"site_preparation_burnt_t_ha", "20"}});
  Stand stand = forest("1", "杉木", "10", {{2020, "0"}, {2025, "10"}});
  EXPECT_EQ(faults_of(estimate_acm0003({stand}, options)), Lines{"1:planted_in_missing"});
  stand.planted_in = 2022;
  EXPECT_EQ(terms_of(estimate_acm0003({stand}, options)), Lines{"2022,project_emissions,24.1267"});
  stand.planted_in = 2026;
  EXPECT_EQ(terms_of(estimate_acm0003({stand}, options)), Lines{});
  stand.planted_in = 2020;
  EXPECT_EQ(terms_of(estimate_acm0003({stand}, options)), Lines{});
  EXPECT_EQ(notes_of(estimate_acm0003({stand}, options)),
            (Lines{"1:burnt_before_period", "uncertainty_not_assessed"}));
}

// 1.1 · 2 ha · 30 t · 1.25 · 0.47 · 44/12 in the year of clearing.
TEST(ArAcm0003, CountsTheLandClearedForDisplacedFarming) {
  const Stand stand = forest("1", "杉木", "10", {{2020, "0"}, {2025, "10"}});
  Settings settings = {
      {"displaced_ha", "2"}, {"displaced_biomass_t_ha", "30"}, {"displaced_in", "2023"}};
  const auto outcome = estimate_acm0003({stand}, with(period(2020, 2025), settings));
  EXPECT_EQ(terms_of(outcome), Lines{"2023,leakage,142.1750"});
  const auto& summary = std::get<Estimate>(outcome).summary;
  EXPECT_EQ(summary.leakage.str(), "142.1750");
  EXPECT_EQ(summary.net, summary.change - summary.leakage);
  for (const char* year : {"2020", "2026", "2023.5", "-1"}) {
    settings["displaced_in"] = year;
    EXPECT_EQ(faults_of(estimate_acm0003({stand}, with(period(2020, 2025), settings))),
              Lines{"setting_out_of_range"})
        << year;
  }
  settings.erase("displaced_in");
  EXPECT_EQ(faults_of(estimate_acm0003({stand}, with(period(2020, 2025), settings))),
            Lines{"setting_needed"});
}

// The subtropics stand in neither row of AR-TOOL12: the choice must be made.
TEST(ArAcm0003, AsksForThePlaceOfDeadWoodAndLitter) {
  const Stand stand = forest("1", "杉木", "10", {{2020, "100"}});
  const auto dead_wood = [&](Settings settings) {
    settings["dead_wood"] = "left_on_site";
    const auto outcome = estimate_acm0003({stand}, with(period(2020, 2020), settings));
    const auto faults = faults_of(outcome);
    return faults.empty() ? rows_of(outcome).at(2) : faults.front();
  };
  EXPECT_EQ(dead_wood({}), "setting_needed");
  EXPECT_EQ(dead_wood({{"biome", "tropical"}}), "setting_needed");
  EXPECT_EQ(dead_wood({{"biome", "tropical"}, {"elevation", "below_2000"}}), "setting_needed");
  const auto expected = [](const std::string& percent) {
    const Number b = Number("35.305");  // 100 · 0.307 · 1.15
    const Number trees = b + exp(Number("-1.085") + Number("0.9256") * log(b));
    return "2020,dead_wood," +
           Calculator::rounded(trees * Number("4.7") * 44 / 12 * Number(percent) / 100) + ",";
  };
  const auto tropical = [&](const std::string& rainfall) {
    return dead_wood({{"biome", "tropical"}, {"elevation", "below_2000"}, {"rainfall", rainfall}});
  };
  EXPECT_EQ(tropical("below_1000"), expected("2"));
  EXPECT_EQ(tropical("1000_1600"), expected("1"));
  EXPECT_EQ(tropical("above_1600"), expected("6"));
  EXPECT_EQ(dead_wood({{"biome", "tropical"}, {"elevation", "above_2000"}}), expected("7"));
  EXPECT_EQ(dead_wood({{"biome", "temperate_boreal"}}), expected("8"));
}

// AR-TOOL14: at 15 % a quarter of the half-width, of the change over the whole period.
TEST(ArAcm0003, DeductsAShareOfTheHalfWidth) {
  const Stand stand = forest("1", "杉木", "10", {{2020, "0"}, {2021, "40"}, {2022, "100"}});
  const auto outcome =
      estimate_acm0003({stand}, with(period(2020, 2022), {{"uncertainty_percent", "15"}}));
  const auto& summary = std::get<Estimate>(outcome).summary;
  const Rational change(summary.change.ten_thousandths(), 10000);
  EXPECT_EQ(summary.deduction, round_half_even(ExactTonnesCO2e{change * Rational(15, 400)}));
  EXPECT_EQ(terms_of(outcome).size(), 2u);
}

// The trees without the project have the ratio 0.25: 10 · 20 · 0.307 · 1.15 · 1.25 · 0.47 · 44/12.
TEST(ArAcm0003, SubtractsTheTreesThatWouldGrowAnyway) {
  Stand stand = forest("1", "杉木", "10", {{2020, "0"}, {2021, "40"}});
  EXPECT_EQ(terms_of(estimate_acm0003({stand}, period(2020, 2021))), Lines{});
  stand.baseline_volume_m3_ha_by_year = {{2020, decimal("0")}, {2021, decimal("20")}};
  EXPECT_EQ(terms_of(estimate_acm0003({stand}, period(2020, 2021))),
            Lines{"2021,baseline,152.1057"});
  stand.baseline_volume_m3_ha_by_year = {{2020, decimal("0")}};
  EXPECT_EQ(faults_of(estimate_acm0003({stand}, period(2020, 2021))),
            Lines{"1:baseline_too_short"});
}

TEST(ArAcm0003, RestsOnTheTablesThatItLooksIn) {
  const auto names = [](const Settings& settings) {
    Lines list;
    const auto outcome =
        estimate_acm0003({with_soil("1", "0.1", 2020)}, with(period(2020, 2020), settings));
    for (const auto& table : std::get<Estimate>(outcome).tables) list.push_back(table.name);
    return list;
  };
  EXPECT_EQ(names({}), (Lines{"species_ar_cm_001.csv", "species_codes.csv", "species_aliases.csv",
                              "ar_tools.csv", "disturbance.csv"}));
  EXPECT_EQ(names(kSoil).back(), "ipcc_forest_dom_soil.csv");
  EXPECT_EQ(names(kDeadMatter).back(), "dead_wood_litter.csv");
  TableFiles damaged = shipped_tables();
  auto& tools = damaged["ar_tools.csv"];
  tools.erase(tools.find("AR-TOOL14,root biomass exponent"),
              tools.find('\n', tools.find("AR-TOOL14,root biomass exponent")) + 1 -
                  tools.find("AR-TOOL14,root biomass exponent"));
  EXPECT_EQ(faults_of(find_method("AR-ACM0003")
                          ->estimate({forest("1", "杉木", "1", {{2020, "1"}})}, period(2020, 2020),
                                     damaged)),
            Lines{"parameters_missing"});
  damaged.erase("disturbance.csv");
  EXPECT_EQ(faults_of(find_method("AR-ACM0003")
                          ->estimate({forest("1", "杉木", "1", {{2020, "1"}})}, period(2020, 2020),
                                     damaged)),
            Lines{"table_invalid"});
}

// Each step's arithmetic, read again from its text, gives its result, and the results are the rows.
void expect_explained(const Stand& stand, const EstimateOptions& options) {
  const auto outcome = find_method("AR-ACM0003")->explain(stand, options, shipped_tables());
  ASSERT_TRUE(std::holds_alternative<Explanation>(outcome))
      << codes_of(std::get<Findings>(outcome)).front();
  Lines figures;
  for (const auto& step : std::get<Explanation>(outcome)) {
    SCOPED_TRACE(std::to_string(step.year) + " " + step.term + " " + step.arithmetic);
    expect_in_both_languages(step);
    const auto value = Calculator::value(step.arithmetic);
    if (step.term == "baseline") {  // of the rounded stocks, so to the last digit
      EXPECT_EQ(value, Number(step.result));
    } else if (step.unit == "t CO2e") {
      EXPECT_EQ(Calculator::rounded(value), step.result);
    } else {
      EXPECT_LE(abs(value - Number(step.result)), Number("0.000000005"));
    }
    if (step.unit == "t CO2e") {
      figures.push_back(std::to_string(step.year) + "," + step.term + "," + step.result);
    }
  }
  const auto estimated = estimate_acm0003({stand}, options);
  for (const auto& row : std::get<Estimate>(estimated).rows) {
    const std::string line =
        std::to_string(row.year) + "," + name_of(row.pool) + "," + row.stock->str();
    EXPECT_EQ(std::count(figures.begin(), figures.end(), line), 1) << line;
  }
  for (const auto& line : terms_of(estimated)) {
    EXPECT_EQ(std::count(figures.begin(), figures.end(), line), 1) << line;
  }
}

TEST(ArAcm0003, ExplainsItsFigures) {
  Stand stand = with_soil("1", "0.3", 2021);
  stand.species = "";
  stand.composition = "7马3栎";
  stand.area_ha = decimal("12.35");
  stand.volume_m3_ha_by_year = {{2020, decimal("0")}, {2027, decimal("61.7")}};
  stand.baseline_volume_m3_ha_by_year = {{2019, decimal("3")}, {2028, decimal("4.1")}};
  stand.shrub_cover = decimal("0.2");
  auto settings = kDeadMatter;
  settings.insert(kSoil.begin(), kSoil.end());
  settings["site_preparation_burnt_t_ha"] = "15";
  expect_explained(stand, with(period(2020, 2024), settings));
  settings["shrubs"] = "counted";
  settings["forest_biomass_t_ha"] = "120.5";
  settings["soil_before_percent"] = "40";
  expect_explained(stand, with(period(2020, 2024), settings));
  stand.shrub_cover = decimal("0.01");
  stand.planted_in = 1999;
  expect_explained(stand, with(period(2018, 2023), settings));
  expect_explained(forest("2", "杉木", "3", {{2020, "4"}, {2021, "5"}}), period(2020, 2021));
}

// Leakage and deduction are no stand's; their steps add up to the summary.
TEST(ArAcm0003, ExplainsTheTermsOfTheWhole) {
  const Settings displaced = {
      {"displaced_ha", "2"}, {"displaced_biomass_t_ha", "30.5"}, {"displaced_in", "2022"}};
  for (const char* id : {"AR-ACM0003", "AR-CM-001-V01", "AR-CM-003-V01"}) {
    for (const char* percent : {"0", "8", "12.5", "19", "30", ""}) {
      Stand stand = forest("1", "杉木", "10", {{2020, "50"}, {2021, "40"}, {2024, "100"}});
      stand.baseline_volume_m3_ha_by_year = {{2020, decimal("1")}, {2024, decimal("2")}};
      auto options = period(2020, 2024);
      if (std::string(id) == "AR-ACM0003") options.settings = displaced;
      if (*percent != '\0') options.settings["uncertainty_percent"] = percent;
      const auto outcome = outcome_of(id, {stand}, options);
      ASSERT_EQ(faults_of(outcome), Lines{});
      const auto& estimated = std::get<Estimate>(outcome);
      std::map<std::string, Number> sums;
      for (const auto& step : find_method(id)->explain_terms(estimated, shipped_tables())) {
        SCOPED_TRACE(std::string(id) + " " + percent + " " + step.arithmetic);
        EXPECT_EQ(Calculator::rounded(Calculator::value(step.arithmetic)), step.result);
        sums[step.term] += Number(step.result);
      }
      EXPECT_EQ(sums["deduction"], Number(estimated.summary.deduction.str()));
      EXPECT_EQ(sums["leakage"], Number(estimated.summary.leakage.str()));
    }
  }
}

}  // namespace
}  // namespace linhui::methodology
