// The digest that names a table's bytes.
#pragma once

#include <string>
#include <string_view>

namespace linhui::methodology {

// SHA-256 (FIPS 180-4) in lower-case hex.
std::string sha256_hex(std::string_view bytes);

}  // namespace linhui::methodology
