// Monte Carlo runs as files: a part with its totals, and the result of the whole.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "methodology/monte_carlo/monte_carlo.h"
#include "methodology/monte_carlo/monte_carlo_result.h"

namespace linhui::api::exchange {

// One JSON document: {format, plan, parts, totals, sha256}; sha256 is over the document without
// that member. Totals are integers, distributions the shortest decimals that read back to the same
// doubles, so that nothing is lost.
std::string monte_carlo_part_text(const methodology::MonteCarloPart& part);

// Refuses (part_damaged) what is not such a document, or is not what its digest says.
std::variant<methodology::MonteCarloPart, methodology::Finding> parse_monte_carlo_part(
    const std::string& text);

// The whole of which these are the parts. Refuses parts of different runs (parts_differ, with the
// first member of the plan that differs), a part that is there twice, one that is missing.
std::variant<methodology::MonteCarloPart, methodology::Finding> merge_monte_carlo(
    const std::vector<methodology::MonteCarloPart>& parts);

// {quantity, method, …, removal_tCO2e, mean_tCO2e, standard_deviation_tCO2e, p5_tCO2e …, sources,
// fixed, unused}; docs/uncertainty.md. Requires: no part is missing.
nlohmann::ordered_json monte_carlo_json(const methodology::MonteCarloPart& whole,
                                        const methodology::MonteCarloResult& result);

}  // namespace linhui::api::exchange
