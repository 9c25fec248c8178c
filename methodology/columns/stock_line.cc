#include "methodology/columns/stock_line.h"

#include <cassert>

namespace linhui::methodology {

StockLine::StockLine(const ExactTonnesCO2e& begin, const ExactTonnesCO2e& end, int steps) {
  assert(steps > 0);
  // Over the common denominator d_b · d_e · steps, a step adds n_e · d_b − n_b · d_e.
  const Integer begin_denominator = denominator(begin.value);
  const Integer end_denominator = denominator(end.value);
  const Integer begin_numerator = numerator(begin.value) * end_denominator;
  rise_ = numerator(end.value) * begin_denominator - begin_numerator;
  begin_ = begin_numerator * steps;
  denominator_ = begin_denominator * end_denominator * steps;
}

TonnesCO2e StockLine::at(int step) const {
  return round_half_even(begin_ + rise_ * step, denominator_);
}

}  // namespace linhui::methodology
