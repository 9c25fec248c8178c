// The removal of a stand under AR-ACM0003 as a formula; ar_acm0003_stand.h has the equations.
#pragma once

#include <cstddef>

#include "methodology/methods/ar_acm0003/ar_acm0003_stand.h"
#include "methodology/methods/shared/volume_route.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// Requires: the stand passed the method's checks, which gave `own`; `species` are its own, of rows
// of `species_table`.
void add_ar_acm0003_removal(const Stand& stand, std::size_t position, const ArStandParameters& own,
                            const StandSpecies& species, const ParameterTable& species_table,
                            const ArAcm0003Parameters& parameters, const EstimateOptions& options,
                            FormulaSheet& sheet);

}  // namespace linhui::methodology
