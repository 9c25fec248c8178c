#include "methodology/findings.h"

namespace linhui::methodology {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : between).append(word);
  return text;
}

std::string line_en(std::size_t line) {
  return line == 0 ? "" : "Line " + std::to_string(line) + ": ";
}

std::string line_zh(std::size_t line) {
  return line == 0 ? "" : "第 " + std::to_string(line) + " 行：";
}

Finding no_stands() {
  return {"no_stands",
          "",
          "stand_id",
          "",
          "The inventory has no stand; expected at least one.",
          "清单中没有小班，至少应有一个。"};
}

Finding year_out_of_range(std::string_view stand_id, std::string_view field, int year) {
  const std::string range = std::to_string(kFirstYear) + "-" + std::to_string(kLastYear);
  return {"year_out_of_range",
          std::string(stand_id),
          std::string(field),
          std::to_string(year),
          "The year " + std::to_string(year) + " is out of range; expected a calendar year in " +
              range + ".",
          "年份 " + std::to_string(year) + " 超出范围，应为 " + range + " 之间的公历年份。"};
}

Finding period_reversed(int from_year, int to_year) {
  return {"period_reversed",
          "",
          "from_year",
          std::to_string(from_year),
          "The period begins in " + std::to_string(from_year) + ", after its end in " +
              std::to_string(to_year) + "; expected the earlier year first.",
          "核算期起始年 " + std::to_string(from_year) + " 晚于结束年 " + std::to_string(to_year) +
              "，起始年不应晚于结束年。"};
}

Finding period_too_long(int from_year, int to_year) {
  const std::string longest = std::to_string(kLongestPeriodYears);
  return {"period_too_long",
          "",
          "to_year",
          std::to_string(to_year),
          "The period from " + std::to_string(from_year) + " to " + std::to_string(to_year) +
              " is too long; expected at most " + longest + " years.",
          "核算期 " + std::to_string(from_year) + " 至 " + std::to_string(to_year) +
              " 过长，最长 " + longest + " 年。"};
}

Finding gwp_unknown(const std::string& gwp) {
  return {
      "gwp_unknown",
      "",
      "gwp",
      gwp,
      "The set of warming potentials " + quoted(gwp) + " is not known; expected AR4, AR5 or AR6.",
      "未知的全球增温潜势 " + quoted(gwp) + "，应为 AR4、AR5 或 AR6。"};
}

Finding leakage_negative(TonnesCO2e leakage) {
  return {"leakage_negative",
          "",
          "leakage",
          leakage.str(),
          "The leakage is negative; expected zero or the tonnes of CO2e to subtract.",
          "泄漏量为负，应为零或需扣减的二氧化碳当量吨数。"};
}

Finding total_too_large() {
  return {"total_too_large",
          "",
          "",
          "",
          "The totals exceed 9 x 10^14 t CO2e; expected areas and stocks of a real inventory.",
          "合计超过 9×10^14 吨二氧化碳当量，请检查面积和蓄积。"};
}

Finding table_invalid(const std::string& table, const std::string& column, const std::string& value,
                      const std::string& english, const std::string& chinese) {
  const std::string where = column.empty() ? "" : ", column " + quoted(column);
  const std::string where_zh = column.empty() ? "" : " " + quoted(column) + " 列";
  return {"table_invalid",
          "",
          column.empty() ? table : table + ":" + column,
          value,
          "The parameter table " + table + where + " cannot be used: " + english + ".",
          "参数表 " + table + where_zh + " 不可用：" + chinese + "。"};
}

Finding parameters_missing(const std::string& stand_id, const std::string& english,
                           const std::string& chinese) {
  return {
      "parameters_missing",         stand_id, "", "", "A parameter is missing: " + english + ".",
      "缺少参数：" + chinese + "。"};
}

Finding stand_id_missing(std::size_t position) {
  const std::string place = std::to_string(position + 1);
  return {"stand_id_missing",
          "",
          "stand_id",
          place,
          "Stand number " + place + " of the inventory has no id; expected a unique one.",
          "清单中第 " + place + " 个小班没有编号，应有唯一编号。"};
}

Finding stand_id_duplicate(const std::string& stand_id) {
  return {"stand_id_duplicate",
          stand_id,
          "stand_id",
          stand_id,
          "The id " + quoted(stand_id) + " stands there more than once; expected a unique one.",
          "小班号 " + quoted(stand_id) + " 重复，应唯一。"};
}

