#include "methodology/results/estimate_compare.h"

#include <cassert>

namespace linhui::methodology {

std::vector<StandOutcome> outcomes_by_stand(const Estimate& estimate, std::size_t stands) {
  std::vector<StandOutcome> outcomes(stands);
  for (const auto& row : estimate.rows) {
    if (row.pool != Pool::total) continue;
    assert(row.stand < stands);
    outcomes[row.stand].stock = row.stock;
    if (row.change) outcomes[row.stand].change += *row.change;
  }
  return outcomes;
}

}  // namespace linhui::methodology
