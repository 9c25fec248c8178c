#include "ledger/standing.h"

namespace linhui::ledger {

Standing standing_of(const LedgerView& ledger, const Checkpoint& kept) {
  if (kept.size > ledger.size()) return Standing::behind;
  return ledger.root(kept.size) == kept.root ? Standing::extends : Standing::forked;
}

Result<Checkpoint> checkpoint_of(const LedgerView& ledger, std::string_view note) {
  return open_checkpoint(note, ledger.log_key());
}

}  // namespace linhui::ledger
