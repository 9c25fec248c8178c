// Short texts, eight bytes at a time. Internal to api/exchange.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace linhui::api::exchange {

static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");

// The first `size` bytes at `text`, the first one lowest; nothing beyond them is read.
// Requires: size <= 8.
inline std::uint64_t word_of(const char* text, std::size_t size) {
  if (size == 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text, 8);
    return word;
  }
  if (size >= 4) {  // two halves that overlap
    std::uint32_t low = 0, high = 0;
    std::memcpy(&low, text, 4);
    std::memcpy(&high, text + size - 4, 4);
    return low | std::uint64_t{high} << (8 * (size - 4));
  }
  if (size == 0) return 0;
  const auto byte = [&](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(text[at])} << (8 * at);
  };
  return byte(0) | byte(size / 2) | byte(size - 1);
}

// a == b, without a call.
inline bool is_same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  std::size_t at = 0;
  for (; at + 8 <= a.size(); at += 8) {
    if (word_of(a.data() + at, 8) != word_of(b.data() + at, 8)) return false;
  }
  return word_of(a.data() + at, a.size() - at) == word_of(b.data() + at, b.size() - at);
}

}  // namespace linhui::api::exchange
