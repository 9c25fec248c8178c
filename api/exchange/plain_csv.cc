#include "api/exchange/plain_csv.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "api/exchange/encoding.h"
#include "api/exchange/normal_form.h"
#include "api/exchange/word.h"

namespace linhui::api::exchange {
namespace {

// Where the next byte beyond ASCII stands.
std::size_t next_beyond_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

// Behind the ASCII letters and the ideographs from U+4000 to U+9FFF, which no normal form changes.
std::size_t behind_usual_letters(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto goes_on = [&](std::size_t at) { return (byte(at) & 0xC0) == 0x80; };
  std::size_t at = 0;
  while (at < text.size()) {
    if (byte(at) < 0x80 && byte(at) != 0) {
      ++at;
    } else if (byte(at) >= 0xE4 && byte(at) <= 0xE9 && at + 2 < text.size() && goes_on(at + 1) &&
               goes_on(at + 2)) {
      at += 3;
    } else {
      break;
    }
  }
  return at;
}

constexpr std::int64_t kTens[] = {100'000'000, 10'000'000, 1'000'000, 100'000, 10'000,
                                  1'000,       100,        10,        1};

// The first `size` bytes at `text`, 1 to 8, the first one lowest. Mostly without a branch that
// depends on the size, which a processor could not foresee.
std::uint64_t word_within(const char* text, unsigned size, const char* readable_end) {
  if (readable_end - text < 8) return word_of(text, size);
  std::uint64_t word = 0;
  std::memcpy(&word, text, 8);
  return word & ~std::uint64_t{0} >> (64 - 8 * size);
}

// plain_number() of one to eight bytes, without a branch that depends on where the point stands.
std::optional<std::int64_t> short_number(std::string_view text, const char* readable_end) {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kHighBits = 0x8080808080808080;
  const unsigned size = static_cast<unsigned>(text.size());
  const std::uint64_t word = word_within(text.data(), size, readable_end);
  // The lowest bit that is set is that of the first point.
  const std::uint64_t other = word ^ (kOnes * '.');
  const std::uint64_t points = (other - kOnes) & ~other & kHighBits;
  const unsigned found = static_cast<unsigned>(std::countr_zero(points)) / 8;
  const unsigned point = std::min(found, size), has_point = found < size;
  const unsigned count = size - has_point, decimals = count - point;
  if (point == 0 || has_point != (decimals > 0)) return std::nullopt;
  // The digits one after the other, the last one highest, behind zeros.
  const std::uint64_t low = (std::uint64_t{1} << (8 * point % 64)) - 1;
  const std::uint64_t whole = point == 8 ? word : word & low;
  const std::uint64_t fraction = has_point ? word >> (8 * point) >> 8 << (8 * point) : 0;
  std::uint64_t digits = (whole | fraction) << (64 - 8 * count);
  if (count < 8) digits |= (kOnes * '0') >> (8 * count);
  if ((((digits + kOnes * 0x46) | (digits - kOnes * '0')) & kHighBits) != 0) return std::nullopt;
  digits -= kOnes * '0';
  digits = digits * 10 + (digits >> 8);  // pairs
  digits = ((digits & 0x000000FF000000FF) * 0x000F424000000064 +
            ((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001) >>
           32;
  return static_cast<std::int64_t>(digits) * kTens[decimals];
}

}  // namespace

bool is_plain_utf8(std::string_view text) {
  if (text.find('\0') != text.npos) return false;
  for (std::size_t at = next_beyond_ascii(text, 0); at < text.size();
       at = next_beyond_ascii(text, at)) {
    const std::size_t begin = at;
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) ++at;
    // As find_encoding() has it: nothing below U+2000 but ASCII.
    const std::string_view run = text.substr(begin, at - begin);
    for (const char c : run) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0xC2 && byte <= 0xE1) return false;
    }
    if (!is_utf8(run)) return false;
  }
  return true;
}

bool is_plain_cell(std::string_view text) {
  if (behind_usual_letters(text) == text.size()) return true;
  if (!is_plain_utf8(text)) return false;
  std::string normal(text);
  normalise(normal);
  return normal == text;
}

bool may_have_blanks(std::string_view text) {
  if (text.empty()) return false;
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  return is_blank(text.front()) || is_blank(text.back()) || text.starts_with("\xE3\x80\x80") ||
         text.ends_with("\xE3\x80\x80");
}

std::optional<std::int64_t> plain_number(std::string_view text, const char* readable_end) {
  if (text.empty()) return std::nullopt;
  if (text.size() <= 8) return short_number(text, readable_end);
  constexpr std::size_t kMostWhole = 9, kMostDecimals = 8;
  if (text.size() > kMostWhole + 1 + kMostDecimals) return std::nullopt;
  std::int64_t digits = 0;
  std::size_t point = text.size();
  for (std::size_t at = 0; at < text.size(); ++at) {
    const unsigned digit = static_cast<unsigned char>(text[at]) - unsigned{'0'};
    if (digit <= 9) {
      digits = digits * 10 + digit;
    } else if (text[at] == '.' && point == text.size()) {
      point = at;
    } else {
      return std::nullopt;
    }
  }
  const bool has_point = point < text.size();
  const std::size_t decimals = has_point ? text.size() - point - 1 : 0;
  if (point == 0 || point > kMostWhole || decimals > kMostDecimals || has_point != (decimals > 0)) {
    return std::nullopt;
  }
  return digits * kTens[decimals];
}

}  // namespace linhui::api::exchange
