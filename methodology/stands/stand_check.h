// What every method asks of its input, whatever it estimates.
#pragma once

#include <string>
#include <vector>

#include "methodology/method.h"

namespace linhui::methodology {

// Faults of the options: period, warming potentials, leakage.
void check_options(const EstimateOptions& options, Findings& faults);
// The same, and those of the settings against what the method declares.
void check_options(const EstimateOptions& options, const MethodDeclaration& method,
                   Findings& faults);

// Faults of ids, areas and kinds of all stands. `method` is the id that the sentence names.
void check_stands(const std::vector<Stand>& stands, StandKind covered, const std::string& method,
                  Findings& faults);

}  // namespace linhui::methodology
