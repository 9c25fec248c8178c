#include "ledger/state/party.h"

#include <algorithm>

namespace linhui::ledger {

bool Party::has(Role role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool has_role(const View& view, std::string_view party, Role role) {
  const auto entry = read<Party>(view, party);
  return entry && entry->has(role);
}

}  // namespace linhui::ledger
