#include "methodology/monte_carlo/philox.h"

#include <gtest/gtest.h>

#include <array>

namespace linhui::methodology {
namespace {

std::array<std::uint32_t, 4> words(PhiloxWords counter, std::uint64_t key) {
  const PhiloxWords out = philox4x32_10(counter, key);
  return {out.word[0], out.word[1], out.word[2], out.word[3]};
}

// Random123, tests/kat_vectors, philox4x32 with 10 rounds: all three lines.
TEST(Philox, GivesThePublishedAnswers) {
  EXPECT_EQ(words({{0, 0, 0, 0}}, 0),
            (std::array<std::uint32_t, 4>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(words({{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}}, 0xffffffffffffffff),
            (std::array<std::uint32_t, 4>{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  // The key's first word is its lower half: a4093822, 299f31d0.
  EXPECT_EQ(words({{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, 0x299f31d0a4093822),
            (std::array<std::uint32_t, 4>{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

}  // namespace
}  // namespace linhui::methodology
