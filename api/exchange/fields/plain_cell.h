// Cells that are taken from a large CSV file as they stand. Internal to api/exchange.
#pragma once

#include <string_view>

namespace linhui::api::exchange {

// UTF-8 as find_encoding() takes it: well-formed, nothing below U+2000 but ASCII.
bool is_plain_utf8(std::string_view text);

// Whether the reader of a table would keep a cell as it stands: plain UTF-8 in NFC. (Blanks around
// it are not looked at.)
bool is_plain_cell(std::string_view text);
// Whether trimmed() may take something off.
bool may_have_blanks(std::string_view text);

}  // namespace linhui::api::exchange
