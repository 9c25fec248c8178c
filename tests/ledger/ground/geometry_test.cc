#include "ledger/ground/geometry.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace linhui::ledger {
namespace {

using Points = std::vector<std::pair<std::int64_t, std::int64_t>>;

GeoRing ring(Points points) {
  points.push_back(points.front());
  GeoRing result;
  for (const auto& [x, y] : points) result.push_back({x, y});
  return result;
}

GeoRing box(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) {
  return ring({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}});
}

GeoRing hole(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) {
  return ring({{x0, y0}, {x0, y1}, {x1, y1}, {x1, y0}});
}

// More than 1 % of the smaller one, as projects claim ground.
bool overlap(const GeoShape& a, const GeoShape& b) {
  const bool one = shapes_overlap(a, b, 1, 100);
  EXPECT_EQ(one, shapes_overlap(b, a, 1, 100)) << "not symmetric";
  return one;
}

// Even-odd, at half points, so that no point lies on an edge of whole numbers' axes.
bool inside(const GeoShape& shape, double x, double y) {
  bool in = false;
  for (const auto& polygon : shape) {
    for (const GeoRing& r : polygon) {
      for (std::size_t i = 0; i + 1 < r.size(); ++i) {
        const double ax = r[i].lon, ay = r[i].lat, bx = r[i + 1].lon, by = r[i + 1].lat;
        if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) in = !in;
      }
    }
  }
  return in;
}

}  // namespace

TEST(Geometry, FindsIdenticalAndContainedShapes) {
  const GeoShape square = {{box(0, 0, 100, 100)}};
  EXPECT_TRUE(overlap(square, square));
  EXPECT_TRUE(overlap(square, {{box(40, 40, 60, 60)}}));
  EXPECT_TRUE(overlap(square, {{box(-1'000, -1'000, 1'000, 1'000)}}));
}

TEST(Geometry, LetsNeighboursTouch) {
  const GeoShape square = {{box(0, 0, 100, 100)}};
  EXPECT_FALSE(overlap(square, {{box(100, 0, 200, 100)}})) << "shared border";
  EXPECT_FALSE(overlap(square, {{box(100, 100, 200, 200)}})) << "shared corner";
  EXPECT_FALSE(overlap(square, {{box(101, 0, 200, 100)}})) << "apart";
  // Boxes that meet, shapes that don't: two triangles of one square.
  EXPECT_FALSE(
      overlap({{ring({{0, 0}, {100, 0}, {0, 100}})}}, {{ring({{100, 0}, {100, 100}, {0, 100}})}}));
}

