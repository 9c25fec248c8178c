// linhui forecast: stands after their last inventory, one scenario beside the other.
#include <filesystem>
#include <ostream>

#include "api/app/desk/problems.h"
#include "methodology/planning/growth_curve.h"
#include "methodology/planning/scenario.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/files.h"
#include "tools/linhui/inventory_input.h"
#include "tools/linhui/measured_period.h"
#include "tools/linhui/notes.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/parameter_set.h"
#include "tools/linhui/setting_input.h"

namespace linhui::cli {
namespace {

using methodology::ScenarioOutcome;
using methodology::ScenarioYear;
using methodology::TonnesCO2e;

struct ForecastOptions {
  InventoryInput input;
  SettingInput settings;
  std::string method, gwp = "AR5", region, scenario, tables, out;
  int from = 0, to = 0;
};

void write_csv(std::ostream& to, const std::vector<ScenarioOutcome>& outcomes) {
  to << "scenario,year,stock_tCO2e,change_tCO2e,emissions_tCO2e,forecast\n";
  for (const auto& outcome : outcomes) {
    for (const ScenarioYear& year : outcome.years) {
      to << csv_field(outcome.name) << ',' << year.year << ',' << figure(year.stock) << ','
         << figure(year.change) << ',' << year.emissions.str() << ','
         << (year.forecast ? "yes" : "no") << '\n';
    }
  }
}

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

Outcome<std::vector<methodology::ScenarioStep>> read_steps(const std::string& file) {
  if (file.empty()) return std::vector<methodology::ScenarioStep>{};
  const auto bytes = LINHUI_API_TRY(read_file(file));
  auto parsed = methodology::parse_scenarios(bytes);
  if (const auto* faults = std::get_if<methodology::Findings>(&parsed)) {
    return api::app::findings_problem(*faults, std::filesystem::path(file).filename().string());
  }
  return std::get<std::vector<methodology::ScenarioStep>>(std::move(parsed));
}

// The first year is the last measured one: what lies before is no forecast.
Outcome<methodology::EstimateOptions> period(const ForecastOptions& options,
                                             const std::vector<methodology::Stand>& stands) {
  const auto measured = LINHUI_API_TRY(measured_period(stands, options.from, 0));
  methodology::EstimateOptions chosen;
  chosen.from_year = options.from ? options.from : measured.second;
  chosen.to_year = options.to;
  chosen.gwp = options.gwp;
  const auto settings = LINHUI_API_TRY(options.settings.read());
  chosen.settings = settings;
  return chosen;
}

Ended run_forecast(Session& session, const ForecastOptions& options) {
  const Output& out = session.out;
  const auto* method = methodology::find_method(options.method);
  if (!method) {
    return api::app::simple_problem("method_unknown",
                                    {"There is no such method; see `linhui method list`.",
                                     "没有此方法学，见 linhui method list。"},
                                    options.method);
  }
  const auto tables = LINHUI_API_TRY(parameter_set(session, options.tables, options.method));
  const auto steps = LINHUI_API_TRY(read_steps(options.scenario));
  const auto inventory = LINHUI_API_TRY(options.input.read());
  const auto& stands = inventory.stands;
  const auto chosen = LINHUI_API_TRY(period(options, stands));
  const auto ran =
      methodology::run_scenarios(*method, stands, steps, options.region, chosen, tables);
  if (const auto* findings = std::get_if<methodology::Findings>(&ran)) {
    return api::app::findings_problem(*findings, inventory.file);
  }
  const auto& outcomes = std::get<std::vector<ScenarioOutcome>>(ran);
  if (!options.out.empty()) {
    LINHUI_API_TRY(write_file(options.out, [&](std::ostream& to) { write_csv(to, outcomes); }));
  }
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
