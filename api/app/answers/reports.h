// Pages of monitoring reports.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// The report as it was filed and decided on, with every term of its vintages and the tables behind
// them. Errors: report_not_found; the ledger's.
Outcome<Page> report_page(const ledger::LedgerView& view, const std::string& report);

// "reports" of a project.
PageTable report_table(const ledger::LedgerView& view, const std::string& project);

}  // namespace linhui::api::app
