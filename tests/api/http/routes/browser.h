// What tests of the routes send and read as a browser does.
#pragma once

#include <string>
#include <vector>

#include "api/http/server/message.h"

namespace linhui::api::http {

inline constexpr char kBrowser[] =
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

inline std::vector<std::string> all_headers(const Response& response, const std::string& name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : response.headers) {
    if (key == name) values.push_back(value);
  }
  return values;
}
// The first of this name; empty where there is none.
inline std::string header(const Response& response, const std::string& name) {
  const auto values = all_headers(response, name);
  return values.empty() ? "" : values[0];
}

}  // namespace linhui::api::http
