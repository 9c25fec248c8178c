// Exact decimals: the number as written, nothing lost.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace linhui::methodology {

using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
Integer power_of_ten(unsigned exponent);

// value = digits / 10^scale. `12.35` keeps its two decimals; comparison is by value.
class Decimal {
 public:
  Decimal() = default;
  Decimal(long long whole) : digits_(whole) {}

  // Accepts [-+]digits[.digits][e±digits] and nothing else; at most 40 digits and |exponent| 40.
  static std::optional<Decimal> parse(std::string_view text);
  // The shortest decimal that reads back to the same double. Nothing for NaN and infinities.
  static std::optional<Decimal> from_double(double value);

  // Plain notation, no exponent, with the decimals it was written with.
  std::string str() const;
  Rational rational() const;
  const Integer& digits() const { return digits_; }
  unsigned scale() const { return scale_; }

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  Integer digits_ = 0;
  unsigned scale_ = 0;
};

}  // namespace linhui::methodology
