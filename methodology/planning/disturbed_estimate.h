// An estimate of stands that were disturbed: what each event lost, what its fire gave off, and the
// tonnes for which a ledger would have to make good.
//
// The loss of an event is the method's own stock of the stand at the growing stock just before it,
// less that just after it. It is part of the change of stock already. CH4 and N2O of burning come
// beside it, as rows emissions_ch4 and emissions_n2o of the event's year:
//
//   b · A = above-ground dry matter just before the event, t d.m.
//   E_gas = share_of_stock · b · A · COMF · EF_gas · GWP_gas / 1000      (burning.h)
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "methodology/method.h"
#include "methodology/planning/disturbance.h"

namespace linhui::methodology {

// What one event did. Figures are zero where it is not counted.
struct EventEffect {
  // What the event did to the growing stock, and what that comes to.
  StockLoss stock;          // with the event's position and its stand's
  TonnesCO2e loss;          // of all pools; part of the rows' change
  TonnesCO2e to_dead_wood;  // of the loss, what lies in the stand; counted as lost at once
  TonnesCO2e ch4, n2o;      // emissions as positive numbers; part of project_emissions
  bool counted = true;      // falls into the years whose changes are counted
};

// The estimate with the fires' emissions among its rows, and the events' part of it.
struct DisturbedEstimate {
  Estimate estimate;
  std::vector<EventEffect> effects;  // in order of the events
  TonnesCO2e loss;                   // Σ of the counted events
  // The loss in whole tonnes, rounded up: a ledger makes good in credits, never too few. Which part
  // of it has been credited, only the ledger knows.
  std::int64_t reversal_tonnes = 0;
};

// Faults of the events, of the method and of the tables (disturbance.csv and gwp.csv, where
// something burnt). Without events it is what the method says. Notes: event_outside_period,
// dead_wood_not_counted, fire_zone_assumed, fire_biomass_assumed. Requires: as
// apply_disturbances().
std::variant<DisturbedEstimate, Findings> estimate_disturbed(const Method& method,
                                                             const std::vector<Stand>& stands,
                                                             const std::vector<Disturbance>& events,
                                                             const EstimateOptions& options,
                                                             const TableFiles& tables);

// The same for stands that already hold their events' stock: what `losses` did, added to
// `estimate`, which the method made of `stands`. Runs the method once for each year that has a
// counted event.
std::variant<DisturbedEstimate, Findings> add_effects(const Method& method,
                                                      const std::vector<Stand>& stands,
                                                      const std::vector<Disturbance>& events,
                                                      const std::vector<StockLoss>& losses,
                                                      Estimate estimate, const TableFiles& tables);

// Age at the end of a year: from the age at the start of the period, or from the year of planting.
// Nothing where neither is given.
std::optional<Decimal> age_in(const Stand& stand, int year, int from_year);

}  // namespace linhui::methodology
