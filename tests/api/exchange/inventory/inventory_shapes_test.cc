// Shapes: projections, validity, areas, overlaps.
#include <cmath>

#include "api/exchange/fields/exact_area.h"
#include "api/exchange/inventory/inventory.h"
#include "api/exchange/inventory/overlap.h"
#include "api/exchange/inventory/shape.h"
#include "tests/api/exchange/exchange_fixture.h"

namespace linhui::api::exchange {
namespace {

Inventory read_drawn(const std::vector<DrawnStand>& stands, int epsg = 4490,
                     const char* driver = "GPKG", const char* name = "stands.gpkg") {
  const ScratchFolder folder;
  draw(folder.file(name), driver, epsg, stands);
  Inventory inventory = read_inventory(folder.file(name), {});
  expect_whole(inventory.faults);
  return inventory;
}

std::string projected(const std::string& wkt, int epsg) {
  OGRSpatialReference from, to;
  from.importFromEPSG(4490);
  to.importFromEPSG(epsg);
  from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRGeometry* shape = nullptr;
  OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &shape);
  const OGRGeometryUniquePtr owned(shape);
  const std::unique_ptr<OGRCoordinateTransformation> way(
      OGRCreateCoordinateTransformation(&from, &to));
  EXPECT_EQ(shape->transform(way.get()), OGRERR_NONE);
  return shape->exportToWkt();
}

// Every machine reads the same integers: outer rings left-handed, holes right-handed, closed.
TEST(Shape, IsClosedAndOrientedOnTheGrid) {
  const Inventory inventory =
      read_drawn({{"A",
                   "POLYGON((108.7 29.4,108.7 29.41,108.71 29.41,108.71 29.4,108.7 29.4),"
                   "(108.702 29.402,108.704 29.402,108.704 29.404,108.702 29.404,108.702 29.402))",
                   0}});
  ASSERT_TRUE(inventory.usable()) << listed(inventory.faults);
  const MultiPolygon expected = {{{{1087000000, 294000000},
                                   {1087100000, 294000000},
                                   {1087100000, 294100000},
                                   {1087000000, 294100000},
                                   {1087000000, 294000000}},
                                  {{1087020000, 294020000},
                                   {1087020000, 294040000},
                                   {1087040000, 294040000},
                                   {1087040000, 294020000},
                                   {1087020000, 294020000}}}};
  EXPECT_EQ(inventory.places[0].shape, expected);
}

// The same land drawn in degrees and in two ways of Gauss-Krüger is the same shape.
TEST(Shape, IsTheSameFromGaussKruegerAndFromDegrees) {
  const std::string wkt =
      "POLYGON((108.70000012 29.4,108.7123456 29.4011111,108.7099999 29.4123457,108.70000012 "
      "29.4))";
  const MultiPolygon plain = read_drawn({{"A", wkt, 0}}).places.at(0).shape;
  for (const int epsg : {4545, 4524}) {  // 108° E without the zone's number, and zone 36
    for (const auto& [driver, name] : {std::pair{"GPKG", "a.gpkg"}, {"ESRI Shapefile", "a.shp"}}) {
      const Inventory inventory = read_drawn({{"A", projected(wkt, epsg), 0}}, epsg, driver, name);
      ASSERT_TRUE(inventory.faults.empty()) << epsg << name << "\n" << listed(inventory.faults);
      const Ring& ring = inventory.places.at(0).shape.at(0).at(0);
      ASSERT_EQ(ring.size(), plain[0][0].size());
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const auto near = [&](const Point& p) {
          return std::llabs(p.lon - ring[i].lon) <= 1 && std::llabs(p.lat - ring[i].lat) <= 1;
        };
        EXPECT_TRUE(std::any_of(plain[0][0].begin(), plain[0][0].end(), near))
            << epsg << " " << ring[i].lon << " " << ring[i].lat;
      }
    }
  }
}

// Geodesic edges on the CGCS2000 ellipsoid. Expected: area of the zone between two parallels and
// two meridians by the authalic formula; edges along the parallels bulge by less than 0.1 m² here.
TEST(Shape, TakesAMissingAreaFromTheEllipsoid) {
  const Inventory inventory = read_drawn({{"A", square(108.7, 29.4, 0.002), 0}});
  ASSERT_TRUE(inventory.faults.empty()) << listed(inventory.faults);
  const double a = 6378137.0, f = 1 / 298.257222101, e2 = f * (2 - f), e = std::sqrt(e2);
  const auto zone = [&](double lat) {
    const double s = std::sin(lat * M_PI / 180);
    return a * a * (1 - e2) / 2 * (s / (1 - e2 * s * s) + std::atanh(e * s) / e);
  };
  const double expected = (zone(29.402) - zone(29.4)) * 0.002 * M_PI / 180;
  EXPECT_NEAR(static_cast<double>(inventory.places[0].area_m2), expected, 0.6);
  EXPECT_EQ(inventory.stands[0].area_ha.str(),
            hectares_from_square_metres(inventory.places[0].area_m2).str());
}

