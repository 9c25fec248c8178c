// CSV read as text, so that a decimal stays as written.
#include <algorithm>

#include "api/exchange/encoding.h"
#include "api/exchange/table.h"

namespace linhui::api::exchange {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// One record after the other; a quoted cell may hold separators, line ends and doubled quotes.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  bool at_end() const { return at_ >= text_.size(); }
  // Whether the last record ended inside quotes.
  bool unclosed() const { return unclosed_; }

  std::vector<std::string> next_record() {
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

 private:
  bool take(char wanted) {
    if (at_end() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  std::string next_cell() {
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

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  bool unclosed_ = false;
};

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

std::optional<std::string> decoded(std::string_view bytes, const std::string& wanted,
                                   FaultLog& log) {
  const bool marked = bytes.starts_with(kUtf8Mark);
  if (marked) bytes.remove_prefix(kUtf8Mark.size());
  std::string encoding = marked ? "UTF-8" : wanted;
  if (encoding.empty()) encoding = find_encoding({bytes}, Ending::whole).value_or("");
  auto text = encoding.empty() ? std::nullopt : to_utf8(bytes, encoding);
  if (!text) {
    log.fault("encoding_wrong",
              {"the text is not in the encoding " + (encoding.empty() ? "UTF-8 or GBK" : encoding),
               "文本编码不是 " + (encoding.empty() ? "UTF-8 或 GBK" : encoding)},
              {.value = shortened(encoding), .expected = "UTF-8, GBK, GB18030"});
  }
  return text;
}

bool is_blank(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); });
}

// A row that is shorter or longer than the header is one whose values may stand under the wrong
// names: a lost quote, a decimal comma, the end of a broken copy. Empty cells too many are let go.
bool fits(std::vector<std::string>& cells, std::size_t columns) {
  while (cells.size() > columns && cells.back().empty()) cells.pop_back();
  return cells.size() == columns;
}

}  // namespace

std::optional<Table> read_csv_table(const std::string& path, const TableOptions& options,
                                    FaultLog& log) {
  const auto bytes = read_bytes(path);
  if (!bytes) {
    log.fault("file_unreadable", {"the file cannot be read", "文件无法读取"});
    return std::nullopt;
  }
  const auto text = decoded(*bytes, options.encoding, log);
  if (!text) return std::nullopt;
  CsvReader reader(*text, find_separator(*text));
  Table table;
  table.columns = reader.next_record();
  while (!table.columns.empty() && table.columns.back().empty()) table.columns.pop_back();
  for (long long row = 2; !reader.at_end(); ++row) {
    auto cells = reader.next_record();
    if (reader.unclosed()) {
      log.fault("row_malformed", {"a quotation mark is not closed", "引号没有闭合"}, {.row = row});
      break;
    }
    if (is_blank(cells)) continue;
    if (!fits(cells, table.columns.size())) {
      log.fault("row_malformed",
                {"the row has " + std::to_string(cells.size()) + " cells, the header " +
                     std::to_string(table.columns.size()),
                 "本行有 " + std::to_string(cells.size()) + " 列，表头有 " +
                     std::to_string(table.columns.size()) + " 列"},
                {.row = row, .expected = std::to_string(table.columns.size())});
      continue;
    }
    table.rows.push_back({row, std::move(cells), nullptr});
  }
  return table;
}

}  // namespace linhui::api::exchange
