// Rows of a CSV text taken apart in one pass, 64 bytes at a time, where they are simple. Internal
// to api/exchange.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace linhui::api::exchange {

// A row is simple where CsvReader would take the same cells, but for blanks around them: as many as
// the header has, each without a quote, or in quotes with none inside; the line ends with LF or
// CRLF. In a cell without quotes nothing else is looked at: neither UTF-8 nor NUL.
class CsvRows {
 public:
  // Requires: `text` begins with a row.
  CsvRows(std::string_view text, char separator, std::size_t columns)
      : text_(text), separator_(separator), cells_(columns) {}

  bool at_end() const { return at_ >= text_.size(); }
  // Takes the next row. False where it is not simple: it is not taken then.
  // Requires: not at_end(), columns > 0.
  bool next();
  // Of the row that was taken; views of the text.
  const std::vector<std::string_view>& cells() const { return cells_; }

  // What has not been taken, and how to take some of it: `size_bytes` is that of whole rows.
  std::string_view rest() const { return text_.substr(at_); }
  void skip(std::size_t size_bytes);

 private:
  // Of 64 bytes from block_ on; a bit a byte.
  struct Marks {
    std::uint64_t ends = 0;      // separators and line feeds that are not taken yet
    std::uint64_t new_line = 0;  // line feeds
    bool is_odd = false;         // a quote, or a carriage return before no line feed
  };
  void mark(std::size_t block);
  bool next_quoted();

  std::string_view text_;
  char separator_;
  std::vector<std::string_view> cells_;
  std::size_t at_ = 0;
  std::size_t block_ = 0;  // of marks_; none yet where is_marked_ is false
  bool is_marked_ = false;
  Marks marks_;
};

// The size of the first records of `text` that are `size_bytes` long or a little longer; the whole
// where a quote is not closed. Requires: `text` begins with a record, size_bytes > 0.
std::size_t size_of_records(std::string_view text, char separator, std::size_t size_bytes);

// Whether a quote opens in `text` and is not closed. Requires: `text` begins with a record.
bool has_unclosed_quote(std::string_view text, char separator);

}  // namespace linhui::api::exchange
