#include "ledger/shares/scheme_check.h"

#include "tests/ledger/story.h"

namespace linhui::ledger {
namespace {

// Reads the steps as scheme.adopt does, then checks them.
Result<void> check(const Json& steps) {
  std::vector<SchemeStep> read;
  for (const Json& step : steps) read.push_back(LINHUI_TRY(from_json<SchemeStep>(step, "steps")));
  return check_scheme_steps(read);
}

}  // namespace

TEST(SchemeSteps, HaveOneOrderAndABasisEach) {
  const auto refused = [](const Json& steps) {
    const auto checked = check(steps);
    EXPECT_FALSE(checked.ok()) << steps;
    return checked.ok() ? ErrorCode::not_found : checked.error().code;
  };
  EXPECT_TRUE(check(Json::array({holders_step()})).ok());
  EXPECT_EQ(refused(Json::array()), ErrorCode::scheme_invalid);
  EXPECT_EQ(refused(Json::array({holders_step(), holders_step()})), ErrorCode::scheme_invalid);
  EXPECT_EQ(refused(Json::array({holders_step(), cost_step("c", "p", 1)})),
            ErrorCode::scheme_invalid);
  EXPECT_EQ(refused(Json::array({collective_step(1, 2), cost_step("c", "p", 1), holders_step()})),
            ErrorCode::scheme_invalid);
  EXPECT_EQ(refused(Json::array({collective_step(3, 2), holders_step()})),
            ErrorCode::scheme_invalid);
  EXPECT_EQ(refused(Json::array({cost_step("c", "p", 1), cost_step("c", "p", 1), holders_step()})),
            ErrorCode::scheme_invalid);
  Json bare = holders_step();
  bare.erase("basis");
  EXPECT_EQ(refused(Json::array({bare})), ErrorCode::scheme_without_basis);
  Json odd = holders_step();
  odd["num"] = 1;
  EXPECT_EQ(refused(Json::array({odd})), ErrorCode::record_malformed);
}

}  // namespace linhui::ledger
