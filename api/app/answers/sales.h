// Pages of sales.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// The sale, its contract, and the blocks that it sells. Errors: sale_not_found; the ledger's.
Outcome<Page> sale_page(const ledger::LedgerView& view, const std::string& sale);
Page sale_list(const ledger::LedgerView& view);  // "sales"

}  // namespace linhui::api::app
