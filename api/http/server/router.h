// The table of endpoints: which handler answers which method and path.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/http/server/message.h"

namespace linhui::api::http {

// Where a handler's work is done, so that slow work never stands before quick work.
enum class Lane {
  quick,  // reads the ledger
  pin,    // checks a PIN, which is slow on purpose (households/pin.h), one after the other
};

// By the names in the pattern.
using PathValues = std::map<std::string, std::string>;

// A pattern is literal segments, "{name}" for one segment (decoded, never empty), and at the end
// "{name...}" for all that is left (as sent, never empty).
template <class Handler>
struct Route {
  std::string_view method;
  std::string_view pattern;
  Handler handler;
  Lane lane = Lane::quick;
};

// The values of a pattern in a path (still encoded); false: the path is another.
bool match(std::string_view pattern, std::string_view path, PathValues& values);

template <class Handler>
struct Found {
  const Route<Handler>* route;
  PathValues values;
};
// The path is there, the method is not among its.
struct WrongMethod {
  std::string allow;  // "GET, HEAD"
};
struct NotFound {};

// The first route that fits, in the table's order. Requires: `routes` outlives the answer. HEAD is
// answered wherever GET is.
template <class Handler>
std::variant<Found<Handler>, WrongMethod, NotFound> find_route(
    std::span<const Route<Handler>> routes, std::string_view method, std::string_view path) {
  std::string allow;
  for (const auto& route : routes) {
    PathValues values;
    if (!match(route.pattern, path, values)) continue;
    if (route.method == method || (route.method == "GET" && method == "HEAD")) {
      return Found<Handler>{&route, std::move(values)};
    }
    if (!allow.empty()) allow += ", ";
    allow += route.method;
    if (route.method == "GET") allow += ", HEAD";
  }
  if (allow.empty()) return NotFound{};
  return WrongMethod{std::move(allow)};
}

}  // namespace linhui::api::http
