// A stock that runs linearly from one measured year to the next, read off year by year.
#pragma once

#include "methodology/numbers/quantity.h"

namespace linhui::methodology {

// stock(step) = (begin · (steps − step) + end · step) / steps, rounded once (round_half_even). The
// three integers of the line are worked out once; a year then costs one division.
//
// The exact way, and the slowest: the fast path (stock_sums.h) falls back to it, and is tested
// against it. Immutable: threads may share one.
class StockLine {
 public:
  // Stocks of the two measured years, of the stand's whole area. Requires: steps > 0 years between
  // them.
  StockLine(const ExactTonnesCO2e& begin, const ExactTonnesCO2e& end, int steps);
  // `step` years after the first. Requires: 0 <= step <= steps.
  TonnesCO2e at(int step) const;

 private:
  // t CO2e · denominator_ = begin_ + rise_ · step.
  Integer begin_, rise_, denominator_;
};

}  // namespace linhui::methodology
