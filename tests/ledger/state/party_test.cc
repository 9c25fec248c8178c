// Parties and what they may do.
#include "ledger/state/party.h"

#include <gtest/gtest.h>

#include "tests/ledger/state_json.h"

namespace linhui::ledger {
namespace {

class Parties : public ::testing::Test {
 private:
  MemoryStore nothing_;
  std::unique_ptr<View> empty_ = nothing_.snapshot();

 protected:
  static Party of_roles(std::vector<Role> roles) {
    Party party;
    party.roles = std::move(roles);
    return party;
  }

  Overlay state_{*empty_};
};

}  // namespace

TEST_F(Parties, HaveTheRolesThatTheirEntryNames) {
  EXPECT_FALSE(Party().has(Role::registrar)) << "a new one has none";
  const Party two = of_roles({Role::developer, Role::buyer});
  EXPECT_TRUE(two.has(Role::developer));
  EXPECT_TRUE(two.has(Role::buyer));
  EXPECT_FALSE(two.has(Role::verifier));
}

TEST_F(Parties, ThatAreNotThereHaveNoRole) {
  write(state_, of_roles({Role::verifier}), "v");
  EXPECT_TRUE(has_role(state_, "v", Role::verifier));
  EXPECT_FALSE(has_role(state_, "v", Role::registrar));
  for (const char* other : {"w", "V", "", "v/x"}) {
    EXPECT_FALSE(has_role(state_, other, Role::verifier)) << other;
  }
  const auto missing = need<Party>(state_, "w");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::party_not_found);
  EXPECT_EQ(missing.error().detail, "w");
}

// A rights holder has no name in the log, and no village.
TEST_F(Parties, KeepNoNameWhereTheyHaveNone) {
  Party holder = of_roles({Role::holder});
  holder.kind = PartyKind::household;
  holder.index = 7;
  write(state_, holder, "h1");
  EXPECT_EQ(get_state(state_, "party/h1"),
            (Json{{"roles", {"holder"}}, {"kind", "household"}, {"index", 7}}));
  Party collective = of_roles({Role::collective});
  collective.kind = PartyKind::collective;
  collective.name = "关口村";
  collective.township = "T";
  collective.village = "V";
  write(state_, collective, "c1");
  const auto back = read<Party>(state_, "c1");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->name, "关口村");
  EXPECT_EQ(back->village, "V");
  EXPECT_TRUE(back->has(Role::collective));
}

// A role that nobody knows must not be passed over as none.
TEST_F(Parties, OfADamagedEntryStopTheReading) {
  put_state(state_, "party/p", {{"roles", {"emperor"}}, {"kind", "company"}, {"index", 1}});
  EXPECT_THROW(has_role(state_, "p", Role::registrar), ReadFailure);
}

}  // namespace linhui::ledger
