// Intervals that surely hold an irrational value, so that it can be rounded correctly.
//
// A sum, product or quotient of decimals is a fraction, and rounding it is exact. exp, ln and
// powers are not: they are enclosed between two numbers, as closely as asked, and rounded once both
// round to the same figure (Ziv's strategy). Ends are whole multiples of 2^-bits and every
// operation rounds the lower one down and the upper one up, in integers alone: the same bits on
// every machine.
//
// Whether the precision ever suffices is a question about the value. One that lies exactly on a tie
// never separates; exp(r) for a rational r other than 0, and exp(r) times an algebraic number other
// than 0, are transcendental (Lindemann and Weierstrass) and lie on no tie. A power of a rational
// to a rational may be rational itself (4 ^ 0.5), and then may be one.
//
//   // exp(c + e · ln b), rounded to 0.0001 t
//   const auto tonnes = round_half_even(Enclosure([&](unsigned bits) {
//     return exp(Interval::around(c, bits) + Interval::around(e, bits) * Interval::ln_of(b, bits));
//   }));
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "methodology/numbers/decimal.h"
#include "methodology/numbers/quantity.h"

namespace linhui::methodology {

class Interval {
 public:
  // Holds what the first bits need without asking for memory.
  using Wide = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<512>,
                                             boost::multiprecision::et_off>;

  // The narrowest with ends in multiples of 2^-bits.
  static Interval around(const Rational& value, unsigned bits);

  unsigned bits() const { return bits_; }
  // Nothing is known of the value: what is divided by an interval that holds zero, the logarithm of
  // one that is not positive or too wide. More bits may help.
  bool is_unbounded() const { return unbounded_; }
  // Requires: bounded.
  Rational lower() const { return Rational(Integer(lower_), Integer(1) << bits_); }
  Rational upper() const { return Rational(Integer(upper_), Integer(1) << bits_); }

  // Operands must have the same bits. Sums and differences are exact at the ends; products,
  // quotients, exp and ln are rounded outward. What an unbounded operand enters is unbounded.
  friend Interval operator+(const Interval& a, const Interval& b);
  friend Interval operator-(const Interval& a, const Interval& b);
  friend Interval operator*(const Interval& a, const Interval& b);
  friend Interval operator/(const Interval& a, const Interval& b);
  friend Interval exp(const Interval& x);
  friend Interval ln(const Interval& x);
  // The logarithm of a fraction, as close for a tiny one. Requires: value > 0.
  static Interval ln_of(const Rational& value, unsigned bits);

  // The decimal with so many decimals that all values between the ends round to, half to even.
  // Requires: it has at most 40 digits.
  std::optional<Decimal> rounded(unsigned decimals) const;
  // The same as a whole number of 10^-decimals.
  std::optional<Wide> rounded_count(unsigned decimals) const;

 private:
  Interval(Wide lower, Wide upper, unsigned bits)
      : lower_(std::move(lower)), upper_(std::move(upper)), bits_(bits) {}
  static Interval unbounded(unsigned bits);
  bool is_negative() const { return upper_ < 0; }
  static Interval twice_atanh(const Interval& z);
  static Interval ln_two(unsigned bits);
  Interval times(const Wide& whole) const;
  Interval divided_by(unsigned whole) const;  // whole > 0
  Interval times_power_of_two(int exponent) const;
  Wide largest() const;  // magnitude, times 2^-bits

  Wide lower_, upper_;  // times 2^-bits
  unsigned bits_ = 0;
  bool unbounded_ = false;
};

// base ^ exponent = exp(exponent · ln base), for a positive base.
// Requires: the same bits. Unbounded where ln is.
Interval pow(const Interval& base, const Interval& exponent);

// A value as an interval of so many bits; more bits, a narrower one. What it takes from tables it
// takes as Interval::around(value, bits).
using Enclosure = std::function<Interval(unsigned bits)>;

// A value in doubles, and by what share of itself it may be off.
struct Approximation {
  double value = 0, relative_error = 0;
};
// The figure, where all values within the error round to it: most of the time, and sooner than by
// an interval. Never one that might be a tie.
// Nothing where the error reaches to a rounding boundary: then ask an interval.
std::optional<TonnesCO2e> round_half_even(const Approximation& tonnes_co2e);

// 128 bits to begin with; at most 4096, some 1200 decimals.
inline constexpr unsigned kFirstBits = 128, kMostBits = 4096;

// Rounded half to even, by doubling the bits until both ends agree. Nothing where 4096 bits do not
// part the value from a tie: it most likely is one.
std::optional<Decimal> round_half_even(const Enclosure& value, unsigned decimals);
std::optional<TonnesCO2e> round_half_even(const Enclosure& tonnes_co2e);

}  // namespace linhui::methodology
