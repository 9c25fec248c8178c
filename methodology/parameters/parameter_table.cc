#include "methodology/parameters/parameter_table.h"

#include <algorithm>
#include <cassert>
#include <map>

#include "methodology/findings.h"
#include "methodology/numbers/sha256.h"

namespace linhui::methodology {
namespace {

std::optional<Confidence> to_confidence(std::string_view text) {
  for (const auto confidence : {Confidence::seen, Confidence::recalled, Confidence::project}) {
    if (text == name_of(confidence)) return confidence;
  }
  return std::nullopt;
}

// Line of a row as an editor counts it, where no field is broken over lines.
std::string line_of(std::size_t row) { return std::to_string(row + 2); }

}  // namespace

std::variant<ParameterTable, Finding> ParameterTable::parse(const TableSchema& schema,
                                                            std::string_view bytes) {
  auto parsed = parse_csv(bytes);
  if (const auto* fault = std::get_if<CsvFault>(&parsed)) {
    const std::string line = std::to_string(fault->line);
    return table_invalid(schema.name, "", "", "line " + line + ": " + fault->english,
                         "第 " + line + " 行：" + fault->chinese);
  }
  auto& rows = std::get<std::vector<CsvRow>>(parsed);
  if (rows.size() < 2) {
    return table_invalid(schema.name, "", "", "it needs a header and at least one row",
                         "须有表头和至少一行数据");
  }
  ParameterTable table;
  table.name_ = schema.name;
  table.sha256_ = sha256_hex(bytes);
  table.header_ = std::move(rows.front());
  rows.erase(rows.begin());
  table.rows_ = std::move(rows);
  table.key_ = schema.key;
  if (auto fault = table.check(schema)) return *fault;
  return table;
}

std::variant<ParameterTable, Finding> ParameterTable::find(const TableSchema& schema,
                                                           const TableFiles& files) {
  const auto file = files.find(schema.name);
  if (file == files.end()) {
    return table_invalid(schema.name, "", "", "it is not among the tables given",
                         "所给参数表中没有此表");
  }
  return parse(schema, file->second);
}

std::optional<Finding> ParameterTable::check(const TableSchema& schema) const {
  std::vector<std::string> columns = schema.columns;
  columns.insert(columns.end(), schema.numbers.begin(), schema.numbers.end());
  columns.insert(columns.end(), {"source", "confidence"});
  for (const auto& column : columns) {
    const auto count = std::count(header_.begin(), header_.end(), column);
    if (count == 1) continue;
    return table_invalid(schema.name, column, "",
                         count == 0 ? "the column is missing" : "the column stands there twice",
                         count == 0 ? "缺少该列" : "该列重复");
  }
  const bool has_unit = std::count(header_.begin(), header_.end(), "unit") > 0;
  std::map<std::vector<std::string>, std::size_t> row_by_key;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const std::string english = "line " + line_of(row) + ": ";
    const std::string chinese = "第 " + line_of(row) + " 行：";
    if (text(row, "source").empty()) {
      return table_invalid(schema.name, "source", "", english + "a value needs its source",
                           chinese + "参数须注明来源");
    }
    if (!to_confidence(text(row, "confidence"))) {
      return table_invalid(schema.name, "confidence", text(row, "confidence"),
                           english + "expected seen, recalled or project",
                           chinese + "应为 seen、recalled 或 project");
    }
    for (const auto& column : schema.numbers) {
      if (has_unit && text(row, "unit") == "text") continue;
      const auto number = Decimal::parse(text(row, column));
      const bool in_range =
          number && *number <= schema.largest && number->rational() >= -schema.largest.rational();
      if (in_range) continue;
      return table_invalid(schema.name, column, text(row, column),
                           english + "expected a decimal number of at most " + schema.largest.str(),
                           chinese + "应为绝对值不超过 " + schema.largest.str() + " 的十进制数");
    }
    if (schema.key.empty()) continue;
    std::vector<std::string> key;
    for (const auto& column : schema.key) key.push_back(text(row, column));
    const auto [first, is_new] = row_by_key.emplace(std::move(key), row);
    if (!is_new) {
      return table_invalid(schema.name, schema.key.front(), text(row, schema.key.front()),
                           english + "line " + line_of(first->second) + " says the same",
                           chinese + "与第 " + line_of(first->second) + " 行重复");
    }
  }
  return std::nullopt;
}

std::size_t ParameterTable::index_of(std::string_view column) const {
  const auto found = std::find(header_.begin(), header_.end(), column);
  assert(found != header_.end());
  return static_cast<std::size_t>(found - header_.begin());
}

const std::string& ParameterTable::text(std::size_t row, std::string_view column) const {
  return rows_[row][index_of(column)];
}

const std::string& ParameterTable::look_up_text(std::size_t row, std::string_view column) {
  const std::size_t index = index_of(column);
  looked_up_.emplace(row, index);
  return rows_[row][index];
}

std::optional<Decimal> ParameterTable::look_up(std::size_t row, std::string_view column) {
  const auto number = Decimal::parse(look_up_text(row, column));
  if (number) numbers_.emplace(row, index_of(column));
  return number;
}

std::optional<std::size_t> ParameterTable::find_row(
    const std::vector<std::pair<std::string_view, std::string_view>>& values) const {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (std::all_of(values.begin(), values.end(),
                    [&](const auto& each) { return text(row, each.first) == each.second; })) {
      return row;
    }
  }
  return std::nullopt;
}

Confidence ParameterTable::confidence(std::size_t row) const {
  return *to_confidence(text(row, "confidence"));  // parse() has checked it
}

TableUse ParameterTable::use() const {
  TableUse use{name_, sha256_, {}};
  for (const auto& [row, column] : looked_up_) ++use.values_by_confidence[name_of(confidence(row))];
  for (const auto& [row, column] : numbers_) {
    std::string row_name;
    for (std::size_t i = 0; i < key_.size(); ++i) row_name += (i ? "|" : "") + text(row, key_[i]);
    if (key_.empty()) row_name = "row " + std::to_string(row + 1);
    use.numbers.push_back({row, row_name, header_[column], rows_[row][column], confidence(row)});
  }
  return use;
}

std::string parameter_set_sha256(const std::vector<TableUse>& tables) {
  std::map<std::string, std::string> digest_by_name;
  for (const auto& table : tables) digest_by_name[table.name] = table.sha256;
  std::string lines;
  for (const auto& [name, digest] : digest_by_name) lines += digest + "  " + name + "\n";
  return sha256_hex(lines);
}

}  // namespace linhui::methodology
