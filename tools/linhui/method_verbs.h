// Verbs of `linhui method` that have files of their own.
#pragma once

#include "tools/linhui/command.h"

namespace linhui::cli {

void add_method_check(const Command& noun);
void add_method_diff(const Command& noun);
void add_method_export(const Command& noun);

}  // namespace linhui::cli