// Exactly one hundredth is still a sliver; one unit more is not.
TEST(Geometry, TakesSliversUpToOnePercentOfTheSmaller) {
  const GeoShape square = {{box(0, 0, 10'000, 10'000)}};
  EXPECT_FALSE(overlap(square, {{box(9'900, 0, 19'900, 10'000)}}));
  EXPECT_TRUE(overlap(square, {{box(9'899, 0, 19'899, 10'000)}}));
  EXPECT_TRUE(overlap(square, {{box(9'990, 0, 10'100, 10'000)}})) << "much of a small neighbour";
}

TEST(Geometry, MindsHoles) {
  const GeoShape frame = {{box(0, 0, 100, 100), hole(10, 10, 90, 90)}};
  EXPECT_EQ(twice_area(frame), 2 * (100 * 100 - 80 * 80));
  EXPECT_FALSE(overlap(frame, {{box(10, 10, 90, 90)}}));
  EXPECT_FALSE(overlap(frame, {{box(30, 30, 60, 60)}}));
  EXPECT_TRUE(overlap(frame, {{box(5, 5, 90, 90)}}));
}

TEST(Geometry, MindsEveryPolygonOfAMultiPolygon) {
  const GeoShape islands = {{box(0, 0, 10, 10)}, {box(100, 100, 110, 110)}};
  EXPECT_FALSE(overlap(islands, {{box(20, 20, 90, 90)}}));
  EXPECT_TRUE(overlap(islands, {{box(100, 100, 105, 105)}}));
  EXPECT_FALSE(overlap(islands, {}));
}

// The largest coordinates that parse: products beyond 64 bits.
TEST(Geometry, IsExactAtTheEndsOfTheGlobe) {
  const std::int64_t x = 1'800'000'000, y = 900'000'000;
  const GeoShape world = {{box(-x, -y, x, y)}};
  EXPECT_EQ(twice_area(world), boost::multiprecision::cpp_int(8) * x * y);
  EXPECT_TRUE(overlap(world, world));
  EXPECT_FALSE(overlap({{box(-x, -y, 0, y)}}, {{box(0, -y, x, y)}}));
}

TEST(Geometry, ReadsShapesOfOneFormOnly) {
  const auto good = Json::parse("[[[0,0,10,0,10,10,0,10,0,0],[2,2,2,4,4,4,4,2,2,2]]]");
  EXPECT_TRUE(parse_shape(good));
  EXPECT_TRUE(parse_shape(Json::array())) << "a stand without geometry";
  for (const char* text :
       {"{}", "null", "[1]", "[[]]", "[[[]]]", "[[[0,0,10,0,10,10]]]", "[[[0,0,10,0,10,10,0,10]]]",
        "[[[0,0,0,10,10,10,10,0,0,0]]]", "[[[0,0,10,0,10,10,0,10,0,0],[2,2,4,2,4,4,2,4,2,2]]]",
        "[[[0,0,10,0,20,0,0,0]]]", "[[[0,0,10,0,10,10,0,10,0,0.5]]]",
        "[[[0,0,10,0,10,10,0,10,\"0\",0]]]", "[[[0,0,1800000001,0,10,10,0,10,0,0]]]",
        "[[[0,0,10,0,10,10,0,10,0]]]"}) {
    EXPECT_FALSE(parse_shape(Json::parse(text))) << text;
  }
}

// Where the shares are no binary fractions, and in the middle of the scale: below the lines
// 3 - 3x/7 and 2x/7 lie 4.2 of 10.5.
TEST(Geometry, DecidesExactlyWhereEdgesCross) {
  const GeoShape a = {{ring({{0, 0}, {7, 0}, {0, 3}})}}, b = {{ring({{0, 0}, {7, 0}, {7, 2}})}};
  EXPECT_FALSE(shapes_overlap(a, b, 42, 70));
  EXPECT_TRUE(shapes_overlap(a, b, 419'999, 700'000));
  EXPECT_TRUE(shapes_overlap(a, b, 599'999'999, 1'000'000'000));
  EXPECT_FALSE(shapes_overlap(b, a, 600'000'000, 1'000'000'000));
}

TEST(Geometry, RefusesWhatIsNotWellDrawn) {
  const auto well = [](const GeoShape& shape) { return is_well_drawn(shape); };
  EXPECT_TRUE(well({{box(0, 0, 10, 10)}}));
  EXPECT_TRUE(well({{box(0, 0, 10, 10), hole(2, 2, 4, 4)}, {box(20, 0, 30, 10)}}));
  EXPECT_TRUE(well({{box(0, 0, 10, 10), hole(2, 2, 6, 6)}, {box(3, 3, 5, 5)}})) << "an island";
  EXPECT_TRUE(well({{box(0, 0, 10, 10)}, {box(10, 10, 20, 20)}})) << "corner to corner";
  EXPECT_TRUE(well({{ring({{0, 0}, {20, 0}, {20, 10}, {10, 0}, {0, 10}})}})) << "touches itself";

  EXPECT_FALSE(well({{ring({{0, 0}, {10, 0}, {0, 8}, {10, 10}})}})) << "crosses itself";
  EXPECT_FALSE(well({{ring({{0, 0}, {4, 0}, {4, 4}, {2, -2}, {0, 4}})}})) << "a corner too deep";
  EXPECT_FALSE(
      well({{ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}, {10, 0}, {10, 10}, {0, 10}})}}))
      << "twice around";
  EXPECT_FALSE(well({{ring({{0, 0}, {10, 0}, {10, 0}, {10, 10}, {0, 10}})}})) << "a point twice";
  EXPECT_FALSE(well({{ring({{0, 0}, {10, 0}, {10, 10}, {15, 15}, {10, 10}, {0, 10}})}}))
      << "a slanted spike";
  EXPECT_FALSE(well({{ring({{0, 0}, {10, 0}, {10, 15}, {10, 10}, {0, 10}})}}))
      << "an upright spike";
  EXPECT_FALSE(well({{ring({{0, 0}, {15, 0}, {10, 0}, {10, 10}, {0, 10}})}})) << "a level spike";
  EXPECT_FALSE(well({{ring({{0, 0}, {0, 10}, {10, 10}, {10, 0}})}})) << "clockwise";
  EXPECT_FALSE(well({{box(0, 0, 10, 10), hole(5, 5, 15, 8)}})) << "a hole that leaves its ring";
  EXPECT_FALSE(well({{box(0, 0, 10, 10), hole(20, 20, 22, 22)}})) << "a hole elsewhere";
  EXPECT_FALSE(well({{box(0, 0, 10, 10), hole(1, 1, 8, 8), hole(2, 2, 4, 4)}}))
      << "a hole in a hole";
  EXPECT_FALSE(well({{box(0, 0, 10, 10)}, {box(5, 5, 15, 15)}})) << "the same ground twice";
  EXPECT_FALSE(well({{box(0, 0, 10, 10)}, {box(10, 0, 20, 10)}})) << "an upright wall between";
  EXPECT_FALSE(well({{box(0, 0, 10, 10)}, {box(0, 10, 10, 20)}})) << "a level wall between";
}

namespace {

struct Segment {
  double x1, y1, x2, y2;
  bool ground_above;
  double at(double x) const { return y1 + (x - x1) * (y2 - y1) / (x2 - x1); }
};

// The same question without a sweep: every edge against every other, and one look between all
// places where an edge begins.
bool well_drawn_naively(const GeoRing& ring) {
  std::vector<Segment> edges, upright;
  std::set<double> xs;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const auto x1 = static_cast<double>(ring[i].lon), y1 = static_cast<double>(ring[i].lat);
    const auto x2 = static_cast<double>(ring[i + 1].lon), y2 = static_cast<double>(ring[i + 1].lat);
    xs.insert(x1);
    if (x1 < x2) edges.push_back({x1, y1, x2, y2, true});
    if (x1 > x2) edges.push_back({x2, y2, x1, y1, false});
    if (x1 != x2) continue;
    if (y1 == y2) return false;
    upright.push_back({x1, std::min(y1, y2), x1, std::max(y1, y2), true});
  }
  for (std::size_t i = 0; i < upright.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Segment &a = upright[i], &b = upright[j];
      if (a.x1 == b.x1 && a.y1 < b.y2 && b.y1 < a.y2) return false;
    }
  }
  for (const Segment& a : edges) {
    for (const Segment& b : edges) {
      const double left = std::max(a.x1, b.x1), right = std::min(a.x2, b.x2);
      if (left >= right) continue;
      const double d1 = a.at(left) - b.at(left), d2 = a.at(right) - b.at(right);
      if (std::min(d1, d2) < -1e-9 && std::max(d1, d2) > 1e-9) return false;
    }
  }
  for (auto x = xs.begin(); std::next(x) != xs.end(); ++x) {
    const double middle = (*x + *std::next(x)) / 2;
    if (*std::next(x) - *x < 1e-9) continue;
    std::vector<std::pair<double, bool>> cut;
    for (const Segment& edge : edges) {
      if (edge.x1 < middle && middle < edge.x2)
        cut.emplace_back(edge.at(middle), edge.ground_above);
    }
    std::sort(cut.begin(), cut.end());
    for (std::size_t i = 0; i < cut.size(); ++i) {
      if (cut[i].second != (i % 2 == 0)) return false;
      if (i > 0 && cut[i].first - cut[i - 1].first < 1e-9) return false;
    }
  }
  return true;
}

}  // namespace

// On a board of 7 by 7 points corners meet edges and edges meet each other all the time.
TEST(Geometry, SweepsAsANaiveLookAtEveryStrip) {
  std::mt19937_64 random(11);
  int well = 0, ill = 0;
  for (int round = 0; round < 30'000; ++round) {
    Points points;
    const std::size_t corners = 3 + random() % 5;
    for (std::size_t i = 0; i < corners; ++i) {
      points.emplace_back(static_cast<std::int64_t>(random() % 7),
                          static_cast<std::int64_t>(random() % 7));
    }
    const GeoRing candidate = ring(points);
    const bool expected = well_drawn_naively(candidate);
    ASSERT_EQ(is_well_drawn({{candidate}}), expected) << [&] {
      std::string text;
      for (const auto& point : candidate) {
        text += std::to_string(point.lon) + "," + std::to_string(point.lat) + " ";
      }
      return text;
    }();
    (expected ? well : ill) += 1;
  }
  EXPECT_GT(well, 1'000);
  EXPECT_GT(ill, 1'000);
}

// A comb whose every tooth spans all of its height and width would be n² for boxes.
TEST(Geometry, SweepsLargeRingsQuickly) {
  Points points = {{0, 0}};
  constexpr std::int64_t kTeeth = 20'000, kWide = 9'000'000;
  for (std::int64_t i = 0; i < kTeeth; ++i) {
    points.emplace_back(kWide, 4 * i + 1);
    points.emplace_back(1, 4 * i + 3);
  }
  points.emplace_back(0, 4 * kTeeth + 4);
  EXPECT_TRUE(is_well_drawn({{ring(points)}}));
  std::swap(points[points.size() / 2], points[points.size() / 2 + 2]);
  EXPECT_FALSE(is_well_drawn({{ring(points)}}));
}

// Against counting points on a grid, for random star-shaped polygons around random centres.
TEST(Geometry, AgreesWithANaiveCount) {
  std::mt19937_64 random(7);
  const auto star = [&](std::int64_t cx, std::int64_t cy) {
    static constexpr int kDirections[8][2] = {{2, 0},  {2, 2},   {0, 2},  {-2, 2},
                                              {-2, 0}, {-2, -2}, {0, -2}, {2, -2}};
    Points points;
    for (const auto& direction : kDirections) {
      const std::int64_t radius = 5 + static_cast<std::int64_t>(random() % 20);
      points.emplace_back(cx + direction[0] * radius, cy + direction[1] * radius);
    }
    return GeoShape{{ring(points)}};
  };
  int apart = 0, met = 0;
  for (int round = 0; round < 150; ++round) {
    const auto at = [&] { return static_cast<std::int64_t>(random() % 100); };
    const GeoShape a = star(at(), at()), b = star(at(), at());
    int in_a = 0, in_b = 0, in_both = 0;
    for (int x = -60; x < 160; ++x) {
      for (int y = -60; y < 160; ++y) {
        const bool one = inside(a, x + 0.5, y + 0.5), other = inside(b, x + 0.5, y + 0.5);
        in_a += one;
        in_b += other;
        in_both += one && other;
      }
    }
    EXPECT_NEAR(twice_area(a).convert_to<double>() / 2, in_a, 0.03 * in_a + 5);
    const double share = static_cast<double>(in_both) / std::min(in_a, in_b);
    if (share < 0.002) {
      EXPECT_FALSE(overlap(a, b)) << round;
      ++apart;
    } else if (share > 0.03) {
      EXPECT_TRUE(overlap(a, b)) << round;
      ++met;
      // And between the counts, for tolerances around the share that was counted.
      const int percent = static_cast<int>(100 * share);
      EXPECT_TRUE(shapes_overlap(a, b, std::max(0, percent - 4), 100));
      EXPECT_FALSE(shapes_overlap(a, b, percent + 5, 100));
    }
  }
  EXPECT_GT(apart, 20);
  EXPECT_GT(met, 20);
}

}  // namespace linhui::ledger
