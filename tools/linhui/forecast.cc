// linhui forecast: stands after their last inventory, one scenario beside the other.
#include "api/app/cases/forecasts.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/inventory_input.h"
#include "tools/linhui/notes.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/parameter_set.h"
#include "tools/linhui/setting_input.h"

namespace linhui::cli {
namespace {

using methodology::ScenarioOutcome;
using methodology::ScenarioYear;

struct ForecastOptions {
  InventoryInput input;
  SettingInput settings;
  std::string method, gwp = "AR5", region, scenario, tables, out;
  int from = 0, to = 0;
};

Json outcome_json(const ScenarioOutcome& outcome) {
  const auto& disturbed = outcome.planned.disturbed;
  Json years = Json::array();
  for (const ScenarioYear& year : outcome.years) {
    years.push_back({{"year", year.year},
                     {"stock_tCO2e", json_figure(year.stock)},
                     {"change_tCO2e", json_figure(year.change)},
                     {"emissions_tCO2e", year.emissions.str()},
                     {"forecast", year.forecast}});
  }
  return {{"scenario", outcome.name},
          {"net_tCO2e", disturbed.estimate.summary.net.str()},
          {"loss_tCO2e", disturbed.loss.str()},
          {"emissions_tCO2e", disturbed.estimate.summary.project_emissions.str()},
          {"parameter_set_sha256", disturbed.estimate.parameter_set_sha256},
          {"years", years},
          {"notes", notes_json(disturbed.estimate.notes, "stand_id")}};
}

// A column of stocks a scenario, a row a year.
std::string table_text(const Output& out, const std::vector<ScenarioOutcome>& outcomes) {
  std::vector<std::string> header = {out.in({"year", "年份"})};
  std::map<int, std::map<std::size_t, const ScenarioYear*>> by_year;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    header.push_back(printable(outcomes[i].name));
    for (const ScenarioYear& year : outcomes[i].years) by_year[year.year][i] = &year;
  }
  TextTable table(header);
  for (const auto& [number, columns] : by_year) {
    bool forecast = false;
    std::vector<std::string> line = {std::to_string(number)};
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const auto found = columns.find(i);
      line.push_back(found == columns.end() ? "" : figure(found->second->stock));
      forecast = forecast || (found != columns.end() && found->second->forecast);
    }
    if (forecast) line[0] += out.in({" forecast", " 预测"});
    table.add(std::move(line));
  }
  std::vector<std::string> net = {out.in({"net", "净清除量"})};
  std::vector<std::string> loss = {out.in({"loss in events", "事件损失"})};
  for (const auto& outcome : outcomes) {
    net.push_back(outcome.planned.disturbed.estimate.summary.net.str());
    loss.push_back(outcome.planned.disturbed.loss.str());
  }
  table.add(std::move(net));
  table.add(std::move(loss));
  return table.str();
}

Outcome<api::app::ForecastRequest> request_of(Session& session, const ForecastOptions& options) {
  api::app::ForecastRequest request;
  request.basis.inventory = LINHUI_API_TRY(options.input.source());
  request.basis.method = options.method;
  request.basis.tables = parameter_source(session, options.tables);
  auto& chosen = request.basis.options;
  chosen.from_year = options.from;
  chosen.to_year = options.to;
  chosen.gwp = options.gwp;
  chosen.settings = LINHUI_API_TRY(options.settings.read());
  request.curve_region = options.region;
  request.scenarios = options.scenario;
  return request;
}

Ended run_forecast(Session& session, const ForecastOptions& options) {
  const Output& out = session.out;
  const auto request = LINHUI_API_TRY(request_of(session, options));
  const auto forecast = LINHUI_API_TRY(api::app::forecast_stands(request));
  if (!options.out.empty()) LINHUI_API_TRY(api::app::write_forecast(options.out, forecast));
  const auto& [inventory, outcomes] = forecast;
  if (!out.json) tell_warnings(out, inventory.faults);
  Json scenarios = Json::array();
  for (const auto& outcome : outcomes) scenarios.push_back(outcome_json(outcome));
  const Json document = {{"method", options.method},
                         {"curve_region", options.region},
                         {"input_sha256", inventory.sha256},
                         {"scenarios", scenarios},
                         {"input_warnings", faults_json(inventory.faults)}};
  return out.done(document,
                  out.in({"stock at the end of the year, t CO2e\n", "年末碳储量，t CO2e\n"}) +
                      table_text(out, outcomes) +
                      notes_text(out, outcomes.front().planned.disturbed.estimate.notes));
}

}  // namespace

void add_forecast(const Command& root) {
  const auto options = std::make_shared<ForecastOptions>();
  Session& session = root.session();
  const Command command = root.verb(
      "forecast",
      {"stands after their last inventory, one scenario beside the other",
       "按生长曲线预测小班碳储量，多情景对比"},
      "linhui forecast stands.csv --method AR-CM-001-V01 --curves \"Hebei (north)\" --to 2050 "
      "--scenario scenarios.csv",
      [=, &session] { return run_forecast(session, *options); });
  options->input.add_to(command);
  command
      .option("--method", options->method,
              {"method id; see `linhui method list`", "方法学编号，见 linhui method list"})
      ->required();
  command
      .option("--curves", options->region,
              {"the region whose growth curves hold for these stands",
               "适用于这些小班的生长曲线所属地区"})
      ->required();
  command.option("--to", options->to, {"last year", "终止年"})->required()->between(1, 9999);
  command
      .option("--from", options->from,
              {"first year; default: the last measured one", "起始年；默认最后实测年"})
      ->between(1, 9999);
  command.option("--scenario", options->scenario,
                 {"F.csv: plant, thin, convert, fire; see docs/cli.md",
                  "F.csv:造林、间伐、改培、火灾，见 docs/cli.md"});
  command.option("--tables", options->tables,
                 {"parameter tables: shipped, ledger, or a folder of *.csv",
                  "参数表：shipped（自带）、ledger（账本公布的）或 *.csv 文件夹"});
  command.option("--gwp", options->gwp,
                 {"warming potentials: AR4, AR5 or AR6", "增温潜势：AR4、AR5 或 AR6"});
  options->settings.add_to(command);
  command.option("--out", options->out,
                 {"F.csv: a row for each scenario and year", "F.csv:每情景每年一行"});
}

}  // namespace linhui::cli
