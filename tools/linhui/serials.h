// Serial numbers as people write them, and what happened to them.
#pragma once

#include "ledger/state/blocks.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

// LH-<ledger>-<project>-<vintage>-<first>-<last>. Errors: serials_malformed.
Outcome<ledger::SerialBlock> parse_serials(const Workspace& workspace, const std::string& text);
// The owner of the block that holds these serials: who acts where --as is not given.
Outcome<std::string> owner_of(const Workspace& workspace, const ledger::SerialBlock& serials);
// One block as a row of a list.
Json block_entry(const ledger::HeldBlock& block, const std::string& ledger_id);

// Every record that touched one of these serials, from the report they were issued on.
Ended show_history(const Output& out, const Workspace& workspace,
                   const ledger::SerialBlock& serials);

}  // namespace linhui::cli
