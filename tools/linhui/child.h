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

// Runs `work` in a child and prints its verdict or its problem, and ends as the child has found.
// What `work` throws ends as damage. Requires: the process has one thread, and nothing waits in
// stdout's buffer, as the child is a fork. Errors: storage_damaged where the child died of its
// pages (SIGSEGV, SIGBUS, SIGABRT, SIGFPE); verify_stopped where it was killed otherwise;
// process_not_started.
Ended in_child(Session& session, const std::function<Outcome<AuditVerdict>()>& work);

}  // namespace linhui::cli
