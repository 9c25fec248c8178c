// What a scheme's steps must be, whoever adopts them.
#pragma once

#include <vector>

#include "ledger/state/scheme.h"

namespace linhui::ledger {

// Each step has a basis and an id of its own; costs and percents come before the villages, then at
// most one part for the collective, and the holders last; no part is above its whole.
// Errors: scheme_without_basis, scheme_invalid, each with the step ("holders" where they are
// missing). Whether fixed costs fit into an income shows when it is shared out.
Result<void> check_scheme_steps(const std::vector<SchemeStep>& steps);

}  // namespace linhui::ledger
