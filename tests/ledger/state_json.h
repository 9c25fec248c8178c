// The state as plain JSON under its keys: what tests look at, and what they damage. Knows nothing
// of the structs that the ledger itself reads and writes there.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/canonical_json.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

inline std::optional<Json> get_state(const View& view, std::string_view key) {
  const auto bytes = view.get(Table::state, key);
  return bytes ? std::optional(Json::parse(*bytes)) : std::nullopt;
}

inline void put_state(Overlay& overlay, std::string key, const Json& value) {
  overlay.put(Table::state, std::move(key), canonical(value));
}

// Visits every entry whose key starts with `prefix`, in order, until `visit` gives false.
inline void scan_state(const View& view, std::string_view prefix,
                       const std::function<bool(std::string_view key, const Json& value)>& visit) {
  view.scan(Table::state, prefix, [&](std::string_view key, std::string_view bytes) {
    return visit(key, Json::parse(bytes));
  });
}

}  // namespace linhui::ledger
