// How a figure came about, for a person to check by hand.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "methodology/estimate.h"

namespace linhui::methodology {

// One line of arithmetic: `equation` with names, `arithmetic` the same with numbers and units.
struct ExplainedStep {
  int year = 0;            // calendar year; 0: holds for all years
  std::string term;        // what is worked out: a pool, baseline, R, BEF, biomass ...
  std::string equation;    // above_ground = A * V * D * BEF * CF * 44/12
  std::string arithmetic;  // 12.35 ha * 88.2 m3/ha * 0.380 t/m3 * 1.472 * 0.460 * 44/12
  std::string result;      // 1027.9461, a decimal
  std::string unit;        // t CO2e
  std::string source;      // the equation's document and number; each value's table row, confidence
};

using Explanation = std::vector<ExplainedStep>;
// Faults are those that estimate() finds in the stand.
using ExplainOutcome = std::variant<Explanation, Findings>;

}  // namespace linhui::methodology
