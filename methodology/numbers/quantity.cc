#include "methodology/numbers/quantity.h"

#include <cassert>
#include <limits>

namespace linhui::methodology {

std::string TonnesCO2e::str() const {
  // Unsigned, so that the smallest count has a magnitude too.
  const std::uint64_t magnitude =
      count_ < 0 ? 0 - static_cast<std::uint64_t>(count_) : static_cast<std::uint64_t>(count_);
  std::string fraction = std::to_string(magnitude % 10000);
  fraction.insert(0, 4 - fraction.size(), '0');
  std::string text = count_ < 0 ? "-" : "";
  text += std::to_string(magnitude / 10000);
  text += '.';
  return text += fraction;
}

TonnesCO2e round_half_even(const Integer& numerator, const Integer& denominator) {
  assert(denominator > 0);
  Integer quotient, remainder;
  boost::multiprecision::divide_qr(Integer(boost::multiprecision::abs(numerator) * 10000),
                                   denominator, quotient, remainder);
  remainder *= 2;
  const int half = remainder.compare(denominator);
  if (half > 0 || (half == 0 && boost::multiprecision::bit_test(quotient, 0))) ++quotient;
  assert(quotient <= std::numeric_limits<std::int64_t>::max());
  const auto count = static_cast<std::int64_t>(quotient);
  return TonnesCO2e::of_ten_thousandths(numerator < 0 ? -count : count);
}

TonnesCO2e round_half_even(const ExactTonnesCO2e& exact) {
  return round_half_even(numerator(exact.value), denominator(exact.value));
}

}  // namespace linhui::methodology
