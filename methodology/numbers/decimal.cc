#include "methodology/numbers/decimal.h"

#include <array>
#include <charconv>
#include <cmath>

namespace linhui::methodology {
namespace {

constexpr std::size_t kMostDigits = 40;
constexpr int kLargestExponent = 40;
constexpr int kDoubleExponent = 400;  // beyond any finite double's

// Takes the digits at the front of `text` away and puts them behind `digits`; how many there were.
std::size_t take_digits(std::string_view& text, std::string& digits) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  digits.append(text.substr(0, count));
  text.remove_prefix(count);
  return count;
}

bool take_sign(std::string_view& text) {
  if (text.empty() || (text.front() != '-' && text.front() != '+')) return false;
  const bool negative = text.front() == '-';
  text.remove_prefix(1);
  return negative;
}

// The exponent behind an `e`; nothing if it is malformed or beyond `largest`.
std::optional<int> take_exponent(std::string_view text, int largest) {
  const bool negative = take_sign(text);
  std::string digits;
  const std::size_t count = take_digits(text, digits);
  if (count == 0 || count > 4 || !text.empty()) return std::nullopt;
  const int exponent = std::stoi(digits);
  if (exponent > largest) return std::nullopt;
  return negative ? -exponent : exponent;
}

struct NumberParts {
  Integer digits;
  unsigned scale = 0;
};

std::optional<NumberParts> split(std::string_view text, std::size_t most_digits,
                                 int largest_exponent) {
  const bool negative = take_sign(text);
  std::string digits;
  if (take_digits(text, digits) == 0) return std::nullopt;
  int scale = 0;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    scale = static_cast<int>(take_digits(text, digits));
    if (scale == 0) return std::nullopt;
  }
  if (digits.size() > most_digits) return std::nullopt;
  if (!text.empty()) {
    if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
    const auto exponent = take_exponent(text.substr(1), largest_exponent);
    if (!exponent) return std::nullopt;
    scale -= *exponent;
  }
  // A leading zero would make Integer read octal.
  const std::size_t first = digits.find_first_not_of('0');
  NumberParts parts;
  if (first != std::string::npos) parts.digits = Integer(digits.substr(first));
  if (negative) parts.digits = -parts.digits;
  if (scale < 0) {
    parts.digits *= power_of_ten(static_cast<unsigned>(-scale));
    scale = 0;
  }
  parts.scale = static_cast<unsigned>(scale);
  return parts;
}

// digits / 10^decimals.
std::string with_point(const Integer& digits, unsigned decimals) {
  std::string text = Integer(boost::multiprecision::abs(digits)).str();
  if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
  if (decimals > 0) text.insert(text.size() - decimals, 1, '.');
  return digits < 0 ? "-" + text : text;
}

}  // namespace

Integer power_of_ten(unsigned exponent) {
  return boost::multiprecision::pow(Integer(10), exponent);
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  auto parts = split(text, kMostDigits, kLargestExponent);
  if (!parts) return std::nullopt;
  Decimal decimal;
  decimal.digits_ = std::move(parts->digits);
  decimal.scale_ = parts->scale;
  return decimal;
}

std::optional<Decimal> Decimal::from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  std::array<char, 64> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::scientific);
  if (error != std::errc()) return std::nullopt;
  auto parts = split({buffer.data(), static_cast<std::size_t>(end - buffer.data())}, kMostDigits,
                     kDoubleExponent);
  if (!parts) return std::nullopt;
  Decimal decimal;
  decimal.digits_ = std::move(parts->digits);
  decimal.scale_ = parts->scale;
  return decimal;
}

std::string fixed_decimal_text(const Rational& value, unsigned decimals) {
  Integer quotient, remainder;
  boost::multiprecision::divide_qr(
      Integer(boost::multiprecision::abs(numerator(value)) * power_of_ten(decimals)),
      Integer(denominator(value)), quotient, remainder);
  remainder *= 2;
  const int half = remainder.compare(denominator(value));
  if (half > 0 || (half == 0 && boost::multiprecision::bit_test(quotient, 0))) ++quotient;
  return with_point(value < 0 ? Integer(-quotient) : quotient, decimals);
}

std::string Decimal::str() const { return with_point(digits_, scale_); }

Rational Decimal::rational() const { return {digits_, power_of_ten(scale_)}; }

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  int sign = 0;
  if (a.scale_ == b.scale_) {
    sign = a.digits_.compare(b.digits_);
  } else if (a.scale_ < b.scale_) {
    sign = Integer(a.digits_ * power_of_ten(b.scale_ - a.scale_)).compare(b.digits_);
  } else {
    sign = a.digits_.compare(Integer(b.digits_ * power_of_ten(a.scale_ - b.scale_)));
  }
  return sign <=> 0;
}

}  // namespace linhui::methodology
