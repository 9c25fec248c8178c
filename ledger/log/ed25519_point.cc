#include "ledger/log/ed25519_point.h"

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>

#include "ledger/base/require.h"

namespace linhui::ledger {
namespace {

using Integer = boost::multiprecision::cpp_int;

// The field of integers modulo p = 2^255 - 19; every value is kept in [0, p).
const Integer& prime() {
  static const Integer p = (Integer(1) << 255) - 19;
  return p;
}
Integer add(const Integer& a, const Integer& b) { return (a + b) % prime(); }
Integer subtract(const Integer& a, const Integer& b) { return (a + prime() - b) % prime(); }
Integer multiply(const Integer& a, const Integer& b) { return a * b % prime(); }
Integer power(const Integer& a, const Integer& exponent) { return powm(a, exponent, prime()); }
Integer inverse(const Integer& a) { return power(a, prime() - 2); }

// d = -121665 / 121666 (RFC 8032 §5.1).
const Integer& curve_d() {
  static const Integer d = multiply(prime() - 121665, inverse(121666));
  return d;
}

struct Point {
  Integer x, y;
};

// RFC 8032 §5.1.3, steps 2 and 3: the x whose square is (y² - 1) / (d y² + 1), either of the two.
std::optional<Integer> x_of(const Integer& y) {
  const Integer square = multiply(y, y);
  const Integer u = subtract(square, 1), v = add(multiply(curve_d(), square), 1);
  const Integer v3 = multiply(multiply(v, v), v), v7 = multiply(multiply(v3, v3), v);
  Integer x = multiply(multiply(u, v3), power(multiply(u, v7), (prime() - 5) / 8));
  const Integer found = multiply(v, multiply(x, x));
  if (found == u) return x;
  if (found != subtract(0, u)) return std::nullopt;
  static const Integer kRootOfMinusOne = power(2, (prime() - 1) / 4);
  return multiply(x, kRootOfMinusOne);
}

// The curve's addition of a point to itself: -x² + y² = 1 + d x² y². It holds for every point, for
// d is no square.
Point doubled(const Point& point) {
  const Integer xy = multiply(point.x, point.y), xx = multiply(point.x, point.x),
                yy = multiply(point.y, point.y);
  const Integer product = multiply(curve_d(), multiply(xx, yy));
  return {multiply(add(xy, xy), inverse(add(1, product))),
          multiply(add(yy, xx), inverse(subtract(1, product)))};
}

}  // namespace

PointFault fault_of_point(std::string_view encoded) {
  require(encoded.size() == 32);
  Integer y;
  for (std::size_t i = encoded.size(); i-- > 0;) {
    y = (y << 8) + static_cast<unsigned char>(encoded[i]);
  }
  const bool negative = bit_test(y, 255);
  if (negative) bit_unset(y, 255);
  if (y >= prime()) return PointFault::not_canonical;
  const auto x = x_of(y);
  if (!x) return PointFault::off_curve;
  if (*x == 0 && negative) return PointFault::not_canonical;
  // Of small order or not, a point and its negative are the same: the sign of x does not matter.
  const Point eightfold = doubled(doubled(doubled({*x, y})));
  const bool neutral = eightfold.x == 0 && eightfold.y == 1;
  return neutral ? PointFault::small_order : PointFault::none;
}

}  // namespace linhui::ledger
