#include "methodology/columns/stock_lines.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "methodology/numbers/decimal.h"

namespace linhui::methodology {
namespace {

__extension__ using UnsignedWide = unsigned __int128;

constexpr int kLargestSteps = 2048;  // years between two inventories: 1000-2999
// A remainder is below (kGuessError + 1) · n · Q, which has to stay below 2^126: n < 2^11 and
// kGuessError + 1 < 2^7 leave 2^107 for Q.
constexpr unsigned kLargestDenominatorBits = 107;
// A guess of the fixed point is within 2^-17 count of a half, so that what HalfWay gives is below
// 2^-16 · n · Q: n · Q up to 2^79 leaves it 63 bits and a sign.
constexpr unsigned kLargestHalfWayBits = 79;
constexpr double kLargestGuess = 1LL << 55;  // counts; a guess of 2^-49 of itself is good to 64
constexpr double kLargestFactor = 1e6;       // t CO2e a m³ or ha; no forest comes near

UnsignedWide low_128_bits(const Integer& number) {
  const Integer mask = (Integer(1) << 64) - 1;
  const auto low = static_cast<std::uint64_t>(Integer(number & mask));
  const auto high = static_cast<std::uint64_t>(Integer((number >> 64) & mask));
  return static_cast<UnsignedWide>(high) << 64 | low;
}

// Within 2^-53 of the value: 64 bits of the quotient, cut, then rounded by the conversion.
double nearest_double(const Rational& value) {
  if (value == 0) return 0;
  const Integer& top = numerator(value);
  const Integer& bottom = denominator(value);
  const int shift = 64 - (static_cast<int>(msb(top)) - static_cast<int>(msb(bottom)));
  const Integer scaled =
      shift >= 0 ? Integer((top << shift) / bottom) : Integer(top / (bottom << -shift));
  // At most 66 bits: the two lowest can only be cut.
  const auto bits = static_cast<std::uint64_t>(Integer(scaled >> 2));
  return std::ldexp(static_cast<double>(bits), 2 - shift);
}

Rational rational_of(std::int64_t column_number) {
  return {Integer(column_number), power_of_ten(kColumnDecimals)};
}

}  // namespace

std::optional<std::int64_t> column_number(const Decimal& decimal) {
  if (decimal.digits() < 0 || decimal.scale() > kColumnDecimals) return std::nullopt;
  const Integer number = decimal.digits() * power_of_ten(kColumnDecimals - decimal.scale());
  if (number >= kLargestColumnNumber) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

ColumnFactor::ColumnFactor(const PoolFactor& factor) : factor_(factor) {
  const Rational per_m3 = factor.per_m3.value * 10000 / power_of_ten(2 * kColumnDecimals);
  const Rational per_ha = factor.per_ha.value * 10000 / power_of_ten(kColumnDecimals);
  const bool is_usual = factor.per_m3.value >= 0 && factor.per_m3.value < kLargestFactor &&
                        factor.per_ha.value >= 0 && factor.per_ha.value < kLargestFactor;
  if (!is_usual) return;
  count_per_m3_ = nearest_double(per_m3);
  count_per_ha_ = nearest_double(per_ha);
  fixed_per_m3_ = std::ldexp(count_per_m3_, 32);
  fixed_per_ha_ = std::ldexp(count_per_ha_, 32);
  const Integer common =
      boost::multiprecision::lcm(Integer(denominator(per_m3)), Integer(denominator(per_ha)));
  if (msb(common) >= kLargestDenominatorBits) return;
  fits_128_ = true;
  denominator_ = low_128_bits(common);
  per_m3_ = low_128_bits(numerator(per_m3) * (common / denominator(per_m3)));
  per_ha_ = low_128_bits(numerator(per_ha) * (common / denominator(per_ha)));
  const Integer steps = (Integer(1) << kLargestHalfWayBits) / common;
  half_way_steps_ = static_cast<int>(std::min(steps, Integer(kLargestSteps)));
}

ColumnLine::ColumnLine(const ColumnFactor& factor, std::int64_t area, std::int64_t begin_volume,
                       std::int64_t end_volume, int steps, Size size)
    : steps_(steps) {
  assert(steps > 0 && steps < kLargestSteps);
  if (size == Size::unknown) {
    const auto guess = [&](std::int64_t volume) {
      return static_cast<double>(area) *
             (static_cast<double>(volume) * factor.count_per_m3_ + factor.count_per_ha_);
    };
    begin_guess_ = guess(begin_volume);
    end_guess_ = guess(end_volume);
  }
  if (!factor.fits_128_ || std::max(begin_guess_, end_guess_) >= kLargestGuess) {
    const Rational stand = rational_of(area);
    const ExactTonnesCO2e land = factor.factor_.per_ha * stand;
    rational_.emplace(factor.factor_.per_m3 * (stand * rational_of(begin_volume)) + land,
                      factor.factor_.per_m3 * (stand * rational_of(end_volume)) + land, steps);
    return;
  }
  // top(t) = A · (W(t) · p + n · h) is linear in t; bottom = n · Q.
  const auto wide_area = static_cast<Wide>(area), n = static_cast<Wide>(steps);
  const Wide stock_rise = static_cast<Wide>(static_cast<SignedWide>(end_volume) - begin_volume);
  top_ = n * wide_area * (static_cast<Wide>(begin_volume) * factor.per_m3_ + factor.per_ha_);
  rise_ = wide_area * stock_rise * factor.per_m3_;
  bottom_ = static_cast<SignedWide>(n * factor.denominator_);
}

std::int64_t ColumnLine::count_near(std::int64_t guess, int step) const {
  if (rational_) return rational_->at(step).ten_thousandths();
  const Wide top = top_ + rise_ * static_cast<Wide>(step);
  auto left = static_cast<SignedWide>(top - static_cast<Wide>(guess) * static_cast<Wide>(bottom_));
  // The guess is off by one at most, or by some dozens where the stock is large: no division.
  std::int64_t whole = guess;
  for (; left < 0; left += bottom_) --whole;
  for (; left >= bottom_; left -= bottom_) ++whole;
  assert(whole - guess <= kGuessError && guess - whole <= kGuessError + 1);
  const SignedWide twice = left * 2;
  return whole + (twice > bottom_ || (twice == bottom_ && (whole & 1) != 0));
}

std::int64_t ColumnLine::count(int step) const {
  if (rational_) return rational_->at(step).ten_thousandths();
  const double share = static_cast<double>(step) / steps_;
  const double guess = begin_guess_ + (end_guess_ - begin_guess_) * share;
  return count_near(static_cast<std::int64_t>(guess), step);
}

}  // namespace linhui::methodology
