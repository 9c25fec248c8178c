// Whether a log goes on from a checkpoint that somebody has kept. A log only ever grows: one that
// is shorter, or has another root at that size, has gone back or was written twice.
#pragma once

#include <string_view>

#include "ledger/ledger.h"

namespace linhui::ledger {

enum class Standing { extends, behind, forked };
// Consistency (RFC 9162 §2.1.4), reckoned from the log itself: its root at the checkpoint's size.
Standing standing_of(const LedgerView& ledger, const Checkpoint& kept);

// A signed note as a checkpoint of this ledger. Errors: proof_invalid.
Result<Checkpoint> checkpoint_of(const LedgerView& ledger, std::string_view note);

}  // namespace linhui::ledger
