// What can be said about a Monte Carlo run's input, as in findings.h.
#pragma once

#include <cstdint>
#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

inline constexpr std::size_t kFewestDraws = 100, kMostDraws = 10'000'000;
inline constexpr int kMostParts = 10'000;

Finding draws_out_of_range(std::size_t draws);
Finding part_out_of_range(int part, int parts);
// Line of the file of uncertainties, from 1 with its header.
Finding uncertainty_invalid(std::size_t line, const std::string& field, const std::string& value,
                            const std::string& english, const std::string& chinese);
Finding uncertainty_unknown(std::size_t line, const std::string& parameter);
Finding uncertainty_missing();
Finding draw_refused(std::size_t draw, const Finding& reason);

// Of parts that are put together. `what` names the first thing in which they differ.
Finding parts_differ(const std::string& what);
Finding part_repeated(int part);
Finding part_missing(int part, int parts);
Finding part_damaged(const std::string& what);

}  // namespace linhui::methodology
