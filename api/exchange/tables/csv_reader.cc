#include "api/exchange/tables/csv_reader.h"

#include <algorithm>

#include "api/exchange/tables/table.h"

namespace linhui::api::exchange {

std::vector<std::string> CsvReader::next_record() {
  std::vector<std::string> cells;
  do {
    cells.push_back(next_cell());
  } while (take(separator_));
  if (take('\r')) {
    take('\n');
  } else {
    take('\n');
  }
  return cells;
}

std::vector<std::string> CsvReader::next_header() {
  std::vector<std::string> cells = next_record();
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  return cells;
}

std::string CsvReader::next_cell() {
  std::string cell;
  if (take('"')) {
    unclosed_ = true;
    while (!at_end()) {
      const char c = text_[at_++];
      if (c != '"') {
        cell += c;
      } else if (!take('"')) {
        unclosed_ = false;
        break;
      } else {
        cell += '"';
      }
    }
  }
  const std::size_t start = at_;
  while (!at_end() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  cell += text_.substr(start, at_ - start);
  return trimmed(cell);
}

char find_separator(std::string_view text) {
  const std::string_view header = text.substr(0, text.find_first_of("\r\n"));
  char best = ',';
  for (const char candidate : {';', '\t'}) {
    if (std::count(header.begin(), header.end(), candidate) >
        std::count(header.begin(), header.end(), best)) {
      best = candidate;
    }
  }
  return best;
}

bool is_blank_record(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); });
}

bool fits_header(std::vector<std::string>& cells, std::size_t columns, long long row,
                 FaultLog& log) {
  while (cells.size() > columns && cells.back().empty()) cells.pop_back();
  if (cells.size() == columns) return true;
  const std::string has = std::to_string(cells.size()), wanted = std::to_string(columns);
  log.fault(FaultCode::row_malformed, {.row = row, .expected = wanted}, {has, wanted});
  return false;
}

void report_unclosed_quote(long long row, FaultLog& log) {
  log.fault(FaultCode::row_malformed_quote, {.row = row});
}

}  // namespace linhui::api::exchange
