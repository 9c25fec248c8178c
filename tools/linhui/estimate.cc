// linhui estimate: what a method makes of an inventory. Needs no ledger.
#include <iostream>
#include <thread>

#include "api/exchange/estimate_stream.h"
#include "methodology/method.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/estimate_output.h"
#include "tools/linhui/explain.h"
#include "tools/linhui/inventory_input.h"
#include "tools/linhui/measured_period.h"
#include "tools/linhui/monte_carlo.h"
#include "tools/linhui/notes.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/plan_input.h"
#include "tools/linhui/setting_input.h"

namespace linhui::cli {
namespace {

constexpr unsigned kDecimals = 4;

struct EstimateOptions {
  InventoryInput input;
  EstimateOutput output;
  PlanInput plan;
  MonteCarloInput monte_carlo;
  std::string method, gwp = "AR5", baseline = "0", leakage = "0";
  int from = 0, to = 0;
  bool strict = false;
  SettingInput settings;
  ExplainRequest explain;
  const Option* explain_option = nullptr;
};

Outcome<methodology::EstimateOptions> method_options(const EstimateOptions& options,
                                                     std::pair<int, int> period) {
  const auto baseline = parse_scaled(options.baseline, kDecimals);
  if (!baseline) return amount_malformed("--baseline", options.baseline, kDecimals);
  const auto leakage = parse_scaled(options.leakage, kDecimals);
  if (!leakage) return amount_malformed("--leakage", options.leakage, kDecimals);
  auto settings = options.settings.read();
  LINHUI_APP_PASS(settings);
  methodology::EstimateOptions result;
  result.settings = std::get<Settings>(std::move(settings));
  std::tie(result.from_year, result.to_year) = period;
  result.gwp = options.gwp;
  result.strict = options.strict;
  result.baseline = methodology::TonnesCO2e::of_ten_thousandths(*baseline);
  result.leakage = methodology::TonnesCO2e::of_ten_thousandths(*leakage);
  return result;
}

// The method's findings as faults, each with the row of its stand.
Problem refused_by_method(const methodology::Findings& findings,
                          const api::exchange::Inventory& inventory) {
  std::map<std::string, long long> rows;
  for (const auto& stand : inventory.stands) rows[stand.stand.stand_id] = stand.row;
  Problem problem = api::app::findings_problem(findings, inventory.file);
  for (std::size_t i = 0; i < findings.size() && i < problem.faults.size(); ++i) {
    const auto row = rows.find(findings[i].stand_id);
    if (row == rows.end()) continue;
    problem.faults[i].layer = inventory.layer;
    problem.faults[i].row = row->second;
  }
  return problem;
}

std::string confidence_line(const Output& out, const methodology::Estimate& estimate) {
  std::map<std::string, std::size_t> counts;
  for (const auto& table : estimate.tables) {
    for (const auto& [confidence, count] : table.values_by_confidence) counts[confidence] += count;
  }
  const std::map<std::string, Text> kMeanings = {
      {"seen",
       {"read in a transcription, not in the publisher's own document",
        "见于转录文本，非出版原文"}},
      {"recalled", {"recalled, not compared with the publisher's text", "凭记忆，未核对原文"}},
      {"project", {"stated by the project", "项目自定"}}};
  std::string line = out.in({"parameter values used:", "所用参数值："});
  const char* separator = " ";
  for (const auto& [confidence, count] : counts) {
    const auto meaning = kMeanings.find(confidence);
    line += separator + std::to_string(count) + " " + confidence;
    if (meaning != kMeanings.end()) line += " (" + out.in(meaning->second) + ")";
    separator = ", ";
  }
  return line + "\n";
}

std::string summary_text(const Output& out, const methodology::Estimate& estimate,
                         const std::vector<methodology::Finding>& notes,
                         const std::string& input_sha256) {
  const auto& summary = estimate.summary;
  const auto& uncertainty = summary.uncertainty_half_width_percent;
  TextTable table({out.in({"summary", "汇总"}), ""});
  table.add({out.in({"method", "方法学"}), estimate.method_id + " " + estimate.method_version});
  table.add({out.in({"period", "期间"}), std::to_string(estimate.options.from_year) + "-" +
                                             std::to_string(estimate.options.to_year)});
  table.add({"change_tCO2e", summary.change.str()});
  table.add({"baseline_tCO2e", summary.baseline.str()});
  table.add({"leakage_tCO2e", summary.leakage.str()});
  table.add({"project_emissions_tCO2e", summary.project_emissions.str()});
  table.add({"uncertainty_half_width_percent",
             uncertainty ? uncertainty->str() : out.in({"not assessed", "未评估"})});
  table.add({"deduction_tCO2e", summary.deduction.str()});
  table.add({"net_tCO2e", summary.net.str()});
  table.add({"parameter_set_sha256", estimate.parameter_set_sha256});
  table.add({"input_sha256", input_sha256});
  std::string text = table.str() + confidence_line(out, estimate) + notes_text(out, notes);
  if (summary.net_source) {
    text += out.in({"Over the period this is a net SOURCE: it gives off more than it takes up.\n",
                    "期间内为净排放源：排放多于吸收。\n"});
  } else {
    text += out.in({"Over the period the net removal is ", "期间净清除量为 "}) + summary.net.str() +
            " t CO2e" + out.in({".\n", "。\n"});
  }
  return text;
}

ExitStatus print_estimate(const Output& out, const EstimateOptions& options,
                          const methodology::PlannedEstimate& planned,
                          const methodology::Plan& plan, const methodology::TableFiles& tables,
                          const std::vector<methodology::Stand>& stands,
                          const api::exchange::Inventory& inventory) {
  const auto& estimate = planned.disturbed.estimate;
  if (!out.json) tell_warnings(out, inventory.faults);
  auto notes = estimate.notes;
  EstimateOutput output = options.output;
  output.tables = tables;
  output.more = plan_json(planned, plan, stands);
  if (const auto problem = output.write(out, estimate, stands, inventory, notes)) {
    return out.refuse(*problem);
  }
  const std::string summary =
      summary_text(out, estimate, notes, inventory.sha256) + plan_text(out, planned, plan);
  if (!out.json && options.output.file.empty()) {
    out.tell(summary.substr(0, summary.size() - 1));
  } else if (!out.json) {
    std::cout << summary;
  }
  return out.flushed();
}

// The short way from a CSV file to sums by group, where the file and the options allow it. What is
// wrong with either is left to the general way, which says it.
std::optional<api::exchange::GroupEstimate> sums_of_large_file(const EstimateOptions& options,
                                                               const methodology::Method& method) {
  const std::filesystem::path file(options.input.file), out(options.output.file);
  const bool to_text = out.empty() || out.extension() == ".csv" || out.extension() == ".json";
  if (options.output.by.empty() || !to_text || options.plan.given() ||
      options.explain_option->given() || file.extension() != ".csv" ||
      !options.input.layer.empty() || !options.input.encoding.empty()) {
    return std::nullopt;
  }
  const auto chosen = method_options(options, {options.from, options.to});
  const auto columns = options.input.columns();
  if (std::holds_alternative<Problem>(chosen) || std::holds_alternative<Problem>(columns)) {
    return std::nullopt;
  }
  api::exchange::EstimateStreamOptions stream;
  stream.method = std::get<methodology::EstimateOptions>(chosen);
  stream.keys =
      std::get<methodology::RollUpKeys>(methodology::parse_roll_up_keys(options.output.by));
  stream.map = std::get<std::map<std::string, std::string>>(columns);
  stream.threads = std::max(1u, std::thread::hardware_concurrency());
  stream.progress = progress_bar("estimate");
  return api::exchange::estimate_csv_by_group(options.input.file, method, stream);
}

ExitStatus run_estimate(Session& session, const EstimateOptions& options) {
  const Output& out = session.out;
  // Not required by the parser: `estimate merge` has neither.
  if (options.input.file.empty() || options.method.empty()) {
    return out.refuse(
        usage("wrong_usage",
              {"Something required is missing; see --help.", "缺少必需的参数，见 --help。"},
              options.input.file.empty() ? "FILE is required" : "--method is required"));
  }
  if (options.monte_carlo.draws == 0) {  // whose result is no table of stands
    if (const auto problem = options.output.check()) return out.refuse(*problem);
  } else if (!options.output.by.empty()) {
    return out.refuse(usage("monte_carlo_by", {"--monte-carlo is of the whole; it takes no --by.",
                                               "--monte-carlo 针对整体，不能与 --by 并用。"}));
  } else if (options.plan.given()) {
    return out.refuse(
        usage("monte_carlo_plan", {"--monte-carlo takes no --tables, --events or --forecast.",
                                   "--monte-carlo 不能与 --tables、--events、--forecast 并用。"}));
  }
  const auto* method = methodology::find_method(options.method);
  if (!method) {
    return out.refuse(
        api::app::simple_problem("method_unknown",
                                 {"There is no such method; see `linhui method list`.",
                                  "没有此方法学，见 linhui method list。"},
                                 options.method));
  }
  if (const auto sums = sums_of_large_file(options, *method)) {
    api::exchange::Inventory inventory;
    inventory.file = std::filesystem::path(options.input.file).filename().string();
    inventory.sha256 = sums->sha256;
    methodology::PlannedEstimate planned;
    planned.disturbed.estimate = sums->estimate;
    return print_estimate(out, options, planned, {}, methodology::shipped_tables(), sums->groups,
                          inventory);
  }
  const auto outcome = options.input.read();
  if (const auto* problem = std::get_if<Problem>(&outcome)) return out.refuse(*problem);
  const auto& inventory = std::get<api::exchange::Inventory>(outcome);
  std::vector<methodology::Stand> stands;
  for (const auto& stand : inventory.stands) stands.push_back(stand.stand);
  const auto period = measured_period(stands, options.from, options.to);
  if (const auto* problem = std::get_if<Problem>(&period)) return out.refuse(*problem);
  const auto chosen = method_options(options, std::get<std::pair<int, int>>(period));
  if (const auto* problem = std::get_if<Problem>(&chosen)) return out.refuse(*problem);
  if (options.monte_carlo.draws > 0) {
    return options.monte_carlo.run(out, *method, stands,
                                   std::get<methodology::EstimateOptions>(chosen), inventory,
                                   options.output.file);
  }
  const auto tables = options.plan.read_tables(session, options.method);
  if (const auto* problem = std::get_if<Problem>(&tables)) return out.refuse(*problem);
  const auto plan = options.plan.read();
  if (const auto* problem = std::get_if<Problem>(&plan)) return out.refuse(*problem);
  const auto estimated = methodology::estimate_planned(
      *method, stands, std::get<methodology::Plan>(plan),
      std::get<methodology::EstimateOptions>(chosen), std::get<methodology::TableFiles>(tables));
  if (const auto* findings = std::get_if<methodology::Findings>(&estimated)) {
    return out.refuse(refused_by_method(*findings, inventory));
  }
  const auto& planned = std::get<methodology::PlannedEstimate>(estimated);
  if (options.explain_option->given()) {
    return explain_estimate(out, options.explain, *method, stands, planned.disturbed.estimate,
                            std::get<methodology::TableFiles>(tables));
  }
  return print_estimate(out, options, planned, std::get<methodology::Plan>(plan),
                        std::get<methodology::TableFiles>(tables), stands, inventory);
}

}  // namespace

void add_estimate(const Command& root) {
  const auto options = std::make_shared<EstimateOptions>();
  Session& session = root.session();
  const Command command = root.verb(
      "estimate", {"what a method makes of an inventory", "按方法学估算小班碳储量"},
      "linhui estimate stands.csv --method AR-CM-001-V01 --from 2020 --to 2025 --out estimate.csv",
      [=, &session] { return run_estimate(session, *options); });
  options->input.add_to(command, InventoryInput::Needed::no);
  command.option("--method", options->method,
                 {"method id; see `linhui method list`", "方法学编号，见 linhui method list"});
  command
      .option("--from", options->from,
              {"first year; default: the first measured one", "起始年；默认首个实测年"})
      ->between(1, 9999);
  command
      .option("--to", options->to,
              {"last year; default: the last measured one", "终止年；默认最后实测年"})
      ->between(1, 9999);
  command.option("--gwp", options->gwp, {"warming potentials: AR5 or AR6", "增温潜势：AR5 或 AR6"});
  command.flag("--strict", options->strict,
               {"refuse a species without parameters of its own", "树种无专属参数时拒绝"});
  command.option(
      "--baseline", options->baseline,
      {"t CO2e over the period, stated by the project", "项目申明的基线，期间合计 t CO2e"});
  command.option(
      "--leakage", options->leakage,
      {"t CO2e over the period, stated by the project", "项目申明的泄漏，期间合计 t CO2e"});
  options->settings.add_to(command);
  options->explain_option =
      command
          .option("--explain", options->explain.stand,
                  {"how the figures of STAND come about, or of every stand, and of the whole",
                   "逐步说明某小班（不给则为全部）及合计的数值由来"})
          ->bare_or("STAND");
  options->plan.add_to(command);
  options->output.add_to(command);
  options->monte_carlo.add_to(command);
  add_merge(command);
}

}  // namespace linhui::cli
