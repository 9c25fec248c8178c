// The last step of two_stores.h, which whoever opens a ledger does for a command that was ended
// before it.
#pragma once

#include "api/app/desk/private_store.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// Does step 5 for what is in the log. Under `alone`, drops what is not and has no file that could
// be given again. Requires: `alone` only under the ledger's writer's lock. Errors:
// PrivateStore::write()'s.
Outcome<void> settle(const ledger::LedgerView& view, PrivateStore& store, bool alone);

}  // namespace linhui::api::app
