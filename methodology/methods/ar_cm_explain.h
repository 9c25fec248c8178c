// How the figures of AR-CM-001-V01 and AR-CM-003-V01 come about, step by step.
#pragma once

#include "methodology/method.h"

namespace linhui::methodology {

// D, BEF, R and CF of each species with their sources, then V, the pools, their total and change by
// year, and the baseline where the stand has one. `method` must be one of the two; faults are those
// of its estimate().
ExplainOutcome explain_ar_cm(const Method& method, const Stand& stand,
                             const EstimateOptions& options, const TableFiles& tables);

// The `total` row of a year, and its difference to the year before, from the rows themselves.
void explain_totals(const Estimate& estimate, Explanation& steps);
// The baseline's terms, each with V_baseline of its year. `per_m3`: factors of one m³, in words.
void explain_baseline(const Estimate& estimate, const Stand& stand, const std::string& per_m3,
                      const std::string& source, Explanation& steps);
// Steps in order of year; within a year as they were added.
void sort_by_year(Explanation& steps);

}  // namespace linhui::methodology
