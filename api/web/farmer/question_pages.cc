// The two questions, one a screen: household number, then PIN. And the page for what went wrong.
#include "api/web/html.h"
#include "api/web/layout.h"
#include "api/web/page.h"

namespace linhui::api::web {

std::string household_page(const PageContext& page, const std::string& household_no,
                           const std::optional<Notice>& notice) {
  const std::string body =
      "<h1>" + say(page, "查我家的林地和碳汇收益", "My land and my share of the carbon income") +
      "</h1>\n" + notice_html(page, notice) + "<form method=\"post\" action=\"/" +
      language_query(page) + "\">\n<label for=\"household\">" +
      say(page, "户号是多少？", "What is your household number?") + "</label>\n<p class=\"hint\">" +
      say(page, "在村里发的卡片上。", "It is on the card that the village gave you.") +
      "</p>\n<input id=\"household\" name=\"household\" type=\"text\" required maxlength=\"40\" "
      "autocomplete=\"username\" autocapitalize=\"characters\" autocorrect=\"off\" "
      "spellcheck=\"false\" value=\"" +
      escape(household_no) + "\">\n<button type=\"submit\">" + say(page, "下一步", "Next") +
      "</button>\n</form>\n";
  return document(page, say(page, "查我家的收益", "My share"), "/", body);
}

std::string pin_page(const PageContext& page, const std::string& household_no,
                     const std::optional<Notice>& notice) {
  const std::string body =
      "<h1>" + say(page, "密码是多少？", "What is your PIN?") + "</h1>\n" +
      notice_html(page, notice) + "<form method=\"post\" action=\"/" + language_query(page) +
      "\">\n<p class=\"given\">" + say(page, "户号 ", "Household ") + "<strong>" +
      escape(household_no) + "</strong> <a class=\"again\" href=\"/" + language_query(page) +
      "\">" + say(page, "改户号", "Change") +
      "</a></p>\n<input type=\"hidden\" name=\"household\" value=\"" + escape(household_no) +
      "\">\n<label for=\"pin\">" + say(page, "六位数密码", "The six digits") +
      "</label>\n<p class=\"hint\">" +
      say(page, "第一次用，请看密封信封里的纸条。连错五次，要等十五分钟。",
          "The first time, it is on the slip in the sealed envelope. After five wrong tries you "
          "wait fifteen minutes.") +
      "</p>\n<input id=\"pin\" name=\"pin\" type=\"password\" inputmode=\"numeric\" required "
      "maxlength=\"12\" autocomplete=\"current-password\">\n<button type=\"submit\">" +
      say(page, "查看", "Show me") + "</button>\n</form>\n<p class=\"hint\">" +
      say(page, "忘了密码，请带卡片到村里办理。",
          "If you have forgotten it, take the card to the village office.") +
      "</p>\n";
  return document(page, say(page, "输入密码", "PIN"), "/", body);
}

std::string error_page(const PageContext& page, const Text& title, const Text& sentence) {
  const std::string body = "<h1>" + say(page, title) + "</h1>\n<p class=\"notice trouble\">" +
                           say(page, sentence) + "</p>\n<p><a class=\"button\" href=\"/" +
                           language_query(page) + "\">" + say(page, "回到开头", "Start again") +
                           "</a></p>\n";
  return document(page, say(page, title), {}, body);
}

}  // namespace linhui::api::web
