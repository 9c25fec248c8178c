// Cards in a private store of the test's own, tried at times that the test says.
#include "api/app/households/card_desk.h"

#include <gtest/gtest.h>

#include "api/app/households/household_numbers.h"
#include "api/app/households/pin.h"
#include "tests/api/app/households/times.h"
#include "tests/scratch_folder.h"

namespace linhui::api::app {
namespace {

const Client kGuesser{"203.0.113.9"}, kHome{"198.51.100.1"};

class CardDesks : public testing::Test {
 protected:
  CardDesks() {
    number_ = new_household_number();
    PrivateChanges changes;
    changes.put(KeptNumber{"holder-1"}, number_);
    changes.put(new_card("314159", false), number_);
    EXPECT_TRUE(PrivateStore(folder_ / "private").write(changes).ok());
    desk_.emplace(folder_ / "private");
  }

  // The code of what comes of a try: "granted", "access_denied" …
  std::string attempt(const std::string& pin, const Client& client = kGuesser,
                      std::int64_t now = kNow) {
    return attempt_at(number_, pin, client, now);
  }
  std::string attempt_at(const std::string& number, const std::string& pin, const Client& client,
                         std::int64_t now = kNow) {
    const auto opened = desk_->open(number, pin, client, now);
    last_ = opened.ok() ? Problem{} : opened.problem();
    return opened.ok() ? "granted" : last_.code;
  }
  Standing standing(const Client& client) {
    const auto found = desk_->standing(number_, client, kNow);
    EXPECT_TRUE(found.ok());
    return found.ok() ? found.value() : Standing::unknown;
  }
  void guess(int times, const Client& client = kGuesser, std::int64_t now = kNow) {
    for (int i = 0; i < times; ++i) EXPECT_EQ(attempt("000000", client, now), "access_denied");
  }

