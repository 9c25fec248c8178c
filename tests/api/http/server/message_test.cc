// Reading what a client sent, away from any socket.
#include "api/http/server/message.h"

#include <gtest/gtest.h>

#include "api/http/server/wire.h"

namespace linhui::api::http {
namespace {

Request with_header(const std::string& name, const std::string& value) {
  Request request;
  request.headers[name] = value;
  return request;
}

TEST(ParseForm, DecodesPlusAndPercentEscapes) {
  const auto form = parse_form("household=H%2D1+2&pin=%31%32&lang=%E4%B8%AD&empty=&bare");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->at("household"), "H-1 2");
  EXPECT_EQ(form->at("pin"), "12");
  EXPECT_EQ(form->at("lang"), "中");
  EXPECT_EQ(form->at("empty"), "");
  EXPECT_EQ(form->at("bare"), "");
  EXPECT_EQ(form->size(), 5u);
}

// A name sent twice must not let the second value slip past a check of the first.
TEST(ParseForm, TakesTheFirstOfANameSentTwice) {
  const auto form = parse_form("pin=1&pin=2");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->at("pin"), "1");
}

TEST(ParseForm, RefusesBrokenEscapesControlCharactersAndTooManyFields) {
  for (const char* body : {"a=%", "a=%4", "a=%zz", "a=%00", "a=%1b", "%7f=a"}) {
    EXPECT_FALSE(parse_form(body)) << body;
  }
  std::string many;
  for (int i = 0; i < 65; ++i) many += "f" + std::to_string(i) + "=1&";
  EXPECT_FALSE(parse_form(many));
  EXPECT_TRUE(parse_form(many.substr(5)));  // without the first: 64
}

TEST(ParseTarget, SplitsPathAndQueryAndRefusesWhatIsNoPath) {
  const auto target = parse_target("/v1/records/7/proof?size=9#part");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->first, "/v1/records/7/proof");
  EXPECT_EQ(target->second.at("size"), "9");
  for (const char* bad : {"", "*", "http://elsewhere/", "v1", "/a?x=%", "/?%00"}) {
    EXPECT_FALSE(parse_target(bad)) << bad;
  }
}

TEST(DecodeSegment, RefusesLineEndsThatCouldSplitAHeader) {
  EXPECT_EQ(decode_segment("run%201"), "run 1");
  for (const char* bad : {"a%0d%0aSet-Cookie", "%0A", "%09", "%", "%4"}) {
    EXPECT_FALSE(decode_segment(bad)) << bad;
  }
}

TEST(Cookie, FindsOneByItsWholeName) {
  const std::string header = "xlinhui=1; linhui=a=b; linhui=second";
  EXPECT_EQ(cookie(header, "linhui"), "a=b");
  EXPECT_EQ(cookie(header, "hui"), "");
  EXPECT_EQ(cookie("", "linhui"), "");
}

TEST(LanguageOf, FollowsTheSwitchThenTheBrowserThenChinese) {
  EXPECT_EQ(language_of({}), Language::chinese);
  EXPECT_EQ(language_of(with_header("accept-language", "fr")), Language::chinese);
  EXPECT_EQ(language_of(with_header("accept-language", "en-GB,zh;q=0.5")), Language::english);
  EXPECT_EQ(language_of(with_header("accept-language", "en;q=0.5,zh-Hans-CN")), Language::chinese);
  EXPECT_EQ(language_of(with_header("accept-language", "en;q=0")), Language::chinese);
  Request switched = with_header("accept-language", "en");
  switched.query["lang"] = "zh";
  EXPECT_EQ(language_of(switched), Language::chinese);
}

// A browser gets pages; a script that takes anything, or asks for JSON, gets problem details.
TEST(PrefersHtml, TellsABrowserFromAScript) {
  EXPECT_TRUE(prefers_html("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
  EXPECT_TRUE(prefers_html("TEXT/HTML"));
  for (const char* script : {"", "*/*", "application/json", "application/json,text/html;q=0.5",
                             "text/html;q=0", "text/html;q=junk", ";;,,;q="}) {
    EXPECT_FALSE(prefers_html(script)) << script;
  }
}

// Input methods leave full-width digits and blanks; a card number typed so is the same number.
TEST(PlainCode, TurnsFullWidthCharactersIntoAsciiAndDropsBlanks) {
  EXPECT_EQ(plain_code("Ｈ７Ｋ２－　１２ 3\n"), "H7K2-123");
  EXPECT_EQ(plain_code("中文"), "中文");
  EXPECT_EQ(plain_code("\xEF\xBC"), "\xEF\xBC");  // a cut-off character stays as it is
  EXPECT_EQ(plain_code(""), "");
}

TEST(ParseCount, TakesPlainWholeNumbersOnly) {
  EXPECT_EQ(parse_count("0"), 0u);
  EXPECT_EQ(parse_count("9999999999999999999"), 9999999999999999999u);
  for (const char* bad : {"", "-1", "+1", "1.0", "0x1", " 1", "1 ", "18446744073709551616"}) {
    EXPECT_FALSE(parse_count(bad)) << bad;
  }
}

// RFC 9110 §5.6.7 gives this very date.
TEST(HttpDate, IsTheImfFixedDate) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace linhui::api::http
