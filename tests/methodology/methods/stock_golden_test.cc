// Golden cases of the assessment methods (tests/golden/make_stock_expected.py), to the last digit.
#include <gtest/gtest.h>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

std::vector<std::vector<std::string>> cells_of(const std::string& path) {
  std::vector<std::vector<std::string>> rows;
  std::stringstream lines(read_source_file(path));
  for (std::string line; std::getline(lines, line);) {
    rows.emplace_back(1);
    for (const char c : line) {
      if (c == ',') {
        rows.back().emplace_back();
      } else {
        rows.back().back() += c;
      }
    }
  }
  return rows;
}

std::vector<Stand> inventory_of(const std::string& folder) {
  const auto rows = cells_of("tests/golden/" + folder + "/inventory.csv");
  std::vector<Stand> stands;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    Stand stand;
    for (std::size_t k = 0; k < rows[0].size(); ++k) {
      const std::string& column = rows[0][k];
      const std::string& value = rows[i].at(k);
      if (value.empty()) continue;
      if (column == "stand_id") stand.stand_id = value;
      if (column == "species") stand.species = value;
      if (column == "composition") stand.composition = value;
      if (column == "area_ha") stand.area_ha = decimal(value);
      if (column == "stems_ha") stand.stems_ha = decimal(value);
      if (column == "shrub_cover") stand.shrub_cover = decimal(value);
      if (column == "origin") stand.origin = value;
      if (column == "land_before") stand.land_before = value;
      if (column == "planted_in") stand.planted_in = std::stoi(value);
      if (column == "age") stand.age = decimal(value);
      if (column.starts_with("volume_m3_ha_")) {
        stand.volume_m3_ha_by_year[std::stoi(column.substr(13))] = decimal(value);
      }
    }
    stands.push_back(stand);
  }
  return stands;
}

void expect_stock_golden(const std::string& folder, const std::string& method,
                         EstimateOptions options) {
  const auto stands = inventory_of(folder);
  const auto expected = cells_of("tests/golden/" + folder + "/expected.csv");
  const auto outcome = outcome_of(method, stands, options);
  ASSERT_EQ(faults_of(outcome), std::vector<std::string>{});
  const auto& rows = std::get<Estimate>(outcome).rows;
  ASSERT_EQ(rows.size() + 1, expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::string line;
    for (const auto& cell : expected[i + 1]) line += (line.empty() ? "" : ",") + cell;
    ASSERT_EQ(stands[rows[i].stand].stand_id + "," + text_of(rows[i]), line);
  }
}

TEST(Golden, BiomassVolumeStocksAreMetToTheLastDigit) {
  expect_stock_golden("chn_bv", "CHN-BV", period(2020, 2026));
}

TEST(Golden, ForestLandStocksAreMetToTheLastDigit) {
  auto options = period(2020, 2025);
  options.settings = {{"zone", "subtropical_humid"}, {"dead_wood", "tier1"}, {"litter", "tier1"}};
  expect_stock_golden("ipcc_2019_fl_stock", "IPCC-2019-FL", options);
}

TEST(Golden, ForestLandGainsAreMetToTheLastDigit) {
  auto options = period(2020, 2025);
  options.settings = {
      {"approach", "gain_loss"}, {"zone", "subtropical_humid"}, {"biomass_class", "low"}};
  expect_stock_golden("ipcc_2019_fl_gain", "IPCC-2019-FL", options);
}

}  // namespace
}  // namespace linhui::methodology
