// linhui plots plan, which is also linhui method plots.
#pragma once

#include <string>

#include "tools/linhui/command.h"

namespace linhui::cli {

void add_plot_plan(const Command& noun, const std::string& verb, const std::string& example);

}  // namespace linhui::cli
