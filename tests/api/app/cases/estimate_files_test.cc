#include "api/app/cases/estimate_files.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/api/app/cases/case_files.h"

namespace linhui::api::app {
namespace {

class EstimateFiles : public CaseFiles {
 protected:
  InventoryEstimate made(const EstimateRequest& request) const {
    auto outcome = estimate_inventory(request);
    EXPECT_TRUE(outcome.ok()) << fault_of(outcome);
    if (!outcome.ok()) return {};
    return std::move(outcome).value();
  }
};

TEST_F(EstimateFiles, HaveTheGoldenRowsAsCsv) {
  EstimateRequest request;
  request.basis.inventory.file = golden("inventory.csv");
  request.basis.method = "AR-CM-001-V01";
  const std::string path = folder_.file("rows.csv");
  ASSERT_TRUE(write_estimate({path}, made(request)).ok());
  EXPECT_EQ(file_bytes(path), file_bytes(golden("expected.csv")));
}

TEST_F(EstimateFiles, HaveTheSameSumsWhicheverWayTheyWereMade) {
  EstimateRequest request;
  request.basis = basis();
  request.by = roll_up_keys("village,year,pool").value();
  std::ostringstream held, streamed;
  write_estimate_csv(held, made(request));
  request.sums_alone = true;
  write_estimate_csv(streamed, made(request));
  EXPECT_EQ(streamed.str(), held.str());
  EXPECT_TRUE(held.str().starts_with("village,year,pool,stock_tCO2e,change_tCO2e\n"));
}

TEST_F(EstimateFiles, AsJsonSayWhatBefellTheStands) {
  EstimateRequest request;
  request.basis = basis();
  request.plan.events = folder_.write(
      "events.csv", "stand_id,date,kind,share_of_stock,destination\nA,2021-05-01,fire,0.5,burnt\n");
  std::ostringstream text;
  write_estimate_json(text, made(request));
  const auto document = nlohmann::json::parse(text.str());
  EXPECT_EQ(document.at("events").at(0).at("stand_id"), "A");
  EXPECT_TRUE(document.contains("reversal_tCO2e"));
  EXPECT_TRUE(document.contains("input_warnings"));
  EXPECT_FALSE(document.contains("rounding"));
  EXPECT_FALSE(document.contains("forecasts"));
}

// Each kind by its first bytes; what is in it is tested where it is written.
TEST_F(EstimateFiles, AreOfTheKindThatTheNameSays) {
  EstimateRequest request;
  request.basis.inventory.file =
      std::string(LINHUI_SOURCE_DIR) + "/tools/sample/data/forest_stands.shp";
  request.basis.method = "AR-CM-001-V01";
  const InventoryEstimate sample = made(request);
  const std::pair<const char*, std::string> kKinds[] = {{"a.json", "{"},
                                                        {"a.xlsx", "PK\x03\x04"},
                                                        {"a.gpkg", "SQLite format 3"},
                                                        {"a.geojson", "{\n\"type\": \"Fea"},
                                                        {"a.svg", "<?xml version"},
                                                        {"a.png", "\x89PNG\r\n"}};
  for (const auto& [name, magic] : kKinds) {
    const std::string path = folder_.file(name);
    const auto written = write_estimate({path, EstimateChart::map}, sample);
    ASSERT_TRUE(written.ok()) << name << " " << written.problem().code;
    EXPECT_EQ(file_bytes(path).substr(0, magic.size()), magic) << name;
  }
}

TEST_F(EstimateFiles, AreCheckedBeforeAnythingIsRead) {
  EXPECT_EQ(code_of(check_estimate_file("a.doc", false)), "output_format_unknown");
  EXPECT_EQ(code_of(check_estimate_file("a.svg", true)), "by_not_for_format");
  for (const char* path : {"", "a.csv", "a.json", "a.xlsx"}) {
    EXPECT_TRUE(check_estimate_file(path, true).ok()) << path;
  }
  EXPECT_TRUE(takes_sums_alone(""));
  EXPECT_FALSE(takes_sums_alone("a.xlsx"));
}

TEST_F(EstimateFiles, AreRefusedWhereThereIsNothingToShow) {
  EstimateRequest request;
  request.basis = basis();
  const InventoryEstimate shapeless = made(request);
  EXPECT_EQ(code_of(write_estimate({folder_.file("a.gpkg")}, shapeless)), "shapes_missing");
  const auto no_map = write_estimate({folder_.file("a.svg"), EstimateChart::map}, shapeless);
  EXPECT_EQ(code_of(no_map), "chart_empty");
  EXPECT_EQ(no_map.problem().detail, "map");
  const auto nowhere = write_estimate({folder_.file("none/a.xlsx")}, shapeless);
  EXPECT_EQ(code_of(nowhere), "file_not_writable");
  EXPECT_EQ(nowhere.problem().exit, ExitStatus::machine_failed);
}

}  // namespace
}  // namespace linhui::api::app
