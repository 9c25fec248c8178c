// How much ground two shapes share, exactly.
//
// A shape is what lies below its upper edges less what lies below its lower ones. The ground that
// two shapes share is therefore a sum over pairs of edges, one of each shape: what lies below
// both, with a sign. Shared borders and corners need no case of their own.
#include "ledger/ground/geometry.h"
#include "ledger/ground/geometry_edges.h"

namespace linhui::ledger {
namespace {

using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

struct Fraction {
  Integer num, den;
};

// Twice the area below both edges and over `base`, where both have ground above or below them.
// Requires: some x is common to them, and no edge goes below `base`.
Fraction twice_below_both(const ShapeEdge& a, const ShapeEdge& b, std::int64_t base) {
  const std::int64_t left = std::max(a.x1, b.x1), right = std::min(a.x2, b.x2);
  const Wide at_left = height_difference(a, b, left), at_right = height_difference(a, b, right);
  const auto below = [&](const ShapeEdge& edge) {
    return (edge.height(left, base) + edge.height(right, base)) * (right - left);
  };
  if (at_left <= 0 && at_right <= 0) return {Integer(below(a)), Integer(a.dx())};
  if (at_left >= 0 && at_right >= 0) return {Integer(below(b)), Integer(b.dx())};
  // They cross: what lies below `a`, less the triangle between them where `a` is the upper one.
  const Wide upper = std::max(at_left, at_right);
  const Integer fall = Integer(at_left > at_right ? at_left - at_right : at_right - at_left);
  return {Integer(below(a)) * fall * b.dx() - Integer(upper) * upper * (right - left),
          Integer(a.dx()) * b.dx() * fall};
}

// Every pair of edges, one of each shape, that have some x in common.
template <class Visit>
void visit_pairs(const std::vector<ShapeEdge>& a, const std::vector<ShapeEdge>& b,
                 const Visit& visit) {
  std::vector<const ShapeEdge*> open_a, open_b;
  const auto meet = [&](const ShapeEdge& edge, std::vector<const ShapeEdge*>& others,
                        const auto& visit_pair) {
    for (std::size_t i = 0; i < others.size();) {
      if (others[i]->x2 > edge.x1) {
        visit_pair(edge, *others[i++]);
      } else {
        others[i] = others.back();
        others.pop_back();
      }
    }
  };
  auto next_a = a.begin();
  auto next_b = b.begin();
  while (next_a != a.end() || next_b != b.end()) {
    if (next_b == b.end() || (next_a != a.end() && next_a->x1 <= next_b->x1)) {
      meet(*next_a, open_b, [&](const auto& own, const auto& other) { visit(own, other); });
      open_a.push_back(&*next_a++);
    } else {
      meet(*next_b, open_a, [&](const auto& own, const auto& other) { visit(other, own); });
      open_b.push_back(&*next_b++);
    }
  }
}

// Rounded down.
Integer floor_divide(const Integer& num, const Integer& den) {
  Integer whole, rest;
  boost::multiprecision::divide_qr(num, den, whole, rest);
  return rest < 0 ? Integer(whole - 1) : whole;
}

constexpr unsigned kFraction = 20;  // binary places that a term is rounded down to

}  // namespace

bool shapes_overlap(const GeoShape& a, const GeoShape& b, int tolerance_num, int tolerance_den) {
  if (a.empty() || b.empty()) return false;
  const GeoBox box_a = box_of(a), box_b = box_of(b);
  if (!box_a.meets(box_b)) return false;
  const std::int64_t base = std::min(box_a.min_lat, box_b.min_lat);
  const auto edges_a = slanted_edges(a), edges_b = slanted_edges(b);
  // shared / smaller > num / den, first with every term rounded down: `pairs` units at most are
  // missing then.
  const Integer limit = std::min(twice_area(a), twice_area(b)) * tolerance_num;
  Integer shared = 0, pairs = 0;
  visit_pairs(edges_a, edges_b, [&](const ShapeEdge& one, const ShapeEdge& other) {
    const Fraction term = twice_below_both(one, other, base);
    const Integer num = term.num << kFraction;
    shared += floor_divide(one.ground_above == other.ground_above ? num : Integer(-num), term.den);
    ++pairs;
  });
  if (shared * tolerance_den > (limit << kFraction)) return true;
  if ((shared + pairs) * tolerance_den <= (limit << kFraction)) return false;
  Rational exact = 0;
  visit_pairs(edges_a, edges_b, [&](const ShapeEdge& one, const ShapeEdge& other) {
    const Fraction term = twice_below_both(one, other, base);
    const Rational value(term.num, term.den);
    exact += one.ground_above == other.ground_above ? value : Rational(-value);
  });
  return exact * tolerance_den > Rational(limit);
}

}  // namespace linhui::ledger
