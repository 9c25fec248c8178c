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

// The sentence says it where not all are told; the code is the same.
TEST(Refusals, SayHowManyFaultsAreNotTold) {
  EXPECT_EQ(inventory_problem({}).sentence.english,
            "The inventory has faults; nothing was done with it.");
  const Problem inventory = inventory_problem({fault_of(FaultCode::encoding_wrong_utf8)}, 7);
  EXPECT_EQ(inventory.code, "inventory_refused");
  EXPECT_EQ(inventory.faults.size(), 1u);
  EXPECT_EQ(inventory.sentence.english,
            "The inventory has faults; nothing was done with it. 7 more are not told.");
  EXPECT_EQ(inventory.sentence.chinese, "清查数据有错误，未作任何处理。另有 7 处未列出。");
  EXPECT_EQ(findings_problem({}, "f.csv").sentence.english,
            "The data given cannot be used; nothing was estimated.");
  const Problem estimate = findings_problem({{"x", "", "", "", "", ""}}, "f.csv", 12'000);
  EXPECT_EQ(estimate.code, "estimate_refused");
  EXPECT_EQ(estimate.faults.at(0).file, "f.csv");
  EXPECT_EQ(estimate.sentence.english,
            "The data given cannot be used; nothing was estimated. 12000 more are not told.");
  EXPECT_EQ(estimate.sentence.chinese, "所给数据无法使用，未作任何估算。另有 12000 处未列出。");
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
