#include "ledger/standing.h"

namespace linhui::ledger {

Standing standing_of(const LedgerView& ledger, const Checkpoint& kept) {
  if (kept.size > ledger.size()) return Standing::behind;
  return ledger.root(kept.size) == kept.root ? Standing::extends : Standing::forked;
}

// By its present key, or by one that signed before.
Result<Checkpoint> checkpoint_of(const LedgerView& ledger, std::string_view note) {
  Error failed{ErrorCode::proof_invalid};
  for (const NamedKey& key : ledger.log_keys()) {
    auto checkpoint = open_checkpoint(note, key);
    if (checkpoint.ok()) return checkpoint;
    failed = checkpoint.error();
  }
  return failed;
}

}  // namespace linhui::ledger
