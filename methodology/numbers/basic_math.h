// Logarithm, exponential, sine and normal quantile by + - * / and sqrt of IEEE 754 doubles alone.
// A mathematical library may round these as it likes, another version otherwise; what is here
// gives the same bits on every machine. Errors are below 1e-14 relative (1e-13 for the quantile),
// which tests/methodology/numbers/basic_math_test.cc holds against 50-digit arithmetic.
//
// Every loop that calls these may be vectorised: no branch but the quantile's. Always inlined, so
// that files compiled for one kind of processor leave no copy behind for the others.
//
// Who needs a correctly rounded figure asks interval.h; who needs many, fast and the same
// everywhere, asks here.
#pragma once

#include <cstdint>

namespace linhui::methodology::basic {

// Added and taken away, it leaves a double's nearest integer: doubles near it are whole.
inline constexpr double kRoundingBias = 6755399441055744.0;  // 1.5 * 2^52

// The nearest integer, half to even. Requires: |x| <= 2^51.
[[gnu::always_inline]] inline std::int64_t round_half_even(double x) {
  return static_cast<std::int64_t>(__builtin_bit_cast(std::uint64_t, x + kRoundingBias) -
                                   __builtin_bit_cast(std::uint64_t, kRoundingBias));
}

// Requires: x is a positive normal number.
//   x = 2^e * m, m in [sqrt(1/2), sqrt(2)); log m = 2 atanh(s), s = (m - 1) / (m + 1)
[[gnu::always_inline]] inline double log(double x) {
  constexpr std::uint64_t kRootOfHalf = 0x3fe6a09e667f3bcd;
  const auto bits = __builtin_bit_cast(std::uint64_t, x);
  const auto exponent = static_cast<std::int64_t>(bits - kRootOfHalf) >> 52;
  const double m = __builtin_bit_cast(double, bits - (static_cast<std::uint64_t>(exponent) << 52));
  // The integer as a double: the inverse of round_half_even().
  const double e =
      __builtin_bit_cast(double, static_cast<std::uint64_t>(exponent) +
                                     __builtin_bit_cast(std::uint64_t, kRoundingBias)) -
      kRoundingBias;
  const double s = (m - 1) / (m + 1), q = s * s;
  double p = 1.0 / 19;
  p = p * q + 1.0 / 17;
  p = p * q + 1.0 / 15;
  p = p * q + 1.0 / 13;
  p = p * q + 1.0 / 11;
  p = p * q + 1.0 / 9;
  p = p * q + 1.0 / 7;
  p = p * q + 1.0 / 5;
  p = p * q + 1.0 / 3;
  const double twice = s + s;
  // log 2 in two parts: the first has 20 zero bits at its end, so that e times it is exact.
  return e * 0x1.62e42fefp-1 + (twice + (twice * q * p + e * 0x1.473de6af278edp-34));
}

// Requires: |x| <= 700.   x = n log 2 + r, |r| <= log(2)/2; Taylor's series in r
[[gnu::always_inline]] inline double exp(double x) {
  const double biased = x * 0x1.71547652b82fep+0 + kRoundingBias;
  const double n = biased - kRoundingBias;
  const double r = (x - n * 0x1.62e42fefp-1) - n * 0x1.473de6af278edp-34;
  double p = 1.0 / 6227020800;
  p = p * r + 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  p = 1 + (r + r * r * p);
  const auto shift = __builtin_bit_cast(std::uint64_t, biased) << 52;
  return __builtin_bit_cast(double, __builtin_bit_cast(std::uint64_t, p) + shift);
}

// a to the b. Requires: a is a positive normal number, |b log a| <= 700.
// The relative error is that of exp and, besides, |b log a| times that of log.
[[gnu::always_inline]] inline double pow(double a, double b) { return exp(b * log(a)); }

// What normal_pair() gives.
struct NormalPair {
  double first, second;
};

// Two independent standard normal numbers from two random words (Box and Muller 1958), with
// u = (w + 1/2) / 2^32: the radius sqrt(-2 log u) ends at 6.76.
// The second word's two first bits are the quadrant, the rest the angle x in (-pi/4, pi/4) in it;
// Taylor's series in x, which end below 1e-13.
[[gnu::always_inline]] inline NormalPair normal_pair(std::uint32_t for_radius,
                                                     std::uint32_t for_angle) {
  const double u = (static_cast<double>(for_radius) + 0.5) * 0x1p-32;
  const double radius = __builtin_sqrt(-2 * log(u));
  const double x = (static_cast<double>(static_cast<std::int32_t>(for_angle << 2)) + 2.0) *
                   (0x1.921fb54442d18p-1 * 0x1p-31);
  const double q = x * x;
  double s = 1.0 / 6227020800;
  s = s * q - 1.0 / 39916800;
  s = s * q + 1.0 / 362880;
  s = s * q - 1.0 / 5040;
  s = s * q + 1.0 / 120;
  s = s * q - 1.0 / 6;
  double c = -1.0 / 87178291200;
  c = c * q + 1.0 / 479001600;
  c = c * q - 1.0 / 3628800;
  c = c * q + 1.0 / 40320;
  c = c * q - 1.0 / 720;
  c = c * q + 1.0 / 24;
  c = c * q - 0.5;
  const auto sine = __builtin_bit_cast(std::uint64_t, radius * (x + x * q * s));
  const auto cosine = __builtin_bit_cast(std::uint64_t, radius * (1 + q * c));
  // The first bit of the quadrant is a common sign, the second swaps sine and cosine.
  const std::uint64_t swapped = (sine ^ cosine) & (0 - std::uint64_t{(for_angle >> 30) & 1});
  const std::uint64_t sign = std::uint64_t{for_angle >> 31} << 63;
  return {__builtin_bit_cast(double, (cosine ^ swapped) ^ sign),
          __builtin_bit_cast(double, (sine ^ swapped) ^ sign)};
}

// The number below which a standard normal variable lies with probability p. Requires: 0 < p < 1.
// Source: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484.
double normal_quantile(double p);
// The probability that a standard normal variable lies below z: the inverse of normal_quantile(),
// by halving; 0 below -38, 1 above 9. Slow; for what is worked out once a distribution.
double normal_probability(double z);

}  // namespace linhui::methodology::basic
