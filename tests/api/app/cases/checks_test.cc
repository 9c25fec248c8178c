// Recorded areas against the shapes beside them: what an auditor is told, and what is damage.
#include "api/app/cases/checks.h"

#include "api/app/cases/parties.h"
#include "api/app/cases/projects.h"
#include "tests/api/exchange/exchange_fixture.h"

namespace linhui::api::app {
namespace {

using exchange::Inventory;

// A square of 0.001 degrees at 29.5° N: 97 m by 111 m.
constexpr double kSquareM2 = 10'743;

class AreaChecks : public ::testing::Test {
 protected:
  AreaChecks() {
    auto made = create_ledger(folder_.file("book"), {"book", "bureau", "bureau", true});
    EXPECT_TRUE(made.ok());
    workspace_ = std::move(made).value();
    must(admit_party(*workspace_, "bureau", {"dev", "company", "Dev", "", "", {"developer"}}));
  }
  static void must(const Outcome<std::uint64_t>& outcome) {
    const auto* problem = outcome.ok() ? nullptr : &outcome.problem();
    EXPECT_EQ(problem, nullptr) << problem->code << " " << problem->detail;
  }
  // Squares side by side, with the hectares that the source states, or without.
  Inventory squares(const std::vector<std::string>& areas_ha) {
    std::string features;
    for (std::size_t i = 0; i < areas_ha.size(); ++i) {
      const auto lon = [&](int milli) { return "108." + std::to_string(700 + milli); };
      const int x = static_cast<int>(2 * i);
      const std::string area = areas_ha[i].empty() ? "" : ",\"area_ha\":" + areas_ha[i];
      features += (i ? "," : "") +
                  (R"({"type":"Feature","properties":{"stand_id":"S)" + std::to_string(i)) +
                  R"(","kind":"forest","species":"杉木","age":9,"township":"T","village":"V")" +
                  area + R"(},"geometry":{"type":"Polygon","coordinates":[[[)" + lon(x) +
                  ",29.5],[" + lon(x + 1) + ",29.5],[" + lon(x + 1) + ",29.501],[" + lon(x) +
                  ",29.501],[" + lon(x) + ",29.5]]]}}";
    }
    const std::string text = R"({"type":"FeatureCollection","features":[)" + features + "]}";
    auto inventory = exchange::read_inventory(folder_.write("stands.geojson", text), {});
    EXPECT_TRUE(inventory.usable()) << exchange::listed(inventory.faults);
    return inventory;
  }
  AreaCheck checked(const Inventory& inventory) {
    must(workspace_->record(prepare_inventory(workspace_->desk(), "dev", "P", inventory)));
    const auto outcome = check_areas(workspace_->view());
    EXPECT_TRUE(outcome.ok());
    return outcome.value();
  }

  ScratchFolder folder_;
  std::unique_ptr<Workspace> workspace_;
};

}  // namespace

// As an import leaves them: measured ones agree, a stated one that is off by 2 % is told.
TEST_F(AreaChecks, TellWhereAStatedAreaIsNotTheShapes) {
  const Inventory inventory = squares({"", "1.0743", "1.0960"});
  EXPECT_NEAR(static_cast<double>(inventory.places[0].area_m2), kSquareM2, 15);
  EXPECT_TRUE(inventory.places[0].area_from_shape);
  EXPECT_FALSE(inventory.places[1].area_from_shape);
  const AreaCheck check = checked(inventory);
  EXPECT_EQ(check.stands, 3u);
  EXPECT_EQ(check.from_shape, 1u);
  EXPECT_EQ(check.stated, 2u);
  EXPECT_EQ(check.damaged, 0u);
  ASSERT_EQ(check.differing, 1u);
  EXPECT_EQ(check.findings.at(0).code, "area_differs");
  EXPECT_EQ(check.findings.at(0).stand, "S2");
  EXPECT_EQ(check.findings.at(0).recorded, "10960 m²");
}

// An area that is said to be the shape's is what the shape measures: two square metres are found.
TEST_F(AreaChecks, FindAMeasuredAreaThatIsNotTheShapes) {
  Inventory inventory = squares({"", "", ""});
  std::int64_t& area_m2 = inventory.places[2].area_m2;
  area_m2 += 2;
  inventory.stands[2].area_ha =
      *methodology::Decimal::parse("1.0" + std::to_string(area_m2 - 10'000));
  const AreaCheck check = checked(inventory);
  EXPECT_EQ(check.from_shape, 3u);
  ASSERT_EQ(check.damaged, 1u);
  EXPECT_EQ(check.findings.at(0).code, "area_not_of_shape");
  EXPECT_EQ(check.findings.at(0).stand, "S2");
}

// Methods reckon with hectares, rights with square metres.
TEST_F(AreaChecks, FindHectaresThatAreNotTheSquareMetres) {
  Inventory inventory = squares({"1.0743"});
  inventory.stands[0].area_ha = *methodology::Decimal::parse("10.743");
  const AreaCheck check = checked(inventory);
  ASSERT_EQ(check.damaged, 1u);
  EXPECT_EQ(check.findings.at(0).code, "area_units_differ");
  EXPECT_EQ(check.findings.at(0).recorded, "10743 m²");
  EXPECT_EQ(check.findings.at(0).measured, "10.743 ha");
}

}  // namespace linhui::api::app
