// The signatures of records: whose they are, and whether they fit.
#pragma once

#include <set>
#include <span>
#include <string>

#include "ledger/log/record.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

// The parties whose keys have signed; record.by() is among them. Every signature must be by a live
// key of the ledger and fit; one that `fits` vouches for is not tried again. Signature by
// signature, then `by`. Errors: key_unknown, key_revoked, signature_invalid, signature_missing
// (none is by `by`). Throws ReadFailure.
Result<std::set<std::string, std::less<>>> check_signatures(const View& state,
                                                            const Record& record);

// Tries the signatures of many records on all processors and notes under which key each was found
// to fit, so that check_signatures() has only to compare keys. Changes no outcome: a key that is
// not in `state` yet, or is another one by then, is tried again in its turn. Starts threads and
// ends them, fewer where the machine has no more to give; few signatures are left to
// check_signatures(). `state` is read from the calling thread only. Throws ReadFailure.
void check_signatures_ahead(const View& state, std::span<Record* const> records);

}  // namespace linhui::ledger
