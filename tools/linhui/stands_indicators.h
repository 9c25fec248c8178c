// linhui stands indicators: what a district is asked about its forest.
#pragma once

#include "tools/linhui/command.h"

namespace linhui::cli {

// Adds the verb to the noun `stands`.
void add_stands_indicators(const Command& stands);

}  // namespace linhui::cli
