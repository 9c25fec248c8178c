// --set and --explain, and a report that records what it was made with.
#include "tests/tools/cli_fixture.h"

namespace linhui::cli {
namespace {

class SettingsCli : public Cli {
 protected:
  SettingsCli() {
    write_file(folder_ / "stands.csv",
               "stand_id,area_ha,species,township,village,origin,volume_m3_ha_2020,"
               "volume_m3_ha_2022\nA,12.35,马尾松,示例镇,关口,人工,88.2,101.7\n"
               "B,3.1,栎类,示例镇,关口,天然,40,61.3\n");
  }

  void must(std::vector<std::string> words) {
    words.insert(words.end(), {"--ledger", "ledger"});
    const auto run = linhui(words);
    ASSERT_EQ(run.exit, 0) << testing::PrintToString(words) << run.out << run.err;
  }
};

TEST_F(SettingsCli, MakeTheChoicesOfAMethod) {
  const auto chn = [&](std::vector<std::string> more) {
    std::vector<std::string> words = {"estimate", "stands.csv", "--method", "CHN-BV"};
    words.insert(words.end(), more.begin(), more.end());
    return linhui(words);
  };
  const auto zhejiang = chn({"--json"}), shandong = chn({"--json", "--set", "parameters=shandong"});
  ASSERT_EQ(shandong.exit, 0) << shandong.err;
  EXPECT_NE(Json::parse(zhejiang.out).at("rows"), Json::parse(shandong.out).at("rows"));
  EXPECT_EQ(Json::parse(shandong.out).at("settings"), Json({{"parameters", "shandong"}}));
  const auto unknown = chn({"--set", "parametres=shandong"});
  EXPECT_EQ(unknown.exit, 1);
  EXPECT_NE(unknown.err.find("setting_unknown"), std::string::npos) << unknown.err;
  EXPECT_NE(unknown.err.find("parameters, carbon_fraction"), std::string::npos) << unknown.err;
  EXPECT_EQ(chn({"--set", "parameters=hunan"}).exit, 1);
  EXPECT_EQ(chn({"--set", "parameters"}).exit, 2);
  EXPECT_EQ(chn({"--set", "parameters=shandong", "--set", "parameters=zhejiang"}).exit, 2);
  const auto show = linhui({"method", "show", "IPCC-2019-FL"});
  EXPECT_NE(show.out.find("zone=subtropical_humid|"), std::string::npos) << show.out;
  EXPECT_NE(show.out.find("(must be given)"), std::string::npos) << show.out;
}

TEST_F(SettingsCli, ExplainOneStandAllOfThemAndTheWhole) {
  const auto explain = [&](std::vector<std::string> more) {
    std::vector<std::string> words = {"estimate", "stands.csv", "--method", "CHN-BV"};
    words.insert(words.end(), more.begin(), more.end());
    return linhui(words);
  };
  const auto one = explain({"--explain", "A"});
  ASSERT_EQ(one.exit, 0) << one.err;
  EXPECT_NE(one.out.find("12.35 ha * (0.5034 t/m3 * 88.2 m3/ha + 20.547 t/ha)"), std::string::npos)
      << one.out;
  EXPECT_EQ(one.out.find("stand B"), std::string::npos);
  EXPECT_NE(one.out.find("net = change - baseline"), std::string::npos);
  const auto all = explain({"--json", "--explain"});
  ASSERT_EQ(all.exit, 0) << all.err;
  const Json document = Json::parse(all.out);
  EXPECT_EQ(document.at("stands").size(), 2u);
  EXPECT_EQ(document.at("stands").at(1).at("steps").size(), 3u);
  EXPECT_EQ(document.at("whole").back().at("term"), "net");
  EXPECT_EQ(document.at("whole").back().at("term_zh"), "净清除量");
  EXPECT_EQ(document.at("stands").at(0).at("steps").at(0).at("equation_zh"),
            "活生物量 = A * (a * V + b) * CF * 44/12");
  const auto chinese = explain({"--explain", "A", "--lang", "zh"});
  EXPECT_NE(chinese.out.find("符号\n    A  面积  ha\n    V  每公顷蓄积  m3/ha\n"),
            std::string::npos)
      << chinese.out;
  const auto none = explain({"--explain", "Z"});
  EXPECT_EQ(none.exit, 1);
  EXPECT_NE(none.err.find("stand_unknown"), std::string::npos) << none.err;
}

// What a report was made with lies in the ledger, and a recomputation from the ledger alone gives
// the same rows.
TEST_F(SettingsCli, LieInTheRecordOfAReport) {
  init();
  must({"party", "add", "dev", "--kind", "company", "--role", "developer", "--name", "D"});
  must({"party", "add", "ver", "--kind", "verifier", "--role", "verifier", "--name", "V"});
  must({"method", "publish", "CHN-BV", "--basis", "recalled", "--compared-with", "nothing",
        "--compared-by", "nobody", "--compared-on", "2026-01-01"});
  must({"stands", "import", "stands.csv", "--project", "P"});
  must({"project", "register", "P", "--name", "Survey", "--method", "CHN-BV", "--from", "2021",
        "--to", "2022"});
  must({"project", "validate", "P", "--statement", "stands.csv"});
  must({"project", "approve", "P"});
  must({"report", "file", "R1", "--project", "P", "--from", "2020", "--to", "2022", "--statement",
        "survey", "--set", "parameters=shandong", "--set", "carbon_fraction=study"});
  must({"report", "recompute", "R1"});
  must({"report", "verify", "R1", "--opinion", "no findings"});
  must({"verify", "--recompute"});
  const auto log = linhui({"log", "show", "--json", "--ledger", "ledger"});
  EXPECT_NE(log.out.find("\"carbon_fraction\""), std::string::npos) << log.out.substr(0, 2000);
  const auto refused =
      linhui({"report", "file", "R2", "--project", "P", "--from", "2020", "--to", "2021",
              "--statement", "survey", "--set", "paramters=shandong", "--ledger", "ledger"});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_NE(refused.err.find("setting_unknown"), std::string::npos) << refused.err;
}

// A baseline that the method works out comes on top of what the developer states, year by year.
TEST_F(SettingsCli, CarryTheTermsThatTheMethodWorksOut) {
  write_file(folder_ / "managed.csv",
             "stand_id,area_ha,species,township,village,volume_m3_ha_2020,volume_m3_ha_2022,"
             "baseline_volume_m3_ha_2020,baseline_volume_m3_ha_2022\n"
             "A,12.35,马尾松,示例镇,关口,88.2,101.7,88.2,95\n");
  const auto estimate = linhui({"estimate", "managed.csv", "--method", "AR-CM-003-V01", "--json"});
  ASSERT_EQ(estimate.exit, 0) << estimate.err;
  const Json document = Json::parse(estimate.out);
  std::int64_t baseline_e4 = 0;
  for (const Json& term : document.at("terms")) {
    EXPECT_EQ(term.at("term"), "baseline");
    std::string digits = term.at("amount_tCO2e");
    digits.erase(digits.find('.'), 1);
    if (term.at("year") == 2022) baseline_e4 += std::stoll(digits);
  }
  ASSERT_GT(baseline_e4, 0);
  init();
  must({"party", "add", "dev", "--kind", "company", "--role", "developer", "--name", "D"});
  must({"party", "add", "ver", "--kind", "verifier", "--role", "verifier", "--name", "V"});
  must({"method", "publish", "AR-CM-003-V01", "--basis", "recalled", "--compared-with", "nothing",
        "--compared-by", "nobody", "--compared-on", "2026-01-01"});
  must({"stands", "import", "managed.csv", "--project", "P"});
  must({"project", "register", "P", "--name", "Tending", "--method", "AR-CM-003-V01", "--from",
        "2021", "--to", "2022"});
  must({"project", "validate", "P", "--statement", "managed.csv"});
  must({"project", "approve", "P"});
  must({"report", "file", "R1", "--project", "P", "--from", "2020", "--to", "2022", "--statement",
        "survey", "--baseline", "1.5"});
  must({"report", "recompute", "R1"});
  const auto log = linhui({"log", "show", "--json", "--ledger", "ledger"});
  const std::string stated = "\"baseline_e4\": " + std::to_string(baseline_e4 + 15000);
  EXPECT_NE(log.out.find(stated), std::string::npos) << stated;
}

}  // namespace
}  // namespace linhui::cli
