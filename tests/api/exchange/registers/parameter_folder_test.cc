#include "api/exchange/registers/parameter_folder.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "methodology/parameters/table_diff.h"
#include "tests/scratch_folder.h"

namespace linhui::api::exchange {
namespace {

namespace fs = std::filesystem;

class ParameterFolder : public testing::Test {
 protected:
  void write_shipped(const std::string& name) {
    folder_.write(name, methodology::shipped_tables().at(name));
  }
  // Its code, with the files at fault behind; "" where the folder was read.
  std::string fault(const std::string& folder = "") {
    const auto outcome = read_parameter_folder(folder.empty() ? folder_.path().string() : folder);
    const auto* problem = outcome.ok() ? nullptr : &outcome.problem();
    if (problem == nullptr) return "";
    std::string text = problem->code;
    for (const Fault& each : problem->faults) text += " " + each.file;
    return text;
  }

  const ScratchFolder folder_;
};

TEST_F(ParameterFolder, IsReadWithAndWithoutAManifest) {
  write_shipped("gwp.csv");
  folder_.write("README.txt", "not a table");
  EXPECT_EQ(fault(), "");
  const auto tables = read_parameter_folder(folder_.path().string()).value();
  EXPECT_EQ(tables.size(), 1u);
  folder_.write(kManifest, methodology::digests_of(tables));
  EXPECT_EQ(fault(), "");
}

// An estimate must not rest on a table that is not the one it is taken for.
TEST_F(ParameterFolder, IsRefusedWhereADigestDiffers) {
  write_shipped("gwp.csv");
  write_shipped("species_codes.csv");
  const auto tables = read_parameter_folder(folder_.path().string()).value();
  const std::string manifest = methodology::digests_of(tables);
  folder_.write(kManifest, manifest);
  folder_.write("gwp.csv", tables.at("gwp.csv") + "\n");
  EXPECT_EQ(fault(), "tables_digest_wrong gwp.csv");
  fs::remove(folder_.file("gwp.csv"));
  EXPECT_EQ(fault(), "tables_digest_wrong gwp.csv");
  write_shipped("gwp.csv");
  write_shipped("ipcc_wetland.csv");
  EXPECT_EQ(fault(), "tables_digest_wrong ipcc_wetland.csv");
  fs::remove(folder_.file("ipcc_wetland.csv"));
  for (const char* junk : {"x", "zz  gwp.csv\n", "\n\0\n", "  gwp.csv\n"}) {
    folder_.write(kManifest, junk);
    EXPECT_NE(fault(), "") << junk;
  }
  folder_.write(kManifest, manifest);
  EXPECT_EQ(fault(), "");
}

TEST_F(ParameterFolder, IsRefusedWhereThereIsNothingOrSomethingElse) {
  EXPECT_EQ(fault(), "tables_not_found");
  EXPECT_EQ(fault(folder_.file("none")), "tables_not_found");
  write_shipped("gwp.csv");
  EXPECT_EQ(fault(folder_.file("gwp.csv")), "tables_not_found");
  folder_.write("species_ar_cm_01.csv", "a slip of the name would fall back to what ships");
  EXPECT_EQ(fault(), "table_unknown species_ar_cm_01.csv");
}

TEST_F(ParameterFolder, TakesThePlaceOfTablesOfTheSameName) {
  folder_.write("gwp.csv", "mine\n");
  const auto outcome = read_parameter_folder_over(folder_.path().string(),
                                                  {{"gwp.csv", "theirs"}, {"other.csv", "kept"}});
  EXPECT_EQ(outcome.value(),
            (methodology::TableFiles{{"gwp.csv", "mine\n"}, {"other.csv", "kept"}}));
}

}  // namespace
}  // namespace linhui::api::exchange
