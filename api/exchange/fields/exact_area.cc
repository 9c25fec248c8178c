#include "api/exchange/fields/exact_area.h"

#include <boost/multiprecision/cpp_int.hpp>
#include <cassert>
#include <string>

namespace linhui::api::exchange {

using methodology::Decimal;
using methodology::Integer;

Integer round_half_even(Integer numerator, const Integer& denominator) {
  assert(denominator > 0);
  const bool negative = numerator < 0;
  if (negative) numerator = -numerator;
  Integer whole, rest;
  boost::multiprecision::divide_qr(numerator, denominator, whole, rest);
  const Integer twice = rest * 2;
  if (twice > denominator || (twice == denominator && whole % 2 != 0)) whole += 1;
  return negative ? Integer(-whole) : whole;
}

long long to_square_metres(const Decimal& area, AreaUnit unit) {
  Integer numerator = area.digits();
  Integer denominator = boost::multiprecision::pow(Integer(10), area.scale());
  if (unit == AreaUnit::hectare) numerator *= 10000;
  if (unit == AreaUnit::mu) {
    numerator *= 2000;
    denominator *= 3;
  }
  return static_cast<long long>(round_half_even(std::move(numerator), denominator));
}

Decimal hectares_from_square_metres(long long m2) {
  const bool negative = m2 < 0;
  const auto magnitude = static_cast<unsigned long long>(negative ? -m2 : m2);
  const std::string decimals = std::to_string(magnitude % 10000);
  std::string text(negative ? "-" : "");
  text.append(std::to_string(magnitude / 10000)).append(".");
  text.append(4 - decimals.size(), '0').append(decimals);
  const auto hectares = Decimal::parse(text);
  assert(hectares);
  return *hectares;
}

}  // namespace linhui::api::exchange
