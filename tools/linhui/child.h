// Work on a database that may be damaged, in a child process: its pages can make the storage
// library stop the process, and that must be told as damage, not end as a crash.
#pragma once

#include <functional>
#include <string>

#include "tools/linhui/command.h"

namespace linhui::cli {

// What the child found: how the command ends, and what it prints.
struct AuditVerdict {
  ExitStatus exit = ExitStatus::done;
  std::string out, err;
};

// Runs `work` in a child and prints its verdict or its problem; storage_damaged where the child was
// killed.
Ended in_child(Session& session, const std::function<Outcome<AuditVerdict>()>& work);

}  // namespace linhui::cli
