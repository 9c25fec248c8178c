#include "api/http/server/pin_queue.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace linhui::api::http {
namespace {

using enum PinClaim::Standing;

class PinQueues : public testing::Test {
 protected:
  void push(const std::string& name, const std::string& group, PinClaim::Standing standing = card,
            const std::string& household = "") {
    queue_.push({{standing, group, household},
                 [this, name] { checked_.push_back(name); },
                 [this, name] { refused_.push_back(name); }});
  }
  std::vector<std::string> run_all() {
    while (queue_.run_next()) {
    }
    return checked_;
  }

  using Names = std::vector<std::string>;
  PinQueue queue_{8};
  Names checked_, refused_;
};

TEST_F(PinQueues, GiveEachAddressItsTurn) {
  for (const char* name : {"a1", "a2", "a3"}) push(name, "a");
  push("b1", "b");
  push("c1", "c");
  EXPECT_EQ(run_all(), (Names{"a1", "b1", "c1", "a2", "a3"}));
  EXPECT_TRUE(refused_.empty());
}

// One address fills the line; whoever comes from another gets the place of its last.
TEST_F(PinQueues, TakeAPlaceBackFromTheAddressThatHasMost) {
  for (int i = 0; i < 9; ++i) push("a" + std::to_string(i), "a");
  EXPECT_EQ(refused_, Names{"a8"});
  for (int i = 0; i < 4; ++i) push("b" + std::to_string(i), "b");
  EXPECT_EQ(refused_, (Names{"a8", "a7", "a6", "a5", "a4"}));
  push("b4", "b");  // now both have four
  EXPECT_EQ(refused_.back(), "b4");
  EXPECT_EQ(run_all(), (Names{"a0", "b0", "a1", "b1", "a2", "b2", "a3", "b3"}));
}

// Many addresses with numbers that nobody has fill their own line and no other.
TEST_F(PinQueues, KeepPlacesForCardsAndForThoseWhoReturn) {
  for (int i = 0; i < 20; ++i) push("u" + std::to_string(i), "g" + std::to_string(i), unknown);
  EXPECT_EQ(refused_.size(), 18u);  // a quarter of 8 waits
  push("card", "home");
  push("phone", "home", returning);
  EXPECT_EQ(refused_.size(), 18u);
  EXPECT_EQ(run_all(), (Names{"phone", "card", "u0", "u1"}));
}

TEST_F(PinQueues, HoldAFewOfAHouseholdWhateverTheirAddresses) {
  for (int i = 0; i < 6; ++i) push("x" + std::to_string(i), "g" + std::to_string(i), card, "X");
  EXPECT_EQ(refused_, (Names{"x4", "x5"}));
  push("y", "g9", card, "Y");
  EXPECT_EQ(refused_.size(), 2u);
  push("p1", "p", card, "Z");
  push("p2", "p", card, "Z");
  push("p3", "p", card, "Z");
  EXPECT_EQ(refused_.size(), 2u);
}

// Of a household's few places, too, one address gives up to another.
TEST_F(PinQueues, TakeAHouseholdsPlaceBackFromTheAddressThatHasMost) {
  for (int i = 0; i < 4; ++i) push("a" + std::to_string(i), "a", card, "X");
  push("home", "h", card, "X");
  EXPECT_EQ(refused_, Names{"a3"});
}

// However many cards wait, a number that was mistyped is answered too.
TEST_F(PinQueues, LetTheLastLineHaveATurn) {
  for (int i = 0; i < 8; ++i) push("c" + std::to_string(i), "g" + std::to_string(i));
  push("u", "g", unknown);
  for (unsigned i = 1; i < PinQueue::kTurnOfTheLast; ++i) EXPECT_TRUE(queue_.run_next());
  EXPECT_EQ(checked_.back(), "c6");
  EXPECT_TRUE(queue_.run_next());
  EXPECT_EQ(checked_.back(), "u");
}

TEST_F(PinQueues, ForgetWhatIsCleared) {
  push("a", "a");
  queue_.clear();
  EXPECT_EQ(run_all(), Names{});
  EXPECT_EQ(refused_, Names{});
  for (int i = 0; i < 8; ++i) push("b" + std::to_string(i), "b");
  EXPECT_EQ(refused_, Names{});
}

}  // namespace
}  // namespace linhui::api::http