Finding area_not_positive(const std::string& stand_id, const Decimal& area) {
  return {"area_not_positive",
          stand_id,
          "area_ha",
          area.str(),
          "The area is " + area.str() + " ha (or not given); expected more than zero.",
          "面积为 " + area.str() + " 公顷（或未填写），应大于零。"};
}

Finding area_too_large(const std::string& stand_id, const Decimal& area) {
  const std::string largest = std::to_string(kLargestAreaHa);
  return {
      "area_too_large",
      stand_id,
      "area_ha",
      area.str(),
      "The area of " + area.str() + " ha is too large for a stand; expected at most " + largest +
          " ha (was it in mu or square metres?).",
      "小班面积 " + area.str() + " 公顷过大，最多 " + largest + " 公顷（是否误用亩或平方米？）。"};
}

Finding kind_not_covered(const std::string& stand_id, StandKind kind, const std::string& method) {
  const bool forest = kind == StandKind::forest;
  return {"kind_not_covered",
          stand_id,
          "kind",
          forest ? "forest" : "wetland",
          std::string("The stand is a ") + (forest ? "forest" : "wetland") + "; expected a " +
              (forest ? "wetland" : "forest") + ", which " + method + " covers.",
          std::string("该小班为") + (forest ? "森林" : "湿地") + "，" + method + " 仅适用于" +
              (forest ? "湿地" : "森林") + "。"};
}

Finding species_missing(const std::string& stand_id) {
  return {"species_missing",
          stand_id,
          "species",
          "",
          "The species is not given; expected a species group, its Latin name or survey code, or "
          "a composition.",
          "未填写优势树种，应填树种（组）名称、拉丁名、代码或树种组成。"};
}

Finding species_unknown(const std::string& stand_id, const std::string& field,
                        const std::string& species) {
  return {"species_unknown",
          stand_id,
          field,
          species,
          "The species " + quoted(species) +
              " is not known; expected a species group of the method, a name or code of the "
              "forest survey, or a Latin name.",
          "未知树种 " + quoted(species) + "，应为方法学树种（组）、调查树种名称或代码，或拉丁名。"};
}

Finding species_not_covered(const std::string& stand_id, const std::string& field,
                            const std::string& species) {
  return {"species_not_covered",
          stand_id,
          field,
          species,
          "The species " + quoted(species) +
              " is not estimated from growing stock; expected a tree species (bamboo grows by "
              "culms).",
          "树种 " + quoted(species) + " 不能按蓄积量核算，应为乔木树种（竹类按株数计）。"};
}

Finding species_fallback(const std::string& stand_id, const std::string& field,
                         const std::string& species, const std::string& group) {
  return {"species_fallback",
          stand_id,
          field,
          species,
          "The species " + quoted(species) + " has no parameters of its own; those of the group " +
              group + " stand in for it.",
          "树种 " + quoted(species) + " 无专用参数，以 " + group + " 的参数代替。"};
}

Finding composition_malformed(const std::string& stand_id, const std::string& composition,
                              const std::string& english, const std::string& chinese) {
  return {"composition_malformed",
          stand_id,
          "composition",
          composition,
          "The composition " + quoted(composition) + " cannot be read: " + english +
              "; expected tenths and species that add up to ten, as in 7马3栎.",
          "树种组成 " + quoted(composition) + " 无法识别：" + chinese +
              "；应为合计十成的组成式，如 7马3栎。"};
}

Finding volume_missing(const std::string& stand_id) {
  return {"volume_missing",
          stand_id,
          "volume_m3_ha",
          "",
          "No growing stock is given; expected m3/ha at the start or in a measured year.",
          "未填写公顷蓄积，应填期初或某调查年的蓄积（立方米/公顷）。"};
}

Finding volume_negative(const std::string& stand_id, const std::string& field,
                        const Decimal& volume) {
  return {"volume_negative",
          stand_id,
          field,
          volume.str(),
          "The growing stock is " + volume.str() + " m3/ha; expected zero or more.",
          "公顷蓄积为 " + volume.str() + " 立方米，不应为负。"};
}

