// What can be said about a Monte Carlo run's input; codes as findings.h has them. Of the whole. The
// list stands in docs/uncertainty.md.
#pragma once

#include <cstdint>
#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// Of a run. With 100 draws the 5 % point is the fifth smallest.
inline constexpr std::size_t kFewestDraws = 100, kMostDraws = 10'000'000;
inline constexpr int kMostParts = 10'000;

// Of a run's options.
Finding draws_out_of_range(std::size_t draws);
Finding part_out_of_range(int part, int parts);
// Line of the file of uncertainties, from 1 with its header.
Finding uncertainty_invalid(std::size_t line, const std::string& field, const std::string& value,
                            const std::string& english, const std::string& chinese);
// The method has no such parameter, or the name is none.
Finding uncertainty_unknown(std::size_t line, const std::string& parameter);
// Nothing has a distribution: there is nothing to draw.
Finding uncertainty_missing();
// The method's own finding of a drawn value, with the draw's number (from 0; told from 1) before
// it.
Finding draw_refused(std::size_t draw, const Finding& reason);

// Of parts that are put together. They are of different runs: `what` names the first thing in which
// their plans differ.
Finding parts_differ(const std::string& what);
// A part is there twice; one is not there.
Finding part_repeated(int part);
Finding part_missing(int part, int parts);
// A part that no run wrote; `what` names the piece that cannot be.
Finding part_damaged(const std::string& what);

}  // namespace linhui::methodology
