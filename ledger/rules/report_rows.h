// What the ledger reads of an estimate's rows: {"change","pool","stand","stock","year"}, figures
// as decimals with four places, empty where there is none.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "ledger/base/hash.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

// "-15.4630" → -154630. Nothing for any other form.
std::optional<std::int64_t> parse_e4(std::string_view text);
std::string e4_text(std::int64_t e4);

struct ReportYear {
  std::int64_t change_e4 = 0;     // Σ change of the pools, without emissions
  std::int64_t emissions_e4 = 0;  // Σ of the emission rows, as a positive number
  std::set<std::string> stands;   // with a figure in this year
};

// Adds up the rows by year and checks that every total row is the sum of its pools.
// Errors: rows_missing, row_malformed, rows_mismatch, amount_overflow.
Result<std::map<int, ReportYear>> sum_report_rows(const View& view, const Hash& root,
                                                  std::uint64_t count);

}  // namespace linhui::ledger
