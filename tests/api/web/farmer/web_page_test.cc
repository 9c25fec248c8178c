// The pages as text: nothing missing, nothing that could become markup, small, no script.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "api/web/farmer/share_html.h"
#include "api/web/html.h"
#include "api/web/page.h"

namespace linhui::api::web {
namespace {

PageContext context(Language language, bool demonstration = true) {
  return {language, demonstration, "塘坝账本", "tangba+1a2b3c4d+AWtJ"};
}

app::ShareAnswer sample_share() {
  app::ShareAnswer share;
  share.run = "run/2026 1";
  share.project = "TB-AR-01";
  share.project_name = "塘坝杉木";
  share.scheme = "方案二";
  share.period_from = "2021-01-01";
  share.period_to = "2026-01-01";
  share.tonnes = "5,000";
  share.price_yuan = "62.50";
  share.gross_yuan = "312,500.00";
  share.steps = {
      {{"Exchange fee", "交易手续费"}, "", "1,562.50", "310,937.50", "发票 0044210"},
      {{"Verification", "核证费"}, "", "38,000.00", "272,937.50", "发票 1187320"},
      {{"Cost", "成本"}, "272,937.50 × 20/100", "54,587.50", "218,350.00", "方案第3条"},
      {{"Our part", "我家，按面积"}, "218,350.00 × 12.50/84.90", "32,148.12", "", "承包合同"}};
  share.amount_yuan = "32,148.12";
  share.amount_capital = "叁万贰仟壹佰肆拾捌元壹角贰分";
  share.status = app::ShareAnswer::Status::paid;
  share.status_text = {"Paid out", "已付款"};
  share.paid_on = "2026-05-20";
  share.payment_reference = "B2026-0512";
  share.record_index = 148;
  return share;
}

app::FarmerAnswer sample_answer() {
  app::FarmerAnswer answer;
  answer.household_no = "H7K2M9QX4T";
  answer.masked_name = "张*三";
  answer.township = "黄溪镇";
  answer.village = "塘坝村";
  answer.land = {{"TB-0012-03",
                  "黄溪镇",
                  "塘坝村",
                  {"Contract right", "承包权"},
                  "****3071",
                  8333,
                  "12.50",
                  "2019-03-01",
                  "2049-03-01",
                  "合同第7条"}};
  answer.shares = {sample_share()};
  answer.accesses = {{"2026-06-01 09:12", "手机网页", true},
                     {"2026-05-30 21:40", "村办公室", false}};
  return answer;
}

bool has(const std::string& html, const std::string& text) {
  return html.find(text) != std::string::npos;
}

// The farmer sees land, scheme, each step's arithmetic, share, paid or not, and the proof.
TEST(AnswerPage, ShowsEveryFieldInBothLanguages) {
  for (const Language language : {Language::chinese, Language::english}) {
    const std::string html = answer_page(context(language), sample_answer(), {});
    const bool chinese = language == Language::chinese;
    for (const char* text : {"H7K2M9QX4T",
                             "张*三",
                             "黄溪镇",
                             "塘坝村",
                             "TB-0012-03",
                             "****3071",
                             "8333",
                             "12.50",
                             "2019-03-01",
                             "2049-03-01",
                             "合同第7条",
                             "TB-AR-01",
                             "塘坝杉木",
                             "方案二",
                             "2021-01-01",
                             "2026-01-01",
                             "5,000",
                             "62.50",
                             "312,500.00",
                             "1,562.50",
                             "310,937.50",
                             "发票 0044210",
                             "272,937.50 × 20/100",
                             "54,587.50",
                             "218,350.00",
                             "218,350.00 × 12.50/84.90",
                             "32,148.12",
                             "叁万贰仟壹佰肆拾捌元壹角贰分",
                             "2026-05-20",
                             "B2026-0512",
                             "148",
                             "2026-06-01 09:12",
                             "手机网页",
                             "2026-05-30 21:40",
                             "/me/proof/run%2F2026%201",
                             "tangba+1a2b3c4d+AWtJ",
                             "/me/pin",
                             "/logout"}) {
      EXPECT_TRUE(has(html, text)) << text;
    }
    EXPECT_TRUE(has(html, chinese ? "承包权" : "Contract right"));
    EXPECT_TRUE(has(html, chinese ? "交易手续费" : "Exchange fee"));
    EXPECT_TRUE(has(html, chinese ? "已付款" : "Paid out"));
    EXPECT_FALSE(has(html, chinese ? "Contract right" : "承包权"));
    EXPECT_TRUE(has(html, chinese ? "lang=\"zh-CN\"" : "<html lang=\"en\""));
  }
}

TEST(AnswerPage, TellsPaidUnpaidAndHeldApartByWordsAndShape) {
  using Status = app::ShareAnswer::Status;
  std::vector<std::string> icons;
  for (const Status status : {Status::paid, Status::final_unpaid, Status::held}) {
    app::FarmerAnswer answer = sample_answer();
    answer.shares[0].status = status;
    answer.shares[0].status_text = {"Words of the status", "状态"};
    answer.shares[0].held_reason = {"A border is disputed.", "边界有争议。"};
    const std::string html = answer_page(context(Language::english), answer, {});
    EXPECT_TRUE(has(html, "Words of the status"));
    EXPECT_EQ(has(html, "A border is disputed."), status == Status::held);
    EXPECT_EQ(has(html, "Paid on"), status == Status::paid);
    const std::size_t icon = html.find("<svg class=\"icon\"");
    icons.push_back(html.substr(icon, html.find("</svg>", icon) - icon));
  }
  EXPECT_NE(icons[0], icons[1]);
  EXPECT_NE(icons[1], icons[2]);
  EXPECT_NE(icons[0], icons[2]);
}

// The first share stands open; earlier ones are folded but on the page.
TEST(AnswerPage, FoldsEarlierShares) {
  app::FarmerAnswer answer = sample_answer();
  answer.shares.push_back(sample_share());
  answer.shares[1].amount_yuan = "77.01";
  answer.shares[1].run = "older";
  const std::string html = answer_page(context(Language::chinese), answer, {});
  EXPECT_TRUE(has(html, "77.01"));
  EXPECT_TRUE(has(html, "/me/proof/older"));
  EXPECT_LT(html.find("32,148.12"), html.find("<details>"));
}

TEST(AnswerPage, SaysSoWhereThereIsNoLandAndNoShare) {
  app::FarmerAnswer answer = sample_answer();
  answer.land.clear();
  answer.shares.clear();
  const std::string html = answer_page(context(Language::english), answer, {});
  EXPECT_TRUE(has(html, "no land"));
  EXPECT_TRUE(has(html, "No carbon income"));
}

// The sealed slip's PIN passed through other hands: changing it stands before anything else.
TEST(AnswerPage, PutsThePinFirstWhileItIsStillTheSlips) {
  app::FarmerAnswer answer = sample_answer();
  EXPECT_GT(answer_page(context(Language::chinese), answer, {}).find("/me/pin"),
            answer_page(context(Language::chinese), answer, {}).find("32,148.12"));
  answer.pin_must_change = true;
  const std::string html = answer_page(context(Language::chinese), answer, {});
  EXPECT_LT(html.find("/me/pin"), html.find("32,148.12"));
  EXPECT_EQ(html.find("/me/pin"), html.rfind("/me/pin"));  // one form only
}

// Names, bases and reasons were typed by people: none of them may become markup.
TEST(AnswerPage, EscapesEveryText) {
  const std::string evil = "<script>'\"&";
  app::FarmerAnswer answer = sample_answer();
  answer.household_no = answer.masked_name = answer.township = answer.village = evil;
  app::LandLine& land = answer.land[0];
  land.stand_id = land.township = land.village = land.certificate = land.area_mu = evil;
  land.from = land.to = land.basis = land.right.english = evil;
  app::ShareAnswer& share = answer.shares[0];
  share.run = share.project = share.project_name = share.scheme = evil;
  share.period_from = share.period_to = share.tonnes = share.price_yuan = evil;
  share.amount_capital = share.paid_on = share.payment_reference = evil;
  share.status_text.english = evil;
  for (app::WaterfallStep& step : share.steps) {
    step.label.english = step.arithmetic = step.basis = evil;
  }
  answer.accesses = {{evil, evil, true}};
  answer.shares.push_back(share);
  answer.shares[1].status = app::ShareAnswer::Status::held;
  answer.shares[1].held_reason.english = answer.shares[1].gross_yuan = evil;
  answer.shares[1].amount_yuan = answer.shares[1].steps[0].left_yuan = evil;
  PageContext page = context(Language::english);
  page.ledger_name = page.verifier_key = evil;
  for (const std::string& html :
       {answer_page(page, answer, Notice{{evil, evil}, true}), household_page(page, evil, {}),
        pin_page(page, evil, {}), error_page(page, {evil, evil}, {evil, evil})}) {
    EXPECT_FALSE(has(html, "<script"));
    EXPECT_FALSE(has(html, "'\""));
    EXPECT_TRUE(has(html, "&lt;script&gt;&#39;&quot;&amp;"));
  }
}

// The policy that goes with every page allows no script and no style attribute.
TEST(Pages, NeedNoScriptNoInlineStyleAndNoForeignAddress) {
  const PageContext page = context(Language::chinese);
  for (const std::string& html :
       {answer_page(page, sample_answer(), {}), household_page(page, "", {}),
        pin_page(page, "H1", {}), error_page(page, {"a", "b"}, {"c", "d"})}) {
    for (const char* banned : {"<script", " style=", "<style", "http://", "https://", " onclick"}) {
      EXPECT_FALSE(has(html, banned)) << banned;
    }
    EXPECT_TRUE(has(html, "width=device-width"));
    EXPECT_LT(html.size() + style_sheet().size(), 100'000u);
  }
}

TEST(Pages, SayOnEveryScreenWhenTheLedgerIsADemonstration) {
  for (const bool demonstration : {true, false}) {
    const PageContext page = context(Language::english, demonstration);
    for (const std::string& html :
         {answer_page(page, sample_answer(), {}), household_page(page, "", {}),
          pin_page(page, "H1", {}), error_page(page, {"a", "b"}, {"c", "d"})}) {
      EXPECT_EQ(has(html, "演示"), demonstration);
      EXPECT_EQ(has(html, "Demonstration"), demonstration);
    }
  }
}

TEST(Questions, AskOneThingAScreenAndCarryTheNumberAndTheLanguageOn) {
  const PageContext page = context(Language::english);
  const std::string first = household_page(page, "H-9", Notice{{"Try again.", "再试。"}, true});
  EXPECT_TRUE(has(first, "name=\"household\"") && has(first, "value=\"H-9\""));
  EXPECT_FALSE(has(first, "name=\"pin\""));
  EXPECT_TRUE(has(first, "Try again."));
  EXPECT_TRUE(has(first, "action=\"/?lang=en\"") && has(first, "href=\"/?lang=zh\""));
  const std::string second = pin_page(page, "H-9", {});
  EXPECT_TRUE(has(second, "type=\"hidden\" name=\"household\" value=\"H-9\""));
  EXPECT_TRUE(has(second, "name=\"pin\" type=\"password\" inputmode=\"numeric\""));
}

// The picture's parts are the whole sale, to the fen: nothing is left out or counted twice.
TEST(PortionsOf, SumToTheSale) {
  const auto portions = portions_of(sample_share());
  ASSERT_EQ(portions.size(), 5u);
  std::int64_t sum = 0;
  for (const Portion& portion : portions) sum += portion.fen;
  EXPECT_EQ(sum, 31'250'000);
  EXPECT_EQ(portions[0].fen, 156'250);
  EXPECT_EQ(portions[3].label.english, "Other villages and households");
  EXPECT_EQ(portions[3].fen, 21'835'000 - 3'214'812);
  EXPECT_TRUE(portions[4].own);
  EXPECT_EQ(portions[4].fen, 3'214'812);
}

// "Your village's part" is not what the village took from us: the others took the rest.
TEST(PortionsOf, GivesTheRestOfANarrowingStepToTheOthers) {
  app::ShareAnswer share = sample_share();
  share.steps.insert(
      share.steps.begin() + 3,
      {{"Your village's part", "本村份额"}, "218,350.00 × 1/2", "109,175.00", "109,175.00", ""});
  const auto portions = portions_of(share);
  ASSERT_EQ(portions.size(), 5u);
  for (const Portion& portion : portions) EXPECT_NE(portion.label.english, "Your village's part");
  EXPECT_EQ(portions[3].label.english, "Other villages and households");
  EXPECT_EQ(portions[3].fen, 21'835'000 - 3'214'812);
}

// Steps that do not tell how the money went get no picture rather than a wrong one.
TEST(PortionsOf, IsEmptyWhereTheStepsDoNotTell) {
  for (const char* left : {"", "312,500.01", "12.00", "junk"}) {
    app::ShareAnswer share = sample_share();
    share.steps[1].left_yuan = left;
    EXPECT_TRUE(portions_of(share).empty()) << left;
    EXPECT_FALSE(has(share_html(context(Language::english), share), "Where each"));
  }
}

TEST(FenOf, ReadsYuanWithTwoDecimals) {
  EXPECT_EQ(fen_of("54,587.50"), 5'458'750);
  EXPECT_EQ(fen_of("-0.01"), -1);
  EXPECT_EQ(fen_of("0.00"), 0);
  for (const char* bad : {"", "1", "1.0", "1.000", "1.0.0", "¥1.00", "1e2.00", ".00", "-",
                          "1,000,000,000,000,000,000.00"}) {
    EXPECT_FALSE(fen_of(bad)) << bad;
  }
}

TEST(PercentOf, RoundsHalfUpToHundredths) {
  EXPECT_EQ(percent_of(1, 3), "33.33");
  EXPECT_EQ(percent_of(2, 3), "66.67");
  EXPECT_EQ(percent_of(1, 20'000), "0.01");  // 0.005
  EXPECT_EQ(percent_of(7, 7), "100.00");
  EXPECT_EQ(percent_of(90'000'000'000'000'000, 90'000'000'000'000'000), "100.00");
}

// WCAG 2.1 §1.4.3: the relative luminances of text and ground differ by 4.5 to 1 or more.
double luminance(const std::string& hex) {
  const auto channel = [&](int at) {
    const double c = std::stoi(hex.substr(at, 2), nullptr, 16) / 255.0;
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
}

TEST(StyleSheet, IsLargeAndHighInContrast) {
  const std::string css(style_sheet());
  EXPECT_TRUE(has(css, "html { font-size: 20px"));
  EXPECT_TRUE(has(css, "line-height: 1.6"));
  EXPECT_FALSE(has(css, "url(") || has(css, "@import"));
  // Every rule that sets both colours, as six hex digits, by itself.
  const auto colour_after = [](const std::string& rule, const std::string& property) {
    const std::size_t at = rule.find(property + ": #");
    return at == std::string::npos ? std::string() : rule.substr(at + property.size() + 3, 6);
  };
  int pairs = 0;
  for (std::size_t at = css.find('{'); at != std::string::npos; at = css.find('{', at + 1)) {
    const std::string rule = css.substr(at + 1, css.find_first_of("{}", at + 1) - at - 1);
    const std::string front = colour_after(rule, " color");
    const std::string back = colour_after(rule, " background");
    if (front.size() != 6 || back.size() != 6 || front.find(';') != std::string::npos ||
        back.find(';') != std::string::npos) {
      continue;  // not set here, or a short form
    }
    const double a = luminance(front), b = luminance(back);
    EXPECT_GE((std::max(a, b) + 0.05) / (std::min(a, b) + 0.05), 4.5) << rule;
    ++pairs;
  }
  EXPECT_GE(pairs, 6);
}

TEST(Escape, LeavesNothingThatIsMarkup) {
  EXPECT_EQ(escape("<a href=\"x\" id='y'>&amp;"),
            "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
  EXPECT_EQ(escape(std::string_view("a\0b\x1b", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(percent_encode("a/b c?中"), "a%2Fb%20c%3F%E4%B8%AD");
}

}  // namespace
}  // namespace linhui::api::web
