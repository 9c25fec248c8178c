// The removal of a stand under IPCC-2019-FL as a formula; ipcc_forest_stand.h has the equations.
// Classes of BCEF and R follow what is drawn, draw by draw.
#pragma once

#include <cstddef>

#include "methodology/methods/ipcc_forest/ipcc_forest_stand.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// Adds the stand to `sheet` under `position`. Under gain_loss, years of one age class and one class
// of R are counted together; the result is the same but for rounding. Requires: a stand without
// faults, opened with the same choices.
void add_ipcc_forest_removal(const Stand& stand, std::size_t position, const ForestStand& forest,
                             const ForestChoices& choices, const EstimateOptions& options,
                             FormulaSheet& sheet);

}  // namespace linhui::methodology
