// How the figures of AR-CM-001-V01 and AR-CM-003-V01 come about, step by step.
#pragma once

#include "methodology/method.h"

namespace linhui::methodology {

// D, BEF, R and CF of each species with their sources, then V, the pools, their total and change by
// year, and the baseline where the stand has one; sorted by year. Estimates the stand by itself:
// faults are those of method.estimate(). Requires: `method` is one of the two.
ExplainOutcome explain_ar_cm(const Method& method, const Stand& stand,
                             const EstimateOptions& options, const TableFiles& tables);

}  // namespace linhui::methodology
