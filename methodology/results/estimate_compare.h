// Two estimates of the same stands, side by side: under two parameter sets, or two scenarios. This
// gives one side; the caller sets two beside each other, stand by stand.
#pragma once

#include <optional>
#include <vector>

#include "methodology/estimate.h"

namespace linhui::methodology {

// What a stand comes to over the period of an estimate, by its `total` rows.
struct StandOutcome {
  std::optional<TonnesCO2e> stock;  // at the end of its last year; empty: not known
  TonnesCO2e change;                // Σ of its changes; a removal is positive
};

// One a stand, in the order of the input; zero and no stock for one without rows. Requires:
// `stands` of them went into the estimate.
std::vector<StandOutcome> outcomes_by_stand(const Estimate& estimate, std::size_t stands);

}  // namespace linhui::methodology
