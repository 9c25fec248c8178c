// Inventories and their estimates for the tests of what is written about them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "api/exchange/inventory/inventory.h"
#include "methodology/method.h"
#include "methodology/results/roll_up.h"

namespace linhui::api::exchange {

struct Estimated {
  Inventory inventory;
  methodology::Estimate estimate;
};

inline Estimated estimated(Inventory inventory, const std::string& method, int from, int to) {
  Estimated result;
  result.inventory = std::move(inventory);
  methodology::EstimateOptions options;
  options.from_year = from;
  options.to_year = to;
  auto outcome = methodology::find_method(method)->estimate(result.inventory.stands, options,
                                                            methodology::shipped_tables());
  if (auto* estimate = std::get_if<methodology::Estimate>(&outcome)) {
    result.estimate = std::move(*estimate);
  } else {
    ADD_FAILURE() << std::get<methodology::Findings>(outcome)[0].english;
  }
  return result;
}

// A square of `side` × 10^-7 degrees at the given corner, with a hole if `holed`.
inline MultiPolygon drawn_square(std::int64_t lon, std::int64_t lat, std::int64_t side,
                                 bool holed = false) {
  Polygon polygon = {
      {{lon, lat}, {lon + side, lat}, {lon + side, lat + side}, {lon, lat + side}, {lon, lat}}};
  const std::int64_t a = side / 4, b = side / 2;
  if (holed) {
    polygon.push_back({{lon + a, lat + a},
                       {lon + a, lat + b},
                       {lon + b, lat + b},
                       {lon + b, lat + a},
                       {lon + a, lat + a}});
  }
  return {polygon};
}

inline methodology::Stand village_stand(const std::string& id, const std::string& species,
                                        const std::string& area_ha,
                                        std::map<int, std::string> volumes) {
  methodology::Stand stand;
  stand.stand_id = id;
  stand.species = species;
  stand.village = "关口村";
  stand.area_ha = *methodology::Decimal::parse(area_ha);
  for (const auto& [year, volume] : volumes) {
    stand.volume_m3_ha_by_year[year] = *methodology::Decimal::parse(volume);
  }
  return stand;
}

// Three stands side by side near Qianjiang, 2020 to 2025; the last has a hole.
inline Estimated forest_on_the_map() {
  constexpr std::int64_t kLon = 1087700000, kLat = 295300000, kSide = 20000;
  Inventory inventory;
  inventory.file = "stands.gpkg";
  inventory.sha256 = std::string(64, 'a');
  inventory.stands = {village_stand("A<1>", "马尾松", "12.35", {{2020, "88.2"}, {2025, "131.7"}}),
                      village_stand("B&2", "杉木", "3.1", {{2020, "40"}, {2025, "61.3"}}),
                      village_stand("C", "柏木", "0.8", {{2020, "15"}, {2025, "14.9"}})};
  inventory.places.resize(3);
  inventory.places[0].shape = drawn_square(kLon, kLat, kSide);
  inventory.places[1].shape = drawn_square(kLon + kSide, kLat, kSide);
  inventory.places[2].shape = drawn_square(kLon, kLat + kSide, kSide, true);
  return estimated(std::move(inventory), "AR-CM-001-V01", 2020, 2025);
}

// A rewetted bog without a known stock, on the map, and a pond without a shape.
inline Estimated wetlands_without_stock() {
  Inventory inventory;
  inventory.file = "wetlands.gpkg";
  methodology::Stand bog = village_stand("W", "", "4", {});
  bog.kind = methodology::StandKind::wetland;
  bog.wetland_type = "organic_rewetted";
  bog.nutrient = "rich";
  bog.climate = "cool_temperate_moist";
  bog.changed_in = 2020;
  methodology::Stand pond = bog;
  pond.stand_id = "P";
  pond.wetland_type = "pond";
  inventory.stands = {bog, pond};
  inventory.places.resize(2);
  inventory.places[0].shape = drawn_square(1087700000, 295300000, 20000);
  return estimated(std::move(inventory), "IPCC-2013-WL", 2020, 2023);
}

inline methodology::RollUp by_year_and_pool(const Estimated& of) {
  return std::get<methodology::RollUp>(methodology::roll_up(
      of.estimate, of.inventory.stands, {{}, true, true}, methodology::shipped_tables()));
}

}  // namespace linhui::api::exchange
