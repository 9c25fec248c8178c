#include "api/http/server/router.h"

namespace linhui::api::http {
namespace {

// Takes the text before the next '/' off `rest`, and the '/'. Requires: rest begins with '/'.
std::string_view next_segment(std::string_view& rest) {
  rest.remove_prefix(1);
  const std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  return segment;
}

}  // namespace

bool match(std::string_view pattern, std::string_view path, PathValues& values) {
  values.clear();
  while (!pattern.empty()) {
    if (path.empty() || path[0] != '/') return false;
    const std::string_view wanted = next_segment(pattern);
    if (wanted.ends_with("...}")) {
      path.remove_prefix(1);
      values[std::string(wanted.substr(1, wanted.size() - 5))] = std::string(path);
      return !path.empty();
    }
    const std::string_view segment = next_segment(path);
    if (wanted.starts_with('{')) {
      const auto value = decode_segment(segment);
      if (!value || value->empty()) return false;
      values[std::string(wanted.substr(1, wanted.size() - 2))] = *value;
    } else if (wanted != segment) {
      return false;
    }
  }
  return path.empty();
}

}  // namespace linhui::api::http
