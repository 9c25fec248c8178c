// A worksheet that is filled from the top. Internal to api/exchange.
#pragma once

#include <xlsxwriter.h>

#include <optional>
#include <string>
#include <vector>

#include "methodology/numbers/quantity.h"

namespace linhui::api::exchange {

// A workbook in the making, and the formats of its cells.
class Book {
 public:
  // The file at `path` is written by close().
  explicit Book(const std::string& path);
  ~Book();  // an unfinished workbook is finished all the same: the library has no other way to end
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  // All of these are the book's.
  lxw_workbook* workbook() const { return workbook_; }
  lxw_format* heading() const { return heading_; }
  lxw_format* title() const { return title_; }
  lxw_format* figure() const { return figure_; }
  lxw_format* wrapped() const { return wrapped_; }

  // `final_name` becomes `name` as a name that Excel takes (31 characters, none of []:*?/\) and
  // that no other sheet has.
  lxw_worksheet* add_sheet(std::string name, std::string& final_name);
  // Once; nothing is added after it. False where the file could not be written.
  bool close();

 private:
  lxw_workbook* workbook_;
  lxw_format *heading_, *title_, *figure_, *wrapped_;
  std::vector<std::string> names_;
};

inline constexpr std::size_t kSheetRowsMost = 1'048'576;

// `book` outlives it. Rows beyond kSheetRowsMost are not looked for: the caller counts.
//
// Prints on A4 paper, landscape, all columns on one page.
class Sheet {
 public:
  Sheet(Book& book, const std::string& name);

  // Sets the widths of columns, in characters.
  void widths(const std::vector<double>& characters);
  // Cells of the current row, from the left, one after the other.
  void text(const std::string& text, lxw_format* format = nullptr);
  void whole(long long number);
  void figure(const std::optional<methodology::TonnesCO2e>& figure);  // empty: an empty cell
  void headings(const std::vector<std::string>& texts);               // a row of them
  void next_row();
  // The row of headings at the top stays in sight and filters what is below.
  void freeze_and_filter(std::size_t columns);

  unsigned row() const { return row_; }
  const std::string& name() const { return name_; }
  lxw_worksheet* worksheet() const { return sheet_; }

 private:
  Book& book_;
  std::string name_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
};

}  // namespace linhui::api::exchange
