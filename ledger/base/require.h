// Ends the program where something failed that cannot fail on checked input: short of an OpenSSL
// that is broken or out of memory. Without hashes, keys and random bytes nothing that a ledger
// promises can be kept.
#pragma once

#include <cstdlib>

namespace linhui::ledger {

inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace linhui::ledger
