// SHA-256, and the text forms of bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace linhui::ledger {

using Hash = std::array<std::uint8_t, 32>;

Hash sha256(std::string_view bytes);
std::string hex(std::string_view bytes);
std::string hex(const Hash& hash);
std::optional<std::string> from_hex(std::string_view text);
std::optional<Hash> hash_from_hex(std::string_view text);
std::string base64(std::string_view bytes);                     // RFC 4648 §4, padded
std::optional<std::string> from_base64(std::string_view text);  // strict: padded, no other bytes
inline std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
// `count` bytes from the operating system's generator.
std::string random_bytes(std::size_t count);

}  // namespace linhui::ledger
