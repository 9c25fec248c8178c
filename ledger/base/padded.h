// Whole numbers as text of one width, so that they sort as they count.
#pragma once

#include <cstdint>
#include <string>

namespace linhui::ledger {

// With zeros in front up to `width` characters; longer numbers as they are. Requires: number >= 0.
inline std::string padded(std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace linhui::ledger
