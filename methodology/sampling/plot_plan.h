// How many plots a target precision takes, and how to share them among strata.
//
//   Neyman        n = N t² (Σ w s)² / (N E² + t² Σ w s²)      n_h = n · w_h s_h / Σ w s
//   proportional  n = N t² Σ w s²   / (N E² + t² Σ w s²)      n_h = n · w_h
//
// over the strata with share of area w, standard deviation s of plot values from a pilot or a like
// forest; N = A / plot area, the number of plots that would cover everything (its term is the
// correction for a finite population); E the wanted half-width in the plots' unit; t Student's, at
// 90 %, for n − H degrees of freedom (found by repetition, from the normal on). n is rounded up a
// stratum, and each has two plots at least.
//
// Source: the CDM's A/R tool for the number of sample plots (AR-AM-TOOL-03 v02.1), recalled;
//         Cochran, Sampling Techniques, 3rd ed., 5.5 and 5.9.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "methodology/estimate.h"

namespace linhui::methodology {

// What is known before the plots are laid out: of a pilot, or a forest like it.
struct PlanStratum {
  std::string name;
  Rational area_ha;
  Rational mean, sd;  // of plot values, in one unit
};

// Whole plots a stratum by both rules, and their sums.
struct PlotPlan {
  struct Row {
    std::string stratum;
    std::size_t neyman = 0, proportional = 0;
  };
  std::vector<Row> rows;  // in the order given
  std::size_t neyman = 0, proportional = 0;
  std::string mean, wanted_half_width;  // four decimals
};

// `percent`: the wanted half-width at 90 %, of the mean. Refuses: no strata, a name twice, a
// stratum without room for more than two plots, a deviation below zero, a mean that is not
// positive, a percentage outside of (0, 100], a plot area that is not positive.
std::variant<PlotPlan, Findings> plan_plots(const std::vector<PlanStratum>& strata,
                                            const Rational& percent, const Rational& plot_area_ha);

}  // namespace linhui::methodology
