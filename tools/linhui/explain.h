// --explain: how figures come about, for a person to check by hand.
#pragma once

#include "api/app/cases/estimates.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

// Explains the stand of that id (empty: every stand) and the whole, and ends the command.
// Errors: api::app::explain_estimate()'s.
Ended print_explanation(const Output& out, const api::app::InventoryEstimate& made,
                        const std::string& stand);

}  // namespace linhui::cli
