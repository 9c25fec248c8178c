// Units as types: what must not be mixed does not compile. The only unit conversions are here, and
// the one rounding of an estimate.
//
//   const TonnesDryMatter biomass{Rational(100)};
//   const TonnesCarbon carbon{biomass.value * fraction};
//   const TonnesCO2e figure = round_half_even(to_co2e(carbon));   // 172.3333 for 0.47
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "methodology/numbers/decimal.h"

namespace linhui::methodology {

// An exact amount of one unit inside a formula. Sums are of one unit; a factor is a number without
// unit, whose meaning (a density, a ratio) the caller knows.
template <class Unit>
struct Exact {
  Rational value;
  // Exactly; nothing is rounded before round_half_even().
  friend Exact operator+(const Exact& a, const Exact& b) { return {a.value + b.value}; }
  friend Exact operator-(const Exact& a, const Exact& b) { return {a.value - b.value}; }
  friend Exact operator*(const Exact& a, const Rational& factor) { return {a.value * factor}; }
};
// ha, m³, t of dry matter, t of carbon, t CO2e.
using Hectares = Exact<struct HectareUnit>;
using CubicMetres = Exact<struct CubicMetreUnit>;
using TonnesDryMatter = Exact<struct TonneDryMatterUnit>;
using TonnesCarbon = Exact<struct TonneCarbonUnit>;
using ExactTonnesCO2e = Exact<struct TonneCO2eUnit>;

// t C · 44/12. The fraction itself, by definition of the methods: never 3.67.
inline ExactTonnesCO2e to_co2e(const TonnesCarbon& carbon) {
  return {carbon.value * Rational(44, 12)};
}

// A published figure: a whole number of 0.0001 t CO2e. Sums and differences are exact; the caller
// sees to it that they fit into 64 bits (summarise() does, in 128).
class TonnesCO2e {
 public:
  // Zero.
  constexpr TonnesCO2e() = default;
  // From and to counts of 0.0001 t CO2e.
  static constexpr TonnesCO2e of_ten_thousandths(std::int64_t count) {
    TonnesCO2e result;
    result.count_ = count;
    return result;
  }
  constexpr std::int64_t ten_thousandths() const { return count_; }
  // As outputs and ledgers' rows have it.
  std::string str() const;  // always four decimals: "-15.4630"

  // Requires: the sum fits.
  constexpr TonnesCO2e& operator+=(TonnesCO2e other) {
    count_ += other.count_;
    return *this;
  }
  friend constexpr TonnesCO2e operator+(TonnesCO2e a, TonnesCO2e b) {
    return of_ten_thousandths(a.count_ + b.count_);
  }
  friend constexpr TonnesCO2e operator-(TonnesCO2e a, TonnesCO2e b) {
    return of_ten_thousandths(a.count_ - b.count_);
  }
  friend constexpr TonnesCO2e operator-(TonnesCO2e a) { return of_ten_thousandths(-a.count_); }
  friend constexpr auto operator<=>(TonnesCO2e, TonnesCO2e) = default;

 private:
  std::int64_t count_ = 0;
};

// The one rounding of an estimate: half to even, to 0.0001 t CO2e.
// Requires: |exact| < 9 × 10^14 t (an input check keeps areas and stocks far below).
TonnesCO2e round_half_even(const ExactTonnesCO2e& exact);
// The same for numerator / denominator tonnes, which need not be in lowest terms.
// Requires: denominator > 0.
TonnesCO2e round_half_even(const Integer& numerator, const Integer& denominator);

}  // namespace linhui::methodology
