#include "methodology/parameters/csv.h"

#include <optional>

namespace linhui::methodology {
namespace {

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  bool at_end() const { return position_ >= text_.size(); }
  std::size_t line() const { return line_; }

  // One row; a fault in words if it is malformed.
  std::optional<CsvFault> read_row(CsvRow& row) {
    for (;;) {
      row.emplace_back();
      if (auto fault = read_field(row.back())) return fault;
      if (at_end()) return std::nullopt;
      const char separator = text_[position_++];
      if (separator == ',') continue;
      if (separator == '\r' && !at_end() && text_[position_] == '\n') ++position_;
      ++line_;
      return std::nullopt;
    }
  }

 private:
  bool at_field_end() const {
    return at_end() || text_[position_] == ',' || text_[position_] == '\n' ||
           text_.substr(position_, 2) == "\r\n";
  }

  std::optional<CsvFault> read_field(std::string& field) {
    if (!at_end() && text_[position_] == '"') return read_quoted(field);
    while (!at_field_end()) {
      if (text_[position_] == '"') {
        return CsvFault{line_, "a quote stands inside a field that is not quoted",
                        "未加引号的字段中出现引号"};
      }
      field += text_[position_++];
    }
    return std::nullopt;
  }

  std::optional<CsvFault> read_quoted(std::string& field) {
    const std::size_t opened = line_;
    ++position_;
    while (!at_end()) {
      const char c = text_[position_++];
      if (c != '"') {
        if (c == '\n') ++line_;
        field += c;
      } else if (!at_end() && text_[position_] == '"') {
        field += '"';
        ++position_;
      } else if (at_field_end()) {
        return std::nullopt;
      } else {
        return CsvFault{line_, "text stands behind a closing quote", "右引号之后还有文字"};
      }
    }
    return CsvFault{opened, "a quote is opened and not closed", "引号未闭合"};
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

std::variant<std::vector<CsvRow>, CsvFault> parse_csv(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  CsvReader reader(text);
  std::vector<CsvRow> rows;
  while (!reader.at_end()) {
    const std::size_t line = reader.line();
    CsvRow row;
    if (auto fault = reader.read_row(row)) return *fault;
    if (!rows.empty() && row.size() != rows.front().size()) {
      return CsvFault{line,
                      "the row has " + std::to_string(row.size()) + " fields, the header " +
                          std::to_string(rows.front().size()),
                      "该行有 " + std::to_string(row.size()) + " 个字段，表头有 " +
                          std::to_string(rows.front().size()) + " 个"};
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace linhui::methodology
