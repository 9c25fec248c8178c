// Findings of the methods that assess stocks; see findings.h.
#pragma once

#include <string>

#include "methodology/bilingual.h"
#include "methodology/estimate.h"

namespace linhui::methodology {

// `expected` in signs that need no translation: "0-1".
Finding number_out_of_range(const std::string& stand_id, const std::string& field,
                            const Decimal& value, const std::string& expected);
Finding held_constant(const std::string& stand_id, const std::string& field);
Finding economic_forest_missing(const std::string& stand_id, const std::string& method);

// The year's change holds a jump between two classes of a table of factors. `years` joined.
Finding factor_class_crossed(const std::string& stand_id, const std::string& years);
Finding older_edition_used(const std::string& stand_id, const Bilingual& citation);
Finding soil_factor_missing(const std::string& stand_id, const std::string& land_before);

}  // namespace linhui::methodology
