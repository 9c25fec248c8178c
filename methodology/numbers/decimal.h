// Exact decimals: the number as written, nothing lost. Inputs and tables are read as these, and an
// estimate's formulas are worked out in fractions of them.
//
//   const Decimal area = *Decimal::parse("12.35");
//   area.rational();   // 247/20
//   area.str();        // "12.35"
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace linhui::methodology {

// Whole numbers and fractions of any size; fractions are kept in lowest terms.
using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
// 10^exponent.
Integer power_of_ten(unsigned exponent);

// With exactly so many decimals, rounded half to even: "0.5000". No estimate rounds by it:
// quantity.h.
std::string fixed_decimal_text(const Rational& value, unsigned decimals);

// value = digits / 10^scale. `12.35` keeps its two decimals, `12.350` its three; they are equal all
// the same. A value: copies are independent, and threads may read one.
class Decimal {
 public:
  // Zero.
  Decimal() = default;
  Decimal(long long whole) : digits_(whole) {}

  // Accepts [-+]digits[.digits][e±digits] and nothing else: no blanks, no separators, no bare
  // point. At most 40 digits, those of zeros in front included, and |exponent| at most 40. A
  // positive exponent is written out, so that scale() is never negative.
  static std::optional<Decimal> parse(std::string_view text);
  // The shortest decimal that reads back to the same double. Nothing for NaN and infinities.
  static std::optional<Decimal> from_double(double value);

  // Plain notation, no exponent, with the decimals it was written with: "-0.50".
  std::string str() const;
  Rational rational() const;
  const Integer& digits() const { return digits_; }
  unsigned scale() const { return scale_; }

  // By value: 12.35 and 12.350 are equal.
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  Integer digits_ = 0;
  unsigned scale_ = 0;
};

}  // namespace linhui::methodology
