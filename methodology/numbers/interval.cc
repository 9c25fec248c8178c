#include "methodology/numbers/interval.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "methodology/numbers/basic_math.h"

namespace linhui::methodology {
namespace {

using WideInteger = Interval::Wide;

// exp works on x / 2^8, where its series gains 8 bits a term and more.
constexpr int kHalvings = 8;
// 2^4096 is more than any formula has.
constexpr int kLargestPower = 4096;

WideInteger floor_divide(const WideInteger& a, const WideInteger& b) {  // Requires: b > 0
  WideInteger quotient, remainder;
  boost::multiprecision::divide_qr(a, b, quotient, remainder);
  if (remainder < 0) --quotient;
  return quotient;
}

WideInteger ceil_divide(const WideInteger& a, const WideInteger& b) {
  return -floor_divide(WideInteger(-a), b);
}

// × 2^shift, to a whole number. Not cpp_int's >>, which cuts a negative number's bits its own way.
WideInteger floor_shift(const WideInteger& a, int shift) {
  if (shift >= 0) return a << shift;
  return a >= 0 ? WideInteger(a >> -shift) : floor_divide(a, WideInteger(1) << -shift);
}
WideInteger ceil_shift(const WideInteger& a, int shift) {
  if (shift >= 0) return a << shift;
  return a >= 0 ? WideInteger((a + (WideInteger(1) << -shift) - 1) >> -shift)
                : -floor_shift(-a, shift);
}

WideInteger magnitude(const WideInteger& a) { return boost::multiprecision::abs(a); }

WideInteger ten_to(unsigned exponent) {
  return boost::multiprecision::pow(WideInteger(10), exponent);
}

// a · 10^decimals / 2^bits, half to even.
WideInteger round_scaled(const WideInteger& a, unsigned bits, unsigned decimals) {
  const WideInteger scaled = magnitude(a) * ten_to(decimals);
  WideInteger quotient = scaled >> bits;
  const WideInteger twice_rest = (scaled - (quotient << bits)) * 2;
  const int half = twice_rest.compare(WideInteger(1) << bits);
  if (half > 0 || (half == 0 && boost::multiprecision::bit_test(quotient, 0))) ++quotient;
  return a < 0 ? WideInteger(-quotient) : quotient;
}

Decimal decimal_of(const WideInteger& count, unsigned decimals) {
  std::string digits = magnitude(count).str();
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, ".");
  if (count < 0) digits.insert(0, "-");
  const auto decimal = Decimal::parse(digits);
  assert(decimal && "more digits than a decimal may have");
  return *decimal;
}

}  // namespace

Interval Interval::around(const Rational& value, unsigned bits) {
  const WideInteger scaled = WideInteger(numerator(value)) << bits;
  const WideInteger divisor(denominator(value));
  return {floor_divide(scaled, divisor), ceil_divide(scaled, divisor), bits};
}

Interval Interval::unbounded(unsigned bits) {
  Interval whole_line(0, 0, bits);
  whole_line.unbounded_ = true;
  return whole_line;
}

Interval Interval::times(const WideInteger& whole) const {
  return whole >= 0 ? Interval(lower_ * whole, upper_ * whole, bits_)
                    : Interval(upper_ * whole, lower_ * whole, bits_);
}

Interval Interval::divided_by(unsigned whole) const {
  return {floor_divide(lower_, whole), ceil_divide(upper_, whole), bits_};
}

Interval Interval::times_power_of_two(int exponent) const {
  return {floor_shift(lower_, exponent), ceil_shift(upper_, exponent), bits_};
}

WideInteger Interval::largest() const { return std::max(magnitude(lower_), magnitude(upper_)); }

Interval operator+(const Interval& a, const Interval& b) {
  assert(a.bits_ == b.bits_);
  if (a.unbounded_ || b.unbounded_) return Interval::unbounded(a.bits_);
  return {a.lower_ + b.lower_, a.upper_ + b.upper_, a.bits_};
}

