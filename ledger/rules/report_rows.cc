#include "ledger/rules/report_rows.h"

#include "ledger/base/fields.h"
#include "ledger/base/padded.h"

namespace linhui::ledger {

std::optional<std::int64_t> parse_e4(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.size() < 6 || text.size() > 17 || text[text.size() - 5] != '.') return std::nullopt;
  if (text[0] == '0' && text.size() > 6) return std::nullopt;
  std::int64_t value = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == text.size() - 5) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  if (negative && value == 0) return std::nullopt;
  return negative ? -value : value;
}

std::string e4_text(std::int64_t e4) {
  const std::string digits = padded(e4 < 0 ? -e4 : e4, 5);
  return (e4 < 0 ? "-" : "") + digits.substr(0, digits.size() - 4) + "." +
         digits.substr(digits.size() - 4);
}

Result<std::map<int, ReportYear>> sum_report_rows(const View& view, const Hash& root,
                                                  std::uint64_t count) {
  std::map<int, ReportYear> years;
  std::optional<Error> refused;
  std::string stand;  // of the rows since the last total
  int year = 0;
  std::int64_t pools_e4 = 0;
  bool open = false;
  const auto add = [&](std::int64_t& sum, std::int64_t term) {
    if (__builtin_add_overflow(sum, term, &sum)) refused = Error{ErrorCode::amount_overflow};
  };

  const bool complete =
      scan_rows(view, root, count, [&](std::uint64_t index, std::string_view bytes) {
        const auto row = parse_canonical(bytes);
        if (!row.ok()) {
          refused = Error{ErrorCode::row_malformed, std::to_string(index)};
          return false;
        }
        Fields f(row.value(), "row");
        const std::string row_stand = f.text("stand", 120);
        const int row_year = static_cast<int>(f.whole("year", 1900, 2200));
        const std::string pool = f.text("pool", 40);
        const std::string text = f.text_or_empty("change", 18);
        const std::string stock = f.text_or_empty("stock", 18);
        const auto change = text.empty() ? std::optional<std::int64_t>(0) : parse_e4(text);
        if (!f.done().ok() || !change || !(stock.empty() || parse_e4(stock))) {
          refused = Error{ErrorCode::row_malformed, std::to_string(index)};
          return false;
        }
        if (open && (row_stand != stand || row_year != year)) {
          refused = Error{ErrorCode::row_malformed, stand};  // a stand and year without its total
          return false;
        }
        stand = row_stand;
        year = row_year;
        open = pool != "total";
        ReportYear& sums = years[year];
        if (pool == "total") {
          if (*change != pools_e4) refused = Error{ErrorCode::rows_mismatch, std::to_string(index)};
          pools_e4 = 0;
          if (!text.empty() && !sums.stands.insert(stand).second) {
            refused = Error{ErrorCode::row_malformed, stand};
          }
        } else {
          add(pools_e4, *change);
          if (pool.starts_with("emissions_")) {
            add(sums.emissions_e4, -*change);
          } else {
            add(sums.change_e4, *change);
          }
        }
        return !refused;
      });
  if (refused) return *refused;
  if (!complete) return Error{ErrorCode::rows_missing};
  if (open) return Error{ErrorCode::row_malformed, stand};
  return years;
}

}  // namespace linhui::ledger
