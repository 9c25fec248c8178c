// A stock that runs linearly from one measured year to the next, read off year by year.
#pragma once

#include "methodology/numbers/quantity.h"

namespace linhui::methodology {

// stock(step) = (begin · (steps − step) + end · step) / steps, rounded once (round_half_even).
// The three integers of the line are worked out once; a year then costs one division.
class StockLine {
 public:
  // Requires: steps > 0 years between the two measurements.
  StockLine(const ExactTonnesCO2e& begin, const ExactTonnesCO2e& end, int steps);
  // Requires: 0 <= step <= steps.
  TonnesCO2e at(int step) const;

 private:
  Integer begin_, rise_, denominator_;
};

}  // namespace linhui::methodology
