#include "methodology/stands/species.h"

#include <gtest/gtest.h>

#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

class Species : public testing::Test {
 protected:
  Species()
      : groups_(std::get<ParameterTable>(ParameterTable::find(
            {"species_ar_cm_001.csv", {"species_zh", "species_latin"}, {}, {}, 0},
            shipped_tables()))),
        index_(std::get<SpeciesIndex>(SpeciesIndex::build(groups_, shipped_tables()))) {}

  // "马尾松 group", or why there is none.
  std::string find(std::string_view text) {
    static const char* const kBy[] = {"group", "alias", "latin", "code", "genus", "residual"};
    const auto found = index_.find(text);
    if (const auto* miss = std::get_if<SpeciesMiss>(&found)) {
      return *miss == SpeciesMiss::unknown ? "unknown" : "not covered";
    }
    const auto& match = std::get<SpeciesMatch>(found);
    return groups_.text(match.row, "species_zh") + " " + kBy[static_cast<int>(match.by)];
  }

  ParameterTable groups_;
  SpeciesIndex index_;
};

TEST_F(Species, IsFoundByItsOwnName) {
  EXPECT_EQ(find("马尾松"), "马尾松 group");
  EXPECT_EQ(find("  杉木　"), "杉木 group");
  EXPECT_EQ(find("阔叶混"), "阔叶混 group");
}

TEST_F(Species, IsFoundByAlias) {
  EXPECT_EQ(find("马"), "马尾松 alias");
  EXPECT_EQ(find("麻栎"), "栎类 alias");
  EXPECT_EQ(find("chinese FIR"), "杉木 alias");
}

TEST_F(Species, IsFoundByLatinNameOrPartOfIt) {
  EXPECT_EQ(find("Pinus massoniana"), "马尾松 latin");
  EXPECT_EQ(find("pinus MASSONIANA"), "马尾松 latin");
  EXPECT_EQ(find("Pinus massoniana Lamb."), "马尾松 latin");
  EXPECT_EQ(find("massoniana"), "马尾松 latin");
  EXPECT_EQ(find("Pinus kesiya"), "思茅松 latin");
  EXPECT_EQ(find("Cupressus funebris"), "柏木 latin");
  EXPECT_EQ(find("Machilus spp."), "楠木 latin");
}

// `Quercus spp.` covers the genus: its parameters are the species' own, not a stand-in.
TEST_F(Species, IsCoveredByARowForItsWholeGenus) {
  EXPECT_EQ(find("Quercus"), "栎类 latin");
  EXPECT_EQ(find("Quercus acutissima"), "栎类 latin");
  EXPECT_EQ(find("Phoebe zhennan"), "楠木 latin");
  EXPECT_EQ(find("Cupressus duclouxiana"), "柏木 latin");
}

TEST_F(Species, IsFoundBySurveyCodeAndSurveyName) {
  EXPECT_EQ(find("220"), "马尾松 code");
  EXPECT_EQ(find("490"), "硬阔类 code");
  EXPECT_EQ(find("其他软阔类"), "软阔类 code");
}

TEST_F(Species, FallsBackToTheOnlySpeciesOfItsGenus) {
  EXPECT_EQ(find("Schima argentea"), "木荷 genus");
  EXPECT_EQ(find("Schima"), "木荷 genus");
}

TEST_F(Species, FallsBackToTheResidualGroupOfItsSurveyClass) {
  EXPECT_EQ(find("Pinus taiwanensis"), "针叶混 residual");
  EXPECT_EQ(find("黄山松"), "针叶混 residual");
  EXPECT_EQ(find("390"), "针叶混 residual");
  EXPECT_EQ(find("樟木"), "硬阔类 residual");
  EXPECT_EQ(find("535"), "软阔类 residual");
}

TEST_F(Species, IsNeverADefault) {
  for (const char* name : {"", " ", "树", "枇杷", "Homo sapiens", "999", "22", "mixed", "other",
                           "broadleaved", "spp.", "松", "\xFF", "马尾松杉木", "Pinusx"}) {
    EXPECT_EQ(find(name), "unknown") << name;
  }
}

TEST_F(Species, IsNotCoveredWhereItIsBamboo) {
  EXPECT_EQ(find("毛竹"), "not covered");
  EXPECT_EQ(find("660"), "not covered");
}

TEST_F(Species, RefusesTablesThatNameGroupsThatAreNotThere) {
  TableFiles tables = shipped_tables();
  tables[SpeciesIndex::kAliases] = "alias,group,source,confidence\n马,骡,x,recalled\n";
  EXPECT_EQ(std::get<Finding>(SpeciesIndex::build(groups_, tables)).value, "骡");
  tables = shipped_tables();
  tables[SpeciesIndex::kCodes] =
      "code,species_zh,group_for_ar_cm_001,source,confidence\n1,马,骡,x,recalled\n";
  EXPECT_EQ(std::get<Finding>(SpeciesIndex::build(groups_, tables)).value, "骡");
}

// The survey's own list: every name of it is found, bamboo apart.
TEST_F(Species, KnowsEveryNameOfTheSurvey) {
  auto codes = std::get<ParameterTable>(ParameterTable::find(
      {SpeciesIndex::kCodes, {"code", "species_zh"}, {}, {}, 0}, shipped_tables()));
  for (std::size_t row = 0; row < codes.row_count(); ++row) {
    const std::string by_code = find(codes.text(row, "code"));
    EXPECT_NE(by_code, "unknown") << codes.text(row, "code");
    EXPECT_EQ(by_code == "not covered", codes.text(row, "code") == "660");
    EXPECT_NE(find(codes.text(row, "species_zh")), "unknown") << codes.text(row, "species_zh");
  }
}

}  // namespace
}  // namespace linhui::methodology
