// How the figures of a wetland stand under IPCC-2013-WL come about: the equations of
// ipcc_wetland_equations.h in words.
#pragma once

#include <string>
#include <vector>

#include "methodology/explanation.h"
#include "methodology/methods/ipcc_wetland/ipcc_wetland_tables.h"

namespace linhui::methodology {

// A step a row that has a stock, or a change other than zero, with its equation, numbers and their
// sources. `gwp` names the report whose potentials `table` has. Requires: `rows` are those that the
// method gives for the stand alone, of which the tables have all factors.
Explanation explain_ipcc_wetland(const Stand& stand, const std::string& gwp, WetlandTables& table,
                                 const std::vector<EstimateRow>& rows);

}  // namespace linhui::methodology
