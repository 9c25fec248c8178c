// What `linhui estimate` says of the whole beside the figures.
#pragma once

#include <string>
#include <vector>

#include "methodology/estimate.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

// A table, how far the parameters have been checked, the first notes, and the net in a sentence.
std::string summary_text(const Output& out, const methodology::Estimate& estimate,
                         const std::vector<methodology::Finding>& notes,
                         const std::string& input_sha256);

}  // namespace linhui::cli
