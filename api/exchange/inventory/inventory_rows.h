// One row of an inventory after the other: its columns matched once, every row checked by itself.
// Internal to api/exchange.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "api/exchange/fields/cells.h"
#include "api/exchange/fields/columns.h"
#include "api/exchange/inventory/shape.h"
#include "api/exchange/inventory/stand_place.h"
#include "api/exchange/tables/table.h"

namespace linhui::api::exchange {

// A stand is at most a million hectares, a tree at most 8000 years and 130 m; the tallest stocks
// measured lie under 10000 m³/ha.
inline constexpr Bounds kAreaHa{0, 1'000'000, true};
inline constexpr Bounds kAge{0, 8000}, kDbh{0, 1000}, kHeight{0, 150}, kStems{0, 10'000'000};
inline constexpr Bounds kYear{1800, 2200}, kShare{0, 1};

// Reading changes nothing in it, so that threads may share one; each has a log of its own.
class InventoryRows {
 public:
  // Matches the columns of `table`, which outlives this; a column that is missing is said once, not
  // once a row. Faults: map_field_unknown, column_missing, column_ambiguous.
  // `faults`: those that `log` writes to.
  InventoryRows(const Table& table, const std::map<std::string, std::string>& map,
                const std::vector<Fault>& faults, FaultLog& log);

  const ColumnMatch& columns() const { return columns_; }
  // Canonical name → column of the file.
  std::map<std::string, std::string> column_names() const;

  using FirstRows = std::unordered_map<std::string, long long>;  // stand_id → row
  // What a row says; its faults go to `log`, and its shape is used up. `frame`: of the shapes, if
  // the table has any and it is known. `first_rows`: for stand_id_duplicate; null: not looked for.
  InventoryStand read(TableRow& row, const Frame* frame, FirstRows* first_rows,
                      FaultLog& log) const;

  // As read() has it; empty where the stand has no number.
  std::string stand_id(const TableRow& row, FaultLog& log) const;
  void report_duplicate(const std::string& stand_id, long long row, long long first_row,
                        FaultLog& log) const;

 private:
  bool has_any(std::initializer_list<std::string_view> fields) const;
  void ask_for_columns(const std::vector<Fault>& faults, FaultLog& log);
  std::string stand_id(const Cells& cells) const;
  std::string id_field() const { return columns_.of("stand_id") ? "stand_id" : "xiao_ban"; }
  void read_identity(const Cells& cells, FirstRows* first_rows, InventoryStand& entry) const;
  void read_measures(const Cells& cells, methodology::Stand& stand) const;
  void read_wetland(const Cells& cells, methodology::Stand& stand) const;
  void read_area(const Cells& cells, InventoryStand& entry) const;
  void missing(const Cells& cells, std::string_view field, FaultCode code) const;

  const Table& table_;
  ColumnMatch columns_;
  std::set<std::string> asked_;  // fields whose column is missing or in question
};

}  // namespace linhui::api::exchange
