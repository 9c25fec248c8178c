#include "ledger/base/outside_json.h"

#include <gtest/gtest.h>

namespace linhui::ledger {
namespace {

// The reason for which a text is refused; empty where it is taken.
std::string refusal(const std::string& text, std::size_t max_bytes = 1'000'000) {
  const auto json = parse_outside(text, max_bytes);
  if (json.ok()) return "";
  EXPECT_EQ(json.error().code, ErrorCode::json_malformed);
  return json.error().detail;
}

std::string nested(std::size_t depth, const char* open, const char* close) {
  std::string text, end;
  for (std::size_t i = 0; i < depth; ++i) {
    text += open;
    end += close;
  }
  return text + "1" + end;
}

}  // namespace

TEST(OutsideJson, GivesWhatTheParserGives) {
  const char* text = R"({"a":[1,2.5,-3,null,true,"林"],"b":{"a":{}}})";
  EXPECT_EQ(parse_outside(text, 100).value(), Json::parse(text));
  EXPECT_EQ(parse_outside("7", 1).value(), 7);
}

TEST(OutsideJson, IsNoDeeperThanItsBound) {
  for (const auto& [open, close] : {std::pair{"[", "]"}, {R"({"a":)", "}"}}) {
    EXPECT_EQ(refusal(nested(64, open, close)), "");
    EXPECT_EQ(refusal(nested(65, open, close)), "nested deeper than 64");
    EXPECT_EQ(refusal(nested(300'000, open, close), 10'000'000), "nested deeper than 64");
  }
  EXPECT_EQ(refusal(std::string(1'000'000, '[')), "nested deeper than 64");
  EXPECT_EQ(refusal("[" + nested(63, "[", "]") + "," + nested(63, "[", "]") + "]"), "")
      << "what lies beside is not deeper";
}

TEST(OutsideJson, HasEachNameOnce) {
  EXPECT_EQ(refusal(R"({"size":1,"size":2})"), "the name size twice in one object");
  EXPECT_EQ(refusal(R"({"a":{"b":1,"c":[{"d":1,"d":1}]}})"), "the name d twice in one object");
  EXPECT_EQ(refusal(R"({"a":1,"\u0061":2})"), "the name a twice in one object");
  EXPECT_EQ(refusal(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})"), "");
}

TEST(OutsideJson, IsNoLargerThanItsBound) {
  EXPECT_EQ(refusal("[1,2]", 5), "");
  EXPECT_EQ(refusal("[1,2]", 4), "larger than 4 bytes");
}

TEST(OutsideJson, IsWholeAndInUtf8) {
  for (const char* text : {"", "{", "[1,]", "{}x", "nul", "\xff", "[\"\xc3\x28\"]", "{\"a\":01}"}) {
    EXPECT_NE(refusal(text), "") << text;
  }
}

}  // namespace linhui::ledger
