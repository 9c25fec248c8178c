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
  // Three stands, two pools, three years: how each value was rounded.
  int values = 0;
  for (const auto& [way, count] : document.at("rounding").items()) values += count.get<int>();
  EXPECT_EQ(values, 3 * 2 * 3);
}

TEST_F(EstimateCli, RollsUpIntoFiles) {
  EXPECT_EQ(estimate({"--by", "age_class", "--out", "a.json"}).exit, 0);
  const Json document = Json::parse(file_bytes(folder_ / "a.json"));
  EXPECT_EQ(document.at("rows").size(), 3u);
  EXPECT_EQ(document.at("rows").at(2).at("age_class"), "unknown");
  EXPECT_FALSE(document.contains("rounding"));  // every value was worked out in rational numbers
  EXPECT_EQ(document.at("by_tables").at(0).at("name"), "age_classes.csv");
  EXPECT_EQ(document.at("notes").back().at("code"), "age_class_unknown");
  const auto csv = estimate({"--by", "stand,year,pool", "--out", "a.csv"});
  EXPECT_EQ(csv.exit, 0) << csv.err;
  EXPECT_EQ(file_bytes(folder_ / "a.csv"), estimate({}).out);  // by stand it is the estimate itself
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

// Each kind of file by its first bytes; what is in it is tested where it is written.
TEST_F(EstimateCli, WritesEveryKindOfFile) {
  const std::string sample =
      std::string(LINHUI_SOURCE_DIR) + "/tools/sample/data/forest_stands.shp";
  const std::pair<const char*, std::string> kKinds[] = {{"a.xlsx", "PK\x03\x04"},
                                                        {"a.gpkg", "SQLite format 3"},
                                                        {"a.geojson", "{\n\"type\": \"Fea"},
                                                        {"a.svg", "<?xml version"},
                                                        {"a.png", "\x89PNG\r\n"}};
  for (const auto& [file, magic] : kKinds) {
    const auto run = linhui({"estimate", sample, "--method", "AR-CM-001-V01", "--out", file});
    EXPECT_EQ(run.exit, 0) << run.err;
    EXPECT_EQ(file_bytes(folder_ / file).substr(0, magic.size()), magic) << file;
    EXPECT_NE(run.out.find("net_tCO2e"), std::string::npos) << run.out;
  }
  const auto map = linhui({"estimate", sample, "--method", "AR-CM-001-V01", "--out", "m.svg",
                           "--chart", "map", "--lang", "zh"});
  EXPECT_EQ(map.exit, 0) << map.err;
  EXPECT_NE(file_bytes(folder_ / "m.svg").find("小班单位面积碳储量"), std::string::npos);
  // Nothing is left behind but what was asked for and the two that the test itself writes.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 6 + 3);
}

TEST_F(EstimateCli, RefusesWhatCannotBeDrawnOrWritten) {
  const auto no_shapes = estimate({"--out", "a.gpkg"});
  EXPECT_EQ(no_shapes.exit, 1);
  EXPECT_NE(no_shapes.err.find("shapes_missing"), std::string::npos) << no_shapes.err;
  const auto no_map = estimate({"--out", "a.png", "--chart", "map"});
  EXPECT_EQ(no_map.exit, 1);
  EXPECT_NE(no_map.err.find("chart_empty"), std::string::npos) << no_map.err;
  const auto grouped = estimate({"--out", "a.svg", "--by", "village"});
  EXPECT_EQ(grouped.exit, 2);
  EXPECT_NE(grouped.err.find("by_not_for_format"), std::string::npos) << grouped.err;
  const auto nowhere = estimate({"--out", "none/a.xlsx"});
  EXPECT_EQ(nowhere.exit, 3);
  EXPECT_NE(nowhere.err.find("none/a.xlsx"), std::string::npos) << nowhere.err;
  EXPECT_EQ(nowhere.err.find(".part"), std::string::npos) << nowhere.err;
  EXPECT_EQ(estimate({"--out", "a.svg", "--chart", "pie"}).exit, 2);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 3);
}

TEST_F(EstimateCli, TellsTheIndicatorsOfADistrict) {
  const auto run = linhui({"stands", "indicators", "stands.csv", "--district-area-ha", "25",
                           "--burnt-area-ha", "0.01", "--json"});
  ASSERT_EQ(run.exit, 0) << run.out;
  const Json document = Json::parse(run.out);
  EXPECT_EQ(document.at("forest_area_ha"), "16.2500");
  EXPECT_EQ(document.at("forest_cover_percent"), "65.00");
  EXPECT_EQ(document.at("growing_stock_m3"), "1457.9450");
  EXPECT_EQ(document.at("fire_damage_permille"), "0.615");
  EXPECT_EQ(document.at("year"), 2022);
  const auto chinese = linhui({"stands", "indicators", "stands.csv", "--lang", "zh"});
  EXPECT_EQ(chinese.exit, 0);
  EXPECT_NE(chinese.out.find("森林覆盖率"), std::string::npos) << chinese.out;
  EXPECT_NE(chinese.out.find("未提供"), std::string::npos) << chinese.out;
  const auto small = linhui({"stands", "indicators", "stands.csv", "--district-area-ha", "16"});
  EXPECT_EQ(small.exit, 1);
  EXPECT_NE(small.err.find("indicator_area_invalid"), std::string::npos) << small.err;
  EXPECT_EQ(linhui({"stands", "indicators", "stands.csv", "--burnt-area-ha", "x"}).exit, 2);
}

}  // namespace
}  // namespace linhui::cli
