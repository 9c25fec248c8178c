#include "ledger/store/log_keys.h"

namespace linhui::ledger {

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

}  // namespace linhui::ledger
