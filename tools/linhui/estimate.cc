// linhui estimate: what a method makes of an inventory. Needs no ledger.
#include <iostream>
#include <thread>

#include "api/exchange/stream/estimate_stream.h"
#include "methodology/method.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/estimate_output.h"
#include "tools/linhui/estimate_summary.h"
#include "tools/linhui/explain.h"
#include "tools/linhui/inventory_input.h"
#include "tools/linhui/measured_period.h"
#include "tools/linhui/monte_carlo.h"
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
  auto settings = LINHUI_API_TRY(options.settings.read());
  methodology::EstimateOptions result;
  result.settings = std::move(settings);
  std::tie(result.from_year, result.to_year) = period;
  result.gwp = options.gwp;
  result.strict = options.strict;
  result.baseline = methodology::TonnesCO2e::of_ten_thousandths(*baseline);
  result.leakage = methodology::TonnesCO2e::of_ten_thousandths(*leakage);
  return result;
}

// The method's findings as faults, each with the row of its stand; 0: of none.
Problem refused_by_method(const methodology::Findings& findings, const std::vector<long long>& rows,
                          const std::string& file, const std::string& layer) {
  Problem problem = api::app::findings_problem(findings, file);
  for (std::size_t i = 0; i < problem.faults.size(); ++i) {
    if (rows[i] == 0) continue;
    problem.faults[i].layer = layer;
    problem.faults[i].row = rows[i];
  }
  return problem;
}

Problem refused_by_method(const methodology::Findings& findings,
                          const api::exchange::Inventory& inventory) {
  std::map<std::string, long long> row_of;
  for (std::size_t i = 0; i < inventory.stands.size(); ++i) {
    row_of[inventory.stands[i].stand_id] = inventory.places[i].row;
  }
  std::vector<long long> rows;
  for (const auto& finding : findings) {
    const auto row = row_of.find(finding.stand_id);
    rows.push_back(row == row_of.end() ? 0 : row->second);
  }
  return refused_by_method(findings, rows, inventory.file, inventory.layer);
}

Ended print_estimate(const Output& out, EstimateOutput output,
                     const methodology::PlannedEstimate& planned, const methodology::Plan& plan,
                     const methodology::TableFiles& tables,
                     const std::vector<methodology::Stand>& stands,
                     const api::exchange::Inventory& inventory) {
  const auto& estimate = planned.disturbed.estimate;
  if (!out.json) tell_warnings(out, inventory.faults);
  auto notes = estimate.notes;
  output.tables = tables;
  output.more.update(plan_json(planned, plan, stands));
  LINHUI_API_TRY(output.write(out, estimate, stands, inventory, notes));
  const std::string summary =
      summary_text(out, estimate, notes, inventory.sha256) + plan_text(out, planned, plan);
  if (!out.json && output.file.empty()) {
    out.tell(summary.substr(0, summary.size() - 1));
  } else if (!out.json) {
    std::cout << summary;
  }
  return out.flushed();
}

// The short way from a CSV file to sums by group, where the file and the options allow it. What is
// wrong with either is left to the general way, which says it.
std::optional<api::exchange::StreamOutcome> sums_of_large_file(const EstimateOptions& options,
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
  if (!chosen.ok() || !columns.ok()) return std::nullopt;
  api::exchange::EstimateStreamOptions stream;
  stream.method = chosen.value();
  stream.keys =
      std::get<methodology::RollUpKeys>(methodology::parse_roll_up_keys(options.output.by));
  stream.map = columns.value();
  stream.threads = std::max(1u, std::thread::hardware_concurrency());
  stream.progress = progress_bar("estimate");
  return api::exchange::estimate_csv_by_group(options.input.file, method, stream);
}

Text left_off_text(std::uint64_t count) {
  const std::string number = std::to_string(count);
  return {" " + number + " more are not told.", "另有 " + number + " 处未列出。"};
}

Problem stream_refused(const EstimateOptions& options,
                       const api::exchange::StreamRefusal& refusal) {
  const std::string file = std::filesystem::path(options.input.file).filename().string();
  Problem problem = refusal.findings.empty()
                        ? inventory_problem(refusal.faults)
                        : refused_by_method(refusal.findings, refusal.rows, file, "");
  if (refusal.left_off > 0) {
    const Text more = left_off_text(refusal.left_off);
    problem.sentence.english += more.english;
    problem.sentence.chinese += more.chinese;
  }
  return problem;
}

