#include "api/web/layout.h"

#include "api/web/html.h"

namespace linhui::api::web {
namespace {

std::string demonstration_band(const PageContext& page) {
  if (!page.demonstration) return {};
  // Both languages, whichever the page is in: nobody may take these figures for money.
  return "<p class=\"band\" role=\"note\"><strong lang=\"zh-CN\">演示</strong> "
         "<strong lang=\"en\">Demonstration</strong><br>" +
         say(page, "这里的人、地、钱都是编的，不能领款。",
             "The people, land and money here are made up. Nothing will be paid.") +
         "</p>\n";
}

std::string language_switch(const PageContext& page, const std::string& here) {
  if (here.empty()) return {};
  const bool chinese = page.language == Language::chinese;
  return "<a class=\"switch\" href=\"" + here + (chinese ? "?lang=en" : "?lang=zh") + "\" lang=\"" +
         (chinese ? "en\" hreflang=\"en\">English" : "zh-CN\" hreflang=\"zh-CN\">中文") + "</a>\n";
}

}  // namespace

std::string say(const PageContext& page, const char* chinese, const char* english) {
  return escape(page.language == Language::chinese ? chinese : english);
}

std::string say(const PageContext& page, const Text& text) {
  return escape(text.in(page.language));
}

std::string language_query(const PageContext& page) {
  return page.language == Language::chinese ? "?lang=zh" : "?lang=en";
}

std::string document(const PageContext& page, const std::string& title, const std::string& here,
                     const std::string& body) {
  const std::string name =
      page.ledger_name.empty() ? say(page, "林汇", "Linhui") : escape(page.ledger_name);
  return std::string("<!DOCTYPE html>\n<html lang=\"") +
         (page.language == Language::chinese ? "zh-CN" : "en") +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"format-detection\" content=\"telephone=no\">\n"
         "<title>" +
         title + " · " + name +
         "</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n"
         "<link rel=\"icon\" href=\"data:,\">\n</head>\n<body>\n" +
         demonstration_band(page) + "<header>\n<p class=\"name\">" + name + "</p>\n" +
         language_switch(page, here) + "</header>\n<main>\n" + body + "</main>\n<footer>\n<p>" +
         say(page, "这里的每一笔钱都能自己重算一遍。看不懂，请找村里办事的人一起看。",
             "Every sum here can be worked out again by hand. If something is unclear, look at it "
             "together with the village office.") +
         "</p>\n</footer>\n</body>\n</html>\n";
}

std::string notice_html(const PageContext& page, const std::optional<Notice>& notice) {
  if (!notice) return {};
  return std::string("<p class=\"notice ") + (notice->trouble ? "trouble" : "good") + "\" role=\"" +
         (notice->trouble ? "alert" : "status") + "\">" +
         (notice->trouble ? say(page, "请注意：", "Please note: ")
                          : say(page, "好了：", "Done: ")) +
         say(page, notice->text) + "</p>\n";
}

}  // namespace linhui::api::web
