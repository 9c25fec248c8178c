// Files that are not what they should be: the reader says so and never crashes.
#include "api/exchange/inventory/inventory.h"
#include "tests/api/exchange/exchange_fixture.h"

namespace linhui::api::exchange {
namespace {

namespace fs = std::filesystem;

const std::string kSample = std::string(LINHUI_SOURCE_DIR) + "/tools/sample/data/";
const std::string kTable = "stand_id,species,area_ha\n小班一,马尾松,1.5\n";
const std::vector<DrawnStand> kStands = {{"甲一", square(108.70, 29.40, 0.002), 0},
                                         {"甲二", square(108.71, 29.40, 0.002), 0}};

Fault first_fault(const std::string& path) {
  const Inventory inventory = read_inventory(path, {});
  expect_whole(inventory.faults);
  EXPECT_FALSE(inventory.usable()) << path;
  return inventory.faults.empty() ? Fault{} : inventory.faults[0];
}

void copy_sample(const ScratchFolder& folder) {
  for (const char* extension : {".shp", ".shx", ".dbf", ".prj"}) {
    fs::copy_file(kSample + "forest_stands" + extension,
                  folder.file(std::string("forest_stands") + extension));
  }
}

TEST(InventoryFile, SaysThatThereIsNone) {
  const ScratchFolder folder;
  EXPECT_EQ(first_fault(folder.file("none.csv")).code, "file_not_found");
  EXPECT_EQ(read_inventory("", {}).faults.at(0).code, "file_not_found");
}

TEST(InventoryFile, DoesNotReadAFolder) {
  const ScratchFolder folder;
  fs::create_directory(folder.file("stands.shp"));
  EXPECT_EQ(first_fault(folder.file("stands.shp")).code, "file_unreadable");
}

TEST(InventoryFile, SaysThatItIsEmpty) {
  const ScratchFolder folder;
  for (const char* name : {"a.csv", "a.shp", "a.gpkg", "a.geojson", "a.xlsx"}) {
    EXPECT_EQ(first_fault(folder.write(name, "")).code, "file_empty") << name;
  }
  EXPECT_EQ(first_fault(folder.write("b.csv", "stand_id,species,area_ha\n")).code, "file_empty");
}

TEST(InventoryFile, NamesTheKindsThatItReads) {
  const ScratchFolder folder;
  const Fault fault = first_fault(folder.write("a.xls", "x"));
  EXPECT_EQ(fault.code, "format_unknown");
  EXPECT_NE(fault.expected.find(".xlsx"), std::string::npos);
}

// A name is not a format: a CSV named .shp, a zip named .xlsx.
TEST(InventoryFile, DoesNotTrustTheName) {
  const ScratchFolder folder;
  for (const char* name : {"a.shp", "a.gpkg", "a.geojson", "a.xlsx"}) {
    EXPECT_EQ(first_fault(folder.write(name, kTable)).code, "file_unreadable") << name;
  }
  // An empty zip with one stored file in front.
  const std::string zip("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a", 31);
  EXPECT_EQ(first_fault(folder.write("b.xlsx", zip)).code, "file_unreadable");
}

TEST(InventoryFile, SurvivesJunkBytes) {
  const ScratchFolder folder;
  std::uint32_t state = 12345;
  std::string junk;
  for (int i = 0; i < 5000; ++i)
    junk += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  const std::pair<const char*, std::string> heads[] = {
      {"a.csv", ""},
      {"a.shp", std::string("\0\0\x27\x0A", 4)},
      {"a.gpkg", std::string("SQLite format 3\0", 16)},
      {"a.geojson", "{"},
      {"a.xlsx", "PK\x03\x04"}};
  for (const auto& [name, head] : heads) {
    const Inventory inventory = read_inventory(folder.write(name, head + junk), {});
    expect_whole(inventory.faults);
    EXPECT_FALSE(inventory.usable()) << name;
  }
}

TEST(InventoryFile, NeedsTheCompanionsOfAShapefile) {
  for (const char* missing : {".dbf", ".shx"}) {
    const ScratchFolder folder;
    copy_sample(folder);
    fs::remove(folder.file(std::string("forest_stands") + missing));
    const Fault fault = first_fault(folder.file("forest_stands.shp"));
    EXPECT_EQ(fault.code, "file_unreadable");
    EXPECT_EQ(fault.expected, std::string("forest_stands") + missing);
  }
}

// A broken copy must not pass for a smaller district.
TEST(InventoryFile, NoticesTruncationAtEveryLength) {
  const ScratchFolder folder;
  draw(folder.file("whole.gpkg"), "GPKG", 4490, kStands);
  draw(folder.file("whole.geojson"), "GeoJSON", 0, kStands);
  draw(folder.file("whole.xlsx"), "XLSX", 0, {{"甲一", "", 1.5}, {"甲二", "", 2.5}});
  for (const char* name : {"whole.gpkg", "whole.geojson", "whole.xlsx"}) {
    const std::string whole = file_bytes(folder.file(name));
    ASSERT_GT(whole.size(), 100u) << name;
    ASSERT_TRUE(read_inventory(folder.file(name), {}).usable())
        << listed(read_inventory(folder.file(name), {}).faults);
    const std::string cut = std::string("cut") + fs::path(name).extension().string();
    for (std::size_t part = 0; part < 40; ++part) {
      const std::size_t length = (whole.find_last_not_of("\n")) * part / 39;
      const std::string path = folder.write(cut, whole.substr(0, length));
      EXPECT_FALSE(read_inventory(path, {}).usable()) << name << " at " << length;
    }
  }
}

TEST(InventoryFile, NoticesTruncationOfEachPartOfAShapefile) {
  const ScratchFolder folder;
  copy_sample(folder);
  const std::string path = folder.file("forest_stands.shp");
  ASSERT_TRUE(read_inventory(path, {}).usable());
  for (const char* extension : {".shp", ".shx", ".dbf"}) {
    const std::string name = std::string("forest_stands") + extension;
    const std::string whole = file_bytes(folder.file(name));
    for (std::size_t part = 0; part < 25; ++part) {
      const std::size_t length = (whole.size() - 2) * part / 24;
      folder.write(name, whole.substr(0, length));
      EXPECT_FALSE(read_inventory(path, {}).usable()) << name << " at " << length;
    }
    folder.write(name, whole);
  }
}

// One wrong byte anywhere: any answer but a crash.
TEST(InventoryFile, SurvivesFlippedBytes) {
  const ScratchFolder folder;
  copy_sample(folder);
  for (const char* extension : {".shp", ".shx", ".dbf"}) {
    const std::string name = std::string("forest_stands") + extension;
    const std::string whole = file_bytes(folder.file(name));
    for (std::size_t i = 0; i < 30; ++i) {
      std::string broken = whole;
      broken[i < 20 ? i * 5 : whole.size() * i / 31] ^= static_cast<char>(0xFF);
      folder.write(name, broken);
      expect_whole(read_inventory(folder.file("forest_stands.shp"), {}).faults);
    }
    folder.write(name, whole);
  }
}

TEST(InventoryFile, NoticesARowThatDoesNotFitTheHeader) {
  const ScratchFolder folder;
  const Inventory inventory = read_inventory(
      folder.write("a.csv", "stand_id,species,area_ha\nA,马尾松\nB,马尾松,1,2\nC,马尾松,1,,\n"),
      {});
  const auto found = of_code(inventory.faults, "row_malformed");
  ASSERT_EQ(found.size(), 2u) << listed(inventory.faults);
  EXPECT_EQ(found[0].row, 2);
  EXPECT_EQ(found[1].row, 3);
  EXPECT_EQ(inventory.stands.size(), 1u);
}

TEST(InventoryFile, NoticesAnOpenQuotationMark) {
  const ScratchFolder folder;
  EXPECT_EQ(first_fault(folder.write("a.csv", kTable + "\"B,马尾松,1\n")).code, "row_malformed");
}

TEST(InventoryFile, ReadsQuotedCellsAndOtherSeparators) {
  const ScratchFolder folder;
  for (const char* text : {"stand_id,species,area_ha\r\n\"a, \"\"b\"\"\nc\",马尾松,1.5\r\n",
                           "stand_id;species;area_ha\n\"a, \"\"b\"\"\nc\";马尾松;1.5",
                           "stand_id\tspecies\tarea_ha\n\"a, \"\"b\"\"\nc\"\t马尾松\t1.5\n\n"}) {
    const Inventory inventory = read_inventory(folder.write("a.csv", text), {});
    ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
    EXPECT_EQ(inventory.stands.at(0).stand_id, "a, \"b\"\nc");
    EXPECT_EQ(inventory.places.at(0).area_m2, 15000);
  }
}

TEST(InventoryFile, ReadsCsvInEveryUsualEncoding) {
  const ScratchFolder folder;
  for (const std::string& bytes : {kTable, "\xEF\xBB\xBF" + kTable, gbk(kTable)}) {
    const Inventory inventory = read_inventory(folder.write("a.csv", bytes), {});
    ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
    EXPECT_EQ(inventory.stands.at(0).stand_id, "小班一");
    EXPECT_EQ(inventory.stands.at(0).species, "马尾松");
  }
}

TEST(InventoryFile, RefusesTextInNoEncodingItKnows) {
  const ScratchFolder folder;
  const std::string utf16 = std::string("\xFF\xFE", 2) + std::string("s\0t\0a\0n\0d\0\n\0", 12);
  EXPECT_EQ(first_fault(folder.write("a.csv", utf16)).code, "encoding_wrong");
  EXPECT_EQ(first_fault(folder.write("b.csv", kTable + "\xFF\xFF\xFF\n")).code, "encoding_wrong");
  EXPECT_EQ(first_fault(folder.write("c.geojson", "{\"a\":\"\xFF\"}")).code, "encoding_wrong");
  InventoryOptions options;
  options.encoding = "no such encoding";
  const Inventory inventory = read_inventory(folder.write("d.csv", kTable), options);
  EXPECT_EQ(of_code(inventory.faults, "encoding_wrong").size(), 1u);
}

// Bureaux' DBF files hold GBK and say nothing; QGIS writes UTF-8 and a .cpg.
TEST(InventoryFile, ReadsDbfInGbkAndInUtf8) {
  for (const char* encoding : {"CP936", "UTF-8"}) {
    for (const bool says_so : {true, false}) {
      const ScratchFolder folder;
      draw(folder.file("stands.shp"), "ESRI Shapefile", 4490, kStands, encoding);
      if (!says_so) fs::remove(folder.file("stands.cpg"));
      const Inventory inventory = read_inventory(folder.file("stands.shp"), {});
      ASSERT_TRUE(inventory.usable()) << encoding << "\n" << listed(inventory.faults);
      EXPECT_EQ(inventory.stands.at(0).stand_id, "甲一") << encoding;
      EXPECT_EQ(inventory.stands.at(1).species, "马尾松") << encoding;
      EXPECT_EQ(inventory.places.at(1).row, 2);
    }
  }
}

TEST(InventoryFile, RefusesADbfThatIsNotInTheEncodingOfItsCpg) {
  const ScratchFolder folder;
  draw(folder.file("stands.shp"), "ESRI Shapefile", 4490, kStands, "CP936");
  folder.write("stands.cpg", "UTF-8");
  const Inventory inventory = read_inventory(folder.file("stands.shp"), {});
  const auto found = of_code(inventory.faults, "encoding_wrong");
  ASSERT_EQ(found.size(), 4u) << listed(inventory.faults);
  EXPECT_EQ(found[0].row, 1);
  InventoryOptions options;
  options.encoding = "GBK";
  EXPECT_TRUE(read_inventory(folder.file("stands.shp"), options).usable());
}

// A writer cuts a character in two to fit a field's width; the rest of the text stands.
TEST(InventoryFile, DropsTheHalfCharacterOfANarrowField) {
  const ScratchFolder folder;
  draw(folder.file("stands.shp"), "ESRI Shapefile", 4490, kStands, "CP936");
  fs::remove(folder.file("stands.cpg"));
  std::string dbf = file_bytes(folder.file("stands.dbf"));
  const std::size_t at = dbf.find(gbk("马尾松"));
  ASSERT_NE(at, std::string::npos);
  dbf.replace(at, 6, gbk("马尾松").substr(0, 5) + " ");
  folder.write("stands.dbf", dbf);
  const Inventory inventory = read_inventory(folder.file("stands.shp"), {});
  ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
  EXPECT_EQ(inventory.stands.at(0).species, "马尾");
}

// GDAL reads a number that is none as 0; a stock of 0 is not a stock that was mistyped.
TEST(InventoryFile, RefusesWhatIsNoNumberInADbf) {
  const ScratchFolder folder;
  draw(folder.file("stands.shp"), "ESRI Shapefile", 4490, {{"A", square(108.7, 29.4, 0.002), 4.3}});
  std::string dbf = file_bytes(folder.file("stands.dbf"));
  const std::size_t at = dbf.rfind("4.3000");
  ASSERT_NE(at, std::string::npos);
  dbf.replace(at, 6, "4.3O00");
  folder.write("stands.dbf", dbf);
  const Inventory inventory = read_inventory(folder.file("stands.shp"), {});
  const auto found = of_code(inventory.faults, "number_malformed");
  ASSERT_EQ(found.size(), 1u) << listed(inventory.faults);
  EXPECT_EQ(found[0].value, "4.3O00");
}

TEST(InventoryFile, LeavesDeletedRecordsOut) {
  const ScratchFolder folder;
  draw(folder.file("stands.shp"), "ESRI Shapefile", 4490, kStands);
  std::string dbf = file_bytes(folder.file("stands.dbf"));
  const auto header =
      static_cast<unsigned char>(dbf[8]) + 256u * static_cast<unsigned char>(dbf[9]);
  dbf[header] = '*';
  folder.write("stands.dbf", dbf);
  const Inventory inventory = read_inventory(folder.file("stands.shp"), {});
  ASSERT_EQ(inventory.stands.size(), 1u) << listed(inventory.faults);
  EXPECT_EQ(inventory.stands[0].stand_id, "甲二");
  EXPECT_EQ(inventory.places[0].row, 2);
}

// Rows as Excel counts them; doubles as their shortest decimal.
TEST(InventoryFile, ReadsAWorkbook) {
  const ScratchFolder folder;
  draw(folder.file("stands.xlsx"), "XLSX", 0, {{"甲一", "", 0.1}, {"", "", 12.35}});
  const Inventory inventory = read_inventory(folder.file("stands.xlsx"), {});
  ASSERT_EQ(inventory.stands.size(), 2u) << listed(inventory.faults);
  EXPECT_EQ(inventory.stands[0].area_ha.str(), "0.1");
  EXPECT_EQ(inventory.stands[1].area_ha.str(), "12.35");
  EXPECT_EQ(inventory.places[0].row, 2);
  const auto found = of_code(inventory.faults, "stand_id_missing");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].row, 3);
  EXPECT_EQ(found[0].layer, "stands");
}

TEST(InventoryFile, NamesTheLayersThatThereAre) {
  const ScratchFolder folder;
  draw(folder.file("stands.gpkg"), "GPKG", 4490, kStands);
  InventoryOptions options;
  options.layer = "other";
  const Inventory inventory = read_inventory(folder.file("stands.gpkg"), options);
  const auto found = of_code(inventory.faults, "layer_not_found");
  ASSERT_EQ(found.size(), 1u) << listed(inventory.faults);
  EXPECT_EQ(found[0].expected, "stands");
  options.layer = "stands";
  EXPECT_TRUE(read_inventory(folder.file("stands.gpkg"), options).usable());
}

}  // namespace
}  // namespace linhui::api::exchange
