#include "tools/linhui/setting_input.h"

namespace linhui::cli {

void SettingInput::add_to(const Command& command) {
  command
      .option("--set", pairs,
              {"NAME=VALUE, a setting of the method; see `linhui method show`",
               "名称=取值，方法学的设置项，见 linhui method show"})
      ->repeatable();
}

Outcome<Settings> SettingInput::read() const {
  Settings settings;
  for (const std::string& pair : pairs) {
    const auto equals = pair.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == pair.size()) {
      return problem_of(Code::setting_malformed, pair);
    }
    if (!settings.emplace(pair.substr(0, equals), pair.substr(equals + 1)).second) {
      return problem_of(Code::setting_repeated, pair);
    }
  }
  return settings;
}

}  // namespace linhui::cli
