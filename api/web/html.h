// Writing HTML so that no text can become markup.
#pragma once

#include <string>
#include <string_view>

namespace linhui::api::web {

// & < > " ' as entities; control characters other than tab and line ends become U+FFFD. For text
// between tags and for attributes in quotes.
std::string escape(std::string_view text);

// Escaped, and never broken over two lines: a date, a sum, a number.
std::string unbroken(std::string_view text);

// One segment of a path or one value of a query: RFC 3986 unreserved characters stay.
std::string percent_encode(std::string_view text);

}  // namespace linhui::api::web
