#include "api/app/cases/monte_carlo.h"

#include <algorithm>
#include <thread>
#include <tuple>

#include "api/app/cases/methods.h"
#include "api/app/cases/picture.h"
#include "api/app/desk/files.h"
#include "api/app/desk/problems.h"
#include "api/exchange/output/charts.h"
#include "api/exchange/output/monte_carlo_file.h"
#include "methodology/numbers/sha256.h"

namespace linhui::api::app {
namespace {

using methodology::Finding;
using methodology::Findings;
using methodology::MonteCarloPart;

// What the project states of its distributions, and the digest of the file that says so.
struct Uncertainties {
  std::vector<methodology::UncertaintyStatement> statements;
  std::string sha256;  // empty: no file
};

Outcome<Uncertainties> read_uncertainties(const std::string& path) {
  Uncertainties read;
  if (path.empty()) return read;
  const auto bytes = LINHUI_API_TRY(read_file(path));
  read.sha256 = methodology::sha256_hex(bytes);
  auto parsed = methodology::parse_uncertainties(bytes);
  if (const auto* findings = std::get_if<Findings>(&parsed)) {
    return findings_problem(*findings, path);
  }
  read.statements = std::get<std::vector<methodology::UncertaintyStatement>>(std::move(parsed));
  return read;
}

// `species_ar_cm_001.csv/杉木/D_t_m3` → `杉木 D_t_m3`: a bar has no room for the table.
std::string short_name(const std::string& source) {
  std::string name = source.substr(source.find('/') + 1);
  std::replace(name.begin(), name.end(), '/', ' ');
  return name;
}

Outcome<void> write_tornado(const std::string& path, const methodology::MonteCarloPlan& plan,
                            const methodology::MonteCarloResult& result, Language language) {
  std::vector<exchange::TornadoBar> bars;
  for (const auto& one : result.contributions) {
    bars.push_back({short_name(one.source.id), 100 * std::stod(one.share)});
  }
  const Text draws = {" draws", " 次抽样"};
  const auto svg = exchange::tornado_svg(
      std::move(bars), {language, plan.method_id + " · " + std::to_string(plan.options.from_year) +
                                      "–" + std::to_string(plan.options.to_year) + " · " +
                                      std::to_string(plan.draws) + draws.in(language)});
  if (svg) return write_picture(path, *svg);
  return problem_of(Code::chart_empty_no_source, path);
}

}  // namespace

Outcome<MonteCarloPart> draw_removals(const MonteCarloRequest& request) {
  const EstimateBasis& basis = request.basis;
  const auto* method = LINHUI_API_TRY(method_named(basis.method));
  const auto inventory = LINHUI_API_TRY(read_stands(basis.inventory));
  auto options = basis.options;
  std::tie(options.from_year, options.to_year) =
      LINHUI_API_TRY(measured_period(inventory.stands, options.from_year, options.to_year));
  const auto tables = LINHUI_API_TRY(parameter_set(basis.tables, basis.method));
  auto stated = LINHUI_API_TRY(read_uncertainties(request.uncertainty));
  methodology::MonteCarloOptions choices;
  choices.draws = request.draws;
  choices.seed = request.seed;
  choices.statements = std::move(stated.statements);
  choices.part = request.part;
  choices.parts = request.parts;
  choices.threads = std::max(1u, std::thread::hardware_concurrency());
  choices.progress = request.progress;
  auto outcome = methodology::run_monte_carlo(*method, inventory.stands, options, tables, choices);
  if (const auto* findings = std::get_if<Findings>(&outcome)) {
    return findings_problem(*findings, inventory.file);
  }
  auto drawn = std::get<MonteCarloPart>(std::move(outcome));
  drawn.plan.input_sha256 = inventory.sha256;
  drawn.plan.uncertainty_sha256 = stated.sha256;
  return drawn;
}

Outcome<MonteCarloPart> merge_parts(const std::vector<std::string>& files) {
  std::vector<MonteCarloPart> parts;
  for (const std::string& file : files) {
    const auto bytes = LINHUI_API_TRY(read_file(file));
    auto part = exchange::parse_monte_carlo_part(bytes);
    if (const auto* fault = std::get_if<Finding>(&part)) return findings_problem({*fault}, file);
    parts.push_back(std::get<MonteCarloPart>(std::move(part)));
  }
  auto whole = exchange::merge_monte_carlo(parts);
  if (const auto* fault = std::get_if<Finding>(&whole)) return findings_problem({*fault}, "");
  return std::get<MonteCarloPart>(std::move(whole));
}

Outcome<void> write_part(const std::string& path, const MonteCarloPart& part) {
  return write_file(path, exchange::monte_carlo_part_text(part));
}

Outcome<void> write_result(const std::string& path, const MonteCarloPart& whole,
                           const methodology::MonteCarloResult& result, Language language) {
  if (is_picture(path)) return write_tornado(path, whole.plan, result, language);
  return write_file(path, exchange::monte_carlo_json(whole, result).dump(2) + "\n");
}

}  // namespace linhui::api::app
