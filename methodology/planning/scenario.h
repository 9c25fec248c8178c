// Scenarios: what may be done in the forest, or befall it, and what the stands then come to.
//
// A scenario is a list of actions after the last inventory of the stands that they touch:
//   plant    species on a bare stand: its volume follows the curve from age 0
//   thin     takes a share of the growing stock; the rest goes on at the curve's relative growth
//   convert  fells the stand and plants another species on it
//   fire     burns a share, once or every so many years
// Planted stands are followed under ids of their own. The scenario `as_is` has no actions and
// always comes first.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "methodology/planning/forecast.h"

namespace linhui::methodology {

enum class ScenarioAction { plant, thin, convert, fire };

// An action. Which of its members it needs, parse_scenarios() sees to.
struct ScenarioStep {
  std::string scenario;
  std::string stand_id;  // empty: every forest stand
  int year = 0;
  ScenarioAction action = ScenarioAction::thin;
  Decimal share;        // of the growing stock: thin and fire
  int every_years = 0;  // fire: comes back; 0: once
  std::string species;  // plant and convert
  std::size_t line = 0;
};

// CSV with the columns scenario, stand_id, year, action, share, every, species (or 情景, 小班号,
// 年份, 措施, 比例, 间隔年数, 树种). In the order of the lines. All faults at once
// (scenario_malformed).
std::variant<std::vector<ScenarioStep>, Findings> parse_scenarios(const std::string& csv);

// A year of a scenario over all stands.
struct ScenarioYear {
  int year = 0;
  std::optional<TonnesCO2e> stock, change;  // of the total rows; change empty in the first year
  TonnesCO2e emissions;                     // CH4 and N2O, positive
  bool forecast = false;                    // a stand's figure is not measured
};

// A scenario's estimate, and the course of the whole by year.
struct ScenarioOutcome {
  std::string name;
  PlannedEstimate planned;
  std::vector<ScenarioYear> years;
};

// As_is, then the scenarios in order of first appearance, each from the inventory as it is. Faults:
// those of estimate_planned(), and scenario_stand_unknown, scenario_year_measured,
// scenario_not_bare, of all scenarios; parameters_missing for a species that is planted and has no
// curve. Requires: a region of curves.
std::variant<std::vector<ScenarioOutcome>, Findings> run_scenarios(
    const Method& method, const std::vector<Stand>& stands, const std::vector<ScenarioStep>& steps,
    const std::string& curve_region, const EstimateOptions& options, const TableFiles& tables);

}  // namespace linhui::methodology
