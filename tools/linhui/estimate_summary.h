// What `linhui estimate` says of the whole beside the figures.
#pragma once

#include <string>

#include "api/app/cases/estimates.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

// A table, how far the parameters have been checked, the first notes, and the net in a sentence.
std::string summary_text(const Output& out, const api::app::InventoryEstimate& made);

}  // namespace linhui::cli
