#include "methodology/parameters/table_diff.h"

#include <algorithm>
#include <map>
#include <set>

#include "methodology/findings.h"
#include "methodology/numbers/sha256.h"
#include "methodology/parameters/csv.h"

namespace linhui::methodology {
namespace {

struct Sheet {
  CsvRow header;
  std::vector<CsvRow> rows;
};

std::variant<Sheet, Finding> parse_sheet(const std::string& name, const std::string& bytes) {
  auto parsed = parse_csv(bytes);
  if (const auto* fault = std::get_if<CsvFault>(&parsed)) {
    const std::string line = std::to_string(fault->line);
    return table_invalid(name, "", "", "line " + line + ": " + fault->english,
                         "第 " + line + " 行：" + fault->chinese);
  }
  auto& rows = std::get<std::vector<CsvRow>>(parsed);
  if (rows.empty()) {
    return table_invalid(name, "", "", "it needs a header", "须有表头");
  }
  Sheet sheet{std::move(rows.front()), {}};
  sheet.rows.assign(std::make_move_iterator(rows.begin() + 1), std::make_move_iterator(rows.end()));
  const std::set<std::string> names(sheet.header.begin(), sheet.header.end());
  if (names.size() != sheet.header.size()) {
    return table_invalid(name, "", "", "a column stands there twice", "有重复的列");
  }
  return sheet;
}

// Where the columns stand in a sheet. Requires: they are in its header.
std::vector<std::size_t> places_of(const Sheet& sheet, const std::vector<std::string>& columns) {
  std::vector<std::size_t> places;
  for (const auto& column : columns) {
    const auto found = std::find(sheet.header.begin(), sheet.header.end(), column);
    places.push_back(static_cast<std::size_t>(found - sheet.header.begin()));
  }
  return places;
}

CsvRow cells_at(const CsvRow& row, const std::vector<std::size_t>& places) {
  CsvRow cells;
  for (const std::size_t place : places) cells.push_back(row[place]);
  return cells;
}

bool names_each_row(const Sheet& sheet, const std::vector<std::string>& columns) {
  const auto places = places_of(sheet, columns);
  std::set<CsvRow> seen;
  return std::all_of(sheet.rows.begin(), sheet.rows.end(),
                     [&](const CsvRow& row) { return seen.insert(cells_at(row, places)).second; });
}

// The shortest run of the newer sheet's first columns that names each row of both.
std::vector<std::string> key_columns(const Sheet& before, const Sheet& after) {
  std::vector<std::string> columns;
  for (const auto& column : after.header) {
    if (std::find(before.header.begin(), before.header.end(), column) == before.header.end()) {
      continue;
    }
    columns.push_back(column);
    if (names_each_row(before, columns) && names_each_row(after, columns)) return columns;
  }
  return {};
}

RowChange whole_row(Changed what, const Sheet& sheet, const CsvRow& row, CsvRow key) {
  RowChange change{what, std::move(key), {}};
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i].empty()) continue;
    change.cells.push_back(what == Changed::added ? CellChange{sheet.header[i], "", row[i]}
                                                  : CellChange{sheet.header[i], row[i], ""});
  }
  return change;
}

// A column that one sheet lacks counts as empty there.
std::vector<CellChange> cell_changes(const Sheet& before, const CsvRow& old_row, const Sheet& after,
                                     const CsvRow& new_row) {
  std::vector<CellChange> changes;
  const auto cell = [](const Sheet& sheet, const CsvRow& row, const std::string& column) {
    const auto found = std::find(sheet.header.begin(), sheet.header.end(), column);
    return found == sheet.header.end()
               ? std::string()
               : row[static_cast<std::size_t>(found - sheet.header.begin())];
  };
  std::vector<std::string> columns = after.header;
  for (const auto& column : before.header) {
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
      columns.push_back(column);
    }
  }
  for (const auto& column : columns) {
    CellChange change{column, cell(before, old_row, column), cell(after, new_row, column)};
    if (change.before != change.after) changes.push_back(std::move(change));
  }
  return changes;
}

