// Pages of projects.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// The project, its reports, and its credits by vintage. Errors: project_not_found; the ledger's.
Outcome<Page> project_page(const ledger::LedgerView& view, const std::string& project);
Page project_list(const ledger::LedgerView& view);  // "projects"

}  // namespace linhui::api::app
