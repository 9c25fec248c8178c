#include "ledger/shares/allocate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace linhui::ledger {
namespace {

using Shares = std::vector<std::int64_t>;

Shares split(std::int64_t amount_fen, const std::vector<Weight>& weights) {
  return split_by_largest_remainder(amount_fen, weights);
}

}  // namespace

TEST(Allocate, GivesThePublishedVectors) {
  EXPECT_EQ(split(100, {{"a", 1}, {"b", 1}, {"c", 1}}), (Shares{34, 33, 33}));
  EXPECT_EQ(split(-100, {{"a", 1}, {"b", 1}, {"c", 1}}), (Shares{-34, -33, -33}));
  EXPECT_EQ(split(5, {{"a", 0}, {"b", 3}, {"c", 3}}), (Shares{0, 3, 2}));
  EXPECT_EQ(split(10, {{"a", 6}, {"b", 6}, {"c", 2}}), (Shares{4, 4, 2}));
  EXPECT_EQ(split(11, {{"a", 6}, {"b", 6}, {"c", 2}}), (Shares{5, 5, 1}));
  EXPECT_EQ(split(12'419'228, {{"fengshan", 141'200}, {"other15", 355'850}}),
            (Shares{3'528'005, 8'891'223}));
  EXPECT_EQ(split(360'000, {{"H-007", 32'484'000}, {"H-031", 2'484'000}, {"O-02", 8'832'000}}),
            (Shares{266'992, 20'416, 72'592}));
}

TEST(Allocate, GivesNothingOfNothing) { EXPECT_EQ(split(0, {{"a", 3}, {"b", 0}}), (Shares{0, 0})); }

// Ties go by the bytes of the party's id, not by the order in which the parties come.
TEST(Allocate, BreaksTiesByBytes) {
  EXPECT_EQ(split(1, {{"b", 1}, {"B", 1}, {"a", 1}}), (Shares{0, 1, 0}));
  EXPECT_EQ(split(1, {{"村", 1}, {"z", 1}}), (Shares{0, 1}));
}

TEST(Allocate, KeepsItsPropertiesOnRandomInput) {
  std::mt19937_64 random(20260101);
  for (int round = 0; round < 3'000; ++round) {
    const std::size_t parties = 1 + random() % 12;
    std::vector<Weight> weights;
    BigInteger total = 0;
    const bool large = round % 3 == 0;
    for (std::size_t i = 0; i < parties; ++i) {
      BigInteger weight = random() % 4 == 0 ? 0 : random() % 1'000;
      if (large && weight != 0) weight = BigInteger(random()) * random();
      weights.push_back({"p" + std::to_string(i * 7919 % 13), weight});
      total += weight;
    }
    if (total == 0) continue;
    std::int64_t amount = static_cast<std::int64_t>(random() % 9'000'000'000'000'001);
    if (round % 5 == 0) amount = amount % 20;
    if (round % 2 == 0) amount = -amount;
    const Shares shares = split(amount, weights);

    BigInteger sum = 0;
    std::map<std::string, std::int64_t> by_party;
    for (std::size_t i = 0; i < parties; ++i) {
      sum += shares[i];
      by_party[weights[i].party] = shares[i];
      if (weights[i].weight == 0) {
        ASSERT_EQ(shares[i], 0);
      }
      // |share − amount·w/W| < 1
      const BigInteger off = BigInteger(shares[i]) * total - BigInteger(amount) * weights[i].weight;
      ASSERT_TRUE(off < total && -off < total);
    }
    ASSERT_EQ(sum, amount);

    std::shuffle(weights.begin(), weights.end(), random);
    const Shares again = split(amount, weights);
    for (std::size_t i = 0; i < parties; ++i) ASSERT_EQ(again[i], by_party[weights[i].party]);
    const Shares opposite = split(-amount, weights);
    for (std::size_t i = 0; i < parties; ++i) ASSERT_EQ(opposite[i], -again[i]);
  }
}

}  // namespace linhui::ledger
