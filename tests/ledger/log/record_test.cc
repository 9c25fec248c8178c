#include "ledger/log/record.h"

#include <gtest/gtest.h>

#include <random>

namespace linhui::ledger {
namespace {

std::string a_record(const Json& body = Json::object()) {
  return make_record("party.admit", "0123456789ab", "q1", "2026-01-01T00:00:00Z", "registrar",
                     body);
}

Submission two_hands() {
  const SigningKey one = SigningKey::from_seed(std::string(32, '1'));
  const SigningKey two = SigningKey::from_seed(std::string(32, '2'));
  const std::string record = a_record({{"name", "林业局"}});
  return {record, {sign_record(record, one), sign_record(record, two)}, {}};
}

ErrorCode refused(const std::string& leaf) {
  const auto parsed = parse_leaf(leaf);
  EXPECT_FALSE(parsed.ok()) << leaf;
  return parsed.ok() ? ErrorCode::not_found : parsed.error().code;
}

}  // namespace

TEST(Record, IsReadBackFromItsLeaf) {
  const Submission submission = two_hands();
  const std::string leaf = leaf_of(submission.record, submission.signatures);
  const auto record = parse_leaf(leaf);
  ASSERT_TRUE(record.ok()) << record.error().detail;
  EXPECT_EQ(record.value().bytes, submission.record);
  EXPECT_EQ(record.value().type(), "party.admit");
  EXPECT_EQ(record.value().by(), "registrar");
  EXPECT_EQ(record.value().signatures.size(), 2u);
  EXPECT_EQ(canonical(Json::parse(leaf)), leaf) << "a leaf is canonical itself";
}

// The order in which signatures are handed in does not change the leaf.
TEST(Record, SortsSignaturesByKey) {
  Submission submission = two_hands();
  const std::string leaf = leaf_of(submission.record, submission.signatures);
  std::swap(submission.signatures[0], submission.signatures[1]);
  EXPECT_EQ(leaf_of(submission.record, submission.signatures), leaf);
}

TEST(Record, RefusesTheSameKeyTwice) {
  Submission submission = two_hands();
  submission.signatures[1] = submission.signatures[0];
  EXPECT_EQ(refused(leaf_of(submission.record, submission.signatures)),
            ErrorCode::record_malformed);
}

TEST(Record, RefusesBadEnvelopes) {
  const Json good = Json::parse(a_record());
  const auto leaf = [](const Json& record) { return leaf_of(canonical(record), {}); };
  EXPECT_TRUE(parse_leaf(leaf(good)).ok());
  for (const char* name : {"v", "type", "ledger", "request", "time", "by", "body"}) {
    Json missing = good;
    missing.erase(name);
    EXPECT_EQ(refused(leaf(missing)), ErrorCode::record_malformed) << name;
    for (const Json& junk : {Json(2), Json(nullptr), Json("a b"), Json::array(), Json(true)}) {
      Json wrong = good;
      wrong[name] = junk;
      EXPECT_EQ(refused(leaf(wrong)), ErrorCode::record_malformed) << name << junk;
    }
  }
  Json more = good;
  more["more"] = 1;
  EXPECT_EQ(refused(leaf(more)), ErrorCode::record_malformed);
}

TEST(Record, RefusesWhatIsNotCanonical) {
  EXPECT_EQ(refused(""), ErrorCode::not_canonical);
  EXPECT_EQ(refused(leaf_of(" " + a_record(), {})), ErrorCode::not_canonical);
  EXPECT_EQ(refused(leaf_of(R"({"v":1,"v":1})", {})), ErrorCode::not_canonical);
  EXPECT_EQ(refused(leaf_of(R"({"v":1.5})", {})), ErrorCode::not_canonical);
  EXPECT_EQ(refused("{\"record\":\"\xff\",\"signatures\":[]}"), ErrorCode::not_canonical);
}

TEST(Record, RefusesMoreThanAnEntryBundleHolds) {
  const std::size_t overhead = leaf_of(a_record({{"x", ""}}), {}).size();
  const auto sized = [&](std::size_t bytes) {
    return leaf_of(a_record({{"x", std::string(bytes - overhead, 'a')}}), {});
  };
  EXPECT_TRUE(parse_leaf(sized(kMaxLeafBytes)).ok());
  EXPECT_EQ(refused(sized(kMaxLeafBytes + 1)), ErrorCode::record_too_large);
}

// Any change of a leaf gives another leaf or an error, and never an exception.
TEST(Record, TakesAnyBytesWithoutHarm) {
  const Submission submission = two_hands();
  const std::string leaf = leaf_of(submission.record, submission.signatures);
  std::mt19937_64 random(3);
  for (int round = 0; round < 5'000; ++round) {
    std::string bytes = leaf;
    for (std::uint64_t change = 0; change <= random() % 3; ++change) {
      const std::size_t at = random() % bytes.size();
      if (random() % 3 == 0) {
        bytes.erase(at, 1 + random() % 4);
      } else {
        bytes[at] = static_cast<char>(random());
      }
    }
    const auto parsed = parse_leaf(bytes);
    if (parsed.ok()) {
      EXPECT_EQ(leaf_of(parsed.value().bytes, parsed.value().signatures), bytes);
    }
  }
}

TEST(Record, NamesItsRowsInTheirOrder) {
  EXPECT_NE(rows_root({"[1]", "[2]", "[3]"}), rows_root({"[1]", "[3]", "[2]"}));
}

}  // namespace linhui::ledger
