// Ends the program where something failed that cannot fail on checked input: short of an OpenSSL
// that is broken or out of memory. Without hashes, keys and random bytes nothing that a ledger
// promises can be kept.
#pragma once

#include <cstdlib>

namespace linhui::ledger {

// Ends the program, in every build, unless it holds. Never for what a caller can get wrong: that is
// refused with an Error.
inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace linhui::ledger
