// The removal of a stand under AR-ACM0003 as a formula; ar_acm0003_stand.h has the equations. In
// the same terms as the estimate, but for its rounding: a test holds the two together draw by draw
// (tests/methodology/monte_carlo/monte_carlo_formula_test.cc).
#pragma once

#include <cstddef>

#include "methodology/methods/ar_acm0003/ar_acm0003_stand.h"
#include "methodology/methods/shared/volume_route.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// Adds the stand to `sheet` under `position`. Drawn: D, BEF, CF, R's intercept and exponent, the
// shares of dead wood and litter, the baseline's R, soil carbon and burning. Shrubs do not change
// and leave no trace. Requires: the stand passed the method's checks, which gave `own`; `species`
// are its own, of rows of `species_table`.
void add_ar_acm0003_removal(const Stand& stand, std::size_t position, const ArStandParameters& own,
                            const StandSpecies& species, const ParameterTable& species_table,
                            const ArAcm0003Parameters& parameters, const EstimateOptions& options,
                            FormulaSheet& sheet);

}  // namespace linhui::methodology
