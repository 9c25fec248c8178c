// linhui estimate: what a method makes of an inventory. Needs no ledger.
#include <iostream>

#include "api/app/cases/estimate_files.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/estimate_summary.h"
#include "tools/linhui/explain.h"
#include "tools/linhui/inventory_input.h"
#include "tools/linhui/monte_carlo.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/parameter_set.h"
#include "tools/linhui/plan_input.h"
#include "tools/linhui/setting_input.h"

namespace linhui::cli {
namespace {

constexpr unsigned kDecimals = 4;

struct EstimateOptions {
  InventoryInput input;
  PlanInput plan;
  MonteCarloInput monte_carlo;
  std::string method, gwp = "AR5", baseline = "0", leakage = "0";
  std::string out, by;          // empty: stdout; the estimate's own rows
  std::string chart = "stock";  // what a picture shows
  int from = 0, to = 0;
  bool strict = false;
  SettingInput settings;
  std::string explained;  // id of a stand; empty: every stand
  const Option* explain_option = nullptr;
};

Outcome<api::app::EstimateBasis> basis_of(Session& session, const EstimateOptions& options) {
  api::app::EstimateBasis basis;
  basis.inventory = LINHUI_API_TRY(options.input.source());
  basis.method = options.method;
  basis.tables = parameter_source(session, options.plan.tables);
  const auto baseline = parse_scaled(options.baseline, kDecimals);
  if (!baseline) return amount_malformed("--baseline", options.baseline, kDecimals);
  const auto leakage = parse_scaled(options.leakage, kDecimals);
  if (!leakage) return amount_malformed("--leakage", options.leakage, kDecimals);
  auto& chosen = basis.options;
  chosen.settings = LINHUI_API_TRY(options.settings.read());
  chosen.from_year = options.from;
  chosen.to_year = options.to;
  chosen.gwp = options.gwp;
  chosen.strict = options.strict;
  chosen.baseline = methodology::TonnesCO2e::of_ten_thousandths(*baseline);
  chosen.leakage = methodology::TonnesCO2e::of_ten_thousandths(*leakage);
  return basis;
}

// What is wrong with the options together, before anything is read.
Outcome<void> check(const EstimateOptions& options) {
  // Not required by the parser: `estimate merge` has neither.
  if (options.input.file.empty() || options.method.empty()) {
    return problem_of(Code::wrong_usage_required,
                      options.input.file.empty() ? "FILE is required" : "--method is required");
  }
  LINHUI_API_TRY(options.monte_carlo.check());
  if (!options.monte_carlo.given()) {  // whose result is no table of stands
    return api::app::check_estimate_file(options.out, !options.by.empty());
  }
  if (!options.by.empty()) {
    return problem_of(Code::monte_carlo_by);
  }
  if (options.plan.source().given()) {
    return problem_of(Code::monte_carlo_plan);
  }
  return {};
}

void tell_warnings_of(const Output& out, const api::app::InventoryEstimate& made) {
  if (made.warnings_left_off > 0) {
    const std::string count = std::to_string(made.warnings_left_off);
    out.tell(out.in(
        {"warnings: " + count + " more are not told.", "警告：另有 " + count + " 处未列出。"}));
  }
  tell_warnings(out, made.inventory.faults);
}

// With --json, stdout has the document, whether a file is named or not.
Ended print_estimate(const Output& out, const EstimateOptions& options,
                     const api::app::InventoryEstimate& made) {
  if (!out.json) tell_warnings_of(out, made);
  if (!options.out.empty()) {
    LINHUI_API_TRY(api::app::write_estimate(
        {options.out, api::app::chart_named(options.chart).value(), out.language}, made));
  }
  if (out.json) {
    api::app::write_estimate_json(std::cout, made);
    return out.flushed();
  }
  const std::string summary = summary_text(out, made) + plan_text(out, made);
  if (options.out.empty()) {
    api::app::write_estimate_csv(std::cout, made);
    out.tell(summary.substr(0, summary.size() - 1));
  } else {
    std::cout << summary;
  }
  return out.flushed();
}

Ended run_estimate(Session& session, const EstimateOptions& options) {
  const Output& out = session.out;
  LINHUI_API_TRY(check(options));
  const bool explains = options.explain_option->given();
  api::app::EstimateRequest request;
  request.by = LINHUI_API_TRY(api::app::roll_up_keys(options.by));
  request.basis = LINHUI_API_TRY(basis_of(session, options));
  if (options.monte_carlo.given()) {
    return options.monte_carlo.run(out, std::move(request.basis), options.out);
  }
  if (explains) request.by.reset();
  request.plan = options.plan.source();
  request.sums_alone = api::app::takes_sums_alone(options.out);
  request.progress = progress_bar("estimate");
  const auto made = LINHUI_API_TRY(api::app::estimate_inventory(request));
  if (explains) return print_explanation(out, made, options.explained);
  return print_estimate(out, options, made);
}

void add_output_options(const Command& command, EstimateOptions& options) {
  const std::string keys = methodology::roll_up_key_names();
  command.option("--by", options.by,
                 {"sums by what is named, such as village,year: " + keys,
                  "按所列项汇总，如 village,year;可用：" + keys});
  command.option("--out", options.out,
                 {"F.csv .json .xlsx .gpkg .geojson .svg .png; default: CSV on stdout",
                  "F.csv .json .xlsx .gpkg .geojson .svg .png;默认 CSV 写到标准输出"});
  command
      .option("--chart", options.chart,
              {"what a picture shows: stock, change or map; default stock",
               "图片内容：stock(储量)、change(变化)或 map(地图);默认 stock"})
      ->one_of({"stock", "change", "map"});
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
          .option("--explain", options->explained,
                  {"how the figures of STAND come about, or of every stand, and of the whole",
                   "逐步说明某小班（不给则为全部）及合计的数值由来"})
          ->bare_or("STAND");
  options->plan.add_to(command);
  add_output_options(command, *options);
  options->monte_carlo.add_to(command);
  add_merge(command);
}

}  // namespace linhui::cli
