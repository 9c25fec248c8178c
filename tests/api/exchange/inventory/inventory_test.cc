// What a table of stands says: columns, values, numbers.
#include "api/exchange/inventory/inventory.h"

#include "tests/api/exchange/exchange_fixture.h"

namespace linhui::api::exchange {
namespace {

using methodology::StandKind;

Inventory read_text(const std::string& text, const InventoryOptions& options = {}) {
  const ScratchFolder folder;
  Inventory inventory = read_inventory(folder.write("stands.csv", text), options);
  expect_whole(inventory.faults);
  return inventory;
}

// The one fault that `text` must give.
Fault only_fault(const std::string& text, const std::string& code) {
  const Inventory inventory = read_text(text);
  EXPECT_EQ(inventory.faults.size(), 1u) << listed(inventory.faults);
  const auto found = of_code(inventory.faults, code);
  EXPECT_EQ(found.size(), 1u) << code << "\n" << listed(inventory.faults);
  return found.empty() ? Fault{} : found[0];
}

// Figures rest on the number as written: 12.350 has three decimals, and 0.1 is a tenth.
TEST(Inventory, KeepsDecimalsAsWritten) {
  const Inventory inventory = read_text(
      "stand_id,species,area_ha,age,volume_m3_ha,volume_m3_ha_2020\nA,马尾松,12.350,18,0.1,86."
      "40\n");
  ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
  const auto& stand = inventory.stands.at(0);
  EXPECT_EQ(stand.area_ha.str(), "12.350");
  EXPECT_EQ(stand.volume_m3_ha->str(), "0.1");
  EXPECT_EQ(stand.volume_m3_ha_by_year.at(2020).str(), "86.40");
  EXPECT_EQ(stand.age->str(), "18");
  EXPECT_FALSE(stand.dbh_cm.has_value());
  EXPECT_EQ(inventory.places[0].area_m2, 123500);
  EXPECT_EQ(inventory.places[0].row, 2);
}

// A tie goes to the even square metre, up and down.
TEST(Inventory, RoundsAreasHalfToEven) {
  const Inventory inventory =
      read_text("stand_id,species,area_ha\nA,x,1.00005\nB,x,1.00015\nC,x,1.000051\n");
  ASSERT_EQ(inventory.stands.size(), 3u);
  EXPECT_EQ(inventory.places[0].area_m2, 10000);
  EXPECT_EQ(inventory.places[1].area_m2, 10002);
  EXPECT_EQ(inventory.places[2].area_m2, 10001);
}

// 1 mu is 2000/3 m²; villages count in mu.
TEST(Inventory, TurnsMuIntoWholeSquareMetres) {
  const Inventory inventory = read_text("小班号,优势树种,面积(亩)\nA,马尾松,1\nB,马尾松,15\n");
  ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
  EXPECT_EQ(inventory.places[0].area_m2, 667);
  EXPECT_EQ(inventory.stands[0].area_ha.str(), "0.0667");
  EXPECT_EQ(inventory.places[1].area_m2, 10000);
}

TEST(Inventory, KnowsChineseColumnNamesAndValues) {
  const Inventory inventory = read_text(
      "小班编号,类型,面积(公顷),优势树种,平均年龄,每公顷蓄积,公顷蓄积_2020,公顷蓄积2025,平均胸径("
      "cm),"
      "平均树高,公顷株数,树种组成,乡(镇),村(社区),林权证号,湿地类型,气候带,变化年份\n"
      "1,林地,2.5,杉木,9,42,40,55.5,10.2,7.5,1800,6杉木4枫香,示例镇,示例村,证1,,,\n"
      "2,湿地,0.8,,,,,,,,,,示例镇,示例村,,矿质土,暖温带湿润,2020\n");
  ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
  const auto& forest = inventory.stands[0];
  EXPECT_EQ(forest.kind, StandKind::forest);
  EXPECT_EQ(forest.species, "杉木");
  EXPECT_EQ(forest.volume_m3_ha->str(), "42");
  EXPECT_EQ(forest.volume_m3_ha_by_year.at(2020).str(), "40");
  EXPECT_EQ(forest.volume_m3_ha_by_year.at(2025).str(), "55.5");
  EXPECT_EQ(forest.dbh_cm->str(), "10.2");
  EXPECT_EQ(forest.height_m->str(), "7.5");
  EXPECT_EQ(forest.stems_ha->str(), "1800");
  EXPECT_EQ(forest.composition, "6杉木4枫香");
  EXPECT_EQ(forest.township, "示例镇");
  EXPECT_EQ(forest.village, "示例村");
  EXPECT_EQ(forest.right_cert, "证1");
  const auto& wetland = inventory.stands[1];
  EXPECT_EQ(wetland.kind, StandKind::wetland);
  EXPECT_EQ(wetland.wetland_type, "mineral");
  EXPECT_EQ(wetland.climate, "warm_temperate_moist");
  EXPECT_EQ(wetland.changed_in, 2020);
  EXPECT_EQ(inventory.columns.at("area_ha"), "面积(公顷)");
}

// Case and full-width brackets are a matter of taste.
TEST(Inventory, MatchesColumnsWithoutCaseAndWithFullWidthBrackets) {
  const Inventory inventory = read_text("Stand_ID,SPECIES,面积\uFF08亩\uFF09\nA,马尾松,3\n");
  ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
  EXPECT_EQ(inventory.places[0].area_m2, 2000);
}

// The survey numbers a 小班 within its 林班 within its village.
TEST(Inventory, ComposesTheStandNumberOfTheSurvey) {
  const Inventory inventory = read_text(
      "XIANG,CUN,LIN_BAN,XIAO_BAN,MIAN_JI,YOU_SHI_SZ,PINGJUN_NL,HUO_LMGQXJ,GQXJ_2020\n"
      "示例镇,示例村,001,0007,1.5,220,8,30.5,25\n103,205,001,0007,1.5,220,8,30.5,25\n");
  ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
  EXPECT_EQ(inventory.stands[0].stand_id, "示例村-001-0007");
  // A village's code is unique within its township only.
  EXPECT_EQ(inventory.stands[1].stand_id, "103-205-001-0007");
  EXPECT_EQ(inventory.stands[0].volume_m3_ha->str(), "30.5");
  EXPECT_EQ(inventory.stands[0].volume_m3_ha_by_year.at(2020).str(), "25");
}

TEST(Inventory, LetsTheMapChooseColumns) {
  InventoryOptions options;
  options.map = {{"area_ha", "wide"}, {"volume_m3_ha_2020", "v20"}, {"stand_id", "No"}};
  const Inventory inventory = read_text("no,species,area_ha,wide,v20\nA,马尾松,1,2,33\n", options);
  ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
  EXPECT_EQ(inventory.stands[0].stand_id, "A");
  EXPECT_EQ(inventory.places[0].area_m2, 20000);
  EXPECT_EQ(inventory.stands[0].volume_m3_ha_by_year.at(2020).str(), "33");
}

TEST(Inventory, RefusesAMapToNoColumnAndNamesThoseThereAre) {
  InventoryOptions options;
  options.map = {{"area_ha", "面积X"}};
  const Inventory inventory = read_text("stand_id,species,面积\nA,马尾松,1\n", options);
  const auto found = of_code(inventory.faults, "column_missing");
  ASSERT_EQ(found.size(), 1u) << listed(inventory.faults);
  EXPECT_EQ(found[0].value, "面积X");
  EXPECT_EQ(found[0].expected, "stand_id, species, 面积");
  EXPECT_FALSE(inventory.usable());
}

TEST(Inventory, RefusesAMapOfNoField) {
  InventoryOptions options;
  options.map = {{"hight", "h"}};
  const Inventory inventory = read_text("stand_id,species,area_ha,h\nA,马尾松,1,2\n", options);
  EXPECT_EQ(of_code(inventory.faults, "map_field_unknown").size(), 1u);
}

// A missing column is said once, not once a row.
TEST(Inventory, AsksOnceForAMissingColumn) {
  const Inventory inventory = read_text("a,b\n1,2\n3,4\n");
  EXPECT_EQ(of_code(inventory.faults, "column_missing").size(), 3u) << listed(inventory.faults);
  EXPECT_EQ(inventory.faults.size(), 3u) << listed(inventory.faults);
}

TEST(Inventory, AsksWhichOfTwoColumnsIsMeant) {
  const Fault fault =
      only_fault("stand_id,优势树种,面积,MIAN_JI\nA,马尾松,1,2\n", "column_ambiguous");
  EXPECT_EQ(fault.field, "area_ha");
  EXPECT_EQ(fault.value, "面积, MIAN_JI");
}

TEST(Inventory, TakesTheCanonicalNameBeforeOthers) {
  const Inventory inventory = read_text("stand_id,species,area_ha,MIAN_JI\nA,马尾松,1,2\n");
  ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
  EXPECT_EQ(inventory.places[0].area_m2, 10000);
}

TEST(Inventory, FindsStandsWithoutANumber) {
  const Fault fault = only_fault("stand_id,species,area_ha\n,马尾松,1\n", "stand_id_missing");
  EXPECT_EQ(fault.row, 2);
}

TEST(Inventory, NamesTheEarlierRowOfADuplicate) {
  const Fault fault = only_fault("stand_id,species,area_ha\nA,马尾松,1\nB,马尾松,1\nA,马尾松,1\n",
                                 "stand_id_duplicate");
  EXPECT_EQ(fault.row, 4);
  EXPECT_EQ(fault.value, "A");
  EXPECT_NE(fault.sentence.english.find("row 2"), std::string::npos);
}

// The byte order mark says UTF-8: so few bytes might be GBK as well.
TEST(Inventory, TakesNamesThatLookTheSameForTheSame) {
  const Inventory inventory =
      read_text("\ufeffstand_id,species,area_ha,village\nA,x,1,Caf\u00e9\nB,x,1,Cafe\u0301\n");
  ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
  EXPECT_EQ(inventory.stands[1].village, "Caf\u00e9");
  EXPECT_EQ(inventory.stands[0].village, inventory.stands[1].village);
  only_fault("\ufeffstand_id,species,area_ha\n\u00e9,x,1\ne\u0301,x,1\n", "stand_id_duplicate");
}

TEST(Inventory, AsksForSpeciesOfForestOnly) {
  const Fault fault = only_fault(
      "stand_id,kind,species,area_ha,wetland_type\nA,forest,,1,\nB,wetland,,1,pond\nC,,,1,pond\n",
      "species_missing");
  EXPECT_EQ(fault.row, 2);
}

TEST(Inventory, AsksForTheTypeOfAWetland) {
  EXPECT_EQ(
      only_fault("stand_id,kind,area_ha,wetland_type\nA,wetland,1,\n", "wetland_type_missing").row,
      2);
}

TEST(Inventory, AsksForAnAreaThatNothingGives) {
  EXPECT_EQ(only_fault("stand_id,species,area_ha\nA,马尾松,\n", "area_missing").row, 2);
}

TEST(Inventory, RefusesWhatIsNoNumber) {
  for (const char* text : {"12,5", "1.2.3", "abc", "１２", "0x10", "nan", "inf", "1e", "--1"}) {
    const Fault fault = only_fault(
        std::string("stand_id,species,area_ha\nA,马尾松,\"") + text + "\"\n", "number_malformed");
    EXPECT_EQ(fault.value, text);
    EXPECT_EQ(fault.field, "area_ha");
    EXPECT_EQ(fault.row, 2);
  }
}

TEST(Inventory, RefusesAFractionOfAYear) {
  EXPECT_EQ(
      only_fault("stand_id,wetland_type,area_ha,changed_in\nA,pond,1,2020.5\n", "number_malformed")
          .field,
      "changed_in");
}

TEST(Inventory, RefusesNegativeNumbers) {
  EXPECT_EQ(only_fault("stand_id,species,area_ha,age\nA,马尾松,1,-3\n", "number_negative").field,
            "age");
}

// A digit too many would mint credits; zero hectares would divide by nothing.
TEST(Inventory, RefusesNumbersThatNothingMeasures) {
  for (const char* row : {"A,x,0,1,1", "A,x,1e30,1,1", "A,x,1,99999,1", "A,x,1,1,12345678"}) {
    const Fault fault = only_fault(
        std::string("stand_id,species,area_ha,age,volume_m3_ha\n") + row + "\n", "number_absurd");
    EXPECT_FALSE(fault.expected.empty());
  }
}

// An estimate may run on a square decimetre; a ledger that counts square metres has none of it.
TEST(Inventory, WarnsOfAnAreaBelowASquareMetre) {
  const Fault fault = only_fault("stand_id,species,area_ha\nA,马尾松,0.00001\n", "area_tiny");
  EXPECT_EQ(fault.severity, Severity::warning);
}

TEST(Inventory, RefusesCodesThatItDoesNotKnow) {
  for (const char* field : {"kind", "wetland_type", "nutrient", "land_use", "trophic", "climate"}) {
    const Fault fault =
        only_fault(std::string("stand_id,species,area_ha,") + field + "\nA,马尾松,1,泡沫\n",
                   std::string(field) + "_unknown");
    EXPECT_EQ(fault.value, "泡沫");
    EXPECT_FALSE(fault.expected.empty());
  }
}

// Survey codes differ between provinces, and few methods ask for these fields: an unknown value is
// said, and the inventory can be used without it.
TEST(Inventory, LeavesOutHistoryThatItDoesNotKnow) {
  for (const char* field : {"origin", "forest_category", "land_before", "soil"}) {
    const Fault fault =
        only_fault(std::string("stand_id,species,area_ha,") + field + "\nA,马尾松,1,泡沫\n",
                   std::string(field) + "_unknown");
    EXPECT_EQ(fault.severity, Severity::warning);
    EXPECT_EQ(fault.value, "泡沫");
  }
  const Inventory inventory =
      read_text("stand_id,species,area_ha,QI_YUAN,LIN_ZHONG\nA,马尾松,1,21,255\n");
  EXPECT_TRUE(inventory.faults.empty()) << listed(inventory.faults);
  EXPECT_EQ(inventory.stands.at(0).origin, "planted");
  EXPECT_EQ(inventory.stands.at(0).forest_category, "economic");
}

TEST(Inventory, TakesSharesOfTheGroundFromZeroToOne) {
  EXPECT_EQ(only_fault("stand_id,species,area_ha,郁闭度\nA,马尾松,1,70\n", "number_absurd").field,
            "郁闭度");
}

// A person mends a file once, not fault by fault.
TEST(Inventory, ReportsEveryFaultAtOnce) {
  const Inventory inventory =
      read_text("stand_id,species,area_ha,age\n,马尾松,x,-1\nB,,1,1\nB,马尾松,0,1\n");
  EXPECT_EQ(inventory.faults.size(), 6u) << listed(inventory.faults);
  EXPECT_EQ(inventory.stands.size(), 3u);
}

// The bar on a terminal must move, and arrive.
TEST(Inventory, TellsHowFarItIs) {
  InventoryOptions options;
  std::uint64_t last = 0, end = 1;
  options.progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_GE(done, last);
    last = done;
    end = total;
  };
  std::string text = "stand_id,species,area_ha\n";
  for (int i = 0; i < 3000; ++i) text += std::to_string(i) + ",马尾松,1\n";
  EXPECT_EQ(read_text(text, options).stands.size(), 3000u);
  EXPECT_EQ(last, end);
}

TEST(Inventory, ReadsTheGoldenInventories) {
  for (const char* name : {"ar_cm_001", "ipcc_2013_wl"}) {
    const std::string path =
        std::string(LINHUI_SOURCE_DIR) + "/tests/golden/" + name + "/inventory.csv";
    const Inventory inventory = read_inventory(path, {});
    EXPECT_TRUE(inventory.usable()) << name << "\n" << listed(inventory.faults);
    EXPECT_FALSE(inventory.stands.empty()) << name;
    EXPECT_EQ(inventory.sha256.size(), 64u);
  }
}

}  // namespace
}  // namespace linhui::api::exchange
