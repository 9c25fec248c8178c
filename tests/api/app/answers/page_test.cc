#include "api/app/answers/page.h"

#include <gtest/gtest.h>

#include "api/app/answers/words.h"

namespace linhui::api::app {
namespace {

// A person reads it in the order in which it was made; so does who looks at the JSON.
TEST(Page, KeepsTheOrderOfItsFields) {
  Page page{{}, {text_field("z", {}, "last"), text_field("a", {}, "")}, {}};
  page.tables.push_back({"rows", {}, {{count_field("n", {}, 1)}, {count_field("n", {}, 2)}}});
  EXPECT_EQ(to_json(page).dump(), R"({"z":"last","a":null,"rows":[{"n":1},{"n":2}]})");
}

TEST(Page, IsAListAlone) {
  EXPECT_EQ(to_json(list_page({"rows", {}, {}})).dump(), R"({"rows":[]})");
}

// Exact for programs, with its marks for people.
TEST(PageField, WritesAmountsInTheUnitsOfPeople) {
  const PageField yuan = yuan_field("amount_yuan", {}, 398'543'750);
  EXPECT_EQ(yuan.value, "3985437.50");
  EXPECT_EQ(text_of(yuan, Language::english), "3,985,437.50");
  const PageField net = tonnes_field("net_tCO2e", {}, -12'345'678);
  EXPECT_EQ(net.value, "-1234.5678");
  EXPECT_EQ(text_of(net, Language::chinese), "-1,234.5678");
  EXPECT_EQ(yuan_field("amount_yuan", {}, 5).value, "0.05");
  const PageField count = count_field("stands", {}, 1'234);
  EXPECT_EQ(count.value, 1'234);
  EXPECT_EQ(text_of(count, Language::english), "1,234");
  EXPECT_EQ(text_of(plain_field("from_year", {}, 2021), Language::english), "2021");
}

TEST(PageField, HasNoTextWhereThereIsNothing) {
  EXPECT_EQ(text_of(text_field("verifier", {}, ""), Language::english), "");
  EXPECT_EQ(text_of(list_field("methods", {}, {"A", "B"}), Language::english), "A B");
}

// The word never changes; what it is called does.
TEST(PageField, SaysStatesInTheReadersLanguage) {
  const PageField state = state_field(ledger::SaleState::matched);
  EXPECT_EQ(state.name, "state");
  EXPECT_EQ(state.value, "matched");
  EXPECT_EQ(text_of(state, Language::english), "matched, not settled");
  EXPECT_EQ(text_of(state, Language::chinese), "已成交，未交割");
  const PageField roles =
      words_field("roles", {}, std::vector{ledger::Role::developer, ledger::Role::buyer});
  EXPECT_EQ(roles.value, ledger::Json({"developer", "buyer"}));
  EXPECT_EQ(text_of(roles, Language::english), "developer, buyer");
}

template <ledger::Worded E>
void expect_words_for_every_value() {
  for (std::size_t i = 0; i < words_of(E{}).size(); ++i) {
    const Text words = in_words(static_cast<E>(i));
    EXPECT_FALSE(words.english.empty()) << ledger::word_of(static_cast<E>(i));
    EXPECT_FALSE(words.chinese.empty()) << ledger::word_of(static_cast<E>(i));
  }
}

TEST(Words, AreThereForEveryValue) {
  expect_words_for_every_value<ledger::Role>();
  expect_words_for_every_value<ledger::PartyKind>();
  expect_words_for_every_value<ledger::Basis>();
  expect_words_for_every_value<ledger::ProjectState>();
  expect_words_for_every_value<ledger::ReportState>();
  expect_words_for_every_value<ledger::BlockState>();
  expect_words_for_every_value<ledger::OfferState>();
  expect_words_for_every_value<ledger::SaleState>();
  expect_words_for_every_value<ledger::SaleMode>();
  expect_words_for_every_value<ledger::RightType>();
  expect_words_for_every_value<ledger::StepKind>();
  expect_words_for_every_value<ledger::PercentOf>();
  expect_words_for_every_value<ledger::ShareBy>();
  expect_words_for_every_value<ledger::RunState>();
  expect_words_for_every_value<ledger::LineKind>();
}

}  // namespace
}  // namespace linhui::api::app
