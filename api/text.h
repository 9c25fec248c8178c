// Text for people, in both languages.
#pragma once

#include <string>

namespace linhui::api {

enum class Language { english, chinese };

struct Text {
  std::string english, chinese;
  const std::string& in(Language language) const {
    return language == Language::chinese ? chinese : english;
  }
};

}  // namespace linhui::api
