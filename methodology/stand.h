// A stand 小班 as measured: values as written in the inventory, no behaviour.
//
// Nothing here is checked. check_stands() (stands/stand_check.h) asks what every method asks: ids,
// areas, kinds, years. The fields that a method needs, and the words that it knows, it checks
// itself and tells all faults at once; a field that it does not declare among its inputs it does
// not read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "methodology/numbers/decimal.h"

namespace linhui::methodology {

// What a method covers: no method covers both.
enum class StandKind { forest, wetland };

// A field that the inventory does not give is empty, never zero: zero is a measurement. Text is
// UTF-8. A growing stock by year stands for the end of that calendar year, `volume_m3_ha` for the
// end of the estimate's first year; both for one year must agree (volume_conflict).
struct Stand {
  std::string stand_id;
  StandKind kind = StandKind::forest;
  Decimal area_ha;                      // ha
  std::string species;                  // 优势树种: group, alias, Latin name or survey code
  std::optional<Decimal> age;           // years at the start of the estimate
  std::optional<Decimal> volume_m3_ha;  // 公顷蓄积, m³/ha at the start of the estimate
  std::map<int, Decimal> volume_m3_ha_by_year;  // m³/ha at the end of a calendar year
  std::optional<Decimal> dbh_cm;                // cm, stand mean
  std::optional<Decimal> height_m;              // m, stand mean
  std::optional<Decimal> stems_ha;              // stems/ha
  std::string composition;                      // tenths as surveys write it: 7马3栎

  // What a wetland's factors go by. Which of these a type needs, IPCC-2013-WL says; `climate` is
  // also asked by the soils and fires of forest.
  std::string wetland_type;       // mineral organic_drained organic_rewetted reservoir pond ditch
  std::string nutrient;           // rich poor
  std::string land_use;           // forest cropland grassland_shallow grassland_deep
  std::string trophic;            // oligotrophic mesotrophic eutrophic hypereutrophic
  std::string climate;            // IPCC zone: cool_temperate_moist warm_temperate_moist ...
  std::optional<int> changed_in;  // year of restoration, rewetting or flooding

  // What stands are summed by, and whose right a stand is. No figure goes by it.
  std::string admin_code, township, village, right_cert;

  // What the land and the stand are besides, for methods with more pools and for eligibility.
  std::map<int, Decimal> baseline_volume_m3_ha_by_year;  // m³/ha without the project
  std::string origin;                                    // 起源: planted natural
  std::string forest_category;  // 林种: timber protection special_use fuelwood economic
  std::string land_before;  // 造林前地类: bare shrub sparse_trees cropland grassland forest wetland
  std::string soil;         // HAC LAC sandy spodic volcanic organic
  std::optional<int> planted_in;          // calendar year of planting 造林年度
  std::optional<int> not_forest_since;    // documented as not forest from this year on
  std::optional<Decimal> crown_density;   // 郁闭度, share of the ground from 0 to 1
  std::optional<Decimal> shrub_cover;     // 灌木盖度, share of the ground from 0 to 1
  std::optional<Decimal> soil_disturbed;  // share of the ground broken at planting, 0 to 1
  std::string credited_under;             // mechanism that has credited it before
};

}  // namespace linhui::methodology
