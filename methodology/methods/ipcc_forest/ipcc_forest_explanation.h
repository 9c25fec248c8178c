// How the figures of a stand under IPCC-2019-FL come about.
#pragma once

#include <vector>

#include "methodology/explanation.h"
#include "methodology/methods/ipcc_forest/ipcc_forest_stand.h"

namespace linhui::methodology {

// Requires: `forest` has no faults, and `rows` are those that the method gives for the stand.
Explanation explain_ipcc_forest(const Stand& stand, const ForestStand& forest,
                                const ForestChoices& choices, const EstimateOptions& options,
                                const std::vector<EstimateRow>& rows);

}  // namespace linhui::methodology
