#include "methodology/parameters/parameter_table.h"

#include <gtest/gtest.h>

#include <random>

#include "methodology/numbers/sha256.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

const TableSchema kSchema = {"t.csv", {"name"}, {"value"}, {"name"}, 100};

// What is wrong with the table, or "" if it was read.
std::string fault_in(const std::string& bytes) {
  const auto parsed = ParameterTable::parse(kSchema, bytes);
  const auto* fault = std::get_if<Finding>(&parsed);
  if (fault == nullptr) return "";
  EXPECT_EQ(fault->code, "table_invalid");
  EXPECT_FALSE(fault->chinese.empty());
  return fault->field + ": " + fault->english;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(ParameterTable, CountsEachValueLookedUpOnceUnderItsConfidence) {
  auto parsed = ParameterTable::parse(
      kSchema, "name,value,source,confidence\na,1.50,book,seen\nb,2,book,recalled\n");
  auto& table = std::get<ParameterTable>(parsed);
  EXPECT_TRUE(table.use().values_by_confidence.empty());
  EXPECT_EQ(table.look_up(0, "value")->str(), "1.50");
  EXPECT_EQ(table.look_up(0, "value")->str(), "1.50");
  EXPECT_EQ(table.look_up_text(0, "name"), "a");
  table.look_up(1, "value");
  EXPECT_EQ(table.text(1, "name"), "b");
  EXPECT_EQ(table.use().values_by_confidence,
            (std::map<std::string, std::size_t>{{"seen", 2}, {"recalled", 1}}));
}

TEST(ParameterTable, RefusesATableThatCannotCarryAFigure) {
  const std::string header = "name,value,source,confidence\n";
  EXPECT_EQ(fault_in(header + "a,1,book,project\n"), "");
  EXPECT_TRUE(contains(fault_in(""), "header and at least one row"));
  EXPECT_TRUE(contains(fault_in(header), "header and at least one row"));
  EXPECT_TRUE(contains(fault_in("value,source,confidence\n1,book,seen\n"), "t.csv:name"));
  EXPECT_TRUE(contains(fault_in("name,source,confidence\na,book,seen\n"), "column is missing"));
  EXPECT_TRUE(contains(fault_in("name,value,confidence\na,1,seen\n"), "t.csv:source"));
  EXPECT_TRUE(contains(fault_in("name,value,source\na,1,book\n"), "t.csv:confidence"));
  EXPECT_TRUE(contains(fault_in("name,name,value,source,confidence\na,a,1,b,seen\n"), "twice"));
  EXPECT_TRUE(contains(fault_in(header + "a,1,,seen\n"), "needs its source"));
  EXPECT_TRUE(contains(fault_in(header + "a,1,book,\n"), "seen, recalled or project"));
  EXPECT_TRUE(contains(fault_in(header + "a,1,book,sure\n"), "seen, recalled or project"));
  EXPECT_TRUE(contains(fault_in(header + "a,,book,seen\n"), "decimal number"));
  EXPECT_TRUE(contains(fault_in(header + "a,0.4x,book,seen\n"), "decimal number"));
  EXPECT_TRUE(contains(fault_in(header + "a,100.1,book,seen\n"), "at most 100"));
  EXPECT_TRUE(contains(fault_in(header + "a,-100.1,book,seen\n"), "at most 100"));
  EXPECT_TRUE(contains(fault_in(header + "a,1,b,seen\na,2,b,seen\n"), "line 2 says the same"));
  EXPECT_TRUE(contains(fault_in(header + "a,1,book\n"), "fields"));
  EXPECT_TRUE(contains(fault_in(header + "\"a,1,book,seen\n"), "not closed"));
}

TEST(ParameterTable, LetsARowOfUnitTextHoldAWord) {
  const std::string header = "name,value,unit,source,confidence\n";
  EXPECT_EQ(fault_in(header + "rule,nutrient-rich,text,book,seen\n"), "");
  EXPECT_NE(fault_in(header + "rule,nutrient-rich,factor,book,seen\n"), "");
}

TEST(ParameterTable, RefusesATableThatIsNotThere) {
  const auto found = ParameterTable::find(kSchema, {});
  EXPECT_EQ(std::get<Finding>(found).code, "table_invalid");
  EXPECT_TRUE(contains(std::get<Finding>(found).english, "not among the tables"));
}

// FIPS 180-4's own examples.
TEST(Sha256, MeetsThePublishedExamples) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(ParameterSet, IsNamedByItsTablesWhateverTheirOrder) {
  const TableUse a{"a.csv", "01", {}}, b{"b.csv", "02", {}};
  EXPECT_EQ(parameter_set_sha256({b, a}), sha256_hex("01  a.csv\n02  b.csv\n"));
}

// A byte changed anywhere gives an estimate or a reason, never a crash, and never a figure too
// great to add.
TEST(ParameterTables, SurviveAnyDamage) {
  std::mt19937_64 random(3);
  const std::vector<Stand> trees = {forest("1", "柏木", "99999", {{2020, "10"}, {2022, "2000"}})};
  const std::vector<Stand> waters = {wetland("1", "reservoir", "99999", "tropical_wet", 2019),
                                     wetland("2", "mineral", "1", "boreal_dry", 2019)};
  for (int round = 0; round < 300; ++round) {
    TableFiles tables = shipped_tables();
    for (auto& [name, bytes] : tables) {
      for (int i = 0; i < 3; ++i) {
        constexpr char kBytes[] = "9e-,.\"\n\r0x";
        bytes[random() % bytes.size()] = kBytes[random() % 10];
      }
    }
    for (const auto& [method, stands] : std::map<std::string, std::vector<Stand>>{
             {"AR-CM-001-V01", trees}, {"IPCC-2013-WL", waters}}) {
      const auto outcome = find_method(method)->estimate(stands, period(2020, 2022), tables);
      const auto* faults = std::get_if<Findings>(&outcome);
      EXPECT_TRUE(faults == nullptr || !faults->empty());
    }
  }
}

}  // namespace
}  // namespace linhui::methodology
