// Pages of distributions.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// The distribution: what each step took, what each village got, who approved it, and every line
// with its state of payment. Errors: run_not_found, rows_missing; the ledger's.
Outcome<Page> run_page(const ledger::LedgerView& view, const std::string& run);
Page run_list(const ledger::LedgerView& view);  // "runs"

}  // namespace linhui::api::app
