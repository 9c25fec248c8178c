// How the figures of AR-ACM0003 come about, step by step: densities and parameters with their
// sources, then by year growing stock, biomass b, ratio R, pools, totals, baseline and emissions.
#pragma once

#include "methodology/explanation.h"
#include "methodology/methods/ar_acm0003/ar_acm0003_stand.h"
#include "methodology/methods/shared/volume_route.h"

namespace linhui::methodology {

// Of one stand, sorted by year. The ratio R is told to eight decimals; figures use it unrounded.
// Requires: `estimate` is that of `stand` alone; `own`, `species` and `parameters` are those that
// the method worked with.
Explanation explain_ar_acm0003(const Estimate& estimate, const Stand& stand,
                               const ArStandParameters& own, SpeciesTable& species,
                               const ArAcm0003Parameters& parameters);

// Adds the leakage of land cleared for displaced farming (AR-TOOL15), where the project states it:
// a term of the whole. Nothing where it does not.
void explain_displacement(const Estimate& estimate, const ArAcm0003Parameters& parameters,
                          Explanation& steps);

}  // namespace linhui::methodology
