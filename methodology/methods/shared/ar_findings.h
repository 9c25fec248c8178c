// Findings of the afforestation and forest management methods; see findings.h.
#pragma once

#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

inline constexpr int kLargestUncertaintyPercent = 1000;

// Of the whole.
// `expected` in signs that need no translation: "0-1".
Finding setting_out_of_range(const std::string& name, const std::string& value,
                             const std::string& expected);
// A setting without which another one cannot be followed.
Finding setting_needed(const std::string& name, const std::string& other);
Finding uncertainty_too_large(const std::string& method, const std::string& percent);

// Of a stand's baseline.
Finding baseline_missing(const std::string& stand_id);
Finding baseline_too_short(const std::string& stand_id, int first, int last, int from, int to);
Finding baseline_falls(const std::string& stand_id, int from, int to);

// Of the other pools.
Finding planted_in_missing(const std::string& stand_id, const std::string& setting);
Finding shrub_cover_missing(const std::string& stand_id);
Finding share_out_of_range(const std::string& stand_id, const std::string& field,
                           const Decimal& share);
Finding soil_not_covered(const std::string& stand_id, const std::string& soil);
Finding burnt_before_period(const std::string& stand_id, int planted_in, int from_year);

}  // namespace linhui::methodology
