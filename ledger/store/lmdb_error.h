// What the storage library and the system say, in the ledger's words.
#pragma once

#include <filesystem>

#include "ledger/base/result.h"

namespace linhui::ledger {

// What an LMDB or system error means to the ledger: storage_damaged, ledger_not_found, disk_full,
// permission_denied, or storage_failed. `where` is the folder.
Error storage_error(int rc, const std::filesystem::path& where);

}  // namespace linhui::ledger
