#include "api/exchange/output/csv_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace linhui::api::exchange {
namespace {

constexpr std::size_t kYearBytes = 11, kFigureBytes = 21;  // at most

constexpr std::array<char, 200> kPairs = [] {
  std::array<char, 200> pairs = {};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

}  // namespace

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

void CsvText::grow(std::size_t by) {
  constexpr std::size_t kLeastRoom = 1 << 12;
  room_ = std::max({size_ + by, 2 * room_, kLeastRoom});
  auto larger = std::make_unique_for_overwrite<char[]>(room_);
  if (size_ > 0) std::memcpy(larger.get(), bytes_.get(), size_);
  bytes_ = std::move(larger);
}

void CsvText::add(std::string_view text) {
  std::memcpy(bytes_.get() + size_, text.data(), text.size());
  size_ += text.size();
}

void CsvText::add_year(int year) {
  char* const to = bytes_.get() + size_;
  size_ += static_cast<std::size_t>(std::to_chars(to, to + kYearBytes, year).ptr - to);
}

void CsvText::add_figure(const std::optional<methodology::TonnesCO2e>& figure) {
  if (!figure) return;
  const std::int64_t count = figure->ten_thousandths();
  char* const begin = bytes_.get() + size_;
  char* to = begin;
  auto magnitude = static_cast<std::uint64_t>(count);
  if (count < 0) {
    magnitude = 0 - magnitude;
    *to++ = '-';
  }
  to = std::to_chars(to, begin + kFigureBytes, magnitude / 10000).ptr;
  const std::size_t decimals = magnitude % 10000;
  *to++ = '.';
  std::memcpy(to, &kPairs[decimals / 100 * 2], 2);
  std::memcpy(to + 2, &kPairs[decimals % 100 * 2], 2);
  size_ += static_cast<std::size_t>(to + 4 - begin);
}

void CsvText::end_row(const std::optional<methodology::TonnesCO2e>& stock,
                      const std::optional<methodology::TonnesCO2e>& change) {
  add_figure(stock);
  add(',');
  add_figure(change);
  add('\n');
}

}  // namespace linhui::api::exchange
