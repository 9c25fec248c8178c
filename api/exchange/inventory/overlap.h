// Which stands lie on one another. Internal to api/exchange.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "api/exchange/inventory/stand_place.h"

namespace linhui::api::exchange {

struct Overlap {
  std::size_t first = 0, second = 0;  // indices, first < second
  std::optional<double> area_m2;      // nothing where the shapes are too broken to cut
};

// Below both of these an overlap is the draughtsman's hand, not a claim on the same land: the
// borders of neighbours are drawn to some centimetres.
inline constexpr double kOverlapToleranceM2 = 1.0;
inline constexpr double kOverlapToleranceShare = 0.001;  // of the smaller stand

// Pairs that share more than the tolerance, in order of `second`, then `first`.
//
// Boxes are met in an R-tree; an exact test in integers then tells neighbours, which touch, from
// stands that overlap, so that only the latter are cut by GEOS. Empty shapes overlap nothing.
std::vector<Overlap> find_overlaps(
    const std::vector<const MultiPolygon*>& shapes,
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress);

// Whether the interiors may meet: false is certain, true is to be looked at.
bool interiors_may_meet(const MultiPolygon& a, const MultiPolygon& b);

}  // namespace linhui::api::exchange
