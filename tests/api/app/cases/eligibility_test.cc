#include "api/app/cases/eligibility.h"

#include <sstream>

#include "tests/api/app/cases/case_files.h"

namespace linhui::api::app {
namespace {

using methodology::Verdict;
using EligibilityChecks = CaseFiles;

TEST_F(EligibilityChecks, AnswerForEveryStandAndRouteOfTheMethod) {
  const auto check = check_eligibility(basis().inventory, {"AR-CM-001-V01"});
  ASSERT_TRUE(check.ok()) << fault_of(check);
  ASSERT_FALSE(check.value().routes.empty());
  for (const RouteCheck& route : check.value().routes) {
    EXPECT_EQ(route.route.method, "AR-CM-001-V01");
    ASSERT_EQ(route.conditions.size(), 3u);
    const auto totals = totals_of(route, check.value().inventory);
    EXPECT_EQ(totals.stands[0] + totals.stands[1] + totals.stands[2], 3u);
    EXPECT_EQ(totals.area_m2[0] + totals.area_m2[1] + totals.area_m2[2], 162'500);
    for (std::size_t stand = 0; stand < 3; ++stand) {
      EXPECT_EQ(route.reasons(stand).empty(), route.verdict(stand) == Verdict::yes);
    }
  }
}

// What the inventory does not say is never assumed in a stand's favour.
TEST_F(EligibilityChecks, LeaveOpenWhatTheInventoryDoesNotSay) {
  const auto check = check_eligibility(basis().inventory, {"AR-CM-001-V01"});
  ASSERT_TRUE(check.ok());
  const auto reasons = check.value().routes[0].reasons(0);
  ASSERT_FALSE(reasons.empty());
  EXPECT_NE(codes_of(reasons).find('?'), std::string::npos) << codes_of(reasons);
  std::ostringstream csv;
  write_eligibility_csv(csv, check.value());
  EXPECT_NE(csv.str().find("\nA,12.35,AR-CM-001-V01,,"), std::string::npos) << csv.str();
}

TEST_F(EligibilityChecks, RefuseAMethodThatIsNotKnown) {
  EXPECT_EQ(code_of(check_eligibility(basis().inventory, {"AR-CM-999"})), "method_unknown");
}

}  // namespace
}  // namespace linhui::api::app
