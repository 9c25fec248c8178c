// What is kept beside the log, and what the log holds of it.
#include "api/app/desk/private_entries.h"

#include <gtest/gtest.h>

namespace linhui::api::app {
namespace {

const std::string kSalt(32, 'a');

}  // namespace

// docs/records.md gives outsiders the rule: they reckon it again from an opened proof.
TEST(Commitments, AreTheHashOfSaltAndCanonicalDetails) {
  EXPECT_EQ(commitment(kSalt, HolderDetails{"张三", "household"}),
            ledger::sha256(kSalt + "\n" + R"({"kind":"household","name":"张三"})"));
  EXPECT_EQ(commitment(kSalt, RightDetails{"C1", "合同", "12", "亩"}),
            ledger::sha256(
                kSalt + "\n" +
                R"({"area_stated":"12","area_unit":"亩","basis":"合同","certificate_no":"C1"})"));
  EXPECT_EQ(commitment(kSalt, PaymentDetails{""}),
            ledger::sha256(kSalt + "\n" + R"({"reference":""})"));
}

TEST(Commitments, DifferWithTheSaltAndWithEveryField) {
  const auto one = commitment(kSalt, HolderDetails{"张三", "household"});
  EXPECT_NE(commitment(std::string(32, 'b'), HolderDetails{"张三", "household"}), one);
  EXPECT_NE(commitment(kSalt, HolderDetails{"张四", "household"}), one);
  EXPECT_NE(commitment(kSalt, HolderDetails{"张三", "company"}), one);
}

TEST(KeptEntries, ComeBackWhole) {
  KeptHolder holder;
  holder.name = "张三丰";
  holder.place_code = "T/V1/1";
  holder.household_no = "ABCDEFGHJK";
  const auto back = ledger::from_json<KeptHolder>(ledger::to_json(holder), "").value();
  EXPECT_EQ(back.name, "张三丰");
  EXPECT_EQ(back.place_code, "T/V1/1");
  EXPECT_EQ(back.household_no, "ABCDEFGHJK");
  holder.household_no.clear();
  EXPECT_FALSE(ledger::to_json(holder).contains("household_no")) << "an organisation has none";
  const auto card =
      ledger::from_json<KeptCard>(ledger::to_json(KeptCard{"s", "h", true, 3, 1'800'000'000}), "")
          .value();
  EXPECT_TRUE(card.must_change);
  EXPECT_EQ(card.wrong, 3);
  EXPECT_EQ(card.locked_until, 1'800'000'000);
}

TEST(KeptEntries, AreNotMadeOfSomethingElse) {
  using ledger::Json;
  for (const Json& junk : {Json(), Json("party"), Json::array(), Json::object(), Json{{"party", 7}},
                           Json{{"party", "p"}, {"more", 1}}}) {
    EXPECT_FALSE(ledger::from_json<KeptNumber>(junk, "").ok()) << junk;
  }
}

}  // namespace linhui::api::app
