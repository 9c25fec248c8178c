// One row's cells under their fields' names, with faults that say which cell. Internal to
// api/exchange.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/exchange/fields/columns.h"
#include "api/exchange/tables/table.h"
#include "methodology/numbers/decimal.h"

namespace linhui::api::exchange {

// Bounds that no measured value passes: outside them a column is mistaken or a digit slipped.
struct Bounds {
  long long least = 0, most = 0;
  bool above_least = false;  // `least` itself is outside
};

// For one thread: faults go to the log as cells are asked for. All arguments outlive it.
class Cells {
 public:
  Cells(const Table& table, const ColumnMatch& columns, const TableRow& row, FaultLog& log)
      : table_(table), columns_(columns), row_(row), log_(log) {}

  // Empty where the file has no such column or the cell is empty.
  const std::string& text(std::string_view field) const;
  const std::string& text_at(int column) const;  // -1: no column

  // Faults: number_malformed, number_negative, number_absurd.
  std::optional<methodology::Decimal> number(std::string_view field, Bounds bounds) const;
  std::optional<methodology::Decimal> number_at(int column, Bounds bounds) const;
  // A whole number. Faults as above.
  std::optional<int> whole(std::string_view field, Bounds bounds) const;

  // The canonical value; empty where the cell is. Fault: `code`.
  std::string coded(std::string_view field, FaultCode code) const;
  // The same where many methods do without it: an unknown value is left out, with a warning.
  std::string coded_if_known(std::string_view field, FaultCode code) const;

  // The file's name of a field's column, for faults; the field's own name where it has none.
  std::string column_name(std::string_view field) const;
  long long row() const { return row_.row; }
  FaultLog& log() const { return log_; }

 private:
  const Table& table_;
  const ColumnMatch& columns_;
  const TableRow& row_;
  FaultLog& log_;
};

// As written. With `stores_doubles`, text of more than 15 significant digits that has a point or an
// exponent is what a spreadsheet writes of a double, and its shortest decimal is taken.
std::optional<methodology::Decimal> parse_number(const std::string& text, bool stores_doubles);

}  // namespace linhui::api::exchange
