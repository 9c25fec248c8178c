// What is taken from a large CSV file as it stands: plain cells, plain numbers. Internal to
// api/exchange.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace linhui::api::exchange {

// UTF-8 as find_encoding() takes it: well-formed, nothing below U+2000 but ASCII.
bool is_plain_utf8(std::string_view text);

// Whether the reader of a table would keep a cell as it stands: plain UTF-8 in NFC. (Blanks around
// it are not looked at.)
bool is_plain_cell(std::string_view text);
// Whether trimmed() may take something off.
bool may_have_blanks(std::string_view text);

inline constexpr std::int64_t kPlainUnit = 100'000'000;
// [0-9]{1,9}(\.[0-9]{1,8})? in 10^-8; nothing for any other text. `readable_end`: `text` is part of
// what ends there, and may be read up to it.
std::optional<std::int64_t> plain_number(std::string_view text, const char* readable_end);
inline std::optional<std::int64_t> plain_number(std::string_view text) {
  return plain_number(text, text.data() + text.size());
}

}  // namespace linhui::api::exchange
