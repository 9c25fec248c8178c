#include "api/exchange/fields/plain_number.h"

namespace linhui::api::exchange {

std::int64_t plain::long_number(std::string_view text) {
  constexpr std::size_t kMostWhole = 9, kMostDecimals = 8;
  if (text.size() > kMostWhole + 1 + kMostDecimals) return kNotPlain;
  std::int64_t digits = 0;
  std::size_t point = text.size();
  for (std::size_t at = 0; at < text.size(); ++at) {
    const unsigned digit = static_cast<unsigned char>(text[at]) - unsigned{'0'};
    if (digit <= 9) {
      digits = digits * 10 + digit;
    } else if (text[at] == '.' && point == text.size()) {
      point = at;
    } else {
      return kNotPlain;
    }
  }
  const bool has_point = point < text.size();
  const std::size_t decimals = has_point ? text.size() - point - 1 : 0;
  if (point == 0 || point > kMostWhole || decimals > kMostDecimals || has_point != (decimals > 0)) {
    return kNotPlain;
  }
  for (std::size_t k = decimals; k < kMostDecimals; ++k) digits *= 10;
  return digits;
}

}  // namespace linhui::api::exchange
