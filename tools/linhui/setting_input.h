// --set NAME=VALUE, repeated: the choices that a method leaves to the project.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tools/linhui/command.h"

namespace linhui::cli {

using Settings = std::map<std::string, std::string>;

struct SettingInput {
  std::vector<std::string> pairs;  // NAME=VALUE

  void add_to(const Command& command);
  // Refused where a pair has no name or value, or a name is given twice; whether the method has
  // such a setting is the method's to say.
  // Errors (usage): setting_malformed, setting_repeated.
  Outcome<Settings> read() const;
};

}  // namespace linhui::cli
