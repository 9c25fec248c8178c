#include "methodology/monte_carlo/monte_carlo.h"

#include <gtest/gtest.h>

#include <cmath>

#include "methodology/numbers/sha256.h"
#include "tests/methodology/monte_carlo/runs.h"

namespace linhui::methodology {
namespace {

// So many like stands: area 10 ha, 40 → 60 m³/ha.
std::vector<Stand> like_stands(int count) {
  std::vector<Stand> stands;
  for (int i = 0; i < count; ++i) {
    stands.push_back(forest("S" + std::to_string(i), "马尾松", "10", {{2020, "0"}, {2025, "60"}}));
  }
  return stands;
}

const std::string kEverything = normal(kTable + "*/D_t_m3", "8") + normal(kTable + "*/BEF", "5") +
                                kTable + "*/R,triangular,percent,,70,150,,test,project\n" + kTable +
                                "*/CF,truncated_normal,value,0.02,0.4,0.6,,test,project\n" +
                                "stand/volume_m3_ha,lognormal,percent,25,,,,test,project\n" +
                                normal("stand/area_ha", "2");

// Of CHN-BV.
const std::string kBiomassVolume = normal("stand_biomass_volume.csv/*/a_t_per_m3", "8") +
                                   normal("stand_biomass_volume.csv/*/b_t_per_ha", "20") +
                                   normal("other_biomass.csv/*/value", "3") +
                                   "stand/volume_m3_ha,lognormal,percent,25,,,,test,project\n" +
                                   normal("stand/area_ha", "2");

// Of AR-ACM0003.
const std::string kForEstimates = normal(kTable + "*/D_t_m3", "8") +
                                  "stand/volume_m3_ha,lognormal,percent,25,,,,test,project\n" +
                                  normal("stand/area_ha", "2");

double sd_of(const std::vector<std::int64_t>& draws) {
  double mean = 0, sum = 0;
  for (const auto draw : draws)
    mean += static_cast<double>(draw) / static_cast<double>(draws.size());
  for (const auto draw : draws) sum += std::pow(static_cast<double>(draw) - mean, 2);
  return std::sqrt(sum / static_cast<double>(draws.size() - 1));
}

TEST(MonteCarlo, TakesTheFastRouteToTheMethodsOwnFigures) {
  expect_figures_of_method(DrawRoute::growing_stock, "AR-CM-001-V01", mixed_stands(),
                           choices(kEverything, 200));
}

// Without an error of its own, and with the land's.
TEST(MonteCarlo, TakesTheBaselineAlongOnTheFastRoute) {
  auto stands = mixed_stands();
  for (Stand& stand : stands) {
    stand.baseline_volume_m3_ha_by_year = {{2015, decimal("12.5")}, {2026, decimal("31")}};
  }
  expect_figures_of_method(DrawRoute::growing_stock, "AR-CM-003-V01", stands,
                           choices(kEverything, 200));
  const auto area_alone =
      choices(normal("stand/area_ha", "3") + normal(kTable + "*/BEF", "5"), 100);
  expect_figures_of_method(DrawRoute::growing_stock, "AR-CM-003-V01", stands, area_alone);
}

// b is per hectare, and of no land without trees; bamboo stays what it is.
TEST(MonteCarlo, TakesWhatAHectareHoldsAlongOnTheFastRoute) {
  auto stands = mixed_stands();
  stands.push_back(forest("6", "杉木", "4.5", {{2020, "0"}, {2024, "12"}, {2025, "18.4"}}));
  stands.push_back(forest("7", "毛竹", "2", {}));
  stands.back().stems_ha = Decimal(3000);
  expect_figures_of_method(DrawRoute::growing_stock, "CHN-BV", stands,
                           choices(kBiomassVolume, 200));
}

TEST(MonteCarlo, GivesTheSameBitsOnAnyThreadsAndProcessors) {
  const auto stands = mixed_stands();
  const auto expected = removal_by_draw(part_of(run(stands, choices(kEverything))));
  for (unsigned threads = 1; threads <= 8; ++threads) {
    auto options = choices(kEverything);
    options.threads = threads;
    EXPECT_EQ(removal_by_draw(part_of(run(stands, options))), expected) << threads;
  }
  for (const DrawKernel* kernel : usable_draw_kernels()) {
    auto options = choices(kEverything);
    options.kernel = kernel;
    EXPECT_EQ(removal_by_draw(part_of(run(stands, options))), expected) << kernel->name;
  }
}

// Draw by draw, by hand: the drawn numbers as decimals in the table and in the stand.
TEST(MonteCarlo, DrawsTheMethodItselfWhereItIsNotLinear) {
  const std::vector<Stand> stands = {forest("S", "马尾松", "10", {{2020, "0"}, {2025, "60"}})};
  const auto part = part_of(run(stands, choices(kForEstimates, 100), "AR-ACM0003"));
  const auto drawn = removal_by_draw(part);
  const auto densities = draw_parameters(part.plan).at(0);
  const auto column = [&](const std::string& id, const StreamId& stream) {
    for (const auto& source : part.plan.measurements) {
      if (source.id == id) return draw_column(Sampler(source.distribution), 7, stream, 100);
    }
    return std::vector<double>(100, 1);
  };
  const auto volumes = column(kStandVolume, volume_stream("S", 2025));
  const auto areas = column(kStandArea, area_stream("S"));
  const std::string shipped = shipped_tables().at("species_ar_cm_001.csv");
  for (std::size_t k = 0; k < 100; ++k) {
    auto own = stands;
    own[0].volume_m3_ha_by_year[2025] = *Decimal::from_double(60 * volumes[k]);
    own[0].area_ha = *Decimal::from_double(10 * areas[k]);
    TableFiles tables = shipped_tables();
    std::string& text = tables["species_ar_cm_001.csv"];
    const std::size_t cell = text.find(",0.380,", text.find("\n马尾松,"));
    ASSERT_NE(cell, text.npos);
    text.replace(cell + 1, 5, Decimal::from_double(densities[k])->str());
    const auto outcome = find_method("AR-ACM0003")->removals(own, period(2020, 2025), tables);
    // 10^-9 of a thousand tonnes, and a figure's rounding.
    EXPECT_NEAR(static_cast<double>(drawn[k]),
                static_cast<double>(std::get<0>(outcome).at(0).ten_thousandths()), 3)
        << k;
  }
}

// So do formulas, and the draws of the method itself, whose threads take draws as they come.
TEST(MonteCarlo, GivesTheSameBitsByEveryRoute) {
  auto options = choices(kForEstimates, 300);
  const auto expected = part_of(run(mixed_stands(), options, "AR-ACM0003"));
  // Written down once: a seed gives these totals on every machine, by every compiler.
  std::string totals;
  for (const std::int64_t removal : removal_by_draw(expected)) totals += std::to_string(removal);
  EXPECT_EQ(sha256_hex(totals), "f5b5be4aa56f481d252ad83b1a5dc3c85a3d65069a098cebf2bb3e928b5a11c2");
  const auto by_estimates = by_method_itself(expected, "AR-ACM0003", mixed_stands(), options);
  const auto expect_equal = [](const MonteCarloPart& part, const MonteCarloPart& other) {
    EXPECT_EQ(removal_by_draw(part), removal_by_draw(other));
    EXPECT_EQ(part.parameters_only, other.parameters_only);
    EXPECT_EQ(part.swings, other.swings);
    EXPECT_EQ(part.totals.volume, other.totals.volume);
    EXPECT_EQ(part.totals.area, other.totals.area);
  };
  for (const unsigned threads : {2u, 5u, 64u}) {
    SCOPED_TRACE(threads);
    options.threads = threads;
    expect_equal(part_of(run(mixed_stands(), options, "AR-ACM0003")), expected);
    expect_equal(by_method_itself(expected, "AR-ACM0003", mixed_stands(), options), by_estimates);
  }
  for (const DrawKernel* kernel : usable_draw_kernels()) {
    SCOPED_TRACE(kernel->name);
    options.kernel = kernel;
    expect_equal(part_of(run(mixed_stands(), options, "AR-ACM0003")), expected);
  }
}

TEST(MonteCarlo, TellsHowFarItIs) {
  for (const std::string method : {"AR-CM-001-V01", "AR-ACM0003"}) {
    auto options = choices(kForEstimates, 300);
    options.threads = 2;
    std::uint64_t last = 0, whole = 0;
    options.progress = [&](std::uint64_t done, std::uint64_t total) {
      EXPECT_GT(done, last);
      last = done;
      whole = total;
    };
    part_of(run(like_stands(2), options, method));
    EXPECT_GT(whole, 0u) << method;
    EXPECT_EQ(last, whole) << method;
  }
}

struct PartsCase {
  std::string method, rows;
  std::vector<Stand> stands;
};

std::vector<PartsCase> parts_cases() {
  auto with_baseline = mixed_stands();
  for (Stand& stand : with_baseline) {
    stand.baseline_volume_m3_ha_by_year = {{2015, decimal("12.5")}, {2026, decimal("31")}};
  }
  std::vector<Stand> wet = {wetland("a", "mineral", "3", "warm_temperate_moist", 2015),
                            wetland("b", "reservoir", "20", "warm_temperate_moist", 2010),
                            wetland("c", "organic_drained", "2", "warm_temperate_moist")};
  wet[2].land_use = "cropland";
  return {{"AR-CM-001-V01", kEverything, mixed_stands()},
          {"AR-CM-003-V01", kEverything, with_baseline},
          {"CHN-BV", kBiomassVolume, mixed_stands()},
          {"AR-ACM0003", kForEstimates, with_baseline},
          {"IPCC-2013-WL", normal("stand/area_ha", "3"), wet}};
}

// More parts than stands: some are empty.
TEST(MonteCarlo, PutsPartsTogetherToExactlyTheWhole) {
  for (const auto& [method, rows, stands] : parts_cases()) {
    SCOPED_TRACE(method);
    auto options = choices(rows, 100);
    const auto whole = part_of(run(stands, options, method));
    for (const int parts : {2, 7}) {
      options.parts = parts;
      std::optional<MonteCarloPart> sum;
      for (int part = parts; part >= 1; --part) {  // in any order
        options.part = part;
        const auto one = part_of(run(stands, options, method));
        if (!sum) {
          sum = one;
        } else {
          EXPECT_FALSE(merge_part(*sum, one));
        }
        EXPECT_EQ(missing_parts(*sum).size(), static_cast<std::size_t>(part - 1));
      }
      EXPECT_EQ(removal_by_draw(*sum), removal_by_draw(whole)) << parts;
      const auto a = conclude(*sum), b = conclude(whole);
      EXPECT_EQ(a.mean.str() + a.other_share, b.mean.str() + b.other_share);
      ASSERT_EQ(a.contributions.size(), b.contributions.size());
      for (std::size_t i = 0; i < a.contributions.size(); ++i) {
        const auto &one = a.contributions[i], &other = b.contributions[i];
        EXPECT_EQ(one.source.id + one.share + one.low.str() + one.high.str(),
                  other.source.id + other.share + other.low.str() + other.high.str());
      }
      EXPECT_EQ(merge_part(*sum, *sum)->code, "part_repeated");
    }
  }
}

// An error of the density is common to all stands: it does not even out. Errors of measurement are
// each stand's own: over n stands they even out as 1/√n. 5 % limits on standard deviations of
// 20,000 draws, whose own error is 0.5 %.
TEST(MonteCarlo, DrawsParametersForAllStandsAndMeasurementsForEach) {
  for (const int count : {1, 16, 100}) {
    const auto stands = like_stands(count);
    const auto shared =
        part_of(run(stands, choices(normal(kTable + "马尾松/D_t_m3", "10"), 20000)));
    const double removal = static_cast<double>(shared.plan.removal.ten_thousandths());
    EXPECT_NEAR(sd_of(removal_by_draw(shared)) / removal / 0.10, 1, 0.05);
    const auto own = part_of(run(stands, choices(normal("stand/volume_m3_ha", "10"), 20000)));
    EXPECT_NEAR(sd_of(removal_by_draw(own)) / removal / (0.10 / std::sqrt(count)), 1, 0.05);
  }
}

// A linear model: Y = Σ A (1 + e1) V1 − A (1 + e0) V0 over 4 stands, times a constant. Its mean and
// variance are known.
TEST(MonteCarlo, AgreesWithTheAnalyticMomentsOfALinearModel) {
  std::vector<Stand> stands;
  double variance = 0, mean = 0;
  const double per_m3 = 0.380 * 1.472 * 0.460 * (1 + 0.187) * 44 / 12;
  for (int i = 1; i <= 4; ++i) {
    const std::string v0 = std::to_string(20 * i), v1 = std::to_string(35 * i);
    stands.push_back(forest("S" + std::to_string(i), "马尾松", "5", {{2020, v0}, {2025, v1}}));
    mean += 5 * 15 * i * per_m3;
    variance += std::pow(5 * per_m3 * 0.08, 2) * (std::pow(20 * i, 2) + std::pow(35 * i, 2));
  }
  constexpr double kDraws = 50000;
  const auto result = conclude(
      part_of(run(stands, choices(normal("stand/volume_m3_ha", "8"), std::size_t{50000}))));
  const double sd = std::sqrt(variance);
  EXPECT_NEAR(std::stod(result.mean.str()), mean, 4 * sd / std::sqrt(kDraws));
  EXPECT_NEAR(std::stod(result.standard_deviation.str()) / sd, 1, 4 / std::sqrt(2 * kDraws));
  EXPECT_NEAR(std::stod(result.half_width.str()) / sd, 1.6449, 0.03);
  EXPECT_EQ(result.contributions.at(0).share, "1.0000");
}

// Y = c · D · BEF: with deviations of 10 and 5 % the shares are 0.01 / v, 0.0025 / v and, for the
// interaction, 0.000025 / v of v = 1.01 · 1.0025 − 1.
TEST(MonteCarlo, DividesTheVarianceAmongItsSources) {
  const auto result =
      conclude(part_of(run(like_stands(3), choices(normal(kTable + "马尾松/D_t_m3", "10") +
                                                       normal(kTable + "马尾松/BEF", "5"),
                                                   50000))));
  const double v = 1.01 * 1.0025 - 1;
  ASSERT_EQ(result.contributions.size(), 2u);
  EXPECT_EQ(result.contributions[0].source.id, kTable + "马尾松/D_t_m3");
  EXPECT_NEAR(std::stod(result.contributions[0].share), 0.01 / v, 0.015);
  EXPECT_NEAR(std::stod(result.contributions[1].share), 0.0025 / v, 0.015);
  EXPECT_NEAR(std::stod(result.other_share), 0.000025 / v, 0.02);
  // A bar of the tornado chart: ±1.645 · 10 %.
  const auto& bar = result.contributions[0];
  const double middle =
      static_cast<double>(bar.low.ten_thousandths() + bar.high.ten_thousandths()) / 2;
  EXPECT_NEAR(static_cast<double>(bar.high.ten_thousandths()) / middle, 1.1645, 0.005);
}

TEST(MonteCarlo, TakesThePublishedIntervalsOfAMethodsTables) {
  const auto lake = wetland("b", "reservoir", "20", "warm_temperate_moist");
  const auto part = part_of(run({lake}, choices("", 300), "IPCC-2013-WL"));
  ASSERT_EQ(part.plan.parameters.size(), 2u);  // EF_CH4 and R_d have intervals
  EXPECT_EQ(part.plan.parameters[0].distribution.kind, DistributionKind::interval);
  EXPECT_TRUE(std::any_of(part.plan.fixed.begin(), part.plan.fixed.end(),
                          [](const auto& value) { return value.id.starts_with("gwp.csv/AR5|"); }));
  const auto result = conclude(part);
  EXPECT_LT(result.p5, part.plan.removal);
  EXPECT_GT(result.p95, part.plan.removal);
}

TEST(MonteCarlo, HoldsFixedWhatIsStatedToBe) {
  const auto all = part_of(run(like_stands(1), choices(normal(kTable + "*/BEF", "5") + kTable +
                                                       "马尾松/BEF,fixed,,,,,,agreed,project\n" +
                                                       normal("stand/area_ha", "1"))));
  EXPECT_TRUE(all.plan.parameters.empty());
  EXPECT_EQ(all.plan.unused, std::vector<std::string>{kTable + "*/BEF"});
}

TEST(MonteCarlo, RefusesWhatItCannotDraw) {
  const auto stands = like_stands(1);
  EXPECT_EQ(code_of(run(stands, choices(""))), "uncertainty_missing");
  EXPECT_EQ(code_of(run(stands, choices(normal("nonsense", "5")))), "uncertainty_unknown");
  EXPECT_EQ(code_of(run(stands, choices(normal("gwp.csv/AR5/x", "5")))), "uncertainty_unknown");
  EXPECT_EQ(code_of(run(stands, choices(normal(kTable + "马尾松/BFE", "5")))),
            "uncertainty_unknown");
  EXPECT_EQ(code_of(run(stands, choices(normal("stand/area_ha", "5"), 99))), "draws_out_of_range");
  EXPECT_EQ(code_of(run(stands, choices(normal("stand/area_ha", "5"), 10'000'001))),
            "draws_out_of_range");
  EXPECT_EQ(code_of(run(stands, choices(normal("stand/area_ha", "5"), 0))), "draws_out_of_range");
  EXPECT_EQ(code_of(run(stands, choices(normal("stand/area_ha", "15")))), "uncertainty_invalid");
  auto options = choices(normal("stand/area_ha", "5"));
  options.part = 3;
  options.parts = 2;
  EXPECT_EQ(code_of(run(stands, options)), "part_out_of_range");
  EXPECT_EQ(code_of(run({}, choices(normal("stand/area_ha", "5")))), "no_stands");
  // A table that ships, but is none of the method's; and the line where it says so.
  const auto foreign =
      run(stands, choices(normal("stand/area_ha", "5") + normal("ipcc_wetland.csv/*/value", "5")));
  ASSERT_EQ(code_of(foreign), "uncertainty_unknown");
  EXPECT_NE(std::get<Findings>(foreign).front().english.find("line 3"), std::string::npos);
}

// Roots follow from the logarithm of a biomass: no density may be drawn below zero.
TEST(MonteCarlo, TellsTheDrawWhoseDensityIsNone) {
  const auto outcome =
      run(like_stands(2), choices(normal(kTable + "*/D_t_m3", "60"), 300), "AR-ACM0003");
  ASSERT_EQ(code_of(outcome), "table_invalid");
  EXPECT_NE(std::get<Findings>(outcome).front().english.find("Draw "), std::string::npos);
}

// A share of ditches above 1 is none: the method refuses the draw, and the run says so.
TEST(MonteCarlo, TellsTheDrawThatTheMethodRefuses) {
  auto drained = wetland("c", "organic_drained", "2", "warm_temperate_moist");
  drained.land_use = "cropland";
  const auto outcome =
      run({drained}, choices("ipcc_wetland.csv/*/value,normal,percent,60,,,,test,project\n", 300),
          "IPCC-2013-WL");
  ASSERT_EQ(code_of(outcome), "table_invalid");
  EXPECT_NE(std::get<Findings>(outcome).front().english.find("Draw "), std::string::npos);
}

}  // namespace
}  // namespace linhui::methodology
