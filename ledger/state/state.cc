#include "ledger/state/state.h"

namespace linhui::ledger {

std::optional<Json> get_state(const View& view, std::string_view key) {
  const auto value = view.get(Table::state, key);
  if (!value) return std::nullopt;
  return Json::parse(*value, nullptr, false);
}

bool has_state(const View& view, std::string_view key) {
  return view.get(Table::state, key).has_value();
}

void put_state(Overlay& overlay, std::string key, const Json& value) {
  overlay.put(Table::state, std::move(key), canonical(value));
}

void scan_state(const View& view, std::string_view prefix,
                const std::function<bool(std::string_view key, const Json& value)>& visit) {
  view.scan(Table::state, prefix, [&](std::string_view key, std::string_view value) {
    return visit(key, Json::parse(value, nullptr, false));
  });
}

std::string index_key(std::uint64_t index) {
  std::string key(8, '\0');
  for (int i = 7; i >= 0; --i, index >>= 8) key[i] = static_cast<char>(index & 0xff);
  return key;
}

std::string row_key(const Hash& root, std::uint64_t index) {
  return std::string(bytes_of(root)) + index_key(index);
}

std::string node_key(unsigned level, std::uint64_t index) {
  return static_cast<char>(level) + index_key(index);
}

bool scan_rows(const View& view, const Hash& root, std::uint64_t count,
               const std::function<bool(std::uint64_t index, std::string_view row)>& visit) {
  std::uint64_t next = 0;
  bool complete = true, stopped = false;
  view.scan(Table::row, bytes_of(root), [&](std::string_view key, std::string_view row) {
    if (next == count || key != row_key(root, next)) {
      complete = false;
      return false;
    }
    stopped = !visit(next++, row);
    return !stopped;
  });
  return complete && (stopped || next == count);
}

std::string block_key(const SerialBlock& block) {
  return key_of("block", block.project, padded(block.vintage, 4), padded(block.first, 12));
}

std::string holding_key(std::string_view party, const SerialBlock& block) {
  return key_of("holding", party, block.project, padded(block.vintage, 4), padded(block.first, 12));
}

}  // namespace linhui::ledger
