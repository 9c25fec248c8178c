// What every method asks of its input, whatever it estimates.
#pragma once

#include <string>
#include <vector>

#include "methodology/estimate.h"

namespace linhui::methodology {

// Faults of the options: period, warming potentials, leakage.
void check_options(const EstimateOptions& options, Findings& faults);

// Faults of ids, areas and kinds of all stands. `method` is the id that the sentence names.
void check_stands(const std::vector<Stand>& stands, StandKind covered, const std::string& method,
                  Findings& faults);

}  // namespace linhui::methodology
