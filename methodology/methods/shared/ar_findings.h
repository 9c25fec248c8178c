// Findings of the afforestation and forest management methods (AR-CM, AR-ACM0003); codes and fields
// as findings.h has them.
#pragma once

#include <string>

#include "methodology/estimate.h"

namespace linhui::methodology {

// Beyond it a half-width is a slip, not a sample.
inline constexpr int kLargestUncertaintyPercent = 1000;

// Of the whole. `expected` in signs that need no translation: "0-1".
Finding setting_out_of_range(const std::string& name, const std::string& value,
                             const std::string& expected);
// A setting without which another one cannot be followed.
Finding setting_needed(const std::string& name, const std::string& other);
// The half-width is beyond the classes of the method's table: more plots are needed.
Finding uncertainty_too_large(const std::string& method, const std::string& percent);

// Of a stand's baseline: growing stock without the project. None is given where the method needs
// it.
Finding baseline_missing(const std::string& stand_id);
// Its years `first` to `last` do not span the stand's rows, `from` to `to`.
Finding baseline_too_short(const std::string& stand_id, int first, int last, int from, int to);
// Note: it falls over the period, which raises the net.
Finding baseline_falls(const std::string& stand_id, int from, int to);

// Of the other pools. The setting needs the stand's year of planting.
Finding planted_in_missing(const std::string& stand_id, const std::string& setting);
// The setting shrubs needs it.
Finding shrub_cover_missing(const std::string& stand_id);
// A share of the ground below 0 or above 1.
Finding share_out_of_range(const std::string& stand_id, const std::string& field,
                           const Decimal& share);
// Organic or wetland soil under the tool for soil carbon.
Finding soil_not_covered(const std::string& stand_id, const std::string& soil);
// Note: the burning lies before the period, and is not counted.
Finding burnt_before_period(const std::string& stand_id, int planted_in, int from_year);

}  // namespace linhui::methodology
