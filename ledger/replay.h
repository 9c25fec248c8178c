// The state as it was at any earlier size of the log: replayed from the first record.
#pragma once

#include <memory>

#include "ledger/ledger.h"

namespace linhui::ledger {

// A view that holds nothing but another one's rows: what a replay starts from. Requires: the other
// one outlives it.
class RowsOnly : public View {
 public:
  explicit RowsOnly(const View& source) : source_(source) {}
  std::optional<std::string> get(Table table, std::string_view key) const override;
  std::optional<Entry> last_below(Table table, std::string_view prefix,
                                  std::string_view below) const override;
  void scan(Table table, std::string_view prefix, std::string_view from,
            const Visit& visit) const override;

 private:
  const View& source_;
};

// For one thread. Holds the whole replayed state in memory. Requires: the ledger's view outlives
// it.
class Replay {
 public:
  explicit Replay(const LedgerView& ledger)
      : ledger_(ledger), base_(ledger.state()), state_(base_) {}
  // Applies the records up to `size` (exclusive) that it has not applied yet: it only goes forward,
  // so ask for sizes in ascending order. Errors: what reading or applying gives; the state is of no
  // use then. Throws ReadFailure.
  Result<void> to(std::uint64_t size);
  // As it was at the size asked for last. Lives as long as this.
  const Overlay& state() const { return state_; }

 private:
  const LedgerView& ledger_;
  RowsOnly base_;
  Overlay state_;
  std::uint64_t next_ = 0;
};

}  // namespace linhui::ledger
