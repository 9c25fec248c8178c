// --explain: how figures come about, for a person to check by hand.
#pragma once

#include <string>
#include <vector>

#include "methodology/method.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

struct ExplainRequest {
  std::string stand;  // id; empty: every stand
};

// Explains the stands and the whole, and ends the command. Refused where there is no such stand or
// the method cannot explain itself.
Ended explain_estimate(const Output& out, const ExplainRequest& request,
                       const methodology::Method& method,
                       const std::vector<methodology::Stand>& stands,
                       const methodology::Estimate& estimate,
                       const methodology::TableFiles& tables);

}  // namespace linhui::cli
