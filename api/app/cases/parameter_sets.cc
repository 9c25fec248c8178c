#include "api/app/cases/parameter_sets.h"

#include <filesystem>

#include "api/app/cases/methods.h"
#include "api/app/desk/files.h"
#include "api/app/desk/problems.h"
#include "api/exchange/registers/parameter_folder.h"

namespace linhui::api::app {
namespace {

using methodology::Estimate;
using methodology::TableFiles;

Outcome<Estimate> estimate_under(const TableFiles& tables, const std::string& set,
                                 const methodology::Method& method,
                                 const exchange::Inventory& inventory,
                                 const methodology::EstimateOptions& options) {
  auto outcome = method.estimate(inventory.stands, options, tables);
  if (const auto* findings = std::get_if<methodology::Findings>(&outcome)) {
    Problem problem = findings_problem(*findings, inventory.file);
    problem.detail = set;
    return problem;
  }
  return std::get<Estimate>(std::move(outcome));
}

Outcome<ComparedEstimates> compare_estimates(const SetComparisonRequest& request,
                                             const TableFiles& a, const TableFiles& b) {
  const auto* method = LINHUI_API_TRY(method_named(request.method));
  ComparedEstimates compared;
  compared.inventory = LINHUI_API_TRY(read_stands(*request.inventory));
  const auto& inventory = compared.inventory;
  auto options = request.options;
  std::tie(options.from_year, options.to_year) =
      LINHUI_API_TRY(measured_period(inventory.stands, options.from_year, options.to_year));
  compared.a =
      LINHUI_API_TRY(estimate_under(a, "A: " + request.a.set, *method, inventory, options));
  compared.b =
      LINHUI_API_TRY(estimate_under(b, "B: " + request.b.set, *method, inventory, options));
  return compared;
}

}  // namespace

Outcome<TableFiles> parameter_set(const ParameterSource& source, const std::string& method) {
  auto tables = methodology::shipped_tables();
  if (source.set.empty() || source.set == "shipped") return tables;
  if (source.set != "ledger") {
    return exchange::read_parameter_folder_over(source.set, std::move(tables));
  }
  if (method.empty()) {
    return problem_of(Code::method_missing_tables);
  }
  const auto workspace = LINHUI_API_TRY(source.open_ledger());
  auto published = LINHUI_API_TRY(published_tables(workspace->view(), method));
  for (auto& [name, bytes] : published) tables[name] = std::move(bytes);
  return tables;
}

Outcome<SetComparison> compare_sets(const SetComparisonRequest& request) {
  if (request.inventory && request.method.empty()) {
    return problem_of(Code::method_missing_inventory);
  }
  const auto a = LINHUI_API_TRY(parameter_set(request.a, request.method));
  const auto b = LINHUI_API_TRY(parameter_set(request.b, request.method));
  auto changes = methodology::diff_tables(a, b);
  if (const auto* fault = std::get_if<methodology::Finding>(&changes)) {
    return findings_problem({*fault}, fault->field);
  }
  SetComparison comparison;
  comparison.tables = std::get<std::vector<methodology::TableChange>>(std::move(changes));
  if (request.inventory) {
    comparison.estimates = LINHUI_API_TRY(compare_estimates(request, a, b));
  }
  return comparison;
}

Outcome<TableFiles> export_tables(const std::string& id, const std::string& folder) {
  namespace fs = std::filesystem;
  const auto* method = LINHUI_API_TRY(method_named(id));
  std::error_code failed;
  if (fs::exists(folder, failed) && !fs::is_empty(folder, failed)) {
    return problem_of(Code::folder_not_empty, folder);
  }
  fs::create_directories(folder, failed);
  const auto shipped = methodology::shipped_tables();
  TableFiles tables;
  for (const std::string& name : method->declaration().tables) tables[name] = shipped.at(name);
  for (const auto& [name, bytes] : tables) {
    LINHUI_API_TRY(write_file(fs::path(folder) / name, bytes));
  }
  LINHUI_API_TRY(
      write_file(fs::path(folder) / exchange::kManifest, methodology::digests_of(tables)));
  return tables;
}

}  // namespace linhui::api::app
