// The exact test before a cut.
//
// Let A and B be valid. If their interiors meet, then (1) two edges cross, each inside the other;
// or (2) a vertex of one lies inside an edge of the other; or (3) all edges of one split no edge of
// the other, so each lies wholly inside, outside or on the other: if one lies inside, so does its
// midpoint; if none of either does, a polygon of one whose interior meets the other has all its
// edges on the other's border. Each case answers "may meet"; a stand beside another that shares its
// corners answers none of them. All in integers: midpoints are doubled.
#include <algorithm>
#include <limits>

#include "api/exchange/inventory/overlap.h"

namespace linhui::api::exchange {
namespace {

__extension__ using Wide = __int128;

struct EdgeBox {
  std::int64_t west = std::numeric_limits<std::int64_t>::max(), south = west;
  std::int64_t east = std::numeric_limits<std::int64_t>::min(), north = east;
  void add(Point p) {
    west = std::min(west, p.lon), east = std::max(east, p.lon);
    south = std::min(south, p.lat), north = std::max(north, p.lat);
  }
  bool meets(const EdgeBox& o) const {
    return west <= o.east && o.west <= east && south <= o.north && o.south <= north;
  }
};

struct Edge {
  Point from, to;
  EdgeBox box() const {
    EdgeBox box;
    box.add(from);
    box.add(to);
    return box;
  }
};

void add_doubled_edges(const Polygon& polygon, std::vector<Edge>& edges) {
  for (const Ring& ring : polygon) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      edges.push_back(
          {{2 * ring[i].lon, 2 * ring[i].lat}, {2 * ring[i + 1].lon, 2 * ring[i + 1].lat}});
    }
  }
}

std::vector<Edge> doubled_edges(const MultiPolygon& shape) {
  std::vector<Edge> edges;
  for (const Polygon& polygon : shape) add_doubled_edges(polygon, edges);
  return edges;
}

EdgeBox box_of(const std::vector<Edge>& edges) {
  EdgeBox box;
  for (const Edge& edge : edges) box.add(edge.from);
  return box;
}

// 1: `p` lies left of the edge; -1: right; 0: on its line.
int side(const Edge& edge, Point p) {
  const Wide cross = Wide(edge.to.lon - edge.from.lon) * (p.lat - edge.from.lat) -
                     Wide(edge.to.lat - edge.from.lat) * (p.lon - edge.from.lon);
  return cross > 0 ? 1 : cross < 0 ? -1 : 0;
}

bool within_box(const Edge& edge, Point p) {
  const EdgeBox box = edge.box();
  return p.lon >= box.west && p.lon <= box.east && p.lat >= box.south && p.lat <= box.north;
}

bool inside_edge(const Edge& edge, Point p) {
  return !(p == edge.from) && !(p == edge.to) && within_box(edge, p) && side(edge, p) == 0;
}

// Cases (1) and (2).
bool edges_meet(const Edge& a, const Edge& b) {
  if (inside_edge(a, b.from) || inside_edge(a, b.to)) return true;
  if (inside_edge(b, a.from) || inside_edge(b, a.to)) return true;
  return side(a, b.from) * side(a, b.to) < 0 && side(b, a.from) * side(b, a.to) < 0;
}

enum class Where { inside, outside, border };

// By the crossings of the ray eastwards: a shape's edges all together, holes included.
Where locate(Point p, const std::vector<Edge>& edges) {
  bool inside = false;
  for (const Edge& edge : edges) {
    if (edge.box().west > p.lon && (edge.from.lat > p.lat) != (edge.to.lat > p.lat)) {
      inside = !inside;
      continue;
    }
    if (within_box(edge, p) && side(edge, p) == 0) return Where::border;
    if ((edge.from.lat > p.lat) == (edge.to.lat > p.lat)) continue;
    if (side(edge, p) == (edge.to.lat > edge.from.lat ? 1 : -1)) inside = !inside;
  }
  return inside ? Where::inside : Where::outside;
}

// Case (3), one way round, for one polygon.
bool lies_in(const Polygon& polygon, const std::vector<Edge>& other, const EdgeBox& other_box) {
  std::vector<Edge> edges;
  add_doubled_edges(polygon, edges);
  bool all_on_border = true;
  for (const Edge& edge : edges) {
    if (!edge.box().meets(other_box)) {
      all_on_border = false;
      continue;
    }
    const Point middle = {(edge.from.lon + edge.to.lon) / 2, (edge.from.lat + edge.to.lat) / 2};
    const Where middle_lies = locate(middle, other);
    if (middle_lies == Where::inside) return true;
    if (middle_lies == Where::outside) all_on_border = false;
  }
  return all_on_border;
}

bool any_lies_in(const MultiPolygon& shape, const std::vector<Edge>& other,
                 const EdgeBox& other_box) {
  return std::any_of(shape.begin(), shape.end(),
                     [&](const Polygon& polygon) { return lies_in(polygon, other, other_box); });
}

}  // namespace

bool interiors_may_meet(const MultiPolygon& a, const MultiPolygon& b) {
  const std::vector<Edge> edges_a = doubled_edges(a), edges_b = doubled_edges(b);
  const EdgeBox box_a = box_of(edges_a), box_b = box_of(edges_b);
  if (edges_a.empty() || edges_b.empty() || !box_a.meets(box_b)) return false;
  std::vector<Edge> near_b;
  for (const Edge& edge : edges_b) {
    if (edge.box().meets(box_a)) near_b.push_back(edge);
  }
  for (const Edge& edge : edges_a) {
    const EdgeBox box = edge.box();
    if (!box.meets(box_b)) continue;
    for (const Edge& other : near_b) {
      if (box.meets(other.box()) && edges_meet(edge, other)) return true;
    }
  }
  return any_lies_in(a, edges_b, box_b) || any_lies_in(b, edges_a, box_a);
}

}  // namespace linhui::api::exchange
