// What an estimate or a sample says beside its figures.
#pragma once

#include <string>
#include <vector>

#include "methodology/estimate.h"
#include "tools/linhui/output.h"

namespace linhui::cli {

// A line each; of many the first, and how many there are.
std::string notes_text(const Output& out, const std::vector<methodology::Finding>& notes);

// All of them. `subject` names the member that says what a note is about: "stand_id" or "plot_id".
Json notes_json(const std::vector<methodology::Finding>& notes, const char* subject);

}  // namespace linhui::cli
