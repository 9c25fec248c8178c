// Stands as the rows beside the log: what an inventory says comes back as it was.
#include "api/app/cases/stand_rows.h"

#include "tests/api/exchange/exchange_fixture.h"

namespace linhui::api::app {
namespace {

using exchange::Inventory;
using methodology::Decimal;
using methodology::Stand;

Inventory read_text(const std::string& text) {
  const ScratchFolder folder;
  return exchange::read_inventory(folder.write("stands.csv", text), {});
}

// Every field of a stand that may go into a figure, from an inventory's columns through the rows.
TEST(StandRows, BringBackEveryFieldThatAnInventoryHas) {
  const Inventory inventory = read_text(
      "stand_id,kind,area_ha,species,composition,age,volume_m3_ha,公顷蓄积_2020,2025年公顷蓄积,"
      "baseline_volume_m3_ha_2020,基线公顷蓄积2025,dbh_cm,height_m,stems_ha,admin_code,township,"
      "village,起源,林种,造林前地类,soil,造林年度,not_forest_since,YU_BI_DU,灌木盖度,"
      "soil_disturbed,credited_under,climate,wetland_type,nutrient,land_use,trophic,changed_in\n"
      "A,forest,12.350,杉木,6杉木4枫香,9,40,40.0,55.5,3.10,3.5,10.2,7.5,1800,500114,镇,村,人工,"
      "用材林,荒山,HAC,2016,2003,0.70,0.05,0.10,CDM,warm_temperate_moist,,,,,\n"
      "B,wetland,0.8,,,,,,,,,,,,,,,,,,,,,,,,,cool_temperate_moist,mineral,rich,forest,eutrophic,"
      "2020\n");
  ASSERT_TRUE(inventory.usable()) << exchange::listed(inventory.faults);
  EXPECT_TRUE(inventory.faults.empty()) << exchange::listed(inventory.faults);
  const auto rows = stand_rows(inventory.stands, inventory.places);
  ASSERT_EQ(rows.size(), 2u);
  const auto back = stand_of_row(rows[0]);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->volume_m3_ha_by_year.at(2025).str(), "55.5");
  EXPECT_EQ(back->baseline_volume_m3_ha_by_year.at(2020).str(), "3.10");
  EXPECT_EQ(back->baseline_volume_m3_ha_by_year.at(2025).str(), "3.5");
  EXPECT_EQ(back->origin, "planted");
  EXPECT_EQ(back->forest_category, "timber");
  EXPECT_EQ(back->land_before, "bare");
  EXPECT_EQ(back->soil, "HAC");
  EXPECT_EQ(back->planted_in, 2016);
  EXPECT_EQ(back->not_forest_since, 2003);
  EXPECT_EQ(back->crown_density->str(), "0.70");
  EXPECT_EQ(back->shrub_cover->str(), "0.05");
  EXPECT_EQ(back->soil_disturbed->str(), "0.10");
  EXPECT_EQ(back->credited_under, "CDM");
  EXPECT_EQ(back->stems_ha->str(), "1800");
  // Written again, the same bytes: nothing was lost on the way.
  std::vector<methodology::Stand> again;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto stand = stand_of_row(rows[i]);
    ASSERT_TRUE(stand.has_value());
    again.push_back(*stand);
  }
  EXPECT_EQ(stand_rows(again, inventory.places), rows);
}

TEST(StandRows, RefuseWhatIsNotOfTheirForm) {
  const std::string head = R"({"area_ha":"1","kind":"forest","stand_id":"A",)";
  EXPECT_TRUE(stand_of_row(head + R"("planted_in":2016})").has_value());
  for (const char* rest :
       {R"("planted_in":"2016"})", R"("planted_in":99999999999})", R"("planted_in":20.5})",
        R"("baseline_volume_m3_ha_by_year":[1]})", R"("volume_m3_ha_by_year":{"20x0":"1"}})",
        R"("volume_m3_ha_by_year":{"2020":1}})", R"("crown_density":"much"})", R"("origin":7})"}) {
    EXPECT_FALSE(stand_of_row(head + rest).has_value()) << rest;
  }
  EXPECT_FALSE(stand_of_row("[]").has_value());
  EXPECT_FALSE(stand_of_row("{").has_value());
}

}  // namespace
}  // namespace linhui::api::app
