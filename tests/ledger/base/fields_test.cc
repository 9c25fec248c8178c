#include "ledger/base/fields.h"

#include <gtest/gtest.h>

namespace linhui::ledger {
namespace {

std::string refused(const Result<void>& done) {
  if (done.ok()) return "";
  EXPECT_EQ(done.error().code, ErrorCode::record_malformed);
  return done.error().detail;
}

}  // namespace

TEST(Fields, ReadsWhatIsThere) {
  const Json object = {{"id", "a-1"},       {"text", "林"},        {"n", -3},
                       {"flag", true},      {"day", "2026-02-28"}, {"hash", std::string(64, 'a')},
                       {"ids", {"a", "b"}}, {"string", "a/b"},     {"empty", ""}};
  Fields f(object, "body");
  EXPECT_EQ(f.id("id"), "a-1");
  EXPECT_EQ(f.text("text", 3), "林");
  EXPECT_EQ(f.whole("n", -3, 3), -3);
  EXPECT_TRUE(f.flag("flag"));
  EXPECT_EQ(f.day("day"), "2026-02-28");
  EXPECT_EQ(hex(f.hash("hash")), std::string(64, 'a'));
  EXPECT_EQ(f.ids("ids"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(f.string("string"), "a/b");
  EXPECT_EQ(f.text_or_empty("empty", 5), "");
  EXPECT_EQ(f.optional_id("missing"), "");
  EXPECT_EQ(f.optional_text("missing_too", 5), "");
  EXPECT_EQ(f.optional_day("missing_three"), "");
  EXPECT_EQ(refused(f.done()), "");
}

// A field that nobody asked for is as wrong as one that is missing.
TEST(Fields, NamesTheFieldThatIsLeftOver) {
  const Json object = {{"id", "a"}, {"more", 1}};
  Fields f(object, "body");
  f.id("id");
  EXPECT_EQ(refused(f.done()), "body.more");
}

TEST(Fields, NamesTheFirstFieldThatIsWrong) {
  const Json object = {{"a", 1}, {"b", 2}};
  Fields f(object, "body");
  f.id("missing");
  f.id("a");
  EXPECT_EQ(refused(f.done()), "body.missing");
}

// Every kind of value under every reader: an error or a value, never an exception.
TEST(Fields, RefusesEveryOtherKindOfValue) {
  const std::vector<Json> values = {nullptr,
                                    true,
                                    1,
                                    -1,
                                    "",
                                    "x y",
                                    "a/b",
                                    Json::array({1}),
                                    Json::object({{"x", 1}}),
                                    std::string(65, 'a'),
                                    std::string("a\tb"),
                                    "2026-02-30",
                                    18446744073709551615u};
  for (const Json& value : values) {
    const Json object = {{"v", value}};
    const auto reads = [&](auto read) {
      Fields f(object, "body");
      read(f);
      return f.done().ok();
    };
    EXPECT_EQ(reads([](Fields& f) { f.id("v"); }), value == "2026-02-30") << value;
    EXPECT_FALSE(reads([](Fields& f) { f.day("v"); })) << value;
    EXPECT_FALSE(reads([](Fields& f) { f.hash("v"); })) << value;
    EXPECT_FALSE(reads([](Fields& f) { f.whole("v", 5, 9); })) << value;
    EXPECT_EQ(reads([](Fields& f) { f.flag("v"); }), value.is_boolean()) << value;
    EXPECT_EQ(reads([](Fields& f) { f.object("v"); }), value.is_object()) << value;
    EXPECT_EQ(reads([](Fields& f) { f.array("v"); }), value.is_array()) << value;
    EXPECT_FALSE(reads([](Fields& f) { f.ids("v"); })) << value;
    EXPECT_FALSE(reads([](Fields& f) { f.text("v", 2); })) << value;
  }
}

TEST(Fields, RefusesWhatIsNotAnObject) {
  for (const Json& value : {Json(), Json(1), Json("x"), Json::array()}) {
    Fields f(value, "body");
    EXPECT_FALSE(f.has("a"));
    EXPECT_EQ(refused(f.done()), "body");
  }
}

TEST(Fields, KnowsIds) {
  for (const char* id : {"a", "9", "A.b_c-d+e", "ledger.create"}) EXPECT_TRUE(is_id(id)) << id;
  for (const char* id : {"", "-a", ".a", "a/b", "a b", "林", "a\n"}) EXPECT_FALSE(is_id(id)) << id;
  EXPECT_TRUE(is_id(std::string(64, 'a')));
  EXPECT_FALSE(is_id(std::string(65, 'a')));
}

}  // namespace linhui::ledger
