#include "methodology/methods/shared/ar_findings.h"

#include "methodology/findings.h"

namespace linhui::methodology {

Finding setting_out_of_range(const std::string& name, const std::string& value,
                             const std::string& expected) {
  return {"setting_out_of_range",
          "",
          name,
          value,
          "The setting " + name + " is " + value + "; expected " + expected + ".",
          "设置 " + name + " 为 " + value + "，应为 " + expected + "。"};
}

Finding setting_needed(const std::string& name, const std::string& other) {
  return {"setting_needed",
          "",
          name,
          "",
          "The setting " + name + " is not given; " + other + " needs it.",
          "未给出设置 " + name + "，" + other + " 需要它。"};
}

Finding uncertainty_too_large(const std::string& method, const std::string& percent) {
  return {"uncertainty_too_large",
          "",
          "uncertainty_percent",
          percent,
          "The uncertainty of " + percent + " % is beyond the classes of " + method +
              "; expected at most 30 %, by more sample plots.",
          "不确定性 " + percent + " % 超出 " + method + " 的分级，应增加样地使其不超过 30 %。"};
}

Finding baseline_missing(const std::string& stand_id) {
  return {"baseline_missing",
          stand_id,
          "baseline_volume_m3_ha_by_year",
          "",
          "The growing stock without the project is not given; expected it in m3/ha for the first "
          "and the last year of the period at least.",
          "未填写基线情景的公顷蓄积，至少应填核算期首末两年的蓄积（立方米/公顷）。"};
}

Finding baseline_too_short(const std::string& stand_id, int first, int last, int from, int to) {
  const std::string given = std::to_string(first) + "-" + std::to_string(last);
  const std::string needed = std::to_string(from) + "-" + std::to_string(to);
  return {"baseline_too_short",
          stand_id,
          "baseline_volume_m3_ha_by_year",
          given,
          "The growing stock without the project is given for " + given +
              "; expected figures from " + needed + " on both ends.",
          "基线情景蓄积仅有 " + given + " 年，应覆盖 " + needed + " 年。"};
}

Finding baseline_falls(const std::string& stand_id, int from, int to) {
  const std::string years = std::to_string(from) + "-" + std::to_string(to);
  return {"baseline_falls",
          stand_id,
          "baseline_volume_m3_ha_by_year",
          years,
          "The growing stock without the project falls over " + years +
              ": the baseline is negative and raises the net removal.",
          "基线情景蓄积在 " + years + " 年间下降：基线为负，会增加净清除量。"};
}

Finding planted_in_missing(const std::string& stand_id, const std::string& setting) {
  return {"planted_in_missing",
          stand_id,
          "planted_in",
          "",
          "The year of planting is not given; the setting " + setting + " needs it.",
          "未填写造林年度，设置 " + setting + " 需要它。"};
}

Finding shrub_cover_missing(const std::string& stand_id) {
  return {"shrub_cover_missing",
          stand_id,
          "shrub_cover",
          "",
          "The crown cover of shrubs is not given; expected a share of the ground from 0 to 1, as "
          "shrubs are counted.",
          "未填写灌木盖度，计入灌木时应填 0 至 1 之间的盖度。"};
}

Finding share_out_of_range(const std::string& stand_id, const std::string& field,
                           const Decimal& share) {
  return {"share_out_of_range",
          stand_id,
          field,
          share.str(),
          "The share " + field + " is " + share.str() + "; expected 0 to 1.",
          field + " 为 " + share.str() + "，应在 0 至 1 之间。"};
}

Finding soil_not_covered(const std::string& stand_id, const std::string& soil) {
  return {"soil_not_covered",
          stand_id,
          "soil",
          soil,
          "The soil " + quoted(soil) +
              " is outside of the tool for soil carbon; expected mineral soil that is not wetland.",
          "土壤 " + quoted(soil) + " 不适用土壤碳工具，应为非湿地的矿质土。"};
}

Finding burnt_before_period(const std::string& stand_id, int planted_in, int from_year) {
  const std::string planted = std::to_string(planted_in), from = std::to_string(from_year);
  return {"burnt_before_period",
          stand_id,
          "planted_in",
          planted,
          "The stand was planted in " + planted + ", not after " + from +
              ": the burning before planting lies before the period and is not counted.",
          "该小班造林年度为 " + planted + " 年，不晚于 " + from +
              " 年：造林前的炼山发生在核算期之前，不计入。"};
}

}  // namespace linhui::methodology
