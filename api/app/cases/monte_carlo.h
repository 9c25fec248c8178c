// How uncertain the removal of an inventory's stands is: Monte Carlo runs over an estimate, in one
// piece or in parts made on several machines. docs/uncertainty.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/app/cases/estimates.h"
#include "methodology/monte_carlo/monte_carlo.h"
#include "methodology/monte_carlo/monte_carlo_result.h"

namespace linhui::api::app {

struct MonteCarloRequest {
  EstimateBasis basis;
  std::size_t draws = 0;
  std::uint64_t seed = 0;
  int part = 1, parts = 1;  // only this part of the stands, counted from 1
  std::string uncertainty;  // file of the project's distributions, CSV; empty: those of the tables
  Progress progress;        // of the draws; called by any of the threads that draw, one at a time
};

// Draws with every processor; the figures are the same for any number of them. The plan names the
// inventory and the file of uncertainties by their digests.
// Errors: method_unknown; read_stands()'s, measured_period()'s, parameter_set()'s; file_not_found
// and file_not_readable of `uncertainty`; estimate_refused with the faults of that file, or with
// what methodology::run_monte_carlo() refuses.
Outcome<methodology::MonteCarloPart> draw_removals(const MonteCarloRequest& request);

// The whole of which the files are the parts, each once, in any order.
// Errors: file_not_found, file_not_readable; estimate_refused with part_damaged, parts_differ,
// part_repeated or what else exchange::merge_monte_carlo() refuses.
Outcome<methodology::MonteCarloPart> merge_parts(const std::vector<std::string>& files);

// A part as a file for merge_parts(). Errors: file_not_writable.
Outcome<void> write_part(const std::string& path, const methodology::MonteCarloPart& part);

// The result as JSON, or, where the path is a picture's (.svg, .png), as a tornado chart with
// labels in `language`. Requires: `result` is that of `whole`. Errors: file_not_writable,
// chart_empty, picture_failed.
Outcome<void> write_result(const std::string& path, const methodology::MonteCarloPart& whole,
                           const methodology::MonteCarloResult& result, Language language);

}  // namespace linhui::api::app
