// Opens a store by its URL. The only place that knows which engines there are:
//
//   a path          an embedded store (LMDB) in a folder of its own
//   scheme://…      a server's; none is built in yet: storage_not_built
//
// To add an engine: an implementation of Store beside lmdb_store.cc, a row here, and its name in
// the parameters of tests/ledger/store/store_test.cc.
#pragma once

#include <memory>
#include <string>

#include "ledger/store/store.h"

namespace linhui::ledger {

// Errors besides StoreMode's: ledger_not_found, permission_denied, disk_full, storage_failed,
// storage_damaged (what is there is truncated, none of ours, or contradicts itself),
// storage_not_built. Damage inside an entry shows when it is read.
Result<std::unique_ptr<Store>> open_store(const std::string& url, StoreMode mode,
                                          const Patience& patience = {});

// Makes a store with `first` in it: it is there with that, or not at all. Errors: ledger_exists,
// disk_full, permission_denied, storage_failed, storage_not_built.
Result<std::unique_ptr<Store>> create_store(const std::string& url, const Changes& first);

// Whether this build has the engine that the URL asks for: storage_not_built where not.
Result<void> can_open(const std::string& url);

// Whether a store is there. Says nothing of its health; false where it cannot be told.
bool store_exists(const std::string& url);

// The file that holds an embedded store, by its name in the store's folder: what a backup packs.
std::string_view store_file();

}  // namespace linhui::ledger
