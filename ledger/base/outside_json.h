// JSON that comes from outside: proofs, exports, manifests, schemes, bodies of requests. Whoever
// wrote it may have meant harm, so that how large it is, how deep it goes and that each name stands
// once is known before anything is made of it.
#pragma once

#include <string_view>

#include "ledger/base/canonical_json.h"

namespace linhui::ledger {

inline constexpr std::size_t kMaxJsonDepth = 64;

// Errors: json_malformed, with what and where.
Result<Json> parse_outside(std::string_view bytes, std::size_t max_bytes);

}  // namespace linhui::ledger
