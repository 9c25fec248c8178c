// Sample plots, from their number and places to a mean with its interval. Files of strata, plots
// and trees are those of exchange/registers/plot_tables.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/problem.h"
#include "methodology/sampling/plot_plan.h"
#include "methodology/sampling/plot_sampling.h"

namespace linhui::api::app {

struct PlotEstimateRequest {
  std::string plots, strata;              // files
  std::string trees;                      // file of tallied trees; empty: plots have values
  std::string region;                     // whose biomass equations, where a species has several
  methodology::Rational carbon_fraction;  // t C per t d.m., above zero; of trees
};
struct PlotEstimate {
  methodology::SampleStatistics statistics;
  std::vector<methodology::PlotValue> plots;  // t CO2e/ha where from trees, else as given
  std::vector<methodology::Finding> notes;
  bool from_trees = false, with_roots = false;
  std::string allometry_sha256;  // empty: not from trees
  // AR-TOOL14's: of the half-width, in the plots' unit. Nothing where no class holds it.
  std::optional<methodology::Rational> deduction;
};
// The mean of the plots over the strata, with its 90 % interval.
// Errors: sample_refused with every fault of the files; estimate_refused with sample_value_missing
// (a plot's area_m2 with trees, its value without) or what the sampling and the biomass equations
// refuse.
Outcome<PlotEstimate> estimate_plots(const PlotEstimateRequest& request);

// How many plots it takes for a half-width at 90 % of `precision_percent` of the mean. Requires:
// both numbers above zero; the area is of one plot, m². Errors: sample_refused with every fault of
// the file, sample_value_missing where a stratum has no mean or sd; estimate_refused with what
// methodology::plan_plots() refuses.
Outcome<methodology::PlotPlan> plan_plots(const std::string& strata,
                                          const methodology::Rational& precision_percent,
                                          const methodology::Rational& plot_area_m2);

struct PlotDrawRequest {
  std::string file, layer, field;            // polygons; layer empty: the first; field: the stratum
  std::map<std::string, std::size_t> plots;  // how many, by stratum
  std::uint64_t seed = 0;                    // the same seed gives the same places
  std::string out;                           // GeoPackage, which must not be there yet
};
// Draws the places of plots and writes them. Gives how many were drawn.
// Errors: sample_refused with every fault of the polygons, file_exists, file_not_writable.
Outcome<std::size_t> draw_plots(const PlotDrawRequest& request);

}  // namespace linhui::api::app
