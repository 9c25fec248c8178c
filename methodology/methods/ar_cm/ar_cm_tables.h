// D, BEF, R and CF by species group, as AR-CM-001-V01 gives them (species_ar_cm_001.csv).
//
// AR-CM-003-V01 has tables of its own, which were not read: these stand in for them. AR-ACM0003
// takes D from here, and the growth curves the groups.
#pragma once

#include "methodology/methods/shared/tree_biomass.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {

// Columns D_t_m3 (t d.m./m³ of stem), BEF, R (ratios) and CF (t C/t d.m.), a number in each row, by
// the key species_zh. A number above 10 is refused as a typing error.
extern const TableSchema kArCmSpecies;

// The four numbers of a row; each counts as looked up.
// Requires: `row` of a table that was read by kArCmSpecies.
TreeFactors tree_factors(ParameterTable& table, std::size_t row);

}  // namespace linhui::methodology
