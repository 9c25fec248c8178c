#include "api/exchange/output/monte_carlo_file.h"

#include <gtest/gtest.h>

namespace linhui::api::exchange {
namespace {

using namespace methodology;

const std::string kRows =
    "species_ar_cm_001.csv/*/BEF,normal,percent,5,,,,t,project\n"
    "species_ar_cm_001.csv/*/R,truncated_normal,value,0.05,0,,,t,project\n"
    "stand/volume_m3_ha,lognormal,percent,20,,,,t,project\n"
    "stand/area_ha,triangular,percent,,95,105,,t,project\n";

std::vector<Stand> stands() {
  std::vector<Stand> all;
  for (int i = 0; i < 5; ++i) {
    Stand stand;
    stand.stand_id = "S" + std::to_string(i);
    stand.species = i % 2 ? "杉木" : "马尾松";
    stand.area_ha = Decimal(3 + i);
    stand.volume_m3_ha_by_year = {{2020, Decimal(20)}, {2025, Decimal(40 + i)}};
    all.push_back(stand);
  }
  return all;
}

MonteCarloPart run(int part, int parts, std::uint64_t seed = 3,
                   const std::string& method = "AR-CM-001-V01", const std::string& rows = kRows,
                   const TableFiles& tables = shipped_tables()) {
  MonteCarloOptions options;
  options.draws = 100;
  options.seed = seed;
  options.part = part;
  options.parts = parts;
  options.statements = std::get<std::vector<UncertaintyStatement>>(parse_uncertainties(
      "parameter,distribution,unit,sd,low,high,mode,source,confidence\n" + rows));
  EstimateOptions period;
  period.from_year = 2020;
  period.to_year = 2025;
  return std::get<MonteCarloPart>(
      run_monte_carlo(*find_method(method), stands(), period, tables, options));
}

std::string document(const MonteCarloPart& whole) {
  return monte_carlo_json(whole, conclude(whole)).dump();
}

MonteCarloPart read_back(const MonteCarloPart& part) {
  return std::get<MonteCarloPart>(parse_monte_carlo_part(monte_carlo_part_text(part)));
}

std::string code_of(const std::vector<MonteCarloPart>& parts) {
  const auto outcome = merge_monte_carlo(parts);
  const auto* fault = std::get_if<Finding>(&outcome);
  return fault ? fault->code + ":" + fault->field : "merged";
}

TEST(MonteCarloFile, MergesToTheBytesOfOneRun) {
  std::vector<MonteCarloPart> parts;
  for (const int part : {3, 1, 2}) parts.push_back(read_back(run(part, 3)));
  EXPECT_EQ(document(std::get<MonteCarloPart>(merge_monte_carlo(parts))), document(run(1, 1)));
}

// AR-ACM0003 goes by its own estimates, CHN-BV by m³ and ha; seven parts of five stands.
TEST(MonteCarloFile, MergesPartsOfEveryRouteToTheBytesOfOneRun) {
  const std::string of_stands =
      "stand/volume_m3_ha,lognormal,percent,20,,,,t,project\n"
      "stand/area_ha,triangular,percent,,95,105,,t,project\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"AR-ACM0003", "species_ar_cm_001.csv/*/D_t_m3,normal,percent,5,,,,t,project\n"},
      {"CHN-BV", "stand_biomass_volume.csv/*/b_t_per_ha,normal,percent,5,,,,t,project\n"}};
  for (const auto& [method, row] : cases) {
    std::vector<MonteCarloPart> parts;
    for (const int part : {4, 7, 1, 2, 6, 3, 5}) {
      parts.push_back(read_back(run(part, 7, 3, method, row + of_stands)));
    }
    const auto merged = merge_monte_carlo(parts);
    ASSERT_TRUE(std::holds_alternative<MonteCarloPart>(merged)) << method;
    EXPECT_EQ(document(std::get<MonteCarloPart>(merged)),
              document(run(1, 1, 3, method, row + of_stands)));
  }
}

TEST(MonteCarloFile, ReadsBackToTheSameText) {
  const auto part = run(2, 3);
  EXPECT_EQ(monte_carlo_part_text(read_back(part)), monte_carlo_part_text(part));
}

TEST(MonteCarloFile, RefusesPartsThatAreNotOneRun) {
  const auto one = run(1, 2), two = run(2, 2);
  EXPECT_EQ(code_of({one}), "part_missing:part");
  EXPECT_EQ(code_of({}), "part_missing:part");
  EXPECT_EQ(code_of({one, one}), "part_repeated:part");
  EXPECT_EQ(code_of({one, run(2, 2, 4)}), "parts_differ:seed");
  EXPECT_EQ(code_of({one, run(2, 3)}), "parts_differ:parts");
  auto other = two;
  other.plan.input_sha256 = "x";
  EXPECT_EQ(code_of({one, other}), "parts_differ:input_sha256");
  TableFiles tables = shipped_tables();
  std::string& species = tables["species_ar_cm_001.csv"];
  species.replace(species.find("0.380"), 5, "0.381");
  EXPECT_EQ(code_of({one, run(2, 2, 3, "AR-CM-001-V01", kRows, tables)}),
            "parts_differ:parameter_set_sha256");
  EXPECT_EQ(code_of({one, two}), "merged");
}

// Whatever happens to the bytes, the file is refused or read; never a crash.
TEST(MonteCarloFile, RefusesDamage) {
  const std::string text = monte_carlo_part_text(run(1, 1));
  for (const std::string& damaged : {std::string(), std::string("{}"), std::string("[1,2]"),
                                     std::string("null"), text.substr(0, text.size() / 2)}) {
    EXPECT_TRUE(std::holds_alternative<Finding>(parse_monte_carlo_part(damaged)));
  }
  std::uint32_t random = 1;
  for (int i = 0; i < 300; ++i) {
    random = random * 1664525u + 1013904223u;
    std::string damaged = text;
    char& byte = damaged[random % (text.size() - 1)];
    const char before = byte;
    byte = static_cast<char>(byte ^ (1 << (i % 7)));
    if (byte == before) continue;
    const auto outcome = parse_monte_carlo_part(damaged);
    ASSERT_TRUE(std::holds_alternative<Finding>(outcome)) << i;
    EXPECT_EQ(std::get<Finding>(outcome).code, "part_damaged");
  }
}

}  // namespace
}  // namespace linhui::api::exchange