  const ScratchFolder scratch_;
  const std::filesystem::path folder_ = scratch_.path();
  std::string number_;
  std::optional<CardDesk> desk_;
  Problem last_;
};

TEST_F(CardDesks, HoldUpTheGuesserAndNotTheHousehold) {
  guess(5);
  EXPECT_EQ(attempt("314159"), "access_locked");
  EXPECT_EQ(attempt("314159", kHome), "granted");
  EXPECT_EQ(attempt("314159", kGuesser, kNow + 15 * kMinute), "granted");
}

// One line with IPv6 has more addresses than there are PINs.
TEST_F(CardDesks, CountAnIpv6LineAsOne) {
  for (int i = 0; i < 5; ++i) guess(1, {"2001:db8:1:2::" + std::to_string(i + 1)});
  EXPECT_EQ(attempt("314159", {"2001:db8:1:2:ffff::9"}), "access_locked");
  EXPECT_EQ(attempt("314159", {"2001:db8:1:3::1"}), "granted");
}

// The guesser sits in the household's own village, behind the same address.
TEST_F(CardDesks, KnowAPhoneAgainBehindTheGuessersAddress) {
  EXPECT_EQ(attempt("314159"), "granted");
  const Client phone{kGuesser.address, desk_->remember_device(number_, "")};
  guess(5, kGuesser, kNow + 1);
  EXPECT_EQ(attempt("314159", kGuesser, kNow + 2), "access_locked");
  EXPECT_EQ(attempt("314159", phone, kNow + 2), "granted");
  const Client forged{kGuesser.address, std::string(phone.devices.size(), '0')};
  EXPECT_EQ(attempt("314159", forged, kNow + 2), "access_locked");
}

// Forty strangers have tried: the next one waits, and the phone does not.
TEST_F(CardDesks, KnowAPhoneAgainWhereStrangersHaveUsedUpTheTries) {
  EXPECT_EQ(attempt("314159", kHome), "granted");
  const Client phone{"192.0.2.200", desk_->remember_device(number_, "")};
  for (int i = 0; i < 40; ++i) guess(1, {"10.0.0." + std::to_string(i)});
  EXPECT_EQ(attempt("314159", {"192.0.2.201"}), "access_locked");
  EXPECT_GT(last_.retry_after_s, 9 * kMinute);
  EXPECT_LE(last_.retry_after_s, 10 * kMinute);
  EXPECT_EQ(attempt("314159", phone), "granted");
  EXPECT_EQ(attempt("314159", kHome), "granted");
  EXPECT_EQ(attempt("314159", {"192.0.2.201"}, kNow + 10 * kMinute), "granted");
}

// What is told is what is left, in the unit that people would use, in both languages.
TEST_F(CardDesks, TellTheTimeThatIsLeft) {
  guess(5);
  const auto told = [&](std::int64_t later) {
    EXPECT_EQ(attempt("314159", kGuesser, kNow + later), "access_locked");
    return last_.sentence;
  };
  EXPECT_EQ(told(0).english, "Too many wrong tries. Please try again in 15 minutes.");
  EXPECT_EQ(last_.retry_after_s, 900);
  EXPECT_EQ(told(0).chinese, "错误次数过多，请15分钟后再试。");
  EXPECT_EQ(told(61).english, "Too many wrong tries. Please try again in 14 minutes.");
  EXPECT_EQ(last_.retry_after_s, 839);
  EXPECT_EQ(told(870).english, "Too many wrong tries. Please try again in 30 seconds.");
  EXPECT_EQ(told(870).chinese, "错误次数过多，请30秒后再试。");
  for (int round = 1; round < 4; ++round) guess(5, kGuesser, kNow + round * 1000);
  EXPECT_EQ(told(3000).english, "Too many wrong tries. Please try again in 24 hours.");
  EXPECT_EQ(last_.retry_after_s, kDay - 3000);
  EXPECT_EQ(told(3000).chinese, "错误次数过多，请24小时后再试。");
}

// A restart must not hand out tries anew: they stand in the household's own log.
TEST_F(CardDesks, CountOverARestart) {
  guess(5);
  desk_.emplace(folder_ / "private");
  EXPECT_EQ(attempt("314159"), "access_locked");
}

// Whether anybody has a number is not told: neither by the answers, one after another, nor by the
// work that an answer takes.
TEST_F(CardDesks, TreatANumberThatNobodyHasAlike) {
  const std::string nobody = new_household_number();
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(attempt_at(nobody, "000000", kGuesser), attempt("000000"));
  }
  EXPECT_EQ(attempt("000000"), "access_locked");
  const Text known = last_.sentence;
  EXPECT_EQ(attempt_at(nobody, "000000", kGuesser), "access_locked");
  EXPECT_EQ(last_.sentence.english, known.english);
}

// Strangers make nothing grow on the disk.
TEST_F(CardDesks, KeepNothingOfNumbersThatNobodyHas) {
  const auto entries = [&] { return desk_->store().scan<KeptAccess>().size(); };
  attempt_at(new_household_number(), "000000", kGuesser);
  const std::size_t once = entries();
  for (int i = 0; i < 20; ++i) attempt_at(new_household_number(), "000000", kGuesser);
  EXPECT_EQ(entries(), once);
}

TEST_F(CardDesks, KeepRefusedTriesForThirtyDaysAndGrantedOnes) {
  guess(2);
  EXPECT_EQ(attempt("314159", kHome, kNow + 1), "granted");
  EXPECT_EQ(desk_->accesses(number_).size(), 3u);
  EXPECT_EQ(attempt("314159", kHome, kNow + 30 * kDay), "granted");
  EXPECT_EQ(desk_->accesses(number_).size(), 4u);
  EXPECT_EQ(attempt("314159", kHome, kNow + 31 * kDay), "granted");
  const auto left = desk_->accesses(number_);
  EXPECT_EQ(left.size(), 3u);
  for (const auto& [id, access] : left) EXPECT_TRUE(access.granted);
}

TEST_F(CardDesks, SayHowUrgentACheckIs) {
  EXPECT_EQ(standing(kHome), Standing::card);
  attempt("314159", kHome);
  EXPECT_EQ(standing(kHome), Standing::returning);
  EXPECT_EQ(standing(kGuesser), Standing::card);
  EXPECT_EQ(standing({"192.0.2.200", desk_->remember_device(number_, "")}), Standing::returning);
  EXPECT_EQ(desk_->standing(new_household_number(), kHome, kNow).value(), Standing::unknown);
  guess(5);
  EXPECT_FALSE(desk_->standing(number_, kGuesser, kNow).ok());
}

// Whoever knew the old PIN is a stranger again.
TEST_F(CardDesks, ForgetPhonesWithANewPin) {
  attempt("314159", kHome);
  const std::string held = desk_->remember_device(number_, "");
  ASSERT_TRUE(desk_->change_pin(number_, "314159", "271828", kHome, kNow).ok());
  EXPECT_EQ(standing({"192.0.2.200", held}), Standing::card);
}

// A store that went away is told, and is not a wrong PIN.
TEST_F(CardDesks, SayWhenTheStoreCannotBeRead) {
  ASSERT_TRUE(desk_->usable().ok());
  linhui::write_file(folder_ / "private" / "private.key", "not a key");
  EXPECT_EQ(attempt("314159"), "households_unavailable");
  EXPECT_EQ(attempt_at(new_household_number(), "314159", kHome), "households_unavailable");
  EXPECT_FALSE(desk_->usable().ok());
  EXPECT_NE(last_.detail.find("private.key"), std::string::npos);
}

}  // namespace
}  // namespace linhui::api::app
