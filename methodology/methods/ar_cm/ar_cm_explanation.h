// How the figures of AR-CM-001-V01 and AR-CM-003-V01 come about, step by step.
#pragma once

#include <string>
#include <vector>

#include "methodology/method.h"
#include "methodology/methods/shared/baseline_trees.h"

namespace linhui::methodology {

// D, BEF, R and CF of each species with their sources, then V, the pools, their total and change by
// year, and the baseline where the stand has one. `method` must be one of the two; faults are those
// of its estimate().
ExplainOutcome explain_ar_cm(const Method& method, const Stand& stand,
                             const EstimateOptions& options, const TableFiles& tables);

// The `total` row of a year, and its difference to the year before, from the rows themselves.
void explain_totals(const Estimate& estimate, Explanation& steps);
// A stock of the baseline's trees that is rounded by itself.
struct BaselineStep {
  std::string term;
  std::string formula;  // A * V_baseline * ...
  std::string per_m3;   // the factors of one m³, as arithmetic
  BaselineStock stock;
};
// The baseline's terms, each the difference of the rounded stocks that are told before it.
void explain_baseline(const Estimate& estimate, const Stand& stand,
                      const std::vector<BaselineStep>& stocks, const Bilingual& source,
                      Explanation& steps);
// Steps in order of year; within a year as they were added.
void sort_by_year(Explanation& steps);

}  // namespace linhui::methodology
