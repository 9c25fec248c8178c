// An estimate as a workbook (XLSX) with native charts, for people who work in spreadsheets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/problem.h"
#include "methodology/method.h"
#include "methodology/results/roll_up.h"

namespace linhui::api::exchange {

struct EstimateBook {
  const methodology::Estimate& estimate;
  const std::vector<methodology::Stand>& stands;  // that it was made of
  const methodology::RollUp* sums = nullptr;      // in place of the estimate's rows, if given
  const methodology::TableFiles& tables;          // bytes of the tables that it rests on
  std::string input_file, input_sha256;
  Language language = Language::english;
};

// Writes the workbook to `path`. Sheets: summary with the charts; stocks and changes by year and
// pool; the rows; every parameter table with its sources; notes.
//
// Figures are numbers with the format 0.0000. A workbook stores doubles: a figure is one as long as
// it is below 2^53 ten-thousandths (9 × 10^11 t), where the double shows the exact four decimals;
// beyond, it is text. The same estimate gives the same bytes: the file's date of creation is always
// 2000-01-01.
//
// Errors: sheet_too_long where the rows exceed a sheet (1,048,576), file_not_writable.
Outcome<void> write_estimate_book(const std::string& path, const EstimateBook& book);

}  // namespace linhui::api::exchange
