// Where serials are, and what happened to them.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/base/serial_block.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// "blocks" that hold one of these serials, and "records": every record that touched one, from the
// report that they were issued on, oldest first. Reads the whole log, so it takes as long. Errors:
// serials_unknown; the ledger's.
Outcome<Page> serial_history(const ledger::LedgerView& view, const ledger::SerialBlock& serials);

}  // namespace linhui::api::app
