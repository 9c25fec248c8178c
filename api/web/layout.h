// What every page has: head, demonstration band, language switch, foot.
#pragma once

#include <optional>
#include <string>

#include "api/web/page.h"

namespace linhui::api::web {

// One text in the page's language, escaped.
std::string say(const PageContext& page, const char* chinese, const char* english);
std::string say(const PageContext& page, const Text& text);

// "?lang=zh", or "?lang=en": every link and form carries the language on.
std::string language_query(const PageContext& page);

// A whole document around `body`; it and `title` are HTML, escaped already. `here`: path of the
// page that the language switch asks again, which must be one that GET answers; empty: no switch.
std::string document(const PageContext& page, const std::string& title, const std::string& here,
                     const std::string& body);

// The notice as HTML; empty where there is none.
std::string notice_html(const PageContext& page, const std::optional<Notice>& notice);

}  // namespace linhui::api::web
