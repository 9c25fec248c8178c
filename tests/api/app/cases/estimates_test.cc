#include "api/app/cases/estimates.h"

#include "tests/api/app/cases/case_files.h"

namespace linhui::api::app {
namespace {

using Estimates = CaseFiles;

EstimateRequest by_village(EstimateBasis basis) {
  EstimateRequest request;
  request.basis = std::move(basis);
  request.by = roll_up_keys("village,year").value();
  return request;
}

TEST_F(Estimates, CoverTheMeasuredYearsWhereNoneAreGiven) {
  const auto made = estimate_inventory({basis(), {}, {}, false, {}});
  ASSERT_TRUE(made.ok()) << made.problem().code;
  EXPECT_EQ(made.value().estimate().options.from_year, 2020);
  EXPECT_EQ(made.value().estimate().options.to_year, 2022);
  EXPECT_EQ(made.value().inventory.stands.size(), 3u);
  EXPECT_FALSE(made.value().sums.has_value());
  EXPECT_FALSE(made.value().rounding.has_value());
}

// Holding no row is a way to be quick, not another answer.
TEST_F(Estimates, OfSumsAloneHaveTheSameNetAndNotes) {
  auto request = by_village(basis());
  const auto held = estimate_inventory(request);
  request.sums_alone = true;
  const auto streamed = estimate_inventory(request);
  ASSERT_TRUE(held.ok() && streamed.ok());
  EXPECT_FALSE(held.value().rounding.has_value());
  EXPECT_TRUE(streamed.value().rounding.has_value());
  EXPECT_TRUE(streamed.value().inventory.stands.empty());
  EXPECT_EQ(streamed.value().estimate().summary.net.str(),
            held.value().estimate().summary.net.str());
  EXPECT_EQ(streamed.value().inventory.sha256, held.value().inventory.sha256);
  EXPECT_EQ(streamed.value().sums->groups, held.value().sums->groups);
  EXPECT_EQ(streamed.value().notes.size(), held.value().notes.size());
}

// A finding of the method leads back to the line of the file, whichever way was taken.
TEST_F(Estimates, AreRefusedWithTheRowOfTheStand) {
  auto request =
      by_village(basis("stand_id,area_ha,species,volume_m3_ha_2020,volume_m3_ha_2022\n"
                       "A,1,杉木,40,50\nB,1,杉木,40,\n"));
  for (const bool sums_alone : {false, true}) {
    request.sums_alone = sums_alone;
    const auto refused = estimate_inventory(request);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.problem().code, "estimate_refused");
    ASSERT_FALSE(refused.problem().faults.empty());
    EXPECT_EQ(refused.problem().faults[0].row, 3) << exchange::listed(refused.problem().faults);
    EXPECT_EQ(refused.problem().faults[0].file, "stands.csv");
  }
}

TEST_F(Estimates, AreRefusedForTheMethodBeforeTheFile) {
  EstimateBasis wrong = basis();
  wrong.method = "AR-CM-999";
  wrong.inventory.file = folder_.file("none.csv");
  EXPECT_EQ(code_of(estimate_inventory({wrong, {}, {}, false, {}})), "method_unknown");
  wrong.method = "AR-CM-001-V01";
  EXPECT_EQ(code_of(estimate_inventory({wrong, {}, {}, false, {}})), "file_not_found");
}

TEST_F(Estimates, TellWhatAFireTook) {
  EstimateRequest request;
  request.basis = basis();
  request.plan.events = folder_.write(
      "events.csv", "stand_id,date,kind,share_of_stock,destination\nA,2021-05-01,fire,0.5,burnt\n");
  const auto made = estimate_inventory(request);
  ASSERT_TRUE(made.ok()) << fault_of(made);
  EXPECT_EQ(made.value().planned.disturbed.effects.size(), 1u);
  EXPECT_GT(made.value().planned.disturbed.reversal_tonnes, 0);
  folder_.write("events.csv",
                "stand_id,date,kind,share_of_stock,destination\nA,2021-05-01,fire,2,burnt\n");
  const auto refused = estimate_inventory(request);
  EXPECT_EQ(code_of(refused), "estimate_refused");
  EXPECT_EQ(refused.problem().faults.at(0).file, "events.csv");
}

TEST_F(Estimates, ExplainOneStandOrAllOfThem) {
  const auto made = estimate_inventory({basis(), {}, {}, false, {}});
  ASSERT_TRUE(made.ok());
  const auto one = explain_estimate(made.value(), "B");
  ASSERT_TRUE(one.ok()) << one.problem().code;
  ASSERT_EQ(one.value().stands.size(), 1u);
  EXPECT_EQ(one.value().stands[0].stand_id, "B");
  EXPECT_EQ(one.value().whole.back().term, "net");
  EXPECT_EQ(explain_estimate(made.value(), "").value().stands.size(), 3u);
  EXPECT_EQ(code_of(explain_estimate(made.value(), "Z")), "stand_unknown");
}

TEST(RollUpKeys, AreReadOrRefused) {
  EXPECT_FALSE(roll_up_keys("").value().has_value());
  EXPECT_TRUE(roll_up_keys("village,year").value()->by_year);
  EXPECT_EQ(code_of(roll_up_keys("hamlet")), "roll_up_key_unknown");
  EXPECT_EQ(roll_up_keys("year,year").problem().exit, ExitStatus::usage);
}

}  // namespace
}  // namespace linhui::api::app
