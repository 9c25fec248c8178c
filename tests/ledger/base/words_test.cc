#include "ledger/base/words.h"

#include <gtest/gtest.h>

#include "ledger/state/party.h"

namespace linhui::ledger {

TEST(Words, StandInTheOrderOfTheirValues) {
  EXPECT_EQ(word_of(Role::registrar), "registrar");
  EXPECT_EQ(word_of(Role::buyer), "buyer");
  for (std::size_t i = 0; i < words_of(PartyKind{}).size(); ++i) {
    const auto kind = static_cast<PartyKind>(i);
    EXPECT_EQ(from_word<PartyKind>(word_of(kind)), kind);
  }
}

TEST(Words, AreReadInOneSpellingOnly) {
  for (const char* word : {"", "Registrar", "registrar ", "regist", "holders", "0"}) {
    EXPECT_FALSE(from_word<Role>(word)) << word;
  }
}

TEST(Words, AreOfEnumsThatHaveThem) {
  enum class Plain { a };
  EXPECT_TRUE(Worded<Purpose>);
  EXPECT_FALSE(Worded<Plain>);
  EXPECT_FALSE(Worded<int>);
}

}  // namespace linhui::ledger
