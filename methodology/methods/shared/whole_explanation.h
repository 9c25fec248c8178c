// How the summary of an estimate comes about: the same for every method.
#pragma once

#include "methodology/explanation.h"

namespace linhui::methodology {

// Change, baseline, leakage, project emissions, deduction and net, a step each, all under year 0:
// what was stated, what the method worked out year by year, and the sum. In this order.
Explanation explain_whole(const Estimate& estimate);

}  // namespace linhui::methodology
