// Disturbances 灾害与扰动: fire, felling, wind ... that lower a stand's growing stock in their
// year.
//
// An event takes the share s of what stands in its year. Between two inventories V1 (year y1) and
// V2 (year y2) the stand grows by the same g m³/ha in every year, and each event leaves (1 - s):
//
//   V(y) = (1 - s) · (V1 + g · (y - y1)) + g · (y2 - y) = V2 at y2,   solved for g
//
// so that both inventories stay what was measured. An inventory stands for the end of its year:
// an event of that year came before it. The growing stock just before and just after an event is a
// figure of its own, rounded half to even to 0.000001 m³/ha; the estimate goes on from there.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "methodology/estimate.h"

namespace linhui::methodology {

// What befell or was done to a stand.
enum class DisturbanceKind { fire, pine_wilt, felling, wind, ice, landslide, conversion };
// As files have it: pine_wilt.
const char* name_of(DisturbanceKind kind);

// Where the lost stock went. What is burnt gives off CH4 and N2O besides CO2.
enum class Destination { burnt, removed, dead_wood };
const char* name_of(Destination destination);

// An event of one stand. `line` is 0 where it comes from no file.
struct Disturbance {
  std::string stand_id;
  std::string date;  // YYYY-MM-DD, or YYYY where the day is not known
  int year = 0;      // of the date
  DisturbanceKind kind = DisturbanceKind::fire;
  Decimal share_of_stock;  // of the growing stock of the whole stand, 0 to 1
  Destination destination = Destination::removed;
  std::size_t line = 0;  // of the file, from 1; for findings
};

// A file of events: CSV with the columns stand_id, date, kind, share_of_stock, destination (or
// 小班号, 日期, 类型, 蓄积损失比例, 去向), others are not read. Words of kinds and destinations may
// be Chinese. Faults: events_malformed (not CSV, a column missing, no row), event_date_malformed,
// event_kind_unknown, event_share_out_of_range, event_destination_unknown, all of them at once. In
// order of date.
std::variant<std::vector<Disturbance>, Findings> parse_disturbances(const std::string& csv);

// What an event did to its stand's growing stock, m³/ha.
struct StockLoss {
  std::size_t event = 0;  // position in the list
  std::size_t stand = 0;
  Decimal volume_before, volume_after;
};

// Stands and what was done to them; positions are those of the input.
struct DisturbedStands {
  std::vector<Stand> stands;  // with the growing stock around each event among the measured ones
  std::vector<StockLoss> losses;   // in order of the events
  std::vector<std::size_t> later;  // events after the stand's last inventory: for a forecast
};

// Puts the growing stock around each event among the stand's measured years: at the end of the year
// before it, and just after it at the end of its year. Inventories stay as measured, so an
// estimate's change between them is the same with events and without.
//
// Faults: event_stand_unknown, event_kind_not_covered (wetlands), event_before_inventory,
// event_after_inventory where `with_forecast` is not set, event_contradicts_inventory (all was
// lost, and yet the inventory at the end of that year found stock), event_duplicate. A stand
// without any inventory is left as it is: the method refuses it. Requires: the volumes are those
// that check_volumes() accepts.
std::variant<DisturbedStands, Findings> apply_disturbances(const std::vector<Stand>& stands,
                                                           const std::vector<Disturbance>& events,
                                                           const EstimateOptions& options,
                                                           bool with_forecast);

// m³/ha with six decimals, half to even: a figure of its own, from which the estimate goes on.
Decimal round_volume(const Rational& volume_m3_per_ha);

}  // namespace linhui::methodology
