// What a failed system call means to the ledger.
#pragma once

#include "ledger/base/error.h"

namespace linhui::ledger {

// Of an errno: disk_full, permission_denied, not_found, or storage_failed.
ErrorCode code_of_errno(int number);

}  // namespace linhui::ledger
