// The years that an estimate covers where the command line does not say.
#pragma once

#include <utility>
#include <vector>

#include "methodology/stand.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

// `from` and `to` where they are not 0, otherwise the first and the last year in which a stand has
// a measured stock. Errors: period_missing (usage).
Outcome<std::pair<int, int>> measured_period(const std::vector<methodology::Stand>& stands,
                                             int from, int to);

}  // namespace linhui::cli