TEST(Shape, WarnsOfAnAreaThatDiffersFromItsPolygon) {
  const double area = 4.301;
  const Inventory near = read_drawn({{"A", square(108.7, 29.4, 0.002), area}});
  EXPECT_TRUE(near.faults.empty()) << listed(near.faults);
  const Inventory far = read_drawn({{"A", square(108.7, 29.4, 0.002), area * 1.02}});
  ASSERT_EQ(of_code(far.faults, "area_differs").size(), 1u) << listed(far.faults);
  EXPECT_TRUE(far.usable());
  EXPECT_EQ(far.places[0].area_m2, 43870);  // the stated area stands: 4.38702 ha
}

TEST(Shape, SaysWhyAndWhereAPolygonIsInvalid) {
  const Inventory inventory = read_drawn(
      {{"A", "POLYGON((108.7 29.4,108.71 29.41,108.71 29.4,108.7 29.41,108.7 29.4))", 1}});
  const auto found = of_code(inventory.faults, "polygon_invalid");
  ASSERT_EQ(found.size(), 1u) << listed(inventory.faults);
  EXPECT_NE(found[0].value.find("Self-intersection"), std::string::npos) << found[0].value;
  EXPECT_NE(found[0].value.find("108.705"), std::string::npos) << found[0].value;
}

TEST(Shape, RefusesStandsWithoutAPolygon) {
  const Inventory inventory = read_drawn(
      {{"A", "", 1}, {"B", "POLYGON EMPTY", 1}, {"C", square(108.7, 29.4, 0.00000001), 1}});
  EXPECT_EQ(of_code(inventory.faults, "polygon_empty").size(), 3u) << listed(inventory.faults);
}

TEST(Shape, RefusesWhatIsNoPolygon) {
  const Inventory inventory =
      read_drawn({{"A", "POINT(108.7 29.4)", 1}, {"B", "LINESTRING(108.7 29.4,108.8 29.4)", 1}});
  EXPECT_EQ(of_code(inventory.faults, "geometry_not_polygon").size(), 2u)
      << listed(inventory.faults);
}

TEST(Shape, RefusesCoordinatesThatAreNotOnTheEarth) {
  const Inventory inventory = read_drawn({{"A", square(29.4, 108.7, 0.002), 1}});
  EXPECT_EQ(of_code(inventory.faults, "coordinates_out_of_range").size(), 1u)
      << listed(inventory.faults);
}

TEST(Shape, WarnsOfLandOutsideChina) {
  const Inventory inventory = read_drawn({{"A", square(8.7, 49.4, 0.002), 0}});
  EXPECT_EQ(of_code(inventory.faults, "polygon_outside_china").size(), 1u);
  EXPECT_TRUE(inventory.usable());
}

// Degrees are recognised; metres without a projection could lie in any zone.
TEST(Shape, AsksForAProjectionUnlessTheCoordinatesAreDegrees) {
  const Inventory degrees =
      read_drawn({{"A", square(108.7, 29.4, 0.002), 0}}, 0, "ESRI Shapefile", "a.shp");
  EXPECT_TRUE(degrees.usable()) << listed(degrees.faults);
  EXPECT_EQ(of_code(degrees.faults, "projection_assumed").size(), 1u);
  EXPECT_EQ(degrees.places.at(0).shape.size(), 1u);
  const Inventory metres =
      read_drawn({{"A", square(565000, 3250000, 200), 4}}, 0, "ESRI Shapefile", "a.shp");
  EXPECT_EQ(of_code(metres.faults, "projection_missing").size(), 1u) << listed(metres.faults);
}

// Beijing 1954 and Xi'an 1980 lie some hundred metres off, by parameters that are not public.
TEST(Shape, RefusesOlderDatums) {
  for (const int epsg : {4214, 4610, 2343}) {
    const std::string wkt =
        epsg == 2343 ? square(500000, 3250000, 200) : square(108.7, 29.4, 0.002);
    const Inventory inventory = read_drawn({{"A", wkt, 1}}, epsg);
    EXPECT_EQ(of_code(inventory.faults, "projection_unsupported").size(), 1u)
        << epsg << "\n"
        << listed(inventory.faults);
  }
}

TEST(Shape, TakesWgs84AsCgcs2000AndSaysSo) {
  const Inventory gpkg = read_drawn({{"A", square(108.7, 29.4, 0.002), 0}}, 4326);
  EXPECT_TRUE(gpkg.usable());
  EXPECT_EQ(of_code(gpkg.faults, "projection_assumed").size(), 1u);
  // GeoJSON has no other system to be in.
  const Inventory json =
      read_drawn({{"A", square(108.7, 29.4, 0.002), 0}}, 0, "GeoJSON", "a.geojson");
  EXPECT_TRUE(json.faults.empty()) << listed(json.faults);
  EXPECT_EQ(json.places.at(0).shape, gpkg.places.at(0).shape);
}

