#include "api/app/cases/forecasts.h"

#include <filesystem>

#include "api/app/cases/methods.h"
#include "api/app/desk/files.h"
#include "api/app/desk/problems.h"
#include "api/exchange/output/csv_text.h"

namespace linhui::api::app {
namespace {

using methodology::Findings;
using methodology::ScenarioStep;

Outcome<std::vector<ScenarioStep>> read_steps(const std::string& path) {
  if (path.empty()) return std::vector<ScenarioStep>{};
  const auto bytes = LINHUI_API_TRY(read_file(path));
  auto parsed = methodology::parse_scenarios(bytes);
  if (const auto* faults = std::get_if<Findings>(&parsed)) {
    return findings_problem(*faults, std::filesystem::path(path).filename().string());
  }
  return std::get<std::vector<ScenarioStep>>(std::move(parsed));
}

// An unknown figure is an empty field.
std::string figure(const std::optional<methodology::TonnesCO2e>& value) {
  return value ? value->str() : "";
}

}  // namespace

Outcome<Forecast> forecast_stands(const ForecastRequest& request) {
  const EstimateBasis& basis = request.basis;
  const auto* method = LINHUI_API_TRY(method_named(basis.method));
  const auto tables = LINHUI_API_TRY(parameter_set(basis.tables, basis.method));
  const auto steps = LINHUI_API_TRY(read_steps(request.scenarios));
  Forecast forecast;
  forecast.inventory = LINHUI_API_TRY(read_stands(basis.inventory));
  const auto& stands = forecast.inventory.stands;
  auto options = basis.options;
  // What lies before the last measured year is no forecast.
  const auto measured = LINHUI_API_TRY(measured_period(stands, options.from_year, 0));
  if (options.from_year == 0) options.from_year = measured.second;
  auto ran =
      methodology::run_scenarios(*method, stands, steps, request.curve_region, options, tables);
  if (const auto* findings = std::get_if<Findings>(&ran)) {
    return findings_problem(*findings, forecast.inventory.file);
  }
  forecast.scenarios = std::get<std::vector<methodology::ScenarioOutcome>>(std::move(ran));
  return forecast;
}

void write_forecast_csv(std::ostream& to, const Forecast& forecast) {
  to << "scenario,year,stock_tCO2e,change_tCO2e,emissions_tCO2e,forecast\n";
  for (const auto& scenario : forecast.scenarios) {
    for (const auto& year : scenario.years) {
      to << exchange::csv_field(scenario.name) << ',' << year.year << ',' << figure(year.stock)
         << ',' << figure(year.change) << ',' << year.emissions.str() << ','
         << (year.forecast ? "yes" : "no") << '\n';
    }
  }
}

Outcome<void> write_forecast(const std::string& path, const Forecast& forecast) {
  return write_file(path, [&](std::ostream& to) { write_forecast_csv(to, forecast); });
}

}  // namespace linhui::api::app
