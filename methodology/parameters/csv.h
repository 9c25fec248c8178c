// Comma-separated values as RFC 4180 has them.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace linhui::methodology {

using CsvRow = std::vector<std::string>;

struct CsvFault {
  std::size_t line = 0;  // from 1
  std::string english, chinese;
};

// Rows of fields, the header among them; lines end in LF or CRLF, a byte order mark is dropped.
// Refuses an unclosed quote, a quote inside a bare field, text behind a closing quote and a row
// with another number of fields than the first. An empty text has no rows.
std::variant<std::vector<CsvRow>, CsvFault> parse_csv(std::string_view text);

}  // namespace linhui::methodology