Interval operator-(const Interval& a, const Interval& b) {
  assert(a.bits_ == b.bits_);
  if (a.unbounded_ || b.unbounded_) return Interval::unbounded(a.bits_);
  return {a.lower_ - b.upper_, a.upper_ - b.lower_, a.bits_};
}

Interval operator*(const Interval& a, const Interval& b) {
  assert(a.bits_ == b.bits_);
  if (a.unbounded_ || b.unbounded_) return Interval::unbounded(a.bits_);
  if (a.lower_ >= 0 && b.lower_ >= 0) {
    return Interval(a.lower_ * b.lower_, a.upper_ * b.upper_, a.bits_)
        .times_power_of_two(-static_cast<int>(a.bits_));
  }
  const auto products = {WideInteger(a.lower_ * b.lower_), WideInteger(a.lower_ * b.upper_),
                         WideInteger(a.upper_ * b.lower_), WideInteger(a.upper_ * b.upper_)};
  return Interval(std::min(products), std::max(products), a.bits_)
      .times_power_of_two(-static_cast<int>(a.bits_));
}

Interval operator/(const Interval& a, const Interval& b) {
  assert(a.bits_ == b.bits_);
  const bool holds_zero = b.lower_ <= 0 && b.upper_ >= 0;
  if (a.unbounded_ || b.unbounded_ || holds_zero) return Interval::unbounded(a.bits_);
  if (b.upper_ < 0) return a.times(-1) / b.times(-1);
  const WideInteger lower = a.lower_ << a.bits_, upper = a.upper_ << a.bits_;
  return {floor_divide(lower, lower >= 0 ? b.upper_ : b.lower_),
          ceil_divide(upper, upper >= 0 ? b.lower_ : b.upper_), a.bits_};
}

// 2 (z + z³/3 + z⁵/5 + …) for |z| <= 1/2. What is left out behind the term of z^n is less than
// |z|^n · 2 z² / (1 − z²) / (n + 2), and so less than |z|^n.
Interval Interval::twice_atanh(const Interval& z) {
  if (z.is_negative()) return twice_atanh(z.times(-1)).times(-1);
  assert(2 * z.largest() <= WideInteger(1) << z.bits_);
  const Interval square = z * z;
  Interval power = z, sum = z;
  for (unsigned n = 1; power.largest() > 1; n += 2) {
    power = power * square;
    sum = sum + power.divided_by(n + 2);
  }
  const WideInteger left_out = power.largest();
  return {2 * sum.lower_ - left_out, 2 * sum.upper_ + left_out, z.bits_};
}

// 2 atanh(1/3). Kept for the precision last asked for.
Interval Interval::ln_two(unsigned bits) {
  static thread_local std::optional<Interval> known;
  if (!known || known->bits_ != bits) known = twice_atanh(around(Rational(1, 3), bits));
  return *known;
}

// x = k ln 2 + 2^8 r with r from 0 to 2^-8, about; exp(x) = 2^k · exp(r)^(2^8). What is left out
// behind the term r^n / n! is less than that term where |r| <= (n + 1) / 2.
Interval exp(const Interval& x) {
  if (x.unbounded_) return x;
  const Interval two = Interval::ln_two(x.bits_);
  const WideInteger power_of_two = floor_divide(x.lower_, two.upper_);
  if (magnitude(power_of_two) > kLargestPower || x.upper_ - x.lower_ > two.lower_) {
    return Interval::unbounded(x.bits_);
  }
  const Interval r = (x - two.times(power_of_two)).times_power_of_two(-kHalvings);
  const WideInteger one = WideInteger(1) << x.bits_;
  Interval term(one, one, x.bits_), sum = term;
  for (unsigned n = 1; term.largest() > 1 || 2 * r.largest() > one * n; ++n) {
    term = (term * r).divided_by(n);
    sum = sum + term;
  }
  sum = {sum.lower_ - term.largest(), sum.upper_ + term.largest(), x.bits_};
  for (int i = 0; i < kHalvings; ++i) sum = sum * sum;
  return sum.times_power_of_two(static_cast<int>(power_of_two));
}

