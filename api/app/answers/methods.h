// Pages of what credits rest on: mechanisms, and the methods that a ledger has published.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

Page mechanism_list(const ledger::LedgerView& view);         // "mechanisms"
Page published_method_list(const ledger::LedgerView& view);  // "methods"

}  // namespace linhui::api::app
