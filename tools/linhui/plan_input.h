// --tables, --events and --forecast: other parameters than those that ship, what happened to the
// stands, and growth after their last inventory.
#pragma once

#include <string>
#include <vector>

#include "methodology/planning/forecast.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

struct PlanInput {
  std::string tables;    // parameter set; empty: shipped
  std::string events;    // file; empty: none
  std::string forecast;  // region of the curves; empty: no forecast

  void add_to(const Command& command);
  bool given() const { return !tables.empty() || changes_stands(); }
  bool changes_stands() const { return !events.empty() || !forecast.empty(); }
  // Errors: those of parameter_set().
  Outcome<methodology::TableFiles> read_tables(Session& session, const std::string& method) const;
  // Errors: file_not_found, file_not_readable, and the faults of the events.
  Outcome<methodology::Plan> read() const;
};

// {"events", "loss_tCO2e", "reversal_tCO2e"} where there were events, {"forecasts"} where a stand
// was not measured to the end.
Json plan_json(const methodology::PlannedEstimate& planned, const methodology::Plan& plan,
               const std::vector<methodology::Stand>& stands);
// The same for a person; empty where there is nothing to say.
std::string plan_text(const Output& out, const methodology::PlannedEstimate& planned,
                      const methodology::Plan& plan);

}  // namespace linhui::cli
