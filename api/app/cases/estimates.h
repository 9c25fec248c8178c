// Estimates of an inventory file: what a method makes of its stands, whole or by group, and how
// each figure comes about. Needs no ledger, unless the tables are to come from one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/app/cases/inventories.h"
#include "api/app/cases/parameter_sets.h"
#include "methodology/columns/stock_sums.h"
#include "methodology/explanation.h"
#include "methodology/planning/forecast.h"
#include "methodology/results/roll_up.h"

namespace linhui::api::app {

// What every figure of a stand rests on.
struct EstimateBasis {
  InventorySource inventory;
  std::string method;                    // id
  methodology::EstimateOptions options;  // a year of 0: the first or the last measured one
  ParameterSource tables;
};

// What befell the stands, and whose growth curves carry them on after their last inventory.
struct PlanSource {
  std::string events;        // file of disturbances, CSV; empty: none
  std::string curve_region;  // empty: no forecast
  bool given() const { return !events.empty() || !curve_region.empty(); }
};
// Errors: file_not_found, file_not_readable; estimate_refused with the faults of the events.
Outcome<methodology::Plan> read_plan(const PlanSource& source);

struct EstimateRequest {
  EstimateBasis basis;
  PlanSource plan;
  std::optional<methodology::RollUpKeys> by;  // sums by these
  // Nothing is wanted but the sums: then a large CSV file need not be held, and the answer may come
  // without stands and rows.
  bool sums_alone = false;
  Progress progress;  // of the way that holds no row
};

struct InventoryEstimate {
  exchange::Inventory inventory;
  methodology::Plan plan;
  methodology::TableFiles tables;  // that it was made with
  methodology::PlannedEstimate planned;
  std::vector<methodology::Finding> notes;  // of the estimate, then of the sums
  std::optional<methodology::RollUp> sums;  // where asked for

  // Where no row was held: `inventory` has no stands, `sums` no rows, which are these instead.
  methodology::RollUpPieces streamed;
  std::optional<methodology::RoundingTally> rounding;
  std::uint64_t warnings_left_off = 0;  // of the inventory, that are not told

  const methodology::Estimate& estimate() const { return planned.disturbed.estimate; }
};

// Uses every processor where it takes the way that holds no row; the figures are the same.
// Errors, in this order: method_unknown; read_stands()'s; measured_period()'s; parameter_set()'s;
// read_plan()'s; estimate_refused with all that the method finds, each with the row of its stand;
// total_too_large and table_invalid of the sums.
Outcome<InventoryEstimate> estimate_inventory(const EstimateRequest& request);

// `village,year` as keys; nothing for an empty text.
// Errors (usage): roll_up_key_unknown, roll_up_key_repeated.
Outcome<std::optional<methodology::RollUpKeys>> roll_up_keys(const std::string& text);

struct StandExplanation {
  std::string stand_id;
  methodology::Explanation steps;
};
struct EstimateExplanation {
  std::vector<StandExplanation> stands;
  methodology::Explanation whole;  // the method's terms of the whole, then the summary
};
// How the figures of `stand` (empty: of every stand) come about, and those of the whole.
// Requires: the estimate was not of sums alone.
// Errors: estimate_refused where the method cannot explain a stand; stand_unknown.
Outcome<EstimateExplanation> explain_estimate(const InventoryEstimate& estimate,
                                              const std::string& stand);

}  // namespace linhui::api::app
