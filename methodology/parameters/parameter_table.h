// A parameter table: numbers with a source and a confidence, read from CSV.
//
// A table keeps count of what was looked up, so that an estimate can say which numbers it rests on
// and how far each can be trusted. To look a number up therefore changes the table: each run has
// its own, and no two threads share one.
//
//   auto parsed = ParameterTable::find({"gwp.csv", key, {"gwp100"}, key, 1000}, files);
//   if (const auto* fault = std::get_if<Finding>(&parsed)) return *fault;
//   auto& table = std::get<ParameterTable>(parsed);
//   const auto row = table.find_row({{"assessment_report", "AR4"}, {"gas", "CH4"}});
//   const Rational potential = table.look_up(*row, "gwp100")->rational();
//   estimate.tables.push_back(table.use());
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "methodology/estimate.h"
#include "methodology/method.h"
#include "methodology/numbers/decimal.h"
#include "methodology/parameters/csv.h"

namespace linhui::methodology {

// What a table must have to be of use: beyond it, columns are free.
struct TableSchema {
  std::string name;                  // file name
  std::vector<std::string> columns;  // that must stand there, beside `source` and `confidence`
  std::vector<std::string> numbers;  // that must too, with a number in every row
  std::vector<std::string> key;      // columns that name a row, once; none: not checked
  Decimal largest;                   // no number is greater in magnitude: a typing error
};

// Rows are counted from 0 without the header. Columns are named as in the schema; a name that is
// not in the table is a broken invariant.
class ParameterTable {
 public:
  // Refuses (code table_invalid) what is not CSV, a missing or repeated column, a row without
  // source or with another confidence than seen, recalled or project, an empty, malformed or
  // far too great number, two rows under one key, and a table without rows. Where a column `unit`
  // says `text`, the row holds a word in place of numbers.
  static std::variant<ParameterTable, Finding> parse(const TableSchema& schema,
                                                     std::string_view bytes);
  // The same from `files`; a table that is not among them is refused too.
  static std::variant<ParameterTable, Finding> find(const TableSchema& schema,
                                                    const TableFiles& files);

  const std::string& name() const { return name_; }
  std::size_t row_count() const { return rows_.size(); }
  // To search and to cite with; does not count as looked up. Requires: row < row_count().
  const std::string& text(std::size_t row, std::string_view column) const;
  // The value that a figure rests on, a word or a number: counted under its row's confidence, once
  // however often it is asked for.
  const std::string& look_up_text(std::size_t row, std::string_view column);
  // The same as a number, which Monte Carlo may draw. Nothing if the cell holds none (only outside
  // of `numbers`).
  std::optional<Decimal> look_up(std::size_t row, std::string_view column);

  // The first row with these values in these columns, letter by letter; nothing if there is none.
  // Where the columns are the schema's key there is at most one.
  std::optional<std::size_t> find_row(
      const std::vector<std::pair<std::string_view, std::string_view>>& values) const;

  // Of every value of the row.
  Confidence confidence(std::size_t row) const;
  // What was looked up so far, in order of row, then column. A row is named by its key, or "row N"
  // from 1 where the schema has none.
  TableUse use() const;

 private:
  std::size_t index_of(std::string_view column) const;
  std::optional<Finding> check(const TableSchema& schema) const;

  std::string name_, sha256_;
  CsvRow header_;
  std::vector<CsvRow> rows_;
  std::vector<std::string> key_;
  std::set<std::pair<std::size_t, std::size_t>> looked_up_, numbers_;  // row, column
};

// SHA-256 over one line `<sha256>  <name>` a table in order of name, as the program sha256sum
// prints them.
std::string parameter_set_sha256(const std::vector<TableUse>& tables);

}  // namespace linhui::methodology
