// Whether a shape is drawn as a shape should be: an upright line wanders over it from west to
// east (Shamos and Hoey), and the edges that it cuts are kept in order from south to north.
//
// Everywhere on the line ground and not-ground must alternate: that finds rings that cross in a
// corner, holes outside their ring and polygons that lie on one another. And neighbours must not
// change places while both last: that finds the edges that cross, and keeps the order right.
#include <set>
#include <tuple>

#include "ledger/ground/geometry.h"
#include "ledger/ground/geometry_edges.h"

namespace linhui::ledger {
namespace {

// South before north, just east of where both have begun. Edges that lie on one another are equal.
struct Southern {
  bool operator()(const ShapeEdge* a, const ShapeEdge* b) const {
    const Wide difference = height_difference(*a, *b, std::max(a->x1, b->x1));
    if (difference != 0) return difference < 0;
    return Wide(a->dy()) * b->dx() < Wide(b->dy()) * a->dx();
  }
};

class Sweep {
 public:
  explicit Sweep(std::vector<ShapeEdge> edges) : starts_(std::move(edges)) {
    for (const ShapeEdge& edge : starts_) ends_.push_back(&edge);
    std::sort(ends_.begin(), ends_.end(),
              [](const ShapeEdge* a, const ShapeEdge* b) { return a->x2 < b->x2; });
    places_.resize(starts_.size(), line_.end());
  }

  bool passes() {
    std::size_t started = 0;
    for (std::size_t ended = 0; ended < ends_.size();) {
      std::int64_t x = ends_[ended]->x2;
      if (started < starts_.size()) x = std::min(x, starts_[started].x1);
      changed_.clear();
      for (; ended < ends_.size() && ends_[ended]->x2 == x; ++ended) take_out(*ends_[ended]);
      for (; started < starts_.size() && starts_[started].x1 == x; ++started) {
        if (!put_in(starts_[started])) return false;
      }
      for (const ShapeEdge* edge : changed_) {
        if (place(*edge) != line_.end() && !fits(place(*edge))) return false;
      }
    }
    return true;
  }

 private:
  using Line = std::set<const ShapeEdge*, Southern>;

  Line::iterator& place(const ShapeEdge& edge) {
    return places_[static_cast<std::size_t>(&edge - starts_.data())];
  }

  void take_out(const ShapeEdge& edge) {
    const auto at = place(edge);
    place(edge) = line_.end();
    if (at != line_.begin()) changed_.push_back(*std::prev(at));
    if (const auto next = line_.erase(at); next != line_.end()) changed_.push_back(*next);
  }

  bool put_in(const ShapeEdge& edge) {
    const auto [at, is_new] = line_.insert(&edge);
    place(edge) = at;
    changed_.push_back(&edge);
    return is_new;
  }

  // Whether ground alternates around this edge, and its neighbours stay where they are.
  bool fits(Line::iterator at) const {
    const bool above = (*at)->ground_above;
    const auto next = std::next(at);
    if (at == line_.begin() ? !above : !stay(**std::prev(at), **at)) return false;
    return next == line_.end() ? !above : stay(**at, **next);
  }

  static bool stay(const ShapeEdge& south, const ShapeEdge& north) {
    return south.ground_above != north.ground_above &&
           height_difference(south, north, std::min(south.x2, north.x2)) <= 0;
  }

  const std::vector<ShapeEdge> starts_;
  std::vector<const ShapeEdge*> ends_;
  Line line_;
  std::vector<Line::iterator> places_;  // by edge; end() where it is not on the line
  std::vector<const ShapeEdge*>
      changed_;  // edges that are new on the line or have lost a neighbour
};

// Points that repeat, and upright edges that lie on one another: the line does not see them.
bool has_flat_flaw(const GeoShape& shape) {
  bool repeats = false;
  std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>> upright;  // x, south, north
  visit_sides(shape, [&](const GeoPoint& from, const GeoPoint& to) {
    if (from.lon != to.lon) return;
    repeats = repeats || from.lat == to.lat;
    upright.emplace_back(from.lon, std::min(from.lat, to.lat), std::max(from.lat, to.lat));
  });
  std::sort(upright.begin(), upright.end());
  for (std::size_t i = 1; i < upright.size(); ++i) {
    const auto& [x, south, north] = upright[i - 1];
    if (std::get<0>(upright[i]) == x && std::get<1>(upright[i]) < north) return true;
  }
  return repeats;
}

}  // namespace

bool is_well_drawn(const GeoShape& shape) {
  return !has_flat_flaw(shape) && Sweep(slanted_edges(shape)).passes();
}

}  // namespace linhui::ledger
