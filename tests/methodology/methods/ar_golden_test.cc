// The golden cases of AR-ACM0003 and AR-CM-003-V01, whose figures tests/golden/make_ar_expected.py
// works out on its own: rows and terms to the last digit.
#include <gtest/gtest.h>

#include "methodology/parameters/csv.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

using Lines = std::vector<std::string>;

std::vector<Stand> ar_inventory(const std::string& path) {
  const auto rows = std::get<std::vector<CsvRow>>(parse_csv(read_source_file(path)));
  std::vector<Stand> stands;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    Stand stand;
    for (std::size_t k = 0; k < rows[0].size(); ++k) {
      const std::string& column = rows[0][k];
      const std::string& value = rows[i][k];
      if (value.empty()) continue;
      if (column == "stand_id") stand.stand_id = value;
      if (column == "area_ha") stand.area_ha = decimal(value);
      if (column == "species") stand.species = value;
      if (column == "composition") stand.composition = value;
      if (column == "shrub_cover") stand.shrub_cover = decimal(value);
      if (column == "planted_in") stand.planted_in = std::stoi(value);
      if (column == "soil") stand.soil = value;
      if (column == "climate") stand.climate = value;
      if (column == "soil_disturbed") stand.soil_disturbed = decimal(value);
      const std::string year = column.substr(column.find_last_of('_') + 1);
      if (column.starts_with("volume_m3_ha_")) {
        stand.volume_m3_ha_by_year[std::stoi(year)] = decimal(value);
      } else if (column.starts_with("baseline_volume_m3_ha_")) {
        stand.baseline_volume_m3_ha_by_year[std::stoi(year)] = decimal(value);
      }
    }
    stands.push_back(std::move(stand));
  }
  return stands;
}

Lines ar_lines_of(const std::string& path) {
  Lines lines;
  std::stringstream text(read_source_file(path));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  lines.erase(lines.begin());
  return lines;
}

void expect_golden(const std::string& folder, const std::string& method,
                   const EstimateOptions& options) {
  const std::string path = "tests/golden/" + folder;
  const auto stands = ar_inventory(path + "/inventory.csv");
  const auto outcome = outcome_of(method, stands, options);
  ASSERT_EQ(faults_of(outcome), Lines{});
  const auto& estimate = std::get<Estimate>(outcome);
  Lines rows, terms;
  for (const auto& row : estimate.rows) {
    rows.push_back(stands[row.stand].stand_id + "," + text_of(row));
  }
  for (const auto& term : estimate.terms) {
    terms.push_back((term.stand ? stands[*term.stand].stand_id : "") + "," +
                    std::to_string(term.year) + "," + name_of(term.term) + "," + term.amount.str());
  }
  EXPECT_EQ(rows, ar_lines_of(path + "/expected.csv"));
  EXPECT_EQ(terms, ar_lines_of(path + "/terms.csv"));
}

TEST(Golden, ForestManagementIsMetToTheLastDigit) {
  auto options = period(2020, 2025);
  options.settings["uncertainty_percent"] = "22.5";
  expect_golden("ar_cm_003", "AR-CM-003-V01", options);
}

TEST(Golden, CdmAfforestationIsMetToTheLastDigit) {
  auto options = period(2020, 2027);
  options.settings = {{"dead_wood", "left_on_site"},   {"litter", "default"},
                      {"biome", "tropical"},           {"elevation", "below_2000"},
                      {"rainfall", "below_1000"},      {"shrubs", "counted"},
                      {"forest_biomass_t_ha", "130"},  {"soil", "ipcc_2019"},
                      {"soil_before_percent", "71.5"}, {"site_preparation_burnt_t_ha", "12.5"},
                      {"displaced_ha", "3.5"},         {"displaced_biomass_t_ha", "41"},
                      {"displaced_in", "2024"},        {"uncertainty_percent", "17"}};
  expect_golden("ar_acm0003", "AR-ACM0003", options);
}

}  // namespace
}  // namespace linhui::methodology