TEST(Shape, KeepsTheDecimalsOfGeoJson) {
  const ScratchFolder folder;
  const std::string text = R"({"type":"FeatureCollection","features":[{"type":"Feature",
    "properties":{"stand_id":7,"species":"马尾松","area_ha":0.1,"volume_m3_ha":"86.40"},
    "geometry":null}]})";
  const Inventory inventory = read_inventory(folder.write("a.geojson", text), {});
  ASSERT_EQ(inventory.stands.size(), 1u) << listed(inventory.faults);
  EXPECT_EQ(inventory.stands[0].stand_id, "7");
  EXPECT_EQ(inventory.stands[0].area_ha.str(), "0.1");
  EXPECT_EQ(inventory.stands[0].volume_m3_ha->str(), "86.40");
}

// 0.0005 of a square's 0.002 degrees: a quarter of it.
TEST(Overlap, NamesThePairAndItsArea) {
  const Inventory inventory = read_drawn({{"A", square(108.7, 29.4, 0.002), 0},
                                          {"B", square(108.702, 29.4, 0.002), 0},
                                          {"C", square(108.7015, 29.4, 0.0005), 0}});
  const auto found = of_code(inventory.faults, "polygons_overlap");
  ASSERT_EQ(found.size(), 1u) << listed(inventory.faults);
  EXPECT_EQ(found[0].row, 3);
  const long long small = inventory.places[2].area_m2;
  EXPECT_EQ(found[0].value, "C / A: " + std::to_string(small) + " m²");
}

// Neighbours are drawn to some centimetres.
TEST(Overlap, LetsTheDraughtsmansHandPass) {
  const Inventory inventory = read_drawn(
      {{"A", square(108.7, 29.4, 0.002), 0}, {"B", square(108.7019999, 29.4, 0.002), 0}});
  EXPECT_TRUE(inventory.faults.empty()) << listed(inventory.faults);
}

MultiPolygon box(long long west, long long south, long long east, long long north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}};
}

// The exact test before the cut must never say no where there is an overlap.
TEST(Overlap, MayMeetIsNeverWrongOnASmallGrid) {
  unsigned state = 7;
  const auto draw_number = [&](long long most) {
    state = state * 1664525 + 1013904223;
    return static_cast<long long>((state >> 16) % static_cast<unsigned>(most));
  };
  const auto triangle = [&] {
    Ring ring;
    for (;;) {
      ring = {{draw_number(6), draw_number(6)},
              {draw_number(6), draw_number(6)},
              {draw_number(6), draw_number(6)}};
      const long long twice = (ring[1].lon - ring[0].lon) * (ring[2].lat - ring[0].lat) -
                              (ring[2].lon - ring[0].lon) * (ring[1].lat - ring[0].lat);
      if (twice == 0) continue;
      if (twice < 0) std::swap(ring[1], ring[2]);
      ring.push_back(ring[0]);
      return MultiPolygon{{ring}};
    }
  };
  int apart = 0, meeting = 0;
  for (int i = 0; i < 4000; ++i) {
    const MultiPolygon a = triangle(), b = triangle();
    const OGRGeometryUniquePtr common(to_ogr(a)->Intersection(to_ogr(b).get()));
    double common_area = 0;
    if (wkbFlatten(common->getGeometryType()) == wkbPolygon) {
      common_area = common->toPolygon()->get_Area();
    }
    if (interiors_may_meet(a, b)) {
      ++meeting;
    } else {
      ++apart;
      EXPECT_LT(common_area, 1e-18);
    }
  }
  EXPECT_GT(apart, 100);
  EXPECT_GT(meeting, 100);
}

// Sharing a border with the same corners is certain to be no overlap; lying on one another is not.
TEST(Overlap, TellsNeighboursFromTwins) {
  EXPECT_FALSE(interiors_may_meet(box(0, 0, 10, 10), box(10, 0, 20, 10)));
  EXPECT_FALSE(interiors_may_meet(box(0, 0, 10, 10), box(10, 10, 20, 20)));
  EXPECT_TRUE(interiors_may_meet(box(0, 0, 10, 10), box(0, 0, 10, 10)));
  EXPECT_TRUE(interiors_may_meet(box(0, 0, 10, 10), box(2, 2, 4, 4)));
  MultiPolygon two = box(0, 0, 10, 10), other = box(0, 0, 10, 10);
  two.push_back(box(50, 50, 60, 60)[0]);
  other.push_back(box(80, 80, 90, 90)[0]);
  EXPECT_TRUE(interiors_may_meet(two, other));
}

}  // namespace
}  // namespace linhui::api::exchange
