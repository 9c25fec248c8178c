#include "methodology/settings.h"

#include <algorithm>
#include <cassert>

#include "methodology/findings.h"
#include "methodology/settings_findings.h"

namespace linhui::methodology {
namespace {

const MethodSetting* find_setting(const MethodDeclaration& method, const std::string& name) {
  const auto found = std::find_if(method.settings.begin(), method.settings.end(),
                                  [&](const MethodSetting& each) { return each.name == name; });
  return found == method.settings.end() ? nullptr : &*found;
}

bool can_take(const MethodSetting& setting, const std::string& value) {
  if (setting.values.empty()) return Decimal::parse(value).has_value();
  return std::find(setting.values.begin(), setting.values.end(), value) != setting.values.end();
}

}  // namespace

void check_settings(const EstimateOptions& options, const MethodDeclaration& method,
                    Findings& faults) {
  for (const auto& [name, value] : options.settings) {
    const MethodSetting* setting = find_setting(method, name);
    if (setting == nullptr) {
      std::vector<std::string> names;
      for (const auto& each : method.settings) names.push_back(each.name);
      faults.push_back(setting_unknown(method.id, name, joined(names, ", ")));
    } else if (!can_take(*setting, value)) {
      faults.push_back(setting_value_unknown(name, value, joined(setting->values, ", ")));
    }
  }
  for (const auto& setting : method.settings) {
    if (!setting.otherwise.empty() || setting.is_optional) continue;
    if (options.settings.contains(setting.name)) continue;
    faults.push_back(setting_missing(method.id, setting.name, joined(setting.values, ", ")));
  }
}

const std::string& setting_of(const EstimateOptions& options, const MethodDeclaration& method,
                              const std::string& name) {
  const MethodSetting* setting = find_setting(method, name);
  assert(setting != nullptr);
  const auto given = options.settings.find(name);
  return given == options.settings.end() ? setting->otherwise : given->second;
}

std::optional<Decimal> decimal_setting(const EstimateOptions& options,
                                       const MethodDeclaration& method, const std::string& name) {
  const std::string& text = setting_of(options, method, name);
  if (text.empty()) return std::nullopt;
  const auto value = Decimal::parse(text);
  assert(value);
  return value;
}

}  // namespace linhui::methodology