Ended print_sums(const Output& out, const EstimateOptions& options,
                 api::exchange::GroupEstimate& streamed) {
  api::exchange::Inventory inventory;
  inventory.file = std::filesystem::path(options.input.file).filename().string();
  inventory.sha256 = streamed.sha256;
  inventory.faults = std::move(streamed.warnings);
  methodology::PlannedEstimate planned;
  planned.disturbed.estimate = std::move(streamed.estimate);
  EstimateOutput output = options.output;
  output.sums = &streamed.sums;
  output.rows = streamed.rows;
  const auto& tally = streamed.tally;
  output.more["rounding"] = {{"fixed_point", tally.fixed_point},
                             {"near_boundary", tally.near_boundary},
                             {"too_large", tally.too_large},
                             {"rational", tally.rational}};
  if (streamed.left_off > 0) {
    output.more["input_warnings_left_off"] = streamed.left_off;
    if (!out.json)
      out.tell(out.in({"warnings:", "警告："}) + out.in(left_off_text(streamed.left_off)));
  }
  return print_estimate(out, std::move(output), planned, {}, methodology::shipped_tables(), {},
                        inventory);
}

Ended run_estimate(Session& session, const EstimateOptions& options) {
  const Output& out = session.out;
  // Not required by the parser: `estimate merge` has neither.
  if (options.input.file.empty() || options.method.empty()) {
    return usage("wrong_usage",
                 {"Something required is missing; see --help.", "缺少必需的参数，见 --help。"},
                 options.input.file.empty() ? "FILE is required" : "--method is required");
  }
  LINHUI_API_TRY(options.monte_carlo.check());
  if (!options.monte_carlo.given()) {  // whose result is no table of stands
    LINHUI_API_TRY(options.output.check());
  } else if (!options.output.by.empty()) {
    return usage("monte_carlo_by", {"--monte-carlo is of the whole; it takes no --by.",
                                    "--monte-carlo 针对整体，不能与 --by 并用。"});
  } else if (options.plan.changes_stands()) {
    return usage("monte_carlo_plan",
                 {"--monte-carlo is of measured stands; it takes no --events or --forecast.",
                  "--monte-carlo 针对实测小班，不能与 --events、--forecast 并用。"});
  }
  const auto* method = methodology::find_method(options.method);
  if (!method) {
    return api::app::simple_problem("method_unknown",
                                    {"There is no such method; see `linhui method list`.",
                                     "没有此方法学，见 linhui method list。"},
                                    options.method);
  }
  if (auto streamed = sums_of_large_file(options, *method)) {
    if (const auto* refusal = std::get_if<api::exchange::StreamRefusal>(&*streamed)) {
      return stream_refused(options, *refusal);
    }
    return print_sums(out, options, std::get<api::exchange::GroupEstimate>(*streamed));
  }
  const auto inventory = LINHUI_API_TRY(options.input.read());
  const auto& stands = inventory.stands;
  const auto period = LINHUI_API_TRY(measured_period(stands, options.from, options.to));
  const auto chosen = LINHUI_API_TRY(method_options(options, period));
  const auto tables = LINHUI_API_TRY(options.plan.read_tables(session, options.method));
  if (options.monte_carlo.given()) {
    return options.monte_carlo.run(out, *method, stands, chosen, tables, inventory,
                                   options.output.file);
  }
  const auto plan = LINHUI_API_TRY(options.plan.read());
  const auto estimated = methodology::estimate_planned(*method, stands, plan, chosen, tables);
  if (const auto* findings = std::get_if<methodology::Findings>(&estimated)) {
    return refused_by_method(*findings, inventory);
  }
  const auto& planned = std::get<methodology::PlannedEstimate>(estimated);
  if (options.explain_option->given()) {
    return explain_estimate(out, options.explain, *method, stands, planned.disturbed.estimate,
                            tables);
  }
  return print_estimate(out, options.output, planned, plan, tables, stands, inventory);
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
  command.option("--gwp", options->gwp,
                 {"warming potentials: AR4, AR5 or AR6", "增温潜势：AR4、AR5 或 AR6"});
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
