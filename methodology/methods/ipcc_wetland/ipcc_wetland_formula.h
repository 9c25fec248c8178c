// The removal of a stand under IPCC-2013-WL as a formula: the equations of ipcc_wetland_equations.h
// over cells that may be drawn, times the years in which they hold.
#pragma once

#include <cstddef>

#include "methodology/methods/ipcc_wetland/ipcc_wetland_tables.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// Adds the stand to `sheet` under `position`. No measurement of a wetland is drawn but its area,
// which the caller multiplies by. Requires: the stand passed the method's checks, and the table has
// its factors.
void add_ipcc_wetland_removal(const Stand& stand, std::size_t position, WetlandTables& table,
                              const EstimateOptions& options, FormulaSheet& sheet);

}  // namespace linhui::methodology
