// --tables, --events and --forecast: other parameters than those that ship, what happened to the
// stands, and growth after their last inventory.
#pragma once

#include <string>

#include "api/app/cases/estimates.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

struct PlanInput {
  std::string tables;    // parameter set; empty: shipped
  std::string events;    // file; empty: none
  std::string forecast;  // region of the curves; empty: no forecast

  void add_to(const Command& command);
  api::app::PlanSource source() const { return {events, forecast}; }
};

// What befell the stands and how they were carried on, for a person; empty where there is nothing
// to say.
std::string plan_text(const Output& out, const api::app::InventoryEstimate& estimate);

}  // namespace linhui::cli
