#include "api/app/cases/estimates.h"

#include <filesystem>
#include <map>
#include <thread>
#include <tuple>

#include "api/app/cases/methods.h"
#include "api/app/desk/files.h"
#include "api/app/desk/problems.h"
#include "api/exchange/stream/estimate_stream.h"
#include "methodology/methods/shared/whole_explanation.h"

namespace linhui::api::app {
namespace {

using methodology::Finding;
using methodology::Findings;

std::string name_of_file(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

// The method's findings as faults, each with the row of its stand; 0: of none.
Problem refused_by_method(const Findings& findings, const std::vector<long long>& rows,
                          const std::string& file, const std::string& layer,
                          std::uint64_t left_off = 0) {
  Problem problem = findings_problem(findings, file, left_off);
  for (std::size_t i = 0; i < problem.faults.size(); ++i) {
    if (rows[i] == 0) continue;
    problem.faults[i].layer = layer;
    problem.faults[i].row = rows[i];
  }
  return problem;
}

Problem refused_by_method(const Findings& findings, const exchange::Inventory& inventory) {
  std::map<std::string, long long> row_of;
  for (std::size_t i = 0; i < inventory.stands.size(); ++i) {
    row_of[inventory.stands[i].stand_id] = inventory.places[i].row;
  }
  std::vector<long long> rows;
  for (const Finding& finding : findings) {
    const auto row = row_of.find(finding.stand_id);
    rows.push_back(row == row_of.end() ? 0 : row->second);
  }
  return refused_by_method(findings, rows, inventory.file, inventory.layer);
}

Problem refused_by_stream(const std::string& path, const exchange::StreamRefusal& refusal) {
  if (refusal.findings.empty()) return inventory_problem(refusal.faults, refusal.left_off);
  return refused_by_method(refusal.findings, refusal.rows, name_of_file(path), "",
                           refusal.left_off);
}

// The short way from a CSV file to sums by group. Nothing where the request or the file takes the
// general way.
std::optional<exchange::StreamOutcome> streamed_sums(const EstimateRequest& request,
                                                     const methodology::Method& method) {
  const auto& [inventory, id, options, tables] = request.basis;
  if (!request.by || !request.sums_alone || request.plan.given() || !tables.set.empty() ||
      std::filesystem::path(inventory.file).extension() != ".csv" ||
      !inventory.options.layer.empty() || !inventory.options.encoding.empty()) {
    return std::nullopt;
  }
  exchange::EstimateStreamOptions stream;
  stream.method = options;
  stream.keys = *request.by;
  stream.map = inventory.options.map;
  stream.threads = std::max(1u, std::thread::hardware_concurrency());
  stream.progress = request.progress;
  return exchange::estimate_csv_by_group(inventory.file, method, stream);
}

InventoryEstimate whole_of(const std::string& path, exchange::GroupEstimate streamed) {
  InventoryEstimate result;
  result.inventory.file = name_of_file(path);
  result.inventory.sha256 = std::move(streamed.sha256);
  result.inventory.faults = std::move(streamed.warnings);
  result.tables = methodology::shipped_tables();
  result.notes = streamed.estimate.notes;
  result.planned.disturbed.estimate = std::move(streamed.estimate);
  result.sums = std::move(streamed.sums);
  result.streamed = std::move(streamed.rows);
  result.rounding = streamed.tally;
  result.warnings_left_off = streamed.left_off;
  return result;
}

}  // namespace

Outcome<methodology::Plan> read_plan(const PlanSource& source) {
  methodology::Plan plan;
  plan.curve_region = source.curve_region;
  if (source.events.empty()) return plan;
  const auto bytes = LINHUI_API_TRY(read_file(source.events));
  auto parsed = methodology::parse_disturbances(bytes);
  if (const auto* faults = std::get_if<Findings>(&parsed)) {
    return findings_problem(*faults, name_of_file(source.events));
  }
  plan.events = std::get<std::vector<methodology::Disturbance>>(std::move(parsed));
  return plan;
}

Outcome<InventoryEstimate> estimate_inventory(const EstimateRequest& request) {
  const EstimateBasis& basis = request.basis;
  const auto* method = LINHUI_API_TRY(method_named(basis.method));
  if (auto streamed = streamed_sums(request, *method)) {
    if (const auto* refusal = std::get_if<exchange::StreamRefusal>(&*streamed)) {
      return refused_by_stream(basis.inventory.file, *refusal);
    }
    return whole_of(basis.inventory.file, std::get<exchange::GroupEstimate>(*std::move(streamed)));
  }
  InventoryEstimate result;
  result.inventory = LINHUI_API_TRY(read_stands(basis.inventory));
  const auto& stands = result.inventory.stands;
  auto options = basis.options;
  std::tie(options.from_year, options.to_year) =
      LINHUI_API_TRY(measured_period(stands, options.from_year, options.to_year));
  result.tables = LINHUI_API_TRY(parameter_set(basis.tables, basis.method));
  result.plan = LINHUI_API_TRY(read_plan(request.plan));
  auto planned =
      methodology::estimate_planned(*method, stands, result.plan, options, result.tables);
  if (const auto* findings = std::get_if<Findings>(&planned)) {
    return refused_by_method(*findings, result.inventory);
  }
  result.planned = std::get<methodology::PlannedEstimate>(std::move(planned));
  result.notes = result.estimate().notes;
  if (!request.by) return result;
  auto sums =
      methodology::roll_up(result.estimate(), stands, *request.by, methodology::shipped_tables());
  if (const auto* faults = std::get_if<Findings>(&sums)) {
    return finding_problem(faults->front(), ExitStatus::refused);
  }
  result.sums = std::get<methodology::RollUp>(std::move(sums));
  result.notes.insert(result.notes.end(), result.sums->notes.begin(), result.sums->notes.end());
  return result;
}

Outcome<std::optional<methodology::RollUpKeys>> roll_up_keys(const std::string& text) {
  if (text.empty()) return std::optional<methodology::RollUpKeys>();
  const auto keys = methodology::parse_roll_up_keys(text);
  if (const auto* fault = std::get_if<Finding>(&keys)) {
    return finding_problem(*fault, ExitStatus::usage);
  }
  return std::optional(std::get<methodology::RollUpKeys>(keys));
}

Outcome<EstimateExplanation> explain_estimate(const InventoryEstimate& made,
                                              const std::string& wanted) {
  const auto& estimate = made.estimate();
  const auto* method = LINHUI_API_TRY(method_named(estimate.method_id));
  EstimateExplanation explained;
  for (const auto& stand : made.inventory.stands) {
    if (!wanted.empty() && stand.stand_id != wanted) continue;
    auto outcome = method->explain(stand, estimate.options, made.tables);
    if (const auto* findings = std::get_if<Findings>(&outcome)) {
      return findings_problem(*findings, "");
    }
    explained.stands.push_back(
        {stand.stand_id, std::get<methodology::Explanation>(std::move(outcome))});
  }
  if (!wanted.empty() && explained.stands.empty()) {
    return problem_of(Code::stand_unknown, wanted);
  }
  explained.whole = method->explain_terms(estimate, made.tables);
  for (auto& step : methodology::explain_whole(estimate)) {
    explained.whole.push_back(std::move(step));
  }
  return explained;
}

}  // namespace linhui::api::app
