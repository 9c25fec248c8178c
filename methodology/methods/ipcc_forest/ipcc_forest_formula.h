// The removal of a stand under IPCC-2019-FL as a formula; ipcc_2019_fl.cc has the equations.
#pragma once

#include <cstddef>

#include "methodology/methods/ipcc_forest/ipcc_forest_stand.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// Requires: a stand without faults.
void add_ipcc_forest_removal(const Stand& stand, std::size_t position, const ForestStand& forest,
                             const ForestChoices& choices, const EstimateOptions& options,
                             FormulaSheet& sheet);

}  // namespace linhui::methodology
