#include "ledger/shares/distribution.h"

#include <gtest/gtest.h>

#include "ledger/shares/scheme_check.h"
#include "ledger/state/project.h"
#include "ledger/state/right.h"
#include "ledger/state/scheme.h"
#include "tests/ledger/story.h"

namespace linhui::ledger {
namespace {

// A scheme's steps, as scheme.adopt's body holds them.
Result<std::vector<SchemeStep>> read_steps(const Json& steps) {
  std::vector<SchemeStep> read;
  for (const Json& step : steps) read.push_back(LINHUI_TRY(from_json<SchemeStep>(step, "steps")));
  return read;
}

// A project of some stands in a state of its own, without a log around it.
class Distributing : public ::testing::Test {
 protected:
  void stand(const std::string& id, const std::string& village) {
    rows_.push_back(canonical(stand_json(id, village, 1'000'000, square(0, 0))));
  }
  void right(const Json& row) {
    StandRight right;
    right.type = *from_word<RightType>(row.at("type").get<std::string>());
    right.holder = row.at("holder");
    right.parent = row.value("parent", "");
    right.area_m2 = row.at("area_m2");
    right.share_bp = row.at("share_bp");
    right.from = *parse_day(row.at("from").get<std::string>());
    right.to = *parse_day(row.value("to", "9999-12-31"));
    write(state_, right, row.at("stand_id").get<std::string>(), row.at("right").get<std::string>());
  }
  Result<Distribution> share(const Json& steps, std::int64_t amount_fen,
                             const std::string& from = "2026-01-01",
                             const std::string& to = "2027-01-01") {
    EXPECT_TRUE(check_scheme_steps(read_steps(steps).value()).ok());
    const Hash root = rows_root(rows_);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      state_.put(Table::row, row_key(root, i), rows_[i]);
      const std::string village = Json::parse(rows_[i]).at("village");
      write(state_, Collective{"coll-" + village}, "T1", village);
    }
    Project project;
    project.name = "P";
    project.developer = "developer";
    project.method = "forest";
    project.inventory = root;
    project.stands = rows_.size();
    write(state_, project, "P");
    Scheme scheme;
    scheme.project = "P";
    scheme.steps = read_steps(steps).value();
    write(state_, scheme, "X");
    return distribute(state_, {"P", "X", amount_fen, *parse_day(from), *parse_day(to)});
  }
  // What each party gets, held parts apart.
  static std::map<std::string, std::int64_t> amounts(const Result<Distribution>& result) {
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().detail);
    std::map<std::string, std::int64_t> sums;
    if (!result.ok()) return sums;
    for (const std::string& bytes : result.value().rows) {
      const Json row = Json::parse(bytes);
      sums[row.at("party").get<std::string>() + (row.at("held") == true ? " held" : "")] +=
          row.at("amount_fen").get<std::int64_t>();
    }
    return sums;
  }

  Rows rows_;
  MemoryStore nothing_;
  std::unique_ptr<View> empty_ = nothing_.snapshot();
  std::optional<Overlay> overlay_{std::in_place, *empty_};
  Overlay& state_ = *overlay_;
};

using Amounts = std::map<std::string, std::int64_t>;

// Every level adds up: steps and villages to the whole, each village's parts to the village.
void expect_exact(const Distribution& result, std::int64_t amount_fen) {
  std::int64_t sum = 0, taken = 0, villages = 0;
  std::map<std::string, std::int64_t> in_village;
  std::size_t line = 0;
  for (const std::string& bytes : result.rows) {
    const Json row = Json::parse(bytes);
    EXPECT_EQ(row.at("line"), line++);
    const auto fen = row.at("amount_fen").get<std::int64_t>();
    EXPECT_GE(fen, 0);
    sum += fen;
    if (row.at("village") == "") {
      taken += fen;
    } else {
      in_village[row.at("village")] += fen;
    }
  }
  EXPECT_EQ(sum, amount_fen);
  for (const VillageOutcome& village : result.villages) {
    EXPECT_EQ(in_village[village.village], village.amount_fen);
    EXPECT_EQ(village.collective_fen + village.holders_fen, village.amount_fen);
    villages += village.amount_fen;
  }
  EXPECT_EQ(taken + villages, amount_fen);
  if (!result.steps.empty()) {
    EXPECT_EQ(result.steps.back().left_fen, villages);
  }
}

}  // namespace

