// Forecasts: stands after their last inventory, by growth curves, one scenario beside the other. Ex
// ante: never to be credited.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "api/app/cases/estimates.h"
#include "methodology/planning/scenario.h"

namespace linhui::api::app {

struct ForecastRequest {
  EstimateBasis basis;       // options.from_year of 0: the last measured year; to_year is needed
  std::string curve_region;  // whose growth curves hold for these stands
  std::string scenarios;     // file of actions, CSV; empty: none but `as_is`
};

struct Forecast {
  exchange::Inventory inventory;
  std::vector<methodology::ScenarioOutcome> scenarios;  // `as_is` first
};

// Errors, in this order: method_unknown; parameter_set()'s; file_not_found, file_not_readable and
// estimate_refused of the scenarios' file; read_stands()'s; period_missing; estimate_refused with
// what methodology::run_scenarios() refuses.
Outcome<Forecast> forecast_stands(const ForecastRequest& request);

// scenario,year,stock_tCO2e,change_tCO2e,emissions_tCO2e,forecast: a row a scenario and year, LF.
void write_forecast_csv(std::ostream& to, const Forecast& forecast);
// As a file. Errors: file_not_writable.
Outcome<void> write_forecast(const std::string& path, const Forecast& forecast);

}  // namespace linhui::api::app