Finding volume_too_large(const std::string& stand_id, const std::string& field,
                         const Decimal& volume) {
  const std::string largest = std::to_string(kLargestVolumeM3Ha);
  return {
      "volume_too_large",
      stand_id,
      field,
      volume.str(),
      "The growing stock of " + volume.str() + " m3/ha is too large; expected at most " + largest +
          " (is it the whole stand's?).",
      "公顷蓄积 " + volume.str() + " 立方米过大，最多 " + largest + "（是否误填小班总蓄积？）。"};
}

Finding volume_conflict(const std::string& stand_id, int year, const Decimal& volume,
                        const Decimal& other) {
  const std::string when = std::to_string(year);
  return {"volume_conflict",
          stand_id,
          "volume_m3_ha",
          volume.str(),
          "The growing stock at the start is " + volume.str() + ", that of " + when + " is " +
              other.str() + " m3/ha; expected one figure for the same year.",
          "期初蓄积 " + volume.str() + " 与 " + when + " 年蓄积 " + other.str() +
              " 立方米/公顷不一致，同一年应只有一个数值。"};
}

Finding no_forecast(const std::string& stand_id, int last_measured, int to_year) {
  const std::string last = std::to_string(last_measured), to = std::to_string(to_year);
  return {"no_forecast",
          stand_id,
          "to_year",
          to,
          "The growing stock was last measured in " + last +
              " and no growth curve is known for the stand; expected a measurement in " + to +
              " or later, or a period that ends in " + last + ".",
          "最近一次蓄积调查为 " + last + " 年，且无该小班的生长曲线；应有 " + to +
              " 年或以后的调查，或将核算期止于 " + last + " 年。"};
}

Finding measured_late(const std::string& stand_id, int first_measured, int from_year) {
  const std::string first = std::to_string(first_measured), from = std::to_string(from_year);
  return {"measured_late",
          stand_id,
          "volume_m3_ha_" + first,
          first,
          "The stand is first measured in " + first + ", after " + from +
              ": it has no figure before, and its stock of that year is not counted as a change.",
          "该小班首次调查为 " + first + " 年，晚于 " + from +
              " 年：此前没有数值，当年储量不计为变化量。"};
}

Finding field_missing(const std::string& stand_id, const std::string& field,
                      const std::string& allowed) {
  return {field + "_missing",
          stand_id,
          field,
          "",
          "The field " + field + " is not given; expected one of " + allowed + ".",
          "未填写 " + field + "，应为：" + allowed + "。"};
}

Finding field_unknown(const std::string& stand_id, const std::string& field,
                      const std::string& value, const std::string& allowed) {
  return {field + "_unknown",
          stand_id,
          field,
          value,
          "The value " + quoted(value) + " of " + field + " is not known; expected one of " +
              allowed + ".",
          field + " 的值 " + quoted(value) + " 未知，应为：" + allowed + "。"};
}

Finding nutrient_assumed(const std::string& stand_id, const std::string& nutrient) {
  return {"nutrient_assumed",
          stand_id,
          "nutrient",
          "",
          "The nutrient status of the organic soil is not given; it is taken as nutrient-" +
              nutrient + ", as the method says for this zone.",
          nutrient == "rich" ? "未填写有机土养分状况，按方法学对该气候区的规定取为富养。"
                             : "未填写有机土养分状况，按方法学对该气候区的规定取为贫养。"};
}

Finding trophic_assumed(const std::string& stand_id) {
  return {"trophic_assumed",
          stand_id,
          "trophic",
          "",
          "The trophic state of the reservoir is not given; its methane is not adjusted for it "
          "(factor 1).",
          "未填写水库营养状态，甲烷排放不作营养状态调整（系数取 1）。"};
}

Finding net_source(const std::string& stand_id, TonnesCO2e change) {
  const std::string tonnes = (-change).str();
  return {"net_source",
          stand_id,
          "",
          change.str(),
          "The wetland is a net source over the period: it emits " + tonnes +
              " t CO2e more than it takes up.",
          "该湿地在核算期内为净排放源：排放比吸收多 " + tonnes + " 吨二氧化碳当量。"};
}

Finding uncertainty_not_assessed() {
  return {"uncertainty_not_assessed",
          "",
          "",
          "",
          "No sampling data are given: the uncertainty is not assessed and nothing is deducted "
          "for it.",
          "未提供抽样数据：未评估不确定性，也未作相应扣减。"};
}

}  // namespace linhui::methodology
