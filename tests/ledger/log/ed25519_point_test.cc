#include "ledger/log/ed25519_point.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "ledger/base/hash.h"
#include "ledger/log/signing.h"
#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

// 32 bytes: the first and the last as given, the others the middle one.
std::string point(int first, int middle, int last) {
  std::string bytes(32, static_cast<char>(middle));
  bytes.front() = static_cast<char>(first);
  bytes.back() = static_cast<char>(last);
  return bytes;
}

// The eight points whose eightfold is neutral, each in its one spelling: y = 1, -1, 0 (twice), and
// the four of order eight.
std::vector<std::string> small_points() {
  std::vector<std::string> points = {point(0x01, 0, 0), point(0xec, 0xff, 0x7f), point(0, 0, 0),
                                     point(0, 0, 0x80)};
  for (const char* text : {"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                           "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                           "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                           "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"}) {
    points.push_back(*from_hex(text));
  }
  return points;
}

}  // namespace

TEST(Ed25519Point, KnowsTheEightOfSmallOrder) {
  const auto points = small_points();
  EXPECT_EQ(std::set(points.begin(), points.end()).size(), 8u);
  for (const std::string& bytes : points) {
    EXPECT_EQ(fault_of_point(bytes), PointFault::small_order) << hex(bytes);
    EXPECT_EQ(check_public_key({bytes}).error().code, ErrorCode::key_weak);
  }
}

// y from p to 2^255 - 1 with either sign, and the sign of an x that is 0.
TEST(Ed25519Point, KnowsEverySpellingThatIsNotTheOne) {
  for (int first = 0xed; first <= 0xff; ++first) {
    EXPECT_EQ(fault_of_point(point(first, 0xff, 0x7f)), PointFault::not_canonical) << first;
    EXPECT_EQ(fault_of_point(point(first, 0xff, 0xff)), PointFault::not_canonical) << first;
  }
  EXPECT_EQ(fault_of_point(point(0x01, 0, 0x80)), PointFault::not_canonical);
  EXPECT_EQ(fault_of_point(point(0xec, 0xff, 0xff)), PointFault::not_canonical);
}

TEST(Ed25519Point, KnowsWhatIsOnNoCurve) {
  for (const int y : {2, 7, 8}) {
    EXPECT_EQ(fault_of_point(point(y, 0, 0)), PointFault::off_curve) << y;
    EXPECT_EQ(fault_of_point(point(y, 0, 0x80)), PointFault::off_curve) << y;
    EXPECT_EQ(check_public_key({point(y, 0, 0)}).error().code, ErrorCode::key_weak);
  }
}

TEST(Ed25519Point, TakesEveryKeyThatSomebodyHolds) {
  const auto vectors = nlohmann::json::parse(
      file_bytes(LINHUI_SOURCE_DIR "/tests/vectors/wycheproof/ed25519_test.json"));
  for (const auto& group : vectors["testGroups"]) {
    const std::string key = *from_hex(group["publicKey"]["pk"].get<std::string>());
    EXPECT_EQ(fault_of_point(key), PointFault::none) << hex(key);
  }
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(check_public_key(SigningKey::generate().public_key()).ok());
  }
}

// Why they are refused: under such a key OpenSSL finds that one signature fits any text at all.
TEST(Ed25519Point, OfSmallOrderLetsOneSignatureFitEveryText) {
  const std::string neutral = point(0x01, 0, 0);
  const std::string signature = neutral + std::string(32, '\0');  // R neutral, S = 0
  EXPECT_TRUE(verify_signature({neutral}, "one text", signature));
  EXPECT_TRUE(verify_signature({neutral}, "and another", signature));
}

}  // namespace linhui::ledger
