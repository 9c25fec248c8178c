// The removal of a stand under IPCC-2013-WL as a formula; ipcc_2013_wl.cc has the equations.
#pragma once

#include <cstddef>

#include "methodology/methods/ipcc_wetland/ipcc_wetland_tables.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// Requires: the stand passed the method's checks, and the table has its factors.
void add_ipcc_wetland_removal(const Stand& stand, std::size_t position, WetlandTables& table,
                              const EstimateOptions& options, FormulaSheet& sheet);

}  // namespace linhui::methodology
