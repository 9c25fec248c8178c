#include "methodology/methods/shared/stock_findings.h"

namespace linhui::methodology {

Finding number_out_of_range(const std::string& stand_id, const std::string& field,
                            const Decimal& value, const std::string& expected) {
  return {"number_out_of_range",
          stand_id,
          field,
          value.str(),
          "The field " + field + " is " + value.str() + "; expected " + expected + ".",
          "字段 " + field + " 为 " + value.str() + "，应在 " + expected + " 之间。"};
}

Finding held_constant(const std::string& stand_id, const std::string& field) {
  return {"held_constant",
          stand_id,
          field,
          "",
          "The inventory gives " + field +
              " once: the stock is held constant over the period, as of a stand in balance.",
          "清查只给出一次 " + field + "，按平衡林分处理，期间储量不变。"};
}

Finding economic_forest_missing(const std::string& stand_id, const std::string& method) {
  return {"parameters_missing",
          stand_id,
          "volume_m3_ha",
          "",
          "Economic forest without growing stock: " + method +
              " has no default biomass a hectare for it.",
          "经济林且无蓄积：" + method + " 没有其每公顷生物量缺省值。"};
}

Finding factor_class_crossed(const std::string& stand_id, const std::string& years) {
  return {"factor_class_crossed",
          stand_id,
          "volume_m3_ha",
          years,
          "The stand passes from one class of the factor tables to another in " + years +
              ": part of that change is the step between two classes, not growth.",
          "该小班在 " + years + " 年跨越参数表的分级，当年变化量含分级跳跃，并非全为生长。"};
}

Finding older_edition_used(const std::string& stand_id, const Bilingual& citation) {
  return {
      "older_edition_used",
      stand_id,
      "zone",
      "",
      "The 2019 Refinement has no number for this stand in the tables at hand; that of the 2006 "
      "edition is used: " +
          citation.english + ".",
      "所用参数表中没有 2019 精细化指南的数值，采用 2006 年版：" + citation.chinese + "。"};
}

Finding soil_factor_missing(const std::string& stand_id, const std::string& land_before) {
  return {"parameters_missing",
          stand_id,
          "land_before",
          land_before,
          "The tables have no stock change factors for the soil of land that was \"" + land_before +
              "\"; state their product by the setting soil_factor_before.",
          "参数表中没有原地类 \"" + land_before +
              "\" 的土壤碳储量变化因子，请以设置项 soil_factor_before 给出其乘积。"};
}

}  // namespace linhui::methodology
