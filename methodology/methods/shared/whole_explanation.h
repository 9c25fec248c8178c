// How the summary of an estimate comes about.
#pragma once

#include "methodology/explanation.h"

namespace linhui::methodology {

// Change, baseline, leakage, project emissions, deduction and net, a step each: what was stated,
// what the method worked out year by year, and the sum.
Explanation explain_whole(const Estimate& estimate);

}  // namespace linhui::methodology
