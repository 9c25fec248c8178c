// What one parameter set has changed against another: table by table, row by row, cell by cell.
//
// For `linhui method diff` and for a registrar who publishes a set: what is new in it, before
// anything is estimated by it.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "methodology/method.h"

namespace linhui::methodology {

// What became of a table or a row; `cells`: it is there before and after.
enum class Changed { added, removed, cells };
// As outputs have it: added, removed, changed.
const char* name_of(Changed changed);

// A column's value on both sides.
struct CellChange {
  std::string column;
  std::string before, after;  // as written; empty where the row was not there
};

// A row that was added, removed or has other values than before.
struct RowChange {
  Changed what = Changed::cells;
  std::vector<std::string> key;   // the row's values in TableChange::key_columns
  std::vector<CellChange> cells;  // that differ; of an added or removed row, those not empty
};

// Of a table whose bytes differ; may have no rows where only their order or the line ends do.
struct TableChange {
  std::string name;
  Changed what = Changed::cells;            // cells: both sets have the table, with other bytes
  std::string sha256_before, sha256_after;  // empty where the table was not there
  // Rows are told apart by the first columns: as many as it takes to give each row of both tables
  // a name of its own. Empty where even whole rows repeat.
  std::vector<std::string> key_columns;
  std::vector<std::string> columns_added, columns_removed;
  std::vector<RowChange> rows;  // in the order of the newer table, what was removed behind
};

// Tables whose bytes differ, in order of name. A table on one side only has no rows listed. Values
// are compared as written: 0.50 is another than 0.5. Refuses (table_invalid) a changed table that
// is not CSV with a header, or has a column twice.
std::variant<std::vector<TableChange>, Finding> diff_tables(const TableFiles& before,
                                                            const TableFiles& after);

// The lines that `sha256sum` prints for the tables, in order of name. Their SHA-256 is what
// parameter_set_sha256() gives for the same tables.
std::string digests_of(const TableFiles& tables);

}  // namespace linhui::methodology
