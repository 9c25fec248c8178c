#include "api/app/cases/inventories.h"

#include "tests/api/app/cases/case_files.h"

namespace linhui::api::app {
namespace {

using Inventories = CaseFiles;

TEST_F(Inventories, AreReadWithTheColumnsThatAreNamed) {
  InventorySource source;
  source.file = folder_.write("stands.csv", "stand_id,area_ha,species,XJ25\nA,2,杉木,40\n");
  source.options.map = {{"volume_m3_ha_2025", "XJ25"}};
  const auto inventory = read_stands(source);
  ASSERT_TRUE(inventory.ok()) << inventory.problem().code;
  EXPECT_EQ(inventory.value().stands.at(0).volume_m3_ha_by_year.at(2025).str(), "40");
}

// Whoever mends a file wants to know all of it at once.
TEST_F(Inventories, AreRefusedWithEveryFault) {
  InventorySource source;
  source.file = folder_.write("stands.csv",
                              "stand_id,area_ha,species,volume_m3_ha_2020\n"
                              "A,x,杉木,40\nB,1,杉木,forty\n");
  const auto refused = read_stands(source);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.problem().code, "inventory_refused");
  ASSERT_EQ(refused.problem().faults.size(), 2u) << exchange::listed(refused.problem().faults);
  EXPECT_EQ(refused.problem().faults[0].row, 2);
  EXPECT_EQ(refused.problem().faults[1].row, 3);
  source.file = folder_.file("none.csv");
  EXPECT_EQ(code_of(read_stands(source)), "file_not_found");
}

TEST(MeasuredPeriod, RunsFromTheFirstMeasuredYearToTheLast) {
  std::vector<methodology::Stand> stands(2);
  EXPECT_EQ(code_of(measured_period(stands, 2020, 0)), "period_missing");
  EXPECT_EQ(measured_period(stands, 2020, 2025).value(), (std::pair{2020, 2025}));
  stands[0].volume_m3_ha_by_year[2022] = methodology::Decimal(1);
  stands[1].volume_m3_ha_by_year[2019] = methodology::Decimal(1);
  EXPECT_EQ(measured_period(stands, 0, 0).value(), (std::pair{2019, 2022}));
  EXPECT_EQ(measured_period(stands, 2020, 0).value(), (std::pair{2020, 2022}));
}

}  // namespace
}  // namespace linhui::api::app
