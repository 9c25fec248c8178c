#include "ledger/replay.h"

#include "ledger/rules/apply.h"

namespace linhui::ledger {

std::optional<std::string> RowsOnly::get(Table table, std::string_view key) const {
  return table == Table::row ? source_.get(table, key) : std::nullopt;
}

std::optional<View::Entry> RowsOnly::last_below(Table table, std::string_view prefix,
                                                std::string_view below) const {
  return table == Table::row ? source_.last_below(table, prefix, below) : std::nullopt;
}

void RowsOnly::scan(Table table, std::string_view prefix, std::string_view from,
                    const Visit& visit) const {
  if (table == Table::row) source_.scan(table, prefix, from, visit);
}

Result<void> Replay::to(std::uint64_t size) {
  for (; next_ < size; ++next_) {
    const auto record = ledger_.record(next_);
    if (!record.ok()) return record.error();
    if (auto applied = apply(state_, record.value(), next_); !applied.ok()) return applied;
  }
  return {};
}

}  // namespace linhui::ledger
