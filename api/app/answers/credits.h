// Pages of credits: serial blocks with their owners and states, and offers of them.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/ledger.h"
#include "ledger/state/blocks.h"

namespace linhui::api::app {

// A block as a row of a table.
PageFields block_fields(const ledger::HeldBlock& block, const std::string& ledger_id);
// "blocks", without rows yet.
PageTable block_table();

// What a list of blocks is narrowed to; empty: everything. A word that is no state finds none.
struct BlockFilter {
  std::string owner, project;
  std::string state;  // by its word
};
// "blocks" in order of project, vintage and serial, and the sum of their credits.
Page block_list(const ledger::LedgerView& view, const BlockFilter& filter);

// "offers", of those that this party made or was made; empty: all.
Page offer_list(const ledger::LedgerView& view, const std::string& party);

// What a record of credit.issue brought in, whole t CO2e.
struct IssuedCredits {
  std::vector<ledger::SerialBlock> vintages;  // each vintage's serials; its last are the buffer's
  std::int64_t issued = 0, buffer = 0;        // the second is part of the first
};
// Errors: record_malformed (another type); the ledger's.
Outcome<IssuedCredits> issued_by(const ledger::LedgerView& view, std::uint64_t index);

}  // namespace linhui::api::app
