#include "tools/linhui/monte_carlo.h"

#include <algorithm>
#include <charconv>
#include <thread>

#include "api/app/desk/problems.h"
#include "api/exchange/output/charts.h"
#include "api/exchange/output/monte_carlo_file.h"
#include "methodology/monte_carlo/monte_carlo_findings.h"
#include "methodology/numbers/sha256.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/files.h"
#include "tools/linhui/picture.h"

namespace linhui::cli {
namespace {

namespace exchange = api::exchange;

std::string sources_text(const Output& out, const methodology::MonteCarloResult& result) {
  TextTable table({out.in({"source", "来源"}), out.in({"distribution", "分布"}),
                   out.in({"share of variance", "方差占比"}), out.in({"at 5 %", "5 % 处"}),
                   out.in({"at 95 %", "95 % 处"})});
  for (const auto& one : result.contributions) {
    table.add({printable(one.source.id), methodology::name_of(one.source.distribution.kind),
               one.share, one.low.str(), one.high.str()});
  }
  table.add({out.in({"interaction and sampling error", "交互与抽样误差"}), "", result.other_share,
             "", ""});
  return table.str();
}

std::string result_text(const Output& out, const methodology::MonteCarloPart& whole,
                        const methodology::MonteCarloResult& result) {
  TextTable table(
      {out.in({"removal of the stands over the period", "期间小班净清除量"}), "t CO2e"});
  table.add({out.in({"as estimated", "估算值"}), whole.plan.removal.str()});
  table.add({out.in({"mean of the draws", "抽样均值"}), result.mean.str()});
  table.add({out.in({"standard deviation", "标准差"}), result.standard_deviation.str()});
  table.add({"5 %", result.p5.str()});
  table.add({"50 %", result.p50.str()});
  table.add({"95 %", result.p95.str()});
  table.add(
      {out.in({"half-width at 90 %", "90 % 半宽"}),
       result.half_width.str() +
           (result.half_width_percent.empty() ? "" : " (" + result.half_width_percent + " %)")});
  table.add({out.in({"draws, seed", "抽样次数、种子"}),
             std::to_string(whole.plan.draws) + ", " + std::to_string(whole.plan.seed)});
  std::string text = table.str() + "\n" + sources_text(out, result);
  text += out.in({"held fixed, for want of a distribution: ", "因无分布而取固定值："}) +
          std::to_string(whole.plan.fixed.size()) +
          out.in({" values; --json lists them\n", " 个；--json 列出全部\n"});
  for (const auto& name : whole.plan.unused) {
    text += out.in({"stated, but no figure rests on it: ", "已给出但未被使用："}) +
            printable(name) + "\n";
  }
  return text + out.in({"This is the model's uncertainty. What a method deducts goes by the "
                        "sampling error of plots alone.\n",
                        "此为模型不确定性；各方法的扣减只依据样地抽样误差。\n"});
}

// `species_ar_cm_001.csv/杉木/D_t_m3` → `杉木 D_t_m3`: a bar has no room for the table.
std::string short_name(const std::string& source) {
  std::string name = source.substr(source.find('/') + 1);
  std::replace(name.begin(), name.end(), '/', ' ');
  return name;
}

Outcome<void> write_tornado(const Output& out, const methodology::MonteCarloPlan& plan,
                            const methodology::MonteCarloResult& result, const std::string& file) {
  std::vector<exchange::TornadoBar> bars;
  for (const auto& one : result.contributions) {
    bars.push_back({short_name(one.source.id), 100 * std::stod(one.share)});
  }
  const auto svg = exchange::tornado_svg(
      std::move(bars),
      {out.language, plan.method_id + " · " + std::to_string(plan.options.from_year) + "–" +
                         std::to_string(plan.options.to_year) + " · " + std::to_string(plan.draws) +
                         out.in({" draws", " 次抽样"})});
  if (svg) return write_picture(file, *svg);
  return api::app::simple_problem(
      "chart_empty", {"There is nothing to draw: no source of uncertainty.", "没有可绘制的来源。"},
      file);
}

Ended print_whole(const Output& out, const methodology::MonteCarloPart& whole,
                  const std::string& out_file) {
  const auto result = methodology::conclude(whole);
  const Json document = exchange::monte_carlo_json(whole, result);
  if (!out_file.empty()) {
    LINHUI_API_TRY(is_picture(out_file) ? write_tornado(out, whole.plan, result, out_file)
                                        : write_file(out_file, document.dump(2) + "\n"));
  }
  return out.done(document, result_text(out, whole, result));
}

Problem refused(const methodology::Findings& findings, const std::string& file) {
  return api::app::findings_problem(findings, file);
}

// What the options mean; the file of uncertainties read.
Outcome<methodology::MonteCarloOptions> options_of(const MonteCarloInput& input,
                                                   std::string& uncertainty_sha256) {
  methodology::MonteCarloOptions options;
  options.draws = input.draws;
  if (!parse_whole(input.seed, options.seed)) {
    return usage("seed_malformed",
                 {"--monte-carlo needs --seed, a whole number from 0 to 2^64-1, so that the run "
                  "can be made again.",
                  "--monte-carlo 须配合 --seed（0 至 2^64-1 的整数），以便重现。"},
                 input.seed);
  }
  if (!input.part.empty()) {
    const auto slash = input.part.find('/');
    if (slash == std::string::npos || !parse_whole(input.part.substr(0, slash), options.part) ||
        !parse_whole(input.part.substr(slash + 1), options.parts)) {
      return usage("part_malformed", {"--part takes I/N, such as 2/8.", "--part 形如 2/8。"},
                   input.part);
    }
  }
  if (!input.uncertainty.empty()) {
    const auto bytes = LINHUI_API_TRY(read_file(input.uncertainty));
    uncertainty_sha256 = methodology::sha256_hex(bytes);
    auto parsed = methodology::parse_uncertainties(bytes);
    if (const auto* findings = std::get_if<methodology::Findings>(&parsed)) {
      return refused(*findings, input.uncertainty);
    }
    options.statements = std::get<std::vector<methodology::UncertaintyStatement>>(parsed);
  }
  options.threads = std::max(1u, std::thread::hardware_concurrency());
  options.progress = progress_bar("draws");
  return options;
}

Ended merge(const Output& out, const std::vector<std::string>& files, const std::string& out_file) {
  std::vector<methodology::MonteCarloPart> parts;
  for (const std::string& file : files) {
    const auto bytes = LINHUI_API_TRY(read_file(file));
    auto part = exchange::parse_monte_carlo_part(bytes);
    if (const auto* fault = std::get_if<methodology::Finding>(&part)) {
      return refused({*fault}, file);
    }
    parts.push_back(std::get<methodology::MonteCarloPart>(std::move(part)));
  }
  const auto whole = exchange::merge_monte_carlo(parts);
  if (const auto* fault = std::get_if<methodology::Finding>(&whole)) {
    return refused({*fault}, "");
  }
  return print_whole(out, std::get<methodology::MonteCarloPart>(whole), out_file);
}

}  // namespace

void MonteCarloInput::add_to(const Command& command) {
  draws_option_ = command.option(
      "--monte-carlo", draws,
      {"how uncertain the removal is: so many draws", "蒙特卡洛不确定性分析的抽样次数"});
  command.option("--seed", seed, {"of the draws: a whole number", "随机种子：整数"});
  command.option("--uncertainty", uncertainty,
                 {"F.csv: the project's distributions; default: those of the tables",
                  "F.csv：项目自定的分布；默认只用参数表中的"});
  command.option("--part", part,
                 {"I/N: only this part of the stands, written to --out; see `estimate merge`",
                  "I/N：只算该分块的小班并写入 --out，见 estimate merge"});
}

Outcome<void> MonteCarloInput::check() const {
  if (given() || (seed.empty() && uncertainty.empty() && part.empty())) return {};
  return usage("monte_carlo_missing",
               {"--seed, --uncertainty and --part belong to --monte-carlo N.",
                "--seed、--uncertainty、--part 须与 --monte-carlo N 并用。"});
}

Ended MonteCarloInput::run(const Output& out, const methodology::Method& method,
                           const std::vector<methodology::Stand>& stands,
                           const methodology::EstimateOptions& options,
                           const methodology::TableFiles& tables,
                           const api::exchange::Inventory& inventory,
                           const std::string& out_file) const {
  if (!part.empty() && out_file.empty()) {
    return usage("part_needs_file", {"--part needs --out F.", "--part 须配合 --out F。"});
  }
  std::string uncertainty_sha256;
  const auto chosen = LINHUI_API_TRY(options_of(*this, uncertainty_sha256));
  auto outcome = methodology::run_monte_carlo(method, stands, options, tables, chosen);
  if (const auto* findings = std::get_if<methodology::Findings>(&outcome)) {
    return refused(*findings, inventory.file);
  }
  auto& drawn = std::get<methodology::MonteCarloPart>(outcome);
  drawn.plan.input_sha256 = inventory.sha256;
  drawn.plan.uncertainty_sha256 = uncertainty_sha256;
  if (part.empty()) return print_whole(out, drawn, out_file);
  LINHUI_API_TRY(write_file(out_file, exchange::monte_carlo_part_text(drawn)));
  return out.done({{"part", part}, {"file", out_file}},
                  out.in({"part ", "分块 "}) + part + ": " + out_file + "\n");
}

void add_merge(const Command& estimate) {
  struct MonteCarloOptions {
    std::vector<std::string> files;
    std::string out;
  };
  const auto options = std::make_shared<MonteCarloOptions>();
  Session& session = estimate.session();
  const Command command =
      estimate.verb("merge", {"puts the parts of a Monte Carlo run together", "合并蒙特卡洛各分块"},
                    "linhui estimate merge part1.json part2.json --out whole.json",
                    [=, &session] { return merge(session.out, options->files, options->out); });
  command.option("PART", options->files, {"a file of --part, each once", "--part 生成的文件"})
      ->required();
  command.option("--out", options->out, {"F.json", "F.json"});
}

}  // namespace linhui::cli
