// linhui plots: sample plots, from their number and places to a mean with its interval. Needs no
// ledger.
#include "tools/linhui/plots.h"

#include "api/app/cases/plots.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/notes.h"
#include "tools/linhui/nouns.h"

namespace linhui::cli {
namespace {

using methodology::Decimal;
using methodology::Rational;

Outcome<Rational> positive(const std::string& option, const std::string& text) {
  const auto value = Decimal::parse(text);
  if (!value || !(*value > Decimal(0))) {
    return problem_of(Code::number_malformed, text, {option});
  }
  return value->rational();
}

// --- plots estimate

struct PlotEstimateOptions {
  std::string plots, strata, trees, region, carbon_fraction = "0.47";
};

Ended print_sample(const Output& out, const api::app::PlotEstimate& sample) {
  using methodology::fixed_decimal_text;
  const auto& statistics = sample.statistics;
  Json strata = Json::array();
  TextTable table({out.in({"stratum", "碳层"}), out.in({"area_ha", "面积 ha"}),
                   out.in({"plots", "样地数"}), out.in({"mean", "均值"}),
                   out.in({"sd", "标准差"})});
  for (const auto& one : statistics.strata) {
    const std::string area = fixed_decimal_text(one.area_ha, 4),
                      mean = fixed_decimal_text(one.mean, 4);
    const std::string sd = methodology::root_text(one.variance, 4);
    strata.push_back({{"stratum", one.name},
                      {"area_ha", area},
                      {"plots", one.plots},
                      {"mean", mean},
                      {"sd", sd}});
    table.add({printable(one.name), area, std::to_string(one.plots), mean, sd});
  }
  Json plots = Json::array();
  for (const auto& plot : sample.plots) {
    plots.push_back({{"plot_id", plot.plot_id},
                     {"stratum", plot.stratum},
                     {"value", fixed_decimal_text(plot.value, 4)}});
  }
  const std::string unit = sample.from_trees ? "t CO2e/ha" : "";
  const std::string mean = fixed_decimal_text(statistics.mean, 4);
  const std::string total = fixed_decimal_text(statistics.mean * statistics.area_ha, 4);
  const std::string deduction = sample.deduction ? fixed_decimal_text(*sample.deduction, 4) : "";
  const Json document = {{"unit", unit},
                         {"with_roots", sample.with_roots},
                         {"area_ha", fixed_decimal_text(statistics.area_ha, 4)},
                         {"plots_count", statistics.plots},
                         {"mean", mean},
                         {"total", total},
                         {"standard_error", methodology::root_text(statistics.squared_error, 4)},
                         {"degrees_of_freedom", statistics.plots - statistics.strata.size()},
                         {"t", fixed_decimal_text(statistics.t, 9)},
                         {"half_width", statistics.half_width_text},
                         {"uncertainty_half_width_percent", statistics.percent_text},
                         {"deduction_AR_TOOL14", deduction},
                         {"allometry_sha256", sample.allometry_sha256},
                         {"strata", strata},
                         {"plots", plots},
                         {"notes", notes_json(sample.notes, "plot_id")}};
  TextTable sums({out.in({"sample", "抽样"}), unit});
  sums.add({out.in({"mean", "均值"}), mean});
  sums.add({out.in({"half-width at 90 %", "90 % 半宽"}),
            statistics.half_width_text + " (" + statistics.percent_text + " %)"});
  sums.add({out.in({"deduction by AR-TOOL14", "AR-TOOL14 扣减"}), deduction});
  sums.add({out.in({"mean times area", "均值乘面积"}), total});
  return out.done(document, table.str() + "\n" + sums.str() + notes_text(out, sample.notes));
}

Ended estimate(const Output& out, const PlotEstimateOptions& options) {
  const auto carbon = LINHUI_API_TRY(positive("--carbon-fraction", options.carbon_fraction));
  const auto sample = LINHUI_API_TRY(api::app::estimate_plots(
      {options.plots, options.strata, options.trees, options.region, carbon}));
  return print_sample(out, sample);
}

// --- plots plan

struct PlanOptions {
  std::string strata, precision = "10", plot_area_m2;
};

Ended plan(const Output& out, const PlanOptions& options) {
  const auto precision = LINHUI_API_TRY(positive("--precision", options.precision));
  const auto plot_area = LINHUI_API_TRY(positive("--plot-area", options.plot_area_m2));
  const auto result = LINHUI_API_TRY(api::app::plan_plots(options.strata, precision, plot_area));
  Json rows = Json::array();
  TextTable table({out.in({"stratum", "碳层"}), "Neyman", out.in({"proportional", "按面积"})});
  for (const auto& row : result.rows) {
    rows.push_back({{"stratum", row.stratum},
                    {"plots_neyman", row.neyman},
                    {"plots_proportional", row.proportional}});
    table.add(
        {printable(row.stratum), std::to_string(row.neyman), std::to_string(row.proportional)});
  }
  table.add({out.in({"all", "合计"}), std::to_string(result.neyman),
             std::to_string(result.proportional)});
  const Json document = {{"mean", result.mean},
                         {"wanted_half_width", result.wanted_half_width},
                         {"precision_percent", options.precision},
                         {"plots_neyman", result.neyman},
                         {"plots_proportional", result.proportional},
                         {"strata", rows}};
  return out.done(document, table.str());
}

// --- plots draw

struct DrawOptions {
  std::string file, layer, field = "stratum", seed, out;
  std::vector<std::string> plots;  // STRATUM=N
};

Outcome<api::app::PlotDrawRequest> request_of(const DrawOptions& options) {
  api::app::PlotDrawRequest request;
  request.file = options.file;
  request.layer = options.layer;
  request.field = options.field;
  request.out = options.out;
  if (!parse_whole(options.seed, request.seed)) {
    return problem_of(Code::seed_malformed_draw, options.seed);
  }
  for (const std::string& pair : options.plots) {
    const auto equals = pair.rfind('=');
    std::size_t count = 0;
    if (equals == 0 || equals == pair.npos || !parse_whole(pair.substr(equals + 1), count) ||
        count < 1 || count > 100'000 ||
        !request.plots.emplace(pair.substr(0, equals), count).second) {
      return problem_of(Code::plots_malformed, pair);
    }
  }
  return request;
}

Ended draw(const Output& out, const DrawOptions& options) {
  const auto request = LINHUI_API_TRY(request_of(options));
  const std::size_t drawn = LINHUI_API_TRY(api::app::draw_plots(request));
  return out.done({{"file", options.out}, {"plots", drawn}, {"seed", options.seed}},
                  out.in({"plots drawn: ", "已布设样地："}) + std::to_string(drawn) + " → " +
                      options.out + "\n");
}

void add_estimate_verb(const Command& noun) {
  const auto options = std::make_shared<PlotEstimateOptions>();
  Session& session = noun.session();
  const Command command = noun.verb(
      "estimate", {"mean of sample plots with its 90 % interval", "样地均值及其 90 % 置信区间"},
      "linhui plots estimate plots.csv --strata strata.csv --trees trees.csv --region Anhui",
      [=, &session] { return estimate(session.out, *options); });
  command
      .option("PLOTS", options->plots,
              {"plot_id, stratum, area_m2 or value", "样地号、碳层、样地面积或值"})
      ->required();
  command.option("--strata", options->strata, {"stratum, area_ha", "碳层、面积"})->required();
  command.option("--trees", options->trees,
                 {"tallied trees: plot_id, species, dbh_cm, height_m, count",
                  "检尺木：样地号、树种、胸径、树高、株数"});
  command.option("--region", options->region,
                 {"whose biomass equations, where a species has several", "生物量方程的地区"});
  command.option("--carbon-fraction", options->carbon_fraction,
                 {"t C per t d.m.; default 0.47 (AR-TOOL14)", "含碳率，默认 0.47（AR-TOOL14）"});
}

void add_draw_verb(const Command& noun) {
  const auto options = std::make_shared<DrawOptions>();
  Session& session = noun.session();
  const Command command = noun.verb(
      "draw", {"places of plots at random, for the field crew", "随机布设样地，供外业使用"},
      "linhui plots draw strata.gpkg --plots S1=12 --plots S2=8 --seed 2026 --out plots.gpkg",
      [=, &session] { return draw(session.out, *options); });
  command.option("FILE", options->file, {"polygons of the strata", "碳层的面"})->required();
  command.option("--layer", options->layer, {"default: the first", "默认第一个"});
  command.option("--field", options->field,
                 {"column that names the stratum; default stratum", "碳层字段，默认 stratum"});
  command.option("--plots", options->plots, {"STRATUM=N, once for each", "碳层=样地数，每层一次"})
      ->required()
      ->repeatable();
  command
      .option("--seed", options->seed, {"a whole number, kept with every plot", "随机种子，整数"})
      ->required();
  command.option("--out", options->out, {"F.gpkg", "F.gpkg"})->required();
}

}  // namespace

void add_plot_plan(const Command& noun, const std::string& verb, const std::string& example) {
  const auto options = std::make_shared<PlanOptions>();
  Session& session = noun.session();
  const Command command =
      noun.verb(verb, {"how many plots a precision takes, by stratum", "达到目标精度所需样地数"},
                example, [=, &session] { return plan(session.out, *options); });
  command
      .option("STRATA", options->strata, {"stratum, area_ha, mean, sd", "碳层、面积、均值、标准差"})
      ->required();
  command.option("--precision", options->precision,
                 {"half-width at 90 %, in percent of the mean; default 10",
                  "90 % 半宽占均值的百分比，默认 10"});
  command.option("--plot-area", options->plot_area_m2, {"of one plot, m2", "样地面积，m²"})
      ->required();
}

void add_plots(const Command& root) {
  const Command noun = root.noun("plots", {"sample plots", "样地"});
  add_estimate_verb(noun);
  add_plot_plan(noun, "plan", "linhui plots plan strata.csv --precision 10 --plot-area 667");
  add_draw_verb(noun);
}

}  // namespace linhui::cli
