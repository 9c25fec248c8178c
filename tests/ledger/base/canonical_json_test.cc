#include "ledger/base/canonical_json.h"

#include <gtest/gtest.h>

#include <random>

#include "ledger/base/hash.h"
#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

const std::filesystem::path kVectors = LINHUI_SOURCE_DIR "/tests/vectors/jcs";

std::string problem_of(std::string_view bytes) {
  const auto value = parse_canonical(bytes);
  if (value.ok()) return "";
  EXPECT_EQ(value.error().code, ErrorCode::not_canonical);
  EXPECT_FALSE(value.error().detail.empty());
  return value.error().detail;
}

TEST(CanonicalJson, GivesThePublishedBytesWithinOurRestrictions) {
  for (const std::string name : {"arrays", "structures"}) {
    Json value = Json::parse(file_bytes(kVectors / "input" / (name + ".json")));
    // The one float of these files, which its author spelt 56.0.
    if (name == "structures") value["1"]["\n"] = 56;
    const std::string expected = file_bytes(kVectors / "output" / (name + ".json"));
    ASSERT_FALSE(expected.empty());
    EXPECT_EQ(canonical(value), expected) << name;
    const auto parsed = parse_canonical(expected);
    ASSERT_TRUE(parsed.ok()) << name << ": " << parsed.error().detail;
    EXPECT_EQ(parsed.value(), value);
  }
}

// Floats, names beyond ASCII, and text out of NFC are canonical to RFC 8785, but not to us.
TEST(CanonicalJson, RefusesThePublishedBytesOutsideOurRestrictions) {
  const std::pair<std::string, std::string> kCases[] = {
      {"values", "not an integer"},
      {"french", "not in ASCII"},
      {"weird", "not in ASCII"},
      {"unicode", "not in NFC"},
  };
  for (const auto& [name, reason] : kCases) {
    const std::string bytes = file_bytes(kVectors / "output" / (name + ".json"));
    ASSERT_FALSE(bytes.empty());
    EXPECT_NE(problem_of(bytes).find(reason), std::string::npos) << problem_of(bytes);
  }
}

TEST(CanonicalJson, KeepsTheStringsOfTheVectors) {
  const Json value = Json::parse(file_bytes(kVectors / "input" / "values.json"));
  const Json wanted = Json::parse(file_bytes(kVectors / "output" / "values.json"));
  const std::string bytes = canonical({{"string", value["string"]}});
  EXPECT_EQ(bytes, R"({"string":"€$\u000f\nA'B\"\\\\\"/"})");
  EXPECT_TRUE(parse_canonical(bytes).ok());
  EXPECT_EQ(value["string"], wanted["string"]);
}

TEST(ParseCanonical, TakesWhatIsCanonical) {
  for (const std::string_view bytes :
       {"null", "true", "0", "-1", "9007199254740991", "-9007199254740991", "\"\"", "[]", "{}",
        R"({"a":[1,{"b":null}],"c":"林汇 é"})", R"("\b\t\n\f\r\u0000\u001f\"\\/")", "\"\x7f\"",
        "\"\xF0\xA0\x80\x80\""}) {
    const auto value = parse_canonical(bytes);
    ASSERT_TRUE(value.ok()) << bytes << ": " << value.error().detail;
    EXPECT_EQ(canonical(value.value()), bytes);
  }
}

