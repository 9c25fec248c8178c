#include "ledger/shares/issuance.h"

#include <gtest/gtest.h>

#include <random>

#include "ledger/state/blocks.h"
#include "ledger/state/method.h"
#include "ledger/state/project.h"
#include "ledger/state/report.h"

namespace linhui::ledger {
namespace {

// A state with one project and one verified report of these nets, from 2021 on.
class Issuance : public ::testing::Test {
 protected:
  IssuePlan plan(const std::vector<std::int64_t>& nets_e4, int buffer_num = 0, int buffer_den = 1,
                 std::int64_t net_before_e4 = 0, std::int64_t credited_before = 0) {
    put(nets_e4, buffer_num, buffer_den, net_before_e4, credited_before);
    const auto result = plan_issue(state_, "R");
    EXPECT_TRUE(result.ok());
    return result.ok() ? result.value() : IssuePlan{};
  }
  void put(const std::vector<std::int64_t>& nets_e4, int buffer_num, int buffer_den,
           std::int64_t net_before_e4, std::int64_t credited_before) {
    Report report;
    report.project = "P";
    report.developer = "developer";
    report.state = ReportState::verified;
    for (const std::int64_t net_e4 : nets_e4) {
      report.nets.push_back({2021 + static_cast<int>(report.nets.size()), net_e4});
    }
    write(state_, report, "R");
    Project project;
    project.name = "P";
    project.developer = "developer";
    project.method = "forest";
    project.mechanism = "M";
    project.net_e4 = net_before_e4;
    project.credited = credited_before;
    write(state_, project, "P");
    write(state_, Mechanism{"M", buffer_num, buffer_den, false, {"forest"}}, "M");
  }
  static std::vector<std::pair<int, std::int64_t>> credits(const IssuePlan& plan) {
    std::vector<std::pair<int, std::int64_t>> result;
    for (const auto& issue : plan.vintages) {
      result.emplace_back(issue.block.vintage, issue.block.credits());
    }
    return result;
  }

  MemoryStore nothing_;
  std::unique_ptr<View> empty_ = nothing_.snapshot();
  Overlay state_{*empty_};
};

using Credits = std::vector<std::pair<int, std::int64_t>>;

}  // namespace

// Never more than was measured, and never less than the whole tonnes of the sum.
TEST_F(Issuance, CarriesTheFractionOverVintages) {
  const IssuePlan result = plan({7'000, 7'000, 7'000});
  EXPECT_EQ(credits(result), (Credits{{2022, 1}, {2023, 1}}));
  EXPECT_EQ(result.carried_e4, 1'000);
  EXPECT_EQ(result.credited, 2);
  EXPECT_EQ(result.net_e4, 21'000);
}

TEST_F(Issuance, CarriesTheFractionOverReports) {
  EXPECT_EQ(credits(plan({4'000}, 0, 1, 106'000, 10)), (Credits{{2021, 1}}));
  EXPECT_EQ(credits(plan({3'999}, 0, 1, 106'000, 10)), (Credits{}));
}

// A loss is made good by later growth before anything is credited again.
TEST_F(Issuance, CarriesANegativeNetAndNeverCutsIt) {
  const IssuePlan result = plan({100'000, -250'000, 100'000, 80'000});
  EXPECT_EQ(credits(result), (Credits{{2021, 10}}));
  EXPECT_EQ(result.net_e4, 30'000);
  EXPECT_EQ(result.carried_e4, -70'000);
  EXPECT_EQ(credits(plan({200'000}, 0, 1, 30'000, 10)), (Credits{{2021, 13}}));
  EXPECT_EQ(credits(plan({-1})), (Credits{}));
}

TEST_F(Issuance, RoundsTheBufferUp) {
  EXPECT_EQ(plan({10'000}, 1, 10).vintages[0].buffer, 1);
  EXPECT_EQ(plan({100'000}, 1, 10).vintages[0].buffer, 1);
  EXPECT_EQ(plan({110'000}, 1, 10).vintages[0].buffer, 2);
  EXPECT_EQ(plan({110'000}, 0, 10).vintages[0].buffer, 0);
}

TEST_F(Issuance, NumbersOnFromWhatTheVintageHas) {
  write(state_, BlockTotal{40, {40}}, "P", "2021");
  const IssuePlan result = plan({50'000});
  EXPECT_EQ(result.vintages[0].block, (SerialBlock{"P", 2021, 41, 45}));
  EXPECT_EQ(issued_vintages(result), (std::vector<IssuedVintage>{{2021, 41, 45, 0}}));
  EXPECT_EQ(
      to_json(CreditIssueBody{"R", issued_vintages(result)}),
      (Json{{"report", "R"},
            {"vintages", {{{"vintage", 2021}, {"first", 41}, {"last", 45}, {"buffer", 0}}}}}));
}

TEST_F(Issuance, RefusesSumsThatCannotBeCounted) {
  put({9'000'000'000'000'000, 9'000'000'000'000'000}, 0, 1, 0, 0);
  EXPECT_EQ(plan_issue(state_, "R").error().code, ErrorCode::amount_overflow);
  EXPECT_EQ(plan_issue(state_, "S").error().code, ErrorCode::report_not_found);
}

// Whatever the vintages are: at every one, what is credited is the highest floor so far.
TEST_F(Issuance, NeverCreditsMoreThanTheSum) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::int64_t> nets(1 + random() % 8);
    for (auto& net : nets) net = static_cast<std::int64_t>(random() % 100'000) - 40'000;
    const IssuePlan result = plan(nets, 1, 7);
    std::int64_t sum = 0, highest = 0;
    for (const auto net : nets) {
      sum += net;
      highest = std::max(highest, sum / 10'000);
    }
    std::int64_t credited = 0;
    for (const auto& issue : result.vintages) {
      credited += issue.block.credits();
      EXPECT_GT(issue.block.credits(), 0);
      EXPECT_GE(issue.buffer * 7, issue.block.credits());
      EXPECT_LT((issue.buffer - 1) * 7, issue.block.credits());
    }
    ASSERT_EQ(credited, highest);
    ASSERT_EQ(result.credited, credited);
    ASSERT_EQ(result.carried_e4, sum - credited * 10'000);
  }
}

}  // namespace linhui::ledger
