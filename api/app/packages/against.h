// What a file that somebody has kept shows of a log: the checkpoint in it.
#pragma once

#include <filesystem>
#include <string>

#include "api/app/desk/problems.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// The signed note of a checkpoint, a folder of tiles, a proof, an export with its proof, a backup,
// or of any JSON document that holds one as "checkpoint". Errors: against_unreadable,
// file_not_found, file_not_readable; backup_damaged.
Outcome<std::string> note_shown_by(const std::filesystem::path& file);

// How the ledger stands to it: nothing where it goes on from there. `file` names it.
// Problems: ledger_behind, ledger_forked, log_key_differs (another ledger's, or under another key).
Outcome<void> check_against(const ledger::LedgerView& view, const std::string& note,
                            const std::filesystem::path& file);

}  // namespace linhui::api::app
