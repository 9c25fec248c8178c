// How the figures of a stand under IPCC-2019-FL come about: biomass b, then each pool by stock or
// by growth, each factor with the row of the table that it was read from.
#pragma once

#include <vector>

#include "methodology/explanation.h"
#include "methodology/methods/ipcc_forest/ipcc_forest_stand.h"

namespace linhui::methodology {

// In order of the rows. A factor is told as it holds in that year: classes follow the growing
// stock. Requires: `forest` has no faults, and `rows` are those that the method gives for the stand
// alone.
Explanation explain_ipcc_forest(const Stand& stand, const ForestStand& forest,
                                const ForestChoices& choices, const EstimateOptions& options,
                                const std::vector<EstimateRow>& rows);

}  // namespace linhui::methodology
