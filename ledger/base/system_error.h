// What a failed system call means to the ledger.
#pragma once

#include "ledger/base/error.h"

namespace linhui::ledger {

// Of an errno: disk_full (also a quota or a limit on a file's size), permission_denied (also a
// read-only file system), not_found, or storage_failed for every other.
ErrorCode code_of_errno(int number);

}  // namespace linhui::ledger