// Requires: the key columns name each row of both.
void add_named_rows(const Sheet& before, const Sheet& after, TableChange& change) {
  const auto old_places = places_of(before, change.key_columns);
  const auto new_places = places_of(after, change.key_columns);
  std::map<CsvRow, const CsvRow*> old_rows;
  for (const auto& row : before.rows) old_rows[cells_at(row, old_places)] = &row;
  for (const auto& row : after.rows) {
    CsvRow key = cells_at(row, new_places);
    const auto old_row = old_rows.find(key);
    if (old_row == old_rows.end()) {
      change.rows.push_back(whole_row(Changed::added, after, row, std::move(key)));
      continue;
    }
    auto cells = cell_changes(before, *old_row->second, after, row);
    if (!cells.empty()) change.rows.push_back({Changed::cells, key, std::move(cells)});
    old_rows.erase(old_row);
  }
  for (const auto& row : before.rows) {
    CsvRow key = cells_at(row, old_places);
    if (!old_rows.contains(key)) continue;
    change.rows.push_back(whole_row(Changed::removed, before, row, std::move(key)));
  }
}

// Rows that no column tells apart: whole rows come and go, as often as they stand there.
void add_nameless_rows(const Sheet& before, const Sheet& after, TableChange& change) {
  std::multiset<CsvRow> old_rows(before.rows.begin(), before.rows.end());
  for (const auto& row : after.rows) {
    const auto old_row = old_rows.find(row);
    if (old_row == old_rows.end()) {
      change.rows.push_back(whole_row(Changed::added, after, row, {}));
    } else {
      old_rows.erase(old_row);
    }
  }
  for (const auto& row : before.rows) {
    const auto left = old_rows.find(row);
    if (left == old_rows.end()) continue;
    change.rows.push_back(whole_row(Changed::removed, before, row, {}));
    old_rows.erase(left);
  }
}

std::vector<std::string> columns_only_in(const Sheet& sheet, const Sheet& other) {
  std::vector<std::string> columns;
  for (const auto& column : sheet.header) {
    if (std::find(other.header.begin(), other.header.end(), column) == other.header.end()) {
      columns.push_back(column);
    }
  }
  return columns;
}

std::variant<TableChange, Finding> diff_table(const std::string& name, const std::string& before,
                                              const std::string& after) {
  auto old_sheet = parse_sheet(name, before), new_sheet = parse_sheet(name, after);
  for (const auto* parsed : {&old_sheet, &new_sheet}) {
    if (const auto* fault = std::get_if<Finding>(parsed)) return *fault;
  }
  const auto& old_rows = std::get<Sheet>(old_sheet);
  const auto& new_rows = std::get<Sheet>(new_sheet);
  TableChange change{name, Changed::cells, sha256_hex(before), sha256_hex(after), {}, {}, {}, {}};
  change.key_columns = key_columns(old_rows, new_rows);
  change.columns_added = columns_only_in(new_rows, old_rows);
  change.columns_removed = columns_only_in(old_rows, new_rows);
  if (change.key_columns.empty()) {
    add_nameless_rows(old_rows, new_rows, change);
  } else {
    add_named_rows(old_rows, new_rows, change);
  }
  return change;
}

}  // namespace

const char* name_of(Changed changed) {
  switch (changed) {
    case Changed::added:
      return "added";
    case Changed::removed:
      return "removed";
    case Changed::cells:
      return "changed";
  }
  return "";
}

std::variant<std::vector<TableChange>, Finding> diff_tables(const TableFiles& before,
                                                            const TableFiles& after) {
  std::vector<TableChange> changes;
  std::set<std::string> names;
  for (const auto* files : {&before, &after}) {
    for (const auto& [name, bytes] : *files) names.insert(name);
  }
  for (const auto& name : names) {
    const auto old_file = before.find(name), new_file = after.find(name);
    if (old_file == before.end()) {
      changes.push_back({name, Changed::added, "", sha256_hex(new_file->second), {}, {}, {}, {}});
    } else if (new_file == after.end()) {
      changes.push_back({name, Changed::removed, sha256_hex(old_file->second), "", {}, {}, {}, {}});
    } else if (old_file->second != new_file->second) {
      auto change = diff_table(name, old_file->second, new_file->second);
      if (const auto* fault = std::get_if<Finding>(&change)) return *fault;
      changes.push_back(std::get<TableChange>(std::move(change)));
    }
  }
  return changes;
}

std::string digests_of(const TableFiles& tables) {
  std::string lines;
  for (const auto& [name, bytes] : tables) lines += sha256_hex(bytes) + "  " + name + "\n";
  return lines;
}

}  // namespace linhui::methodology
