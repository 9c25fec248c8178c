// What the explanations of crediting methods have in common: a stand's total and change, and its
// baseline. The steps say how figures that the estimate has already come about; nothing is
// estimated here but the stocks that a baseline's terms are the differences of.
#pragma once

#include <string>
#include <vector>

#include "methodology/explanation.h"
#include "methodology/methods/shared/baseline_trees.h"

namespace linhui::methodology {

// Adds the `total` row of each year, as the sum of the rounded pools, and from the second year on
// the `change`, as the difference of rounded totals.
// Requires: `estimate` is of one stand, and every row of it has a stock.
void explain_totals(const Estimate& estimate, Explanation& steps);

// A stock of the baseline's trees that is rounded by itself.
struct BaselineStep {
  std::string term;     // one that term_name() knows
  std::string formula;  // A * V_baseline * ...
  std::string per_m3;   // the factors of one m³, as arithmetic, without A, V and 44/12
  BaselineStock stock;  // the same figure as the method makes it
};

// Adds the baseline's terms, each the difference of the rounded stocks that are told before it: of
// the year before the first term, and of each term's year. Nothing where the estimate has no
// baseline term of the stand.
// Requires: `estimate` is of `stand` alone; `stocks` add up to what the method takes.
void explain_baseline(const Estimate& estimate, const Stand& stand,
                      const std::vector<BaselineStep>& stocks, const Bilingual& source,
                      Explanation& steps);

// Steps in order of year; within a year as they were added. Those of year 0, which hold for all
// years, come first.
void sort_by_year(Explanation& steps);

}  // namespace linhui::methodology
