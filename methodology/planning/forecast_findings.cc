#include "methodology/planning/forecast_findings.h"

#include "methodology/findings.h"

namespace linhui::methodology {

Finding curve_used(const std::string& name, const std::string& region, const std::string& source,
                   Confidence confidence, std::size_t stands) {
  const std::string count = std::to_string(stands);
  return {"curve_used",
          "",
          "species",
          name,
          "FORECAST, not measured: " + count + " stands follow the growth curve " + quoted(name) +
              " of " + region + " (" + source + "; " + name_of(confidence) +
              "). Whether it holds for these stands is for the project to show.",
          "预测值，非实测：" + count + " 个小班采用" + region + "的生长曲线 " + quoted(name) +
              "（" + source + "；" + name_of(confidence) + "），是否适用须由项目方说明。"};
}

Finding forecast_held(const std::string& stand_id, int last_measured, const std::string& english,
                      const std::string& chinese) {
  const std::string year = std::to_string(last_measured);
  return {"forecast_held",
          stand_id,
          "volume_m3_ha",
          year,
          "No forecast: " + english + ". The stand is carried at its stock of " + year + ".",
          "不作预测：" + chinese + "。该小班按 " + year + " 年的蓄积计。"};
}

Finding forecast_beyond_curve(const std::string& stand_id, int last_age) {
  const std::string age = std::to_string(last_age);
  return {"forecast_beyond_curve",
          stand_id,
          "age",
          age,
          "The growth curve was fitted up to age " + age +
              "; the stand is carried at that age's stock from then on.",
          "生长曲线只适用到 " + age + " 年生，此后按该年龄的蓄积计。"};
}

Finding scenario_malformed(std::size_t line, const std::string& field, const std::string& value,
                           const std::string& english, const std::string& chinese) {
  return {"scenario_malformed",          "", field, value, line_en(line) + english + ".",
          line_zh(line) + chinese + "。"};
}

Finding scenario_stand_unknown(const std::string& stand_id, std::size_t line) {
  return {"scenario_stand_unknown",
          stand_id,
          "stand_id",
          stand_id,
          line_en(line) + "The inventory has no forest stand " + quoted(stand_id) + ".",
          line_zh(line) + "清单中没有森林小班 " + quoted(stand_id) + "。"};
}

Finding scenario_year_measured(const std::string& stand_id, std::size_t line, int year,
                               int last_measured) {
  return {"scenario_year_measured",
          stand_id,
          "year",
          std::to_string(year),
          line_en(line) + "The year " + std::to_string(year) +
              " is not after the stand's last inventory, that of " + std::to_string(last_measured) +
              "; expected a later one.",
          line_zh(line) + std::to_string(year) + " 年不晚于该小班的最后一次调查（" +
              std::to_string(last_measured) + " 年）。"};
}

Finding scenario_not_bare(const std::string& stand_id, std::size_t line) {
  return {"scenario_not_bare",
          stand_id,
          "action",
          "plant",
          line_en(line) +
              "The stand holds growing stock; expected a bare one, or the action "
              "convert.",
          line_zh(line) + "该小班已有蓄积，应为无林小班，或使用 convert。"};
}

}  // namespace linhui::methodology