// x = 2^k · m with m from 2/3 to 2; ln x = k ln 2 + 2 atanh((m − 1) / (m + 1)), and that quotient,
// (x − 2^k) / (x + 2^k), lies from −1/5 to 1/3.
Interval ln(const Interval& x) {
  if (x.unbounded_ || x.lower_ <= 0 || 2 * x.upper_ > 3 * x.lower_) {
    return Interval::unbounded(x.bits_);
  }
  unsigned highest = boost::multiprecision::msb(x.lower_);
  if (3 * x.lower_ > WideInteger(4) << highest) ++highest;  // the next power is nearer
  const WideInteger power = WideInteger(1) << highest;
  const Interval z = Interval(x.lower_ - power, x.upper_ - power, x.bits_) /
                     Interval(x.lower_ + power, x.upper_ + power, x.bits_);
  const int k = static_cast<int>(highest) - static_cast<int>(x.bits_);
  return Interval::ln_two(x.bits_).times(k) + Interval::twice_atanh(z);
}

// value = 2^k · m with m from 1/2 to 2.
Interval Interval::ln_of(const Rational& value, unsigned bits) {
  assert(value > 0);
  const int k = static_cast<int>(boost::multiprecision::msb(numerator(value))) -
                static_cast<int>(boost::multiprecision::msb(denominator(value)));
  const Rational power = k >= 0 ? Rational(Integer(1) << k) : Rational(1, Integer(1) << -k);
  return ln_two(bits).times(k) + ln(around(value / power, bits));
}

Interval pow(const Interval& base, const Interval& exponent) { return exp(exponent * ln(base)); }

std::optional<Interval::Wide> Interval::rounded_count(unsigned decimals) const {
  if (unbounded_) return std::nullopt;
  WideInteger count = round_scaled(lower_, bits_, decimals);
  if (count != round_scaled(upper_, bits_, decimals)) return std::nullopt;
  return count;
}

std::optional<Decimal> Interval::rounded(unsigned decimals) const {
  const auto count = rounded_count(decimals);
  if (!count) return std::nullopt;
  return decimal_of(*count, decimals);
}

std::optional<TonnesCO2e> round_half_even(const Approximation& tonnes_co2e) {
  const double count = tonnes_co2e.value * 10000;
  const double error = (count < 0 ? -count : count) * (tonnes_co2e.relative_error + 0x1p-50);
  if (!(count - error > -0x1p51 && count + error < 0x1p51)) return std::nullopt;  // NaN too
  const std::int64_t figure = basic::round_half_even(count - error);
  const double above = static_cast<double>(figure) + 0.5, below = above - 1;
  if (!(count - error > below && count + error < above)) return std::nullopt;
  return TonnesCO2e::of_ten_thousandths(figure);
}

std::optional<Decimal> round_half_even(const Enclosure& value, unsigned decimals) {
  for (unsigned bits = kFirstBits; bits <= kMostBits; bits *= 2) {
    if (auto rounded = value(bits).rounded(decimals)) return rounded;
  }
  return std::nullopt;
}

std::optional<TonnesCO2e> round_half_even(const Enclosure& tonnes_co2e) {
  for (unsigned bits = kFirstBits; bits <= kMostBits; bits *= 2) {
    const auto count = tonnes_co2e(bits).rounded_count(4);
    if (!count) continue;
    assert(magnitude(*count) <= std::numeric_limits<std::int64_t>::max());
    return TonnesCO2e::of_ten_thousandths(static_cast<std::int64_t>(*count));
  }
  return std::nullopt;
}

}  // namespace linhui::methodology
