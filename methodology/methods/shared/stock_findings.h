// Findings of the methods that assess stocks (CHN-BV, IPCC-2019-FL); codes and fields as findings.h
// has them.
#pragma once

#include <string>

#include "methodology/bilingual.h"
#include "methodology/estimate.h"

namespace linhui::methodology {

// A count, share or age that nothing has. `expected` in signs that need no translation: "0-1".
Finding number_out_of_range(const std::string& stand_id, const std::string& field,
                            const Decimal& value, const std::string& expected);
// Note: what the inventory gives once is taken for all years.
Finding held_constant(const std::string& stand_id, const std::string& field);
// Economic forest without growing stock: no default biomass is in hand. Its code is
// parameters_missing.
Finding economic_forest_missing(const std::string& stand_id, const std::string& method);

// Note: in `years`, joined, a factor changed its class, so that the change holds a jump.
Finding factor_class_crossed(const std::string& stand_id, const std::string& years);
// Note: a number of the 2006 Guidelines where the 2019 tables at hand have none.
Finding older_edition_used(const std::string& stand_id, const Bilingual& citation);
// Land converted to forest without the setting soil_factor_before. Its code is parameters_missing.
Finding soil_factor_missing(const std::string& stand_id, const std::string& land_before);

}  // namespace linhui::methodology
