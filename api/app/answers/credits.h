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

// What a list of blocks is narrowed to; empty: everything.
struct BlockFilter {
  std::string owner, project;
  std::string state;  // by its word
};
// "blocks" in order of project, vintage and serial, and the sum of their credits.
Page block_list(const ledger::LedgerView& view, const BlockFilter& filter);

// "offers", of those that this party made or was made; empty: all.
Page offer_list(const ledger::LedgerView& view, const std::string& party);

// What has been issued on a report, whole t CO2e, as it stands now.
struct IssuedCredits {
  std::int64_t buffer = 0, beside_buffer = 0;
};
IssuedCredits issued_on(const ledger::LedgerView& view, const std::string& report);

}  // namespace linhui::api::app
