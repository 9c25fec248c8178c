#include "api/exchange/registers/parameter_folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "methodology/parameters/table_diff.h"

namespace linhui::api::exchange {
namespace {

namespace fs = std::filesystem;

class ParameterFolder : public testing::Test {
 protected:
  ParameterFolder() {
    std::string name = (fs::temp_directory_path() / "linhui-tables-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~ParameterFolder() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }
  void write_shipped(const std::string& name) {
    write(name, methodology::shipped_tables().at(name));
  }
  // Its code, with the files at fault behind; "" where the folder was read.
  std::string fault(const std::string& folder = "") {
    const auto outcome = read_parameter_folder(folder.empty() ? folder_.string() : folder);
    const auto* problem = outcome.ok() ? nullptr : &outcome.problem();
    if (problem == nullptr) return "";
    std::string text = problem->code;
    for (const Fault& each : problem->faults) text += " " + each.file;
    return text;
  }

  fs::path folder_;
};

TEST_F(ParameterFolder, IsReadWithAndWithoutAManifest) {
  write_shipped("gwp.csv");
  write("README.txt", "not a table");
  EXPECT_EQ(fault(), "");
  const auto tables = read_parameter_folder(folder_.string()).value();
  EXPECT_EQ(tables.size(), 1u);
  write(kManifest, methodology::digests_of(tables));
  EXPECT_EQ(fault(), "");
}

// An estimate must not rest on a table that is not the one it is taken for.
TEST_F(ParameterFolder, IsRefusedWhereADigestDiffers) {
  write_shipped("gwp.csv");
  write_shipped("species_codes.csv");
  const auto tables = read_parameter_folder(folder_.string()).value();
  const std::string manifest = methodology::digests_of(tables);
  write(kManifest, manifest);
  write("gwp.csv", tables.at("gwp.csv") + "\n");
  EXPECT_EQ(fault(), "tables_digest_wrong gwp.csv");
  fs::remove(folder_ / "gwp.csv");
  EXPECT_EQ(fault(), "tables_digest_wrong gwp.csv");
  write_shipped("gwp.csv");
  write_shipped("ipcc_wetland.csv");
  EXPECT_EQ(fault(), "tables_digest_wrong ipcc_wetland.csv");
  fs::remove(folder_ / "ipcc_wetland.csv");
  for (const char* junk : {"x", "zz  gwp.csv\n", "\n\0\n", "  gwp.csv\n"}) {
    write(kManifest, junk);
    EXPECT_NE(fault(), "") << junk;
  }
  write(kManifest, manifest);
  EXPECT_EQ(fault(), "");
}

TEST_F(ParameterFolder, IsRefusedWhereThereIsNothingOrSomethingElse) {
  EXPECT_EQ(fault(), "tables_not_found");
  EXPECT_EQ(fault((folder_ / "none").string()), "tables_not_found");
  write_shipped("gwp.csv");
  EXPECT_EQ(fault((folder_ / "gwp.csv").string()), "tables_not_found");
  write("species_ar_cm_01.csv", "a slip of the name would fall back to what ships");
  EXPECT_EQ(fault(), "table_unknown species_ar_cm_01.csv");
}

TEST_F(ParameterFolder, TakesThePlaceOfTablesOfTheSameName) {
  write("gwp.csv", "mine\n");
  const auto outcome =
      read_parameter_folder_over(folder_.string(), {{"gwp.csv", "theirs"}, {"other.csv", "kept"}});
  EXPECT_EQ(outcome.value(),
            (methodology::TableFiles{{"gwp.csv", "mine\n"}, {"other.csv", "kept"}}));
}

}  // namespace
}  // namespace linhui::api::exchange
