// Which parameter tables a command works with: those that ship, a folder's, or a ledger's.
#pragma once

#include <string>

#include "methodology/method.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

// `shipped` (or nothing); `ledger`: the tables of `method` as the ledger of --ledger has them
// published; otherwise a folder of *.csv, whose tables stand in the place of those that ship.
// Errors: those of read_parameter_folder(), method_not_published, method_missing (usage).
Outcome<methodology::TableFiles> parameter_set(Session& session, const std::string& word,
                                               const std::string& method);

}  // namespace linhui::cli
