// How the figures of AR-ACM0003 come about, step by step.
#pragma once

#include "methodology/explanation.h"
#include "methodology/methods/ar_acm0003/ar_acm0003_stand.h"
#include "methodology/methods/shared/volume_route.h"

namespace linhui::methodology {

// `estimate` is that of `stand` alone.
Explanation explain_ar_acm0003(const Estimate& estimate, const Stand& stand,
                               const ArStandParameters& own, SpeciesTable& species,
                               const ArAcm0003Parameters& parameters);

// The leakage of land cleared for displaced farming, where the project states it.
void explain_displacement(const Estimate& estimate, const ArAcm0003Parameters& parameters,
                          Explanation& steps);

}  // namespace linhui::methodology
