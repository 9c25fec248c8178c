// What the ledger reads of an estimate's rows: {"change","pool","stand","stock","year"}, figures
// as decimals with four places, empty where there is none. The rows of a stand and year stand
// together and end in pool "total"; pools named "emissions_…" are negative changes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "ledger/base/hash.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

// "-15.4630" → -154630: at most 12 digits before the point, one spelling a figure (no "+", no
// "-0.0000", no zeros in front). Nothing for any other form.
std::optional<std::int64_t> parse_e4(std::string_view text);
std::string e4_text(std::int64_t e4);

// One year's sums, 0.0001 t CO2e.
struct ReportYear {
  std::int64_t change_e4 = 0;     // Σ change of the pools, without emissions
  std::int64_t emissions_e4 = 0;  // Σ of the emission rows, as a positive number
  std::set<std::string> stands;   // whose total of this year has a change
};

// Adds up the rows by year and checks that every total row is the sum of its pools. Goes through
// all rows once; years without any are not in the map. Throws ReadFailure.
// Errors: rows_missing, row_malformed (also a stand and year without its total, or twice),
// rows_mismatch (a total that is another sum), amount_overflow.
Result<std::map<int, ReportYear>> sum_report_rows(const View& view, const Hash& root,
                                                  std::uint64_t count);

}  // namespace linhui::ledger
