// Pages of schemes of sharing.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// The scheme, what it rests on, and its steps. Errors: scheme_not_found; the ledger's.
Outcome<Page> scheme_page(const ledger::LedgerView& view, const std::string& scheme);
Page scheme_list(const ledger::LedgerView& view);  // "schemes"

}  // namespace linhui::api::app
