// The golden cases of tests/golden, to the last digit.
#include <gtest/gtest.h>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : line) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::vector<std::string> lines_of(const std::string& path) {
  auto lines = split(read_source_file(path), '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

// Reads the golden inventories, which have no quotes, and only the columns that they have.
std::vector<Stand> inventory(const std::string& path) {
  const auto lines = lines_of(path);
  const auto header = split(lines.at(0), ',');
  std::vector<Stand> stands;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto fields = split(lines[i], ',');
    Stand stand;
    for (std::size_t k = 0; k < header.size(); ++k) {
      const std::string& value = fields.at(k);
      if (value.empty()) continue;
      const std::string& column = header[k];
      if (column == "stand_id") stand.stand_id = value;
      if (column == "kind")
        stand.kind = value == "wetland" ? StandKind::wetland : StandKind::forest;
      if (column == "area_ha") stand.area_ha = decimal(value);
      if (column == "species") stand.species = value;
      if (column == "age") stand.age = decimal(value);
      if (column.starts_with("volume_m3_ha_")) {
        stand.volume_m3_ha_by_year[std::stoi(column.substr(13))] = decimal(value);
      }
      if (column == "wetland_type") stand.wetland_type = value;
      if (column == "climate") stand.climate = value;
      if (column == "nutrient") stand.nutrient = value;
      if (column == "land_use") stand.land_use = value;
      if (column == "trophic") stand.trophic = value;
      if (column == "changed_in") stand.changed_in = std::stoi(value);
    }
    stands.push_back(stand);
  }
  return stands;
}

EstimateOutcome expect_golden(const std::string& folder, const std::string& method, int from,
                              int to) {
  const std::string path = "tests/golden/" + folder;
  const auto stands = inventory(path + "/inventory.csv");
  const auto expected = lines_of(path + "/expected.csv");
  auto outcome = outcome_of(method, stands, period(from, to));
  EXPECT_EQ(faults_of(outcome), std::vector<std::string>{});
  if (const auto* estimate = std::get_if<Estimate>(&outcome)) {
    EXPECT_EQ(estimate->rows.size() + 1, expected.size());
    for (std::size_t i = 0; i < estimate->rows.size() && i + 1 < expected.size(); ++i) {
      const auto& row = estimate->rows[i];
      EXPECT_EQ(stands[row.stand].stand_id + "," + text_of(row), expected[i + 1]);
    }
  }
  return outcome;
}

TEST(Golden, AfforestationIsMetToTheLastDigit) {
  const auto outcome = expect_golden("ar_cm_001", "AR-CM-001-V01", 2020, 2025);
  EXPECT_EQ(notes_of(outcome), std::vector<std::string>{"uncertainty_not_assessed"});
}

TEST(Golden, WetlandsAreMetToTheLastDigit) {
  const auto outcome = expect_golden("ipcc_2013_wl", "IPCC-2013-WL", 2020, 2026);
  // The restored wetland's methane outweighs its soil carbon: said in words.
  const auto& notes = std::get<Estimate>(outcome).notes;
  ASSERT_FALSE(notes.empty());
  EXPECT_EQ(notes.front().stand_id, "QW-001");
  EXPECT_EQ(notes.front().code, "net_source");
  EXPECT_NE(notes.front().english.find("net source"), std::string::npos);
  EXPECT_NE(notes.front().chinese.find("净排放源"), std::string::npos);
  EXPECT_TRUE(std::get<Estimate>(outcome).summary.net_source);
}

}  // namespace
}  // namespace linhui::methodology
