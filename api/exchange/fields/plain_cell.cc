#include "api/exchange/fields/plain_cell.h"

#include <cstring>
#include <string>

#include "api/exchange/tables/encoding.h"
#include "api/exchange/tables/normal_form.h"

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

}  // namespace linhui::api::exchange
