// SHA-256, and the text forms of bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace linhui::ledger {

using Hash = std::array<std::uint8_t, 32>;  // the bytes of a SHA-256 digest, as computed

// FIPS 180-4. From any thread. For bytes that come in pieces: running_hash.h.
Hash sha256(std::string_view bytes);

// Two lower-case digits a byte. Reading back takes lower case only, so that a value has one
// spelling; nothing for another length or any other character.
std::string hex(std::string_view bytes);
std::string hex(const Hash& hash);
std::optional<std::string> from_hex(std::string_view text);
std::optional<Hash> hash_from_hex(std::string_view text);
// RFC 4648 §4, padded, on one line. Reading back is strict: no other characters, and the bits that
// the padding leaves over are zero, so that a value has one spelling here too.
std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

// The digest as bytes; looks into the hash, which must outlive it.
inline std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// `count` bytes from the operating system's generator: for keys, salts, ids that nobody may guess.
// Waits only where the machine has just started; never gives weaker ones.
std::string random_bytes(std::size_t count);

}  // namespace linhui::ledger
