// Canonical JSON (RFC 8785) with the three restrictions of our records: no floating-point numbers
// (integers within ±(2^53−1)), no duplicate names, names in ASCII; and all text in NFC. Arrays and
// objects are at most 32 deep, so that no reader's stack is at a writer's mercy.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "ledger/base/result.h"

namespace linhui::ledger {

using Json = nlohmann::json;

// The one byte string of a value. Goes over the whole value twice.
// Requires: the value keeps the restrictions (a float or a bad string is a broken invariant, and
// the program ends).
std::string canonical(const Json& value);

// Reads bytes that must already be in canonical form; not_canonical otherwise, with what and where.
// For bytes from outside: takes any. canonical() of the value gives the same bytes.
Result<Json> parse_canonical(std::string_view bytes);

// Whether text is valid UTF-8 in normalisation form C without control characters.
bool is_clean_text(std::string_view text);
// Brings valid UTF-8 to NFC; nothing for bytes that are not UTF-8.
std::optional<std::string> to_nfc(std::string_view text);

}  // namespace linhui::ledger
