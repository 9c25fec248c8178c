// From tallied trees to the carbon of a plot's hectare:
//
//   c = Σ_trees W · CF · 44/12 · (10 000 m² / plot area) / 1000        t CO2e/ha
//
// with W in kg above ground, and below ground where the equations' source has roots for every tree
// of the sample: a mean over plots of which some hold roots and others not would mean nothing.
//
// Source: AR-TOOL14 v04.2 (tree biomass in plots by allometry); CF 0.47 is its default.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "methodology/sampling/allometry.h"
#include "methodology/sampling/plot_sampling.h"

namespace linhui::methodology {

// A plot on the ground: where its trees stand, m².
struct MeasuredPlot {
  std::string plot_id, stratum;
  Decimal area_m2;
};

// Plots in the order given, ready for sample_statistics().
struct PlotCarbon {
  std::vector<PlotValue> plots;  // t CO2e/ha
  bool with_roots = false;
  std::vector<Finding> notes;
  TableUse table;
};

// Exact but for each tree's rounding: sums are of whole 0.0001 kg. A plot without trees counts as
// zero and is noted (plot_without_trees). `region` as in Allometry::find(); `carbon_fraction` in t
// C per t d.m., the caller's to choose.
//
// Refuses every fault at once: plot areas that are not positive (or above 100 ha), ids twice, trees
// without a plot, species without equations, diameters and heights that are no tree's.
std::variant<PlotCarbon, Findings> plot_carbon(const std::vector<MeasuredPlot>& plots,
                                               const std::vector<TalliedTree>& trees,
                                               const std::string& region,
                                               const Rational& carbon_fraction,
                                               const TableFiles& tables);

}  // namespace linhui::methodology
