#include "methodology/stands/stand_table_findings.h"

namespace linhui::methodology {

Finding csv_malformed(std::size_t line, const std::string& english, const std::string& chinese) {
  const std::string number = std::to_string(line);
  return {"csv_malformed",
          "",
          "",
          number,
          "The text is not CSV, line " + number + ": " + english + ".",
          "文本不是有效的 CSV，第 " + number + " 行：" + chinese + "。"};
}

Finding column_missing(const std::string& column) {
  return {"column_missing",
          "",
          column,
          "",
          "The column " + column + " is missing; expected stand_id and area_ha at least.",
          "缺少 " + column + " 列，至少应有 stand_id 和 area_ha。"};
}

Finding column_unknown(const std::string& column, const std::string& allowed) {
  return {"column_unknown",
          "",
          column,
          "",
          "The column \"" + column + "\" is not known; expected one of " + allowed + ".",
          "未知的列 \"" + column + "\"，可用的列：" + allowed + "。"};
}

Finding column_repeated(const std::string& column) {
  return {"column_repeated",
          "",
          column,
          "",
          "The column \"" + column + "\" stands there twice; expected each once.",
          "列 \"" + column + "\" 重复，每列只应出现一次。"};
}

Finding number_malformed(const std::string& stand_id, std::size_t row, const std::string& field,
                         const std::string& value, bool whole) {
  const std::string of = stand_id.empty() ? "row " + std::to_string(row + 1) : stand_id;
  const std::string of_zh =
      stand_id.empty() ? "第 " + std::to_string(row + 1) + " 行" : "小班 " + stand_id;
  return {"number_malformed",
          stand_id,
          field,
          value,
          "The " + field + " of " + of + " is \"" + value + "\"; expected " +
              (whole ? "a calendar year." : "a decimal number such as 12.35."),
          of_zh + " 的 " + field + " 为 \"" + value +
              (whole ? "\"，应为公历年份。" : "\"，应为十进制数，如 12.35。")};
}

Finding kind_unknown(const std::string& stand_id, const std::string& kind) {
  return {"kind_unknown",
          stand_id,
          "kind",
          kind,
          "The kind \"" + kind + "\" is not known; expected forest or wetland.",
          "未知的类型 \"" + kind + "\"，应为 forest 或 wetland。"};
}

Finding method_unknown(const std::string& method) {
  return {"method_unknown",
          "",
          "method",
          method,
          "There is no method \"" + method + "\"; expected one of those that the library lists.",
          "没有方法学 \"" + method + "\"，应为库中所列之一。"};
}

}  // namespace linhui::methodology
