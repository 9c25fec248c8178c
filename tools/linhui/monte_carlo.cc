#include "tools/linhui/monte_carlo.h"

#include "api/app/cases/monte_carlo.h"
#include "api/exchange/output/monte_carlo_file.h"
#include "tools/linhui/amounts.h"

namespace linhui::cli {
namespace {

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

Ended print_whole(const Output& out, const methodology::MonteCarloPart& whole,
                  const std::string& out_file) {
  const auto result = methodology::conclude(whole);
  const Json document = api::exchange::monte_carlo_json(whole, result);
  if (!out_file.empty()) {
    LINHUI_API_TRY(api::app::write_result(out_file, whole, result, out.language));
  }
  return out.done(document, result_text(out, whole, result));
}

// What the options mean.
Outcome<api::app::MonteCarloRequest> request_of(const MonteCarloInput& input,
                                                api::app::EstimateBasis basis) {
  api::app::MonteCarloRequest request;
  request.basis = std::move(basis);
  request.draws = input.draws;
  if (!parse_whole(input.seed, request.seed)) {
    return problem_of(Code::seed_malformed, input.seed);
  }
  if (!input.part.empty()) {
    const auto slash = input.part.find('/');
    if (slash == std::string::npos || !parse_whole(input.part.substr(0, slash), request.part) ||
        !parse_whole(input.part.substr(slash + 1), request.parts)) {
      return problem_of(Code::part_malformed, input.part);
    }
  }
  request.uncertainty = input.uncertainty;
  request.progress = progress_bar("draws");
  return request;
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
  return problem_of(Code::monte_carlo_missing);
}

Ended MonteCarloInput::run(const Output& out, api::app::EstimateBasis basis,
                           const std::string& out_file) const {
  if (!part.empty() && out_file.empty()) {
    return problem_of(Code::part_needs_file);
  }
  const auto request = LINHUI_API_TRY(request_of(*this, std::move(basis)));
  const auto drawn = LINHUI_API_TRY(api::app::draw_removals(request));
  if (part.empty()) return print_whole(out, drawn, out_file);
  LINHUI_API_TRY(api::app::write_part(out_file, drawn));
  return out.done({{"part", part}, {"file", out_file}},
                  out.in({"part ", "分块 "}) + part + ": " + out_file + "\n");
}

void add_merge(const Command& estimate) {
  struct MergeOptions {
    std::vector<std::string> files;
    std::string out;
  };
  const auto options = std::make_shared<MergeOptions>();
  Session& session = estimate.session();
  const Command command = estimate.verb(
      "merge", {"puts the parts of a Monte Carlo run together", "合并蒙特卡洛各分块"},
      "linhui estimate merge part1.json part2.json --out whole.json", [=, &session]() -> Ended {
        const auto whole = LINHUI_API_TRY(api::app::merge_parts(options->files));
        return print_whole(session.out, whole, options->out);
      });
  command.option("PART", options->files, {"a file of --part, each once", "--part 生成的文件"})
      ->required();
  command.option("--out", options->out, {"F.json", "F.json"});
}

}  // namespace linhui::cli
