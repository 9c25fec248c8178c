// How the figures of CHN-BV come about.
#pragma once

#include "methodology/explanation.h"
#include "methodology/methods/chn_bv/chn_bv_tables.h"

namespace linhui::methodology {

// A step a row of living biomass: by a · V + b, by culms or by cover, as the stand's species go.
// The numbers that it names count as looked up in `table`.
// Requires: `estimate` is that of `stand` alone, over the tables and settings of `table`.
Explanation explain_chn_bv(const Estimate& estimate, const Stand& stand, ChnBvTables& table);

}  // namespace linhui::methodology
