#include "methodology/settings_findings.h"

namespace linhui::methodology {
namespace {

std::string english_values(const std::string& allowed) {
  return allowed.empty() ? "a decimal number" : "one of: " + allowed;
}

std::string chinese_values(const std::string& allowed) {
  return allowed.empty() ? "应为十进制数" : "可选：" + allowed;
}

}  // namespace

Finding setting_unknown(const std::string& method, const std::string& name,
                        const std::string& allowed) {
  const bool none = allowed.empty();
  return {"setting_unknown",
          "",
          name,
          "",
          method + " has no setting \"" + name + "\"; " +
              (none ? "it has none at all." : "it has: " + allowed + "."),
          method + " 没有设置项 \"" + name + "\"，" +
              (none ? "该方法没有设置项。" : "可设：" + allowed + "。")};
}

Finding setting_value_unknown(const std::string& name, const std::string& value,
                              const std::string& allowed) {
  return {"setting_unknown",
          "",
          name,
          value,
          "The setting \"" + name + "\" cannot be \"" + value + "\"; expected " +
              english_values(allowed) + ".",
          "设置项 \"" + name + "\" 不能为 \"" + value + "\"，" + chinese_values(allowed) + "。"};
}

Finding setting_missing(const std::string& method, const std::string& name,
                        const std::string& allowed) {
  return {"setting_missing",
          "",
          name,
          "",
          method + " needs the setting \"" + name + "\" (--set " + name + "=...), " +
              english_values(allowed) + ".",
          method + " 须给出设置项 \"" + name + "\"（--set " + name + "=…），" +
              chinese_values(allowed) + "。"};
}

}  // namespace linhui::methodology
