#include "methodology/planning/disturbance_findings.h"

#include "methodology/findings.h"

namespace linhui::methodology {

Finding events_malformed(std::size_t line, const std::string& english, const std::string& chinese) {
  return {"events_malformed",
          "",
          "",
          "",
          line_en(line) + english + ".",
          line_zh(line) + chinese + "。"};
}

Finding event_date_malformed(const std::string& stand_id, std::size_t line,
                             const std::string& date) {
  return {
      "event_date_malformed",
      stand_id,
      "date",
      date,
      line_en(line) + "The date " + quoted(date) +
          " cannot be read; expected 2023-04-01, or 2023 where the day is not known.",
      line_zh(line) + "日期 " + quoted(date) + " 无法识别，应为 2023-04-01，日期不明时为 2023。"};
}

Finding event_kind_unknown(const std::string& stand_id, std::size_t line, const std::string& kind) {
  return {"event_kind_unknown",
          stand_id,
          "kind",
          kind,
          line_en(line) + "The kind " + quoted(kind) +
              " is not known; expected fire, pine_wilt, felling, wind, ice, landslide or "
              "conversion.",
          line_zh(line) + "类型 " + quoted(kind) +
              " 未知，应为火灾、松材线虫病、采伐、风灾、冰雪、滑坡或地类变更。"};
}

Finding event_share_out_of_range(const std::string& stand_id, std::size_t line,
                                 const std::string& share) {
  return {
      "event_share_out_of_range",
      stand_id,
      "share_of_stock",
      share,
      line_en(line) + "The share of stock lost, " + quoted(share) +
          ", is not a share; expected a decimal number above 0 and at most 1.",
      line_zh(line) + "蓄积损失比例 " + quoted(share) + " 有误，应为大于 0 且不超过 1 的小数。"};
}

Finding event_destination_unknown(const std::string& stand_id, std::size_t line,
                                  const std::string& destination) {
  return {
      "event_destination_unknown",
      stand_id,
      "destination",
      destination,
      line_en(line) + "The destination " + quoted(destination) +
          " is not known; expected burnt, removed or dead_wood.",
      line_zh(line) + "去向 " + quoted(destination) + " 未知，应为烧毁、清理运出或留作枯死木。"};
}

Finding event_stand_unknown(const std::string& stand_id, std::size_t line) {
  return {"event_stand_unknown",
          stand_id,
          "stand_id",
          stand_id,
          line_en(line) + "The inventory has no stand " + quoted(stand_id) + ".",
          line_zh(line) + "清单中没有小班 " + quoted(stand_id) + "。"};
}

Finding event_kind_not_covered(const std::string& stand_id, std::size_t line) {
  return {"event_kind_not_covered",
          stand_id,
          "stand_id",
          stand_id,
          line_en(line) + "The stand is a wetland; expected an event of a forest stand.",
          line_zh(line) + "该小班为湿地，扰动事件只适用于森林小班。"};
}

Finding event_before_inventory(const std::string& stand_id, std::size_t line, int year, int first) {
  return {"event_before_inventory",
          stand_id,
          "date",
          std::to_string(year),
          line_en(line) + "The event of " + std::to_string(year) +
              " does not come after the stand's first inventory, that of the end of " +
              std::to_string(first) + ", which holds its loss already.",
          line_zh(line) + std::to_string(year) + " 年的事件不晚于该小班的首次调查（" +
              std::to_string(first) + " 年末），其损失已包含在内。"};
}

Finding event_after_inventory(const std::string& stand_id, std::size_t line, int year, int last) {
  return {"event_after_inventory",
          stand_id,
          "date",
          std::to_string(year),
          line_en(line) + "The event of " + std::to_string(year) +
              " comes after the stand's last inventory, that of " + std::to_string(last) +
              "; expected a later inventory, or a forecast.",
          line_zh(line) + std::to_string(year) + " 年的事件晚于该小班的最后一次调查（" +
              std::to_string(last) + " 年），须有其后的调查或采用预测。"};
}

Finding event_contradicts_inventory(const std::string& stand_id, std::size_t line, int year,
                                    const Decimal& volume) {
  return {"event_contradicts_inventory",
          stand_id,
          "share_of_stock",
          volume.str(),
          line_en(line) + "The event of " + std::to_string(year) +
              " took all of the stock, yet the inventory at the end of the same year found " +
              volume.str() + " m3/ha.",
          line_zh(line) + std::to_string(year) + " 年的事件使蓄积全部损失，而同年末调查仍有 " +
              volume.str() + " 立方米/公顷。"};
}

Finding event_duplicate(const std::string& stand_id, std::size_t line, std::size_t first_line) {
  return {"event_duplicate",
          stand_id,
          "date",
          "",
          line_en(line) + "The same event of the stand stands in line " +
              std::to_string(first_line) + ".",
          line_zh(line) + "与第 " + std::to_string(first_line) + " 行为同一事件。"};
}

Finding fire_zone_assumed(const std::string& stand_id) {
  return {"fire_zone_assumed",
          stand_id,
          "climate",
          "temperate",
          "The climate of the burnt stand is not given; the fire factors of temperate forest are "
          "taken.",
          "过火小班未给出气候区，按温带森林的火灾排放因子计算。"};
}

Finding fire_biomass_assumed(const std::string& stand_id) {
  return {"fire_biomass_assumed",
          stand_id,
          "",
          "",
          "The method does not tell the stand's dry matter; the biomass burnt is its carbon over "
          "the default carbon fraction of AR-TOOL14.",
          "方法学未给出干物质量，过火生物量按碳量除以 AR-TOOL14 默认含碳率计算。"};
}

Finding dead_wood_not_counted(const std::string& stand_id, TonnesCO2e amount) {
  return {"dead_wood_not_counted",
          stand_id,
          "destination",
          amount.str(),
          "Of the loss, " + amount.str() +
              " t CO2e lie as dead wood; no rate of decay is known, and they count as lost at once "
              "(IPCC Tier 1).",
          "损失中有 " + amount.str() +
              " 吨二氧化碳当量转为枯死木；因无分解速率，按当年全部损失计（IPCC 第一层级）。"};
}

Finding event_outside_period(const std::string& stand_id, int year) {
  return {"event_outside_period",
          stand_id,
          "date",
          std::to_string(year),
          "The event of " + std::to_string(year) +
              " does not fall into the years whose changes are counted: it shapes the stock, and "
              "its loss and emissions are not part of this estimate.",
          std::to_string(year) +
              " 年的事件不在计算变化量的年份内：只影响蓄积曲线，其损失和排放不计入本次估算。"};
}

}  // namespace linhui::methodology
