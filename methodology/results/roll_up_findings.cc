#include "methodology/results/roll_up_findings.h"

namespace linhui::methodology {

Finding roll_up_key_unknown(const std::string& key, const std::string& allowed) {
  return {"roll_up_key_unknown",
          "",
          "by",
          key,
          "A roll-up does not know \"" + key + "\"; expected " + allowed + ".",
          "无法按 \"" + key + "\" 汇总，应为 " + allowed + "。"};
}

Finding roll_up_key_repeated(const std::string& key) {
  return {"roll_up_key_repeated",
          "",
          "by",
          key,
          "The roll-up asks for \"" + key + "\" twice; expected each once.",
          "汇总项 \"" + key + "\" 重复，每项只应出现一次。"};
}

Finding age_class_region(const std::string& regions) {
  return {"age_class_region",
          "",
          "age",
          regions,
          "The age classes are those of " + regions +
              "; where another region's standard is in force, they differ.",
          "龄组按 " + regions + " 的标准划分，其他地区的标准可能不同。"};
}

Finding age_class_unknown(std::size_t unknown, std::size_t stands) {
  const std::string some = std::to_string(unknown), all = std::to_string(stands);
  return {
      "age_class_unknown",
      "",
      "age",
      some,
      some + " of " + all +
          " stands stand under \"unknown\": no age, natural forest, or a species that the "
          "table of age classes lacks.",
      all + " 个小班中有 " + some + " 个列为 unknown:未填年龄、为天然林，或龄组表中没有该树种。"};
}

}  // namespace linhui::methodology
