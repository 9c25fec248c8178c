// Numbers that are taken from a large CSV file as they stand. Internal to api/exchange.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "api/exchange/fields/word.h"

namespace linhui::api::exchange {

// What counts 1: numbers are counts of 10^-8.
inline constexpr std::int64_t kPlainUnit = 100'000'000;
// No std::optional: one that a call returns is put together in memory, and to read it from there
// takes as long as the number itself.
inline constexpr std::int64_t kNotPlain = -1;

namespace plain {

// What a number of eight digits counts with so many decimals; 8 stands for none.
inline constexpr std::int64_t kUnits[] = {0,     10'000'000, 1'000'000, 100'000,    10'000,
                                          1'000, 100,        10,        100'000'000};

// The first `size` bytes at `text`, 1 to 8, the first one lowest. Mostly without a branch that
// depends on the size, which a processor could not foresee.
inline std::uint64_t word_within(const char* text, unsigned size, const char* readable_end) {
  if (readable_end - text < 8) return word_of(text, size);
  std::uint64_t word = 0;
  std::memcpy(&word, text, 8);
  return word & ~std::uint64_t{0} >> (64 - 8 * size);
}

// A number of one to eight bytes, as plain_number() has it, without a branch that depends on where
// the point stands. Requires: text.size() is 1 to 8.
inline std::int64_t short_number(std::string_view text, const char* readable_end) {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kHighBits = 0x8080808080808080;
  constexpr std::uint64_t kZeros = kOnes * '0';
  const auto size = static_cast<unsigned>(text.size());
  // The last byte highest, zeros before the first one.
  const std::uint64_t word = word_within(text.data(), size, readable_end) << (64 - 8 * size) |
                             kZeros >> 8 >> (8 * size - 8);
  const std::uint64_t other = word ^ (kOnes * '.');
  const std::uint64_t points = (other - kOnes) & ~other & kHighBits;
  const std::uint64_t point = points & (0 - points);  // the first one's high bit, or 0
  // What stands before the point moves up by a byte.
  const unsigned moved = point != 0 ? 8 : 0;
  const std::uint64_t before = word & ((point >> 7) - 1), behind = word & ~(2 * point - 1);
  const std::uint64_t characters = before << moved | behind | (kZeros & ((1u << moved) - 1));
  const auto decimals = static_cast<unsigned>(std::countl_zero(point)) / 8;  // 8: no point
  const bool is_bare = decimals == 0 || decimals + 1 == size;                // a side of the point
  const std::uint64_t digits = characters - kZeros;
  if (is_bare | ((((characters + kOnes * 0x46) | digits) & kHighBits) != 0)) return kNotPlain;
  const std::uint64_t pairs = digits * 10 + (digits >> 8);
  const std::uint64_t number = ((pairs & 0x000000FF000000FF) * 0x000F424000000064 +
                                ((pairs >> 16) & 0x000000FF000000FF) * 0x0000271000000001) >>
                               32;
  return static_cast<std::int64_t>(number) * kUnits[decimals];
}

// The same for any length above 8.
std::int64_t long_number(std::string_view text);

}  // namespace plain

// [0-9]{1,9}(\.[0-9]{1,8})? in 10^-8; kNotPlain for any other text. `readable_end`: `text` is part
// of what ends there, and may be read up to it.
inline std::int64_t plain_number(std::string_view text, const char* readable_end) {
  if (text.empty()) return kNotPlain;
  return text.size() <= 8 ? plain::short_number(text, readable_end) : plain::long_number(text);
}
inline std::int64_t plain_number(std::string_view text) {
  return plain_number(text, text.data() + text.size());
}

}  // namespace linhui::api::exchange
