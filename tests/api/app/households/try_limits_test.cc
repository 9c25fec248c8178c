#include "api/app/households/try_limits.h"

#include <gtest/gtest.h>

#include "tests/api/app/households/times.h"

namespace linhui::api::app {
namespace {

const Trier kStranger{"203.0.113.9", ""}, kNeighbour{"198.51.100.1", ""};

Try wrong(std::int64_t ago, const Trier& who = kStranger) {
  return {kNow - ago, who.group, who.device, false};
}
Try right(std::int64_t ago, const Trier& who) { return {kNow - ago, who.group, who.device, true}; }
std::int64_t wait(const std::vector<Try>& tries, const Trier& who) {
  return wait_at_household(tries, who, kNow);
}
// `count` wrong tries of as many addresses, the last one a second ago.
std::vector<Try> of_many_addresses(int count) {
  std::vector<Try> tries;
  for (int i = 0; i < count; ++i) {
    tries.push_back(wrong(count - i, {"10.0.0." + std::to_string(i), ""}));
  }
  return tries;
}

TEST(WaitAtHousehold, IsAQuarterHourFromTheFifthWrongTryInARow) {
  std::vector<Try> tries = {wrong(40), wrong(30), wrong(20), wrong(10)};
  EXPECT_EQ(wait(tries, kStranger), 0);
  tries.push_back(wrong(5));
  EXPECT_EQ(wait(tries, kStranger), 15 * kMinute - 5);
  EXPECT_EQ(wait({wrong(904), wrong(903), wrong(902), wrong(901), wrong(900)}, kStranger), 0);
}

TEST(WaitAtHousehold, BeginsAnewAfterARightTry) {
  EXPECT_EQ(
      wait({wrong(9), wrong(8), wrong(7), wrong(6), right(5, kStranger), wrong(4)}, kStranger), 0);
}

// One in a row at a time goes on for a day at most.
TEST(WaitAtHousehold, IsUntilATryIsADayOldAfterTwentyOfThem) {
  std::vector<Try> tries;
  for (int i = 20; i > 0; --i) {
    tries.push_back(wrong(i * kHour));
    tries.push_back(right(i * kHour - 1, kStranger));
  }
  EXPECT_EQ(wait(tries, kStranger), 4 * kHour);  // the first of the twenty is 20 hours old
  tries.erase(tries.begin());
  EXPECT_EQ(wait(tries, kStranger), 0);
}

// Somebody who knows the number must not keep others from trying, the household least of all.
TEST(WaitAtHousehold, OfAGuesserIsNotOfOthers) {
  const std::vector<Try> tries = {wrong(5), wrong(4), wrong(3), wrong(2), wrong(1)};
  EXPECT_GT(wait(tries, kStranger), 0);
  EXPECT_EQ(wait(tries, kNeighbour), 0);
  EXPECT_EQ(wait(tries, {kStranger.group, "known phone"}), 0);  // behind the same address
}

TEST(WaitAtHousehold, OfAKnownDeviceCountsItsOwnTries) {
  const Trier phone{"198.51.100.1", "known phone"};
  std::vector<Try> tries;
  for (int i = 5; i > 0; --i)
    tries.push_back(wrong(i, {"192.0.2." + std::to_string(i), phone.device}));
  EXPECT_EQ(wait(tries, phone), 15 * kMinute - 1);
  EXPECT_EQ(wait(tries, {phone.group, ""}), 0);
}

// Thousands of addresses that try one household slow one another down, to one try in ten minutes;
// it is never shut, and not at all for those whom the household knows.
TEST(WaitAtHousehold, OfStrangersIsShared) {
  EXPECT_EQ(wait(of_many_addresses(39), kNeighbour), 0);
  std::vector<Try> tries = of_many_addresses(40);
  const std::int64_t held = wait(tries, kNeighbour);
  EXPECT_GT(held, 9 * kMinute);
  EXPECT_LE(held, 10 * kMinute);
  EXPECT_EQ(wait_at_household(tries, kNeighbour, kNow + held), 0);
  EXPECT_EQ(wait_at_household(tries, kNeighbour, kNow + held - 1), 1);
  EXPECT_EQ(wait(tries, {kNeighbour.group, "known phone"}), 0);
  tries.insert(tries.begin(), right(89 * kDay, kNeighbour));
  EXPECT_EQ(wait(tries, kNeighbour), 0);
  tries.front().at = kNow - 91 * kDay;
  EXPECT_EQ(wait(tries, kNeighbour), held);
}

// A household that mistypes at home does not use up what strangers have.
TEST(WaitAtHousehold, OfStrangersLeavesOutTheKnown) {
  std::vector<Try> tries = {right(80'000, kNeighbour)};
  for (int i = 45; i > 0; --i) tries.push_back(wrong(i, kNeighbour));
  EXPECT_EQ(wait(tries, kStranger), 0);
  EXPECT_GT(wait(tries, kNeighbour), 0);
}

// A clock that was set back must not lock anybody out until it has caught up.
TEST(WaitAtHousehold, ForgetsTriesOfTheFuture) {
  EXPECT_EQ(wait({wrong(-100), wrong(-101), wrong(-102), wrong(-103), wrong(-104)}, kStranger), 0);
}

// A village behind one address mistypes as much as it likes; whoever goes through its numbers is
// held to one try a minute.
TEST(AddressBudgets, AreWideAndFillUpAgain) {
  AddressBudgets budgets;
  for (int i = 0; i < 599; ++i) budgets.count_wrong("203.0.113.9", kNow);
  EXPECT_EQ(budgets.wait("203.0.113.9", kNow), 0);
  budgets.count_wrong("203.0.113.9", kNow);
  EXPECT_EQ(budgets.wait("203.0.113.9", kNow), kMinute);
  EXPECT_EQ(budgets.wait("203.0.113.9", kNow + 59), 1);
  EXPECT_EQ(budgets.wait("203.0.113.9", kNow + 60), 0);
  EXPECT_EQ(budgets.wait("198.51.100.1", kNow), 0);
}

// Whoever has addresses without end must not make the table grow without end, nor be forgotten at
// once for it.
TEST(AddressBudgets, ForgetThoseThatTriedLongestAgo) {
  AddressBudgets budgets;
  for (int i = 0; i < 600; ++i) budgets.count_wrong("old", kNow - 10);
  for (int i = 0; i < 600; ++i) budgets.count_wrong("new", kNow);
  for (std::size_t i = 0; i < AddressBudgets::kAddresses - 1; ++i) {
    budgets.count_wrong(std::to_string(i), kNow - 5);
  }
  EXPECT_EQ(budgets.wait("old", kNow), 0);
  EXPECT_EQ(budgets.wait("new", kNow), kMinute);
}

}  // namespace
}  // namespace linhui::api::app
