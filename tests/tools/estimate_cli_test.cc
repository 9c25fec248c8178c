// What `linhui estimate` writes, and where.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/tools/cli_fixture.h"

namespace linhui::cli {
namespace {

class EstimateCli : public Cli {
 protected:
  EstimateCli() {
    write_file(folder_ / "stands.csv",
               "stand_id,area_ha,species,age,village,volume_m3_ha_2020,volume_m3_ha_2022\n"
               "A,12.35,马尾松,12,关口,88.2,101.7\n"
               "B,3.1,杉木,22,\"白土, 上\",40,61.3\n"
               "C,0.8,柏木,,关口,15,14.9\n");
  }

  Run estimate(std::vector<std::string> more) {
    std::vector<std::string> words = {"estimate", "stands.csv", "--method", "AR-CM-001-V01"};
    words.insert(words.end(), more.begin(), more.end());
    return linhui(words);
  }
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST_F(EstimateCli, RollsUpByWhatIsAsked) {
  const auto run = estimate({"--by", "village,year"});
  EXPECT_EQ(run.exit, 0) << run.err;
  const auto lines = lines_of(run.out);
  ASSERT_EQ(lines.size(), 7u) << run.out;
  EXPECT_EQ(lines[0], "village,year,stock_tCO2e,change_tCO2e");
  EXPECT_TRUE(lines[1].starts_with("关口,2020,") && lines[1].ends_with(",")) << lines[1];
  EXPECT_TRUE(lines[4].starts_with("\"白土, 上\",2020,")) << lines[4];
  // The whole of the same estimate says the same net.
  const auto whole = estimate({"--by", "pool", "--json"});
  const Json document = Json::parse(whole.out);
  EXPECT_EQ(document.at("by"), Json({"pool"}));
  EXPECT_EQ(document.at("rows").back().at("pool"), "total");
  EXPECT_EQ(document.at("rows").back().at("change_tCO2e"), document.at("summary").at("net_tCO2e"));
}

TEST_F(EstimateCli, RollsUpIntoFiles) {
  EXPECT_EQ(estimate({"--by", "age_class", "--out", "a.json"}).exit, 0);
  const Json document = Json::parse(read_file(folder_ / "a.json"));
  EXPECT_EQ(document.at("rows").size(), 3u);
  EXPECT_EQ(document.at("rows").at(2).at("age_class"), "unknown");
  EXPECT_EQ(document.at("by_tables").at(0).at("name"), "age_classes.csv");
  EXPECT_EQ(document.at("notes").back().at("code"), "age_class_unknown");
  const auto csv = estimate({"--by", "stand,year,pool", "--out", "a.csv"});
  EXPECT_EQ(csv.exit, 0) << csv.err;
  EXPECT_EQ(read_file(folder_ / "a.csv"), estimate({}).out);  // by stand it is the estimate itself
}

TEST_F(EstimateCli, RefusesARollUpThatItDoesNotKnow) {
  for (const auto& [by, code] : {std::pair{"hamlet", "roll_up_key_unknown"},
                                 std::pair{"year,year", "roll_up_key_repeated"}}) {
    const auto run = estimate({"--by", by, "--out", "x.csv"});
    EXPECT_EQ(run.exit, 2) << by;
    EXPECT_NE(run.err.find(code), std::string::npos) << run.err;
    EXPECT_FALSE(fs::exists(folder_ / "x.csv"));
  }
}

}  // namespace
}  // namespace linhui::cli
