// What every method asks of its input, whatever it estimates. Methods call these first, so that
// every fault of an inventory is told in one run, each method's own with them.
#pragma once

#include <string>
#include <vector>

#include "methodology/method.h"

namespace linhui::methodology {

// Faults of the options: years out of range, a period that runs backwards or longer than 200 years
// (kLongestPeriodYears), warming potentials other than AR4, AR5 or AR6, leakage below zero.
void check_options(const EstimateOptions& options, Findings& faults);
// The same, and those of the settings against what the method declares (check_settings()).
void check_options(const EstimateOptions& options, const MethodDeclaration& method,
                   Findings& faults);

// Faults of ids (missing, twice), areas (not positive, above kLargestAreaHa), kinds (other than
// `covered`) and calendar years of all stands, and no_stands where there is none. In order of the
// stands. `method` is the id that the sentence names. Faults are added; none is taken away.
void check_stands(const std::vector<Stand>& stands, StandKind covered, const std::string& method,
                  Findings& faults);

}  // namespace linhui::methodology
