// Monte Carlo and sample plots by the built program.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/scratch_folder.h"

namespace linhui::cli {
namespace {

using Json = nlohmann::json;

class CliUncertainty : public testing::Test {
 protected:
  CliUncertainty() {
    folder_.write("u.csv",
                  "parameter,distribution,unit,sd,low,high,mode,source,confidence\n"
                  "species_ar_cm_001.csv/*/D_t_m3,normal,percent,8,,,,test,project\n"
                  "stand/volume_m3_ha,lognormal,percent,20,,,,test,project\n");
  }

  std::string read(const std::string& name) const { return folder_.read(name); }
  // Exit status; stdout is in out.txt.
  int linhui(const std::string& words) {
    const std::string line = "cd '" + folder_.path().string() + "' && LANG=C " + LINHUI_BINARY +
                             " " + words + " >out.txt 2>err.txt </dev/null";
    const int status = std::system(line.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  // Of the fault, where the refusal lists one, otherwise of the refusal.
  std::string error_code() const {
    const Json error = Json::parse(read("out.txt"))["error"];
    return error["faults"].empty() ? error["code"] : error["faults"][0]["code"];
  }

  const ScratchFolder folder_;
};

const std::string kRun = std::string("estimate ") + LINHUI_SOURCE_DIR +
                         "/tests/golden/ar_cm_001/inventory.csv --method AR-CM-001-V01 --from 2020 "
                         "--to 2025 --monte-carlo 500 --uncertainty u.csv ";

TEST_F(CliUncertainty, MergesPartsToTheBytesOfOneRun) {
  ASSERT_EQ(linhui(kRun + "--seed 7 --out whole.json --json"), 0) << read("err.txt");
  EXPECT_EQ(Json::parse(read("out.txt")), Json::parse(read("whole.json")));
  for (const std::string part : {"1", "2", "3"}) {
    ASSERT_EQ(linhui(kRun + "--seed 7 --part " + part + "/3 --out p" + part), 0) << read("err.txt");
  }
  ASSERT_EQ(linhui("estimate merge p3 p1 p2 --out merged.json"), 0) << read("err.txt");
  EXPECT_EQ(read("merged.json"), read("whole.json"));
  EXPECT_EQ(linhui("estimate merge p1 p2 --json"), 1);
  EXPECT_EQ(error_code(), "part_missing");
  EXPECT_EQ(linhui("estimate merge p1 p2 p2 --json"), 1);
  EXPECT_EQ(error_code(), "part_repeated");
  ASSERT_EQ(linhui(kRun + "--seed 8 --part 3/3 --out q3"), 0);
  EXPECT_EQ(linhui("estimate merge p1 p2 q3 --json"), 1);
  EXPECT_EQ(error_code(), "parts_differ");
}

TEST_F(CliUncertainty, DrawsATornado) {
  ASSERT_EQ(linhui(kRun + "--seed 7 --out tornado.svg"), 0) << read("err.txt");
  EXPECT_NE(read("tornado.svg").find("volume_m3_ha"), std::string::npos);
  ASSERT_EQ(linhui(kRun + "--seed 7 --out tornado.png"), 0) << read("err.txt");
  EXPECT_EQ(read("tornado.png").substr(1, 3), "PNG");
}

TEST_F(CliUncertainty, NeedsASeedAndDistributions) {
  EXPECT_EQ(linhui(kRun + "--json"), 2);
  EXPECT_EQ(error_code(), "seed_malformed");
  folder_.write("u.csv", "parameter,distribution,unit,sd,low,high,mode,source,confidence\n");
  EXPECT_EQ(linhui(kRun + "--seed 1 --json"), 1);
  EXPECT_EQ(error_code(), "uncertainty_missing");
  EXPECT_EQ(linhui("estimate --json"), 2);
  EXPECT_EQ(error_code(), "wrong_usage");
}

TEST_F(CliUncertainty, RefusesDrawsAndSeedsOutOfRange) {
  const std::string run =
      std::string("estimate ") + LINHUI_SOURCE_DIR +
      "/tests/golden/ar_cm_001/inventory.csv --method AR-CM-001-V01 --from 2020 "
      "--to 2025 --uncertainty u.csv --json ";
  for (const std::string draws : {"0", "99", "10000001"}) {
    EXPECT_EQ(linhui(run + "--seed 1 --monte-carlo " + draws), 1) << draws;
    EXPECT_EQ(error_code(), "draws_out_of_range") << draws;
  }
  for (const std::string seed : {"-1", "18446744073709551616", "0x7", "1.5", "seven"}) {
    EXPECT_EQ(linhui(run + "--monte-carlo 100 --seed=" + seed), 2) << seed;
    EXPECT_EQ(error_code(), "seed_malformed") << seed;
  }
  EXPECT_EQ(linhui(run + "--monte-carlo 100 --seed 18446744073709551615"), 0) << read("err.txt");
  for (const std::string part : {"0/2", "3/2", "1/10001", "-1/2"}) {
    EXPECT_EQ(linhui(run + "--monte-carlo 100 --seed 1 --out p --part=" + part), 1) << part;
    EXPECT_EQ(error_code(), "part_out_of_range") << part;
  }
  EXPECT_EQ(linhui(run + "--monte-carlo 100 --seed 1 --out p --part 1of2"), 2);
  EXPECT_EQ(error_code(), "part_malformed");
  EXPECT_EQ(linhui(run + "--seed 1"), 2);  // an estimate has no seed
  EXPECT_EQ(error_code(), "monte_carlo_missing");
}

// A project's own parameters: drawn around their values, and told by their digest.
TEST_F(CliUncertainty, DrawsTheTablesOfTheProject) {
  ASSERT_EQ(linhui(kRun + "--seed 7 --json"), 0) << read("err.txt");
  const Json shipped = Json::parse(read("out.txt"));
  std::filesystem::create_directory(folder_.path() / "set");
  std::string table = file_bytes(LINHUI_SOURCE_DIR "/methodology/data/species_ar_cm_001.csv");
  const std::size_t density = table.find("0.380");
  ASSERT_NE(density, table.npos);
  folder_.write("set/species_ar_cm_001.csv", table.replace(density, 5, "0.760"));
  ASSERT_EQ(linhui(kRun + "--seed 7 --tables set --json"), 0) << read("err.txt");
  const Json own = Json::parse(read("out.txt"));
  EXPECT_NE(own["parameter_set_sha256"], shipped["parameter_set_sha256"]);
  const auto mean = [](const Json& result) {
    return std::stod(result["mean_tCO2e"].get<std::string>());
  };
  EXPECT_GT(mean(own), 1.05 * mean(shipped));
  ASSERT_EQ(linhui(kRun + "--seed 7 --tables shipped --json"), 0);
  EXPECT_EQ(Json::parse(read("out.txt")), shipped);
  // Parts of different parameters are of no one run.
  ASSERT_EQ(linhui(kRun + "--seed 7 --part 1/2 --out p1 --tables set"), 0);
  ASSERT_EQ(linhui(kRun + "--seed 7 --part 2/2 --out p2"), 0);
  EXPECT_EQ(linhui("estimate merge p1 p2 --json"), 1);
  EXPECT_EQ(error_code(), "parts_differ");
  EXPECT_EQ(linhui(kRun + "--seed 7 --tables nowhere --json"), 1);
}

TEST_F(CliUncertainty, DrawsMeasuredStandsAlone) {
  for (const std::string plan : {"--events e.csv", "--forecast Chongqing"}) {
    EXPECT_EQ(linhui(kRun + "--seed 7 --json " + plan), 2) << plan;
    EXPECT_EQ(error_code(), "monte_carlo_plan") << plan;
  }
}

TEST_F(CliUncertainty, EstimatesPlotsFromTheirTrees) {
  folder_.write("strata.csv", "stratum,area_ha\nA,30\nB,10\n");
  folder_.write("plots.csv",
                "plot_id,stratum,area_m2\nP1,A,667\nP2,A,667\nP3,A,667\nP4,B,400\nP5,B,400\n");
  std::string trees = "plot_id,species,dbh_cm,height_m,count\n";
  for (int plot = 1; plot <= 5; ++plot) {
    trees += "P" + std::to_string(plot) + ",马尾松," + std::to_string(14 + plot) + ",12,25\n";
  }
  folder_.write("trees.csv", trees);
  ASSERT_EQ(linhui("plots estimate plots.csv --strata strata.csv --trees trees.csv --region Anhui "
                   "--json"),
            0)
      << read("err.txt");
  const Json result = Json::parse(read("out.txt"));
  EXPECT_EQ(result["plots_count"], 5);
  EXPECT_EQ(result["degrees_of_freedom"], 3);
  EXPECT_EQ(result["t"], "2.353363435");
  EXPECT_TRUE(result["with_roots"]);
  EXPECT_EQ(linhui("plots estimate plots.csv --strata strata.csv --json"), 1);
  EXPECT_EQ(error_code(), "sample_value_missing");
}

TEST_F(CliUncertainty, PlansPlotsUnderBothNouns) {
  folder_.write("strata.csv", "stratum,area_ha,mean,sd\nA,700,40,16\nB,300,80,30\n");
  ASSERT_EQ(linhui("plots plan strata.csv --precision 8 --plot-area 667 --json"), 0);
  const std::string planned = read("out.txt");
  ASSERT_EQ(linhui("method plots strata.csv --precision 8 --plot-area 667 --json"), 0);
  EXPECT_EQ(read("out.txt"), planned);
  EXPECT_GT(Json::parse(planned)["plots_neyman"], 20);
}

}  // namespace
}  // namespace linhui::cli