// One row a rule: the bytes, and what the refusal says.
TEST(ParseCanonical, SaysWhatIsWrongAndWhere) {
  const std::pair<std::string, std::string> kCases[] = {
      {"", "not JSON in UTF-8 at byte"},
      {"{\"a\":1", "not JSON in UTF-8 at byte 7"},
      {"{} x", "not JSON in UTF-8 at byte"},
      {"{}{}", "not JSON in UTF-8 at byte"},
      {"\"\xff\"", "not JSON in UTF-8 at byte"},
      {"\"\xC0\x80\"", "not JSON in UTF-8"},
      {"\"\xED\xA0\x80\"", "not JSON in UTF-8"},
      {R"("\ud800")", "not JSON in UTF-8"},
      {"\"\n\"", "not JSON in UTF-8"},
      {"01", "not JSON in UTF-8"},
      {"+1", "not JSON in UTF-8"},
      {"NaN", "not JSON in UTF-8"},
      {"[1,]", "not JSON in UTF-8"},
      {"/**/1", "not JSON in UTF-8"},
      {" {}", "another spelling at byte 0"},
      {"{} ", "another spelling at byte 2"},
      {"{}\n", "another spelling at byte 2"},
      {std::string("{}\0", 3), "another spelling at byte 2"},
      {std::string("{}\0garbage", 10), "another spelling at byte 2"},
      {"\xEF\xBB\xBF{}", "another spelling at byte 0"},
      {"{\"a\": 1}", "another spelling at byte 5"},
      {R"({"b":1,"a":2})", "another spelling at byte 2"},
      {R"("\/")", "another spelling at byte 1"},
      {R"("\u0041")", "another spelling at byte 1"},
      {R"("\u001F")", "another spelling at byte 6"},
      {"-0", "another spelling at byte 0"},
      {"1.0", "not an integer within 2^53-1 at /"},
      {"1e3", "not an integer"},
      {R"({"a":{"b":[0,0.5]}})", "at /a/b/1"},
      {"9007199254740992", "integer beyond 2^53-1 at /"},
      {"-9007199254740992", "integer beyond 2^53-1"},
      {"18446744073709551615", "integer beyond 2^53-1"},
      {"-9223372036854775808", "integer beyond 2^53-1"},
      {"18446744073709551616", "not an integer within 2^53-1"},
      {"1" + std::string(400, '0'), "not "},
      {R"({"a":1,"a":1})", "duplicate name a"},
      {R"({"a":1,"\u0061":1})", "duplicate name a"},
      {"{\"\xC3\xA9\":1}", "name not in ASCII"},
      {"{\"x\":\"e\xCC\x81\"}", "text not in NFC at /x"},
      {"\"\xE2\x84\xAB\"", "text not in NFC"},  // ANGSTROM SIGN, which NFC replaces
  };
  for (const auto& [bytes, reason] : kCases) {
    EXPECT_NE(problem_of(bytes).find(reason), std::string::npos)
        << bytes << "\n  says: " << problem_of(bytes) << "\n  wanted: " << reason;
  }
}

TEST(ParseCanonical, RefusesNestingBeyondThirtyTwo) {
  EXPECT_TRUE(parse_canonical(std::string(32, '[') + std::string(32, ']')).ok());
  EXPECT_NE(problem_of(std::string(33, '[') + std::string(33, ']')).find("deeper than 32"),
            std::string::npos);
  EXPECT_NE(problem_of(std::string(5'000'000, '[')).find("deeper than 32"), std::string::npos);
  std::string objects;
  for (int i = 0; i < 1'000'000; ++i) objects += "{\"a\":";
  EXPECT_NE(problem_of(objects).find("deeper than 32"), std::string::npos);
}

// An attacker must not fill our logs through an error's detail.
TEST(ParseCanonical, KeepsItsComplaintShort) {
  const std::string name(60'000, 'a');
  EXPECT_LT(problem_of("{\"" + name + "\":1,\"" + name + "\":1}").size(), 300U);
  EXPECT_LT(problem_of("{\"" + name + "\":0.5}").size(), 300U);
}

// Mutations of a good record: refused or the very bytes, never a crash.
TEST(ParseCanonical, SurvivesRandomDamage) {
  const std::string good = R"({"a":[1,-2,{"b":"林\n汇"}],"c":null,"d":{"e":"é","f":true}})";
  ASSERT_TRUE(parse_canonical(good).ok());
  std::mt19937 random(20240501);
  int taken = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = good;
    for (unsigned i = 0, count = 1 + random() % 3; i < count; ++i) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 3) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes.erase(at, 1 + random() % 4);
          break;
        default:
          bytes.insert(at, 1, static_cast<char>(random()));
          break;
      }
      if (bytes.empty()) bytes = "x";
    }
    const auto value = parse_canonical(bytes);
    if (!value.ok()) continue;
    ++taken;
    EXPECT_EQ(canonical(value.value()), bytes);
  }
  EXPECT_GT(taken, 0);
}

TEST(CleanText, IsNfcWithoutControlCharacters) {
  EXPECT_TRUE(is_clean_text(""));
  EXPECT_TRUE(is_clean_text("林汇 Linhui é"));
  for (const std::string_view text :
       {std::string_view("a\nb"), std::string_view("\0", 1), std::string_view("\x7f"),
        std::string_view("\xC2\x85"), std::string_view("e\xCC\x81"), std::string_view("\xff"),
        std::string_view("\xED\xA0\x80"), std::string_view("\xE6\x9E")}) {
    EXPECT_FALSE(is_clean_text(text)) << hex(text);
  }
}

TEST(Nfc, ComposesAndRefusesWhatIsNotUtf8) {
  EXPECT_EQ(to_nfc("e\xCC\x81"), "\xC3\xA9");
  EXPECT_EQ(to_nfc("\xE1\x84\x80\xE1\x85\xA1"), "\xEA\xB0\x80");  // Hangul jamo
  EXPECT_EQ(to_nfc("plain"), "plain");
  EXPECT_EQ(to_nfc(std::string_view("\xC3\xA9\0x", 4)), std::string("\xC3\xA9\0x", 4));
  EXPECT_FALSE(to_nfc("\xC0\x80"));
  EXPECT_FALSE(to_nfc("\xF5\x80\x80\x80"));
}

}  // namespace
}  // namespace linhui::ledger
