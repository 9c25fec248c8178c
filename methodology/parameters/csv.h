// Comma-separated values as RFC 4180 has them: how parameter tables and small files of a project
// are read. Inventories, which come in other encodings and larger, are read elsewhere.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace linhui::methodology {

// The fields of one record, unquoted: quotes around a field are gone, doubled ones inside are one.
using CsvRow = std::vector<std::string>;

// The first fault; what follows it cannot be told apart. `line` counts line feeds, also those
// inside quoted fields.
struct CsvFault {
  std::size_t line = 0;  // from 1
  std::string english, chinese;
};

// Rows of fields, the header among them; lines end in LF or CRLF, a byte order mark is dropped.
// Refuses an unclosed quote, a quote inside a bare field, text behind a closing quote and a row
// with another number of fields than the first. An empty text has no rows.
std::variant<std::vector<CsvRow>, CsvFault> parse_csv(std::string_view text);

}  // namespace linhui::methodology
