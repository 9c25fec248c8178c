// The sample district that the program ships with.
#include <cstdlib>
#include <map>
#include <set>

#include "tests/api/exchange/exchange_fixture.h"

namespace linhui::api::exchange {
namespace {

const std::string kSampleFolder = std::string(LINHUI_SOURCE_DIR) + "/tools/sample/data/";

TEST(Sample, ReadsWithoutAFault) {
  const Inventory forest = read_inventory(kSampleFolder + "forest_stands.shp", {});
  EXPECT_TRUE(forest.faults.empty()) << listed(forest.faults);
  EXPECT_EQ(forest.stands.size(), 213u);
  const Inventory wetlands = read_inventory(kSampleFolder + "wetlands.gpkg", {});
  EXPECT_TRUE(wetlands.faults.empty()) << listed(wetlands.faults);
  EXPECT_EQ(wetlands.stands.size(), 12u);
  const RightsFile rights = read_rights(kSampleFolder + "rights.xlsx");
  EXPECT_TRUE(rights.faults.empty()) << listed(rights.faults);
  EXPECT_GT(rights.rows.size(), 800u);
}

// Young plantations of one to twenty hectares whose stock grows.
TEST(Sample, IsPlausible) {
  const Inventory forest = read_inventory(kSampleFolder + "forest_stands.shp", {});
  for (std::size_t i = 0; i < forest.stands.size(); ++i) {
    const auto& stand = forest.stands[i];
    EXPECT_GE(forest.places[i].area_m2, 10'000) << stand.stand_id;
    EXPECT_LE(forest.places[i].area_m2, 205'000) << stand.stand_id;
    EXPECT_EQ(forest.places[i].shape.size(), 1u);
    EXPECT_LT(stand.volume_m3_ha_by_year.at(2020), stand.volume_m3_ha_by_year.at(2025));
    EXPECT_TRUE(stand.village.starts_with("示例村"));
  }
}

// Contracts on a stand never add up to more than the stand, on any day; the shares of one parcel's
// carbon income never to more than the whole; and somebody's income is left unsaid on purpose.
TEST(Sample, HasRightsThatFitItsStands) {
  const Inventory forest = read_inventory(kSampleFolder + "forest_stands.shp", {});
  std::map<std::string, long long> area_m2, contracted_m2;
  for (std::size_t i = 0; i < forest.stands.size(); ++i) {
    area_m2[forest.stands[i].stand_id] = forest.places[i].area_m2;
  }
  const RightsFile rights = read_rights(kSampleFolder + "rights.xlsx");
  std::set<std::string> households;
  std::set<std::pair<std::string, std::string>> contracts, incomes;
  int handed_over = 0;
  for (const RightRow& row : rights.rows) {
    ASSERT_TRUE(area_m2.count(row.stand_id)) << row.stand_id;
    EXPECT_EQ(row.area_m2 % 20, 0);
    if (row.holder_kind == "household") households.insert(row.holder_code);
    if (row.to == "2023-07-01") ++handed_over;
    if (row.type == "carbon_income") incomes.emplace(row.certificate_no, row.stand_id);
    if (row.type != "contract") continue;
    contracts.emplace(row.certificate_no, row.stand_id);
    if (row.to == "2050-01-01") contracted_m2[row.stand_id] += row.area_m2;
  }
  EXPECT_EQ(households.size(), 300u);
  EXPECT_EQ(handed_over, 2);
  for (const auto& [stand, m2] : contracted_m2) EXPECT_EQ(m2, area_m2[stand]) << stand;
  std::size_t unsaid = 0;
  for (const auto& contract : contracts) unsaid += incomes.count(contract) == 0;
  EXPECT_EQ(unsaid, 5u);
}

// What is committed is what the program writes: nothing was touched by hand.
TEST(Sample, IsWhatTheGeneratorWrites) {
  const ScratchFolder folder;
  const std::string command = std::string(LINHUI_MAKE_SAMPLE) + " " + folder.file("again");
  ASSERT_EQ(std::system(command.c_str()), 0);
  for (const char* name : {"forest_stands.shp", "wetlands.gpkg"}) {
    const Inventory kept = read_inventory(kSampleFolder + name, {});
    const Inventory again = read_inventory(folder.file(std::string("again/") + name), {});
    ASSERT_EQ(kept.stands.size(), again.stands.size());
    for (std::size_t i = 0; i < kept.stands.size(); ++i) {
      const auto& a = kept.stands[i];
      const auto& b = again.stands[i];
      EXPECT_EQ(a.stand_id, b.stand_id);
      EXPECT_EQ(a.species, b.species);
      EXPECT_EQ(a.volume_m3_ha_by_year, b.volume_m3_ha_by_year);
      EXPECT_EQ(kept.places[i].area_m2, again.places[i].area_m2);
      EXPECT_EQ(kept.places[i].shape, again.places[i].shape);
    }
  }
  const RightsFile kept = read_rights(kSampleFolder + "rights.xlsx");
  const RightsFile again = read_rights(folder.file("again/rights.xlsx"));
  ASSERT_EQ(kept.rows.size(), again.rows.size());
  for (std::size_t i = 0; i < kept.rows.size(); ++i) {
    EXPECT_EQ(kept.rows[i].certificate_no, again.rows[i].certificate_no);
    EXPECT_EQ(kept.rows[i].holder_code, again.rows[i].holder_code);
    EXPECT_EQ(kept.rows[i].area_m2, again.rows[i].area_m2);
    EXPECT_EQ(kept.rows[i].from + kept.rows[i].to, again.rows[i].from + again.rows[i].to);
    EXPECT_EQ(kept.rows[i].basis, again.rows[i].basis);
  }
  for (const char* name : {"forest_stands.shp", "forest_stands.shx", "forest_stands.dbf"}) {
    EXPECT_EQ(file_bytes(kSampleFolder + name),
              file_bytes(folder.file(std::string("again/") + name)))
        << name;
  }
}

TEST(Sample, HasNoDeclaredEncoding) {
  EXPECT_FALSE(std::filesystem::exists(kSampleFolder + "forest_stands.cpg"));
}

}  // namespace
}  // namespace linhui::api::exchange
