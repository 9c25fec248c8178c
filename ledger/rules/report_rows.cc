#include "ledger/rules/report_rows.h"

#include "ledger/base/padded.h"
#include "ledger/bodies/report.h"
#include "ledger/store/log_keys.h"

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

namespace {

// Empty counts as nothing.
std::optional<std::int64_t> figure(const std::string& text) {
  return text.empty() ? 0 : parse_e4(text);
}

// Rows in their order: the pools of a stand and year, then their total.
class RowSums {
 public:
  Result<void> take(std::uint64_t index, std::string_view bytes) {
    const auto read = estimate_row_of(bytes);
    const auto change = read.ok() ? figure(read.value().change) : std::nullopt;
    if (!change || !figure(read.value().stock)) {
      return Error{ErrorCode::row_malformed, std::to_string(index)};
    }
    const EstimateRow& row = read.value();
    if (open_ && (row.stand != stand_ || row.year != year_)) {
      return Error{ErrorCode::row_malformed, stand_};  // a stand and year without its total
    }
    stand_ = row.stand;
    year_ = row.year;
    open_ = row.pool != "total";
    return open_ ? take_pool(row, *change) : take_total(index, row, *change);
  }
  // Where the rows have ended.
  Result<std::map<int, ReportYear>> take_sums() {
    if (open_) return Error{ErrorCode::row_malformed, stand_};
    return std::move(years_);
  }

 private:
  Result<void> take_pool(const EstimateRow& row, std::int64_t change) {
    ReportYear& sums = years_[row.year];
    const bool emissions = row.pool.starts_with("emissions_");
    std::int64_t& sum = emissions ? sums.emissions_e4 : sums.change_e4;
    if (__builtin_add_overflow(pools_e4_, change, &pools_e4_) ||
        __builtin_add_overflow(sum, emissions ? -change : change, &sum)) {
      return Error{ErrorCode::amount_overflow};
    }
    return {};
  }
  Result<void> take_total(std::uint64_t index, const EstimateRow& row, std::int64_t change) {
    if (change != pools_e4_) return Error{ErrorCode::rows_mismatch, std::to_string(index)};
    pools_e4_ = 0;
    ReportYear& sums = years_[row.year];
    if (!row.change.empty() && !sums.stands.insert(row.stand).second) {
      return Error{ErrorCode::row_malformed, row.stand};
    }
    return {};
  }

  std::map<int, ReportYear> years_;
  std::string stand_;  // of the rows since the last total
  int year_ = 0;
  std::int64_t pools_e4_ = 0;
  bool open_ = false;
};

}  // namespace

Result<std::map<int, ReportYear>> sum_report_rows(const View& view, const Hash& root,
                                                  std::uint64_t count) {
  RowSums sums;
  Result<void> taken;
  const bool complete =
      scan_rows(view, root, count, [&](std::uint64_t index, std::string_view bytes) {
        taken = sums.take(index, bytes);
        return taken.ok();
      });
  LINHUI_TRY(taken);
  if (!complete) return Error{ErrorCode::rows_missing};
  return sums.take_sums();
}

}  // namespace linhui::ledger
