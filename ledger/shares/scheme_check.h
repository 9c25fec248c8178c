// What a scheme's steps must be, whoever adopts them.
#pragma once

#include <vector>

#include "ledger/state/scheme.h"

namespace linhui::ledger {

// Each step has a basis and an id of its own; costs and percents come before the villages, then at
// most one part for the collective, and the holders last; no part is above its whole.
// Errors: scheme_without_basis, scheme_invalid, each with the step.
Result<void> check_scheme_steps(const std::vector<SchemeStep>& steps);

}  // namespace linhui::ledger
