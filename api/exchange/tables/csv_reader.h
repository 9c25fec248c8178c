// Records of a CSV text, RFC 4180 as bureaux write it. Internal to api/exchange.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/exchange/tables/fault_log.h"

namespace linhui::api::exchange {

// One record after the other; a quoted cell may hold separators, line ends and doubled quotes.
// Takes any text: what does not close runs to the end (unclosed()).
class CsvReader {
 public:
  // `text`, UTF-8, outlives the reader.
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  bool at_end() const { return at_ >= text_.size(); }
  // Whether the last record ended inside quotes.
  bool unclosed() const { return unclosed_; }

  // Takes a record with its line end (LF, CRLF or CR). Cells are trimmed. Requires: not at_end().
  std::vector<std::string> next_record();
  // The same without empty cells at the end.
  std::vector<std::string> next_header();
  // Where the next record begins.
  std::size_t position() const { return at_; }

 private:
  bool take(char wanted) {
    if (at_end() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  std::string next_cell();

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  bool unclosed_ = false;
};

// Comma, semicolon or tab: whichever the first line has most of.
char find_separator(std::string_view text);

bool is_blank_record(const std::vector<std::string>& cells);

// Whether the record has a cell a column; empty ones too many are taken away. A row that is shorter
// or longer than the header is one whose values may stand under the wrong names: a lost quote, a
// decimal comma, the end of a broken copy. Fault: row_malformed.
bool fits_header(std::vector<std::string>& cells, std::size_t columns, long long row,
                 FaultLog& log);
void report_unclosed_quote(long long row, FaultLog& log);  // row_malformed

}  // namespace linhui::api::exchange