// 12.00 mu, ¥3,600.00: from 1 July an operator has 40 % of the carbon income; on 1 October the
// household splits 4.50 mu off. Days 181, 92, 92.
TEST_F(Distributing, FollowsRightsThatChangeHandsInTheYear) {
  stand("S1", "V1");
  for (const std::string& bytes : Story::rights()) {
    const Json row = Json::parse(bytes);
    if (row.at("stand_id") == "S1") right(row);
  }
  const auto result = share(Json::array({holders_step()}), 360'000);
  EXPECT_EQ(amounts(result), (Amounts{{"H-007", 266'992}, {"H-031", 20'416}, {"O-02", 72'592}}));
  expect_exact(result.value(), 360'000);
  // m² · days · 1/10,000 of 32,484,000 : 2,484,000 : 8,832,000 in 0.01 mu · days · percent.
  const Json row = Json::parse(result.value().rows[0]);
  EXPECT_EQ(row.at("weight"), "21656000000");
  EXPECT_EQ(row.at("weight_total"), "29200000000");
  EXPECT_EQ(row.at("rights"), (Json{"C1", "C2", "C4"}));
}

// A share is held, never guessed: the contract does not say who receives the carbon income.
TEST_F(Distributing, HoldsAContractWithoutCarbonIncome) {
  stand("S1", "V1");
  right(right_json("K1", "S1", "contract", "H-1", 3'000, "2020-01-01"));
  right(right_json("C1", "S1", "carbon_income", "H-1", 3'000, "2020-01-01", "", 10'000, "K1"));
  right(right_json("K2", "S1", "contract", "H-2", 1'000, "2020-01-01"));
  EXPECT_EQ(amounts(share(Json::array({holders_step()}), 1'000)),
            (Amounts{{"H-1", 750}, {"H-2 held", 250}}));
}

// Days on which the contract runs without a carbon-income right are held, even where such a right
// under the same contract lies outside its days.
TEST_F(Distributing, HoldsTheDaysThatNoCarbonIncomeCovers) {
  stand("S1", "V1");
  right(right_json("K1", "S1", "contract", "H-1", 1'000, "2020-01-01"));
  right(right_json("C1", "S1", "carbon_income", "H-1", 1'000, "2026-01-11", "2026-01-21", 10'000,
                   "K1"));
  EXPECT_EQ(amounts(share(Json::array({holders_step()}), 400, "2026-01-01", "2026-02-10")),
            (Amounts{{"H-1", 100}, {"H-1 held", 300}}));
  right(right_json("K2", "S1", "contract", "H-2", 1'000, "2026-01-01", "2026-01-11"));
  right(right_json("C2", "S1", "carbon_income", "H-3", 1'000, "2026-01-11", "2026-01-21", 10'000,
                   "K2"));
  EXPECT_EQ(amounts(share(Json::array({holders_step()}), 600, "2026-01-01", "2026-02-10")),
            (Amounts{{"H-1", 100}, {"H-1 held", 300}, {"H-2 held", 100}, {"H-3", 100}}));
}

// Two households hold one contract's ground by halves: each weighs its half, and only one holds.
TEST_F(Distributing, WeighsAContractByItsShare) {
  stand("S1", "V1");
  stand("S2", "V1");
  right(right_json("K1", "S1", "contract", "H-1", 1'000, "2020-01-01", "", 5'000));
  right(right_json("C1", "S1", "carbon_income", "H-1", 1'000, "2020-01-01", "", 5'000, "K1"));
  right(right_json("K2", "S1", "contract", "H-2", 1'000, "2020-01-01", "", 5'000));
  right(right_json("K3", "S2", "contract", "H-3", 1'000, "2020-01-01"));
  right(right_json("C3", "S2", "carbon_income", "H-3", 1'000, "2020-01-01", "", 10'000, "K3"));
  EXPECT_EQ(amounts(share(Json::array({holders_step()}), 400)),
            (Amounts{{"H-1", 100}, {"H-2 held", 100}, {"H-3", 200}}));
}

TEST_F(Distributing, SharesEquallyByHolder) {
  stand("S1", "V1");
  for (const char* holder : {"H-1", "H-2", "H-3"}) {
    const std::string name = holder;
    const auto area = 1'000 * (name.back() - '0');
    right(right_json("K" + name, "S1", "contract", name, area, "2020-01-01"));
    if (name == "H-3") continue;
    right(right_json("C" + name, "S1", "carbon_income", name, area, "2026-05-01", "", 10'000,
                     "K" + name));
  }
  EXPECT_EQ(amounts(share(Json::array({holders_step("equal")}), 100)),
            (Amounts{{"H-1", 34}, {"H-2", 33}, {"H-3 held", 33}}));
}

TEST_F(Distributing, TakesCostsPercentsAndTheCollectivesPart) {
  stand("S1", "V1");
  stand("S2", "V2");
  right(right_json("C1", "S1", "carbon_income", "H-1", 2'000, "2020-01-01"));
  right(right_json("C2", "S2", "carbon_income", "H-2", 1'000, "2020-01-01"));
  const auto result =
      share(Json::array({cost_step("cost", "verifier", 1'000), percent_step("fee", "dev", 1, 10),
                         percent_step("tax", "state", 1, 100, "gross"), collective_step(1, 4),
                         holders_step()}),
            10'001);
  // 10,001 − 1,000 = 9,001; − 900 = 8,101; − 100 = 8,001 = 5,334 + 2,667
  EXPECT_EQ(amounts(result), (Amounts{{"verifier", 1'000},
                                      {"dev", 900},
                                      {"state", 100},
                                      {"coll-V1", 1'334},
                                      {"H-1", 4'000},
                                      {"coll-V2", 667},
                                      {"H-2", 2'000}}));
  expect_exact(result.value(), 10'001);
}

TEST_F(Distributing, RefusesWhatCannotBeCarriedOut) {
  stand("S1", "V1");
  EXPECT_EQ(share(Json::array({holders_step()}), 10).error().code, ErrorCode::scheme_invalid)
      << "no rights";
  right(right_json("C1", "S1", "carbon_income", "H-1", 2'000, "2020-01-01"));
  EXPECT_EQ(share(Json::array({cost_step("cost", "v", 11), holders_step()}), 10).error().code,
            ErrorCode::scheme_invalid);
  EXPECT_EQ(share(Json::array({holders_step()}), 10, "2019-01-01", "2020-01-01").error().code,
            ErrorCode::scheme_invalid)
      << "before the right begins";
  state_.erase(Table::state, "collective/T1/V1");
  EXPECT_EQ(distribute(state_, {"P", "X", 10, 20'454, 20'455}).error().code,
            ErrorCode::party_not_found);
  EXPECT_EQ(distribute(state_, {"P", "Y", 10, 0, 1}).error().code, ErrorCode::scheme_not_found);
  EXPECT_EQ(distribute(state_, {"Q", "X", 10, 0, 1}).error().code, ErrorCode::project_not_found);
}

// Whatever the scheme and the rights are, the lines add up to the fen.
TEST_F(Distributing, IsExactForRandomSchemesAndRights) {
  std::mt19937_64 random(17);
  const auto below = [&](std::uint64_t n) { return static_cast<int>(random() % n); };
  for (int round = 0; round < 60; ++round) {
    rows_.clear();
    overlay_.emplace(*empty_);
    for (int s = 0; s < 1 + below(5); ++s) {
      const std::string id = "S" + std::to_string(s);
      stand(id, "V" + std::to_string(below(3)));
      for (int r = 0; r < 1 + below(5); ++r) {
        const std::string name = id + "-" + std::to_string(r),
                          holder = "H" + std::to_string(below(6));
        const std::int64_t area = 1 + below(100'000);
        right(right_json("K" + name, id, "contract", holder, area, "2025-03-01", "2026-11-30"));
        if (below(3) == 0) continue;
        const std::int64_t from = *parse_day("2025-06-01") + below(400);
        right(right_json("C" + name, id, "carbon_income", "H" + std::to_string(below(6)), area,
                         day_text(from), day_text(from + 1 + below(300)), 1 + below(10'000),
                         "K" + name));
      }
    }
    Json steps = Json::array();
    for (int i = 0; i < below(4); ++i) {
      const std::string name = "s" + std::to_string(i);
      if (below(2) == 0) {
        steps.push_back(cost_step(name, "payee", 1 + below(1'000)));
      } else {
        steps.push_back(
            percent_step(name, "payee", below(4), 13, below(2) ? "gross" : "remaining"));
      }
    }
    if (below(2)) steps.push_back(collective_step(below(8), 7));
    steps.push_back(holders_step(below(2) ? "equal" : "area_days"));
    const std::int64_t amount =
        10'000 + static_cast<std::int64_t>(random() % 8'999'999'999'999'999);
    const auto result = share(steps, amount);
    ASSERT_TRUE(result.ok()) << result.error().detail << steps;
    expect_exact(result.value(), amount);
    ASSERT_EQ(share(steps, amount).value().rows, result.value().rows) << "pure";
  }
}

}  // namespace linhui::ledger
