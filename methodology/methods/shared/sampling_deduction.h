// The deduction for sampling uncertainty that a project states by the half-width of its interval.
//
// `uncertainty_percent` is U: the half-width of the 90 % two-sided interval of the stock change
// over the period, as percent of that change. It applies to the change of the tree pools of all
// stands together, Δ(y) from the first year to y; the deduction of the period up to y is
//
//   D(y) = discount(Δ(y), U), rounded once; a year's term is D(y) − D(y−1).
//
// So the terms of all years add up to the deduction of the whole period, to the last digit.
#pragma once

#include <optional>
#include <string>

#include "methodology/method.h"
#include "methodology/methods/shared/uncertainty.h"

namespace linhui::methodology {

// What share of what a method's text deducts.
enum class DeductionRule {
  half_width,  // AR-TOOL14: a share of the half-width
  change,      // AR-CM-001-V01, AR-CM-003-V01: a share of the change
};

// The setting `uncertainty_percent` as methods declare it. Optional: without it nothing is
// deducted.
MethodSetting uncertainty_setting();

// Adds the deduction's terms and notes U in the estimate's summary; does nothing where U is not
// stated. Adds the table it rests on to `uses`. Refuses a U below zero, and one for which the
// method's table has no class. Requires: rows stand; check_settings() found no fault.
std::optional<Finding> add_deduction(Estimate& estimate, const MethodDeclaration& method,
                                     DeductionRule rule, const TableFiles& tables,
                                     std::vector<TableUse>& uses);

// Each year's term as arithmetic. Requires: `estimate` is one that add_deduction() has completed.
void explain_deduction(const Estimate& estimate, DeductionRule rule, const TableFiles& tables,
                       Explanation& steps);

}  // namespace linhui::methodology
