// What the draws of a whole run say. Worked out from totals alone, so that a run in parts says the
// same to the last digit.
#pragma once

#include <string>
#include <vector>

#include "methodology/monte_carlo/monte_carlo.h"

namespace linhui::methodology {

// One source of uncertainty. `share`: its first-order Sobol index, Var(E[Y | source]) / Var(Y): the
// share of the variance that would go if it alone were known. What is left to 1 is interaction of
// sources, and the estimate's own error of some 1/sqrt(draws).
//   of a parameter: the part of the variance of the parameters-only totals that a cubic polynomial
//     in the parameter explains (adjusted for its three degrees of freedom), over Var(Y)
//   of a measurement: the variance of the totals with that measurement alone drawn, over Var(Y)
// low, high: the removal with the source at its 5 and 95 % point and everything else as written: a
// bar of a tornado chart.
struct Contribution {
  UncertainSource source;
  std::string share;  // decimal, four places
  TonnesCO2e low, high;
};

// Y is the removal of the stands over the period, t CO2e.
struct MonteCarloResult {
  TonnesCO2e mean;                 // rounded half even from the exact sum
  TonnesCO2e standard_deviation;   // of the draws, n − 1; the exact root, rounded half even
  TonnesCO2e p5, p50, p95;         // order statistics
  TonnesCO2e half_width;           // (p95 − p5) / 2, rounded half even
  std::string half_width_percent;  // of |mean|; empty where the mean is zero
  std::vector<Contribution> contributions;  // the greatest share first
  std::string other_share;                  // 1 − Σ share
};

// Y of every draw, in 0.0001 t CO2e, in order of the draws. Under the route growing_stock the
// parameters meet the totals here; the result is rounded to whole counts. Requires: no part is
// missing.
std::vector<std::int64_t> removal_by_draw(const MonteCarloPart& whole);

// Draws the parameters again, from the plan's seed. Requires: no part is missing.
MonteCarloResult conclude(const MonteCarloPart& whole);

}  // namespace linhui::methodology
