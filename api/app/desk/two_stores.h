// One truth over two stores: a record in the log, and what goes beside it in the private store.
//
//   1. the ledger has accepted the record; nothing is written yet
//   2. the private store keeps what goes beside it, as pending under the record's request id
//   3. what else must be on disk before the record is: a file of cards
//   4. the log takes the record: from here on it is recorded
//   5. the private store puts what was pending
//
// Each step is on disk before the next begins. Whoever stops before 4 has recorded nothing, and
// nobody sees what is pending; after 4 the next that opens the ledger does step 5 (settle()).
// Whether 4 was done the log says, by the request id.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "api/app/desk/private_store.h"
#include "api/app/desk/settle.h"
#include "api/app/desk/workspace.h"

namespace linhui::api::app {

// What goes beside a record, of no file.
KeptPending pending_of(const PrivateChanges& puts);

// Step 3, and how it is taken back where step 4 fails.
struct BeforeLog {
  std::function<Outcome<void>()> write;
  std::function<void()> take_back;
};

// Records, all five steps. What came from a file (`source`) stays pending until told(), for its
// command to be given again: without its entries where it is recorded, and in place of any other
// that is not. Errors: as Workspace::record(), PrivateStore::write()'s and those of `before`, with
// nothing recorded; recorded_not_settled where only step 5 failed.
Outcome<std::uint64_t> record_beside(Workspace& workspace, Prepared prepared,
                                     const KeptPending& beside, const BeforeLog& before = {});

// All that a command had to tell of its file is told: it is no longer kept for another time.
void told(PrivateStore& store, const std::string& request);

// The request id of what was prepared.
std::string request_of(const Prepared& prepared);

}  // namespace linhui::api::app
