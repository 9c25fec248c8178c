// Pages of forest rights.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// "rights" by stand; of one stand, of one holder, where they are not empty.
Page right_list(const ledger::LedgerView& view, const std::string& stand,
                const std::string& holder);

}  // namespace linhui::api::app
