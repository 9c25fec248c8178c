#include "api/app/cases/plots.h"

#include <filesystem>

#include "api/app/cases/inventories.h"
#include "api/app/desk/problems.h"
#include "api/exchange/registers/plot_points.h"
#include "api/exchange/registers/plot_tables.h"
#include "methodology/methods/shared/uncertainty.h"
#include "methodology/sampling/plot_carbon.h"

namespace linhui::api::app {
namespace {

using methodology::Finding;
using methodology::Findings;
using methodology::Rational;

constexpr int kSquareMetresPerHectare = 10'000;

Problem sample_refused(std::vector<Fault> faults) {
  return faults_problem(Code::sample_refused, std::move(faults));
}

// The plots' values, as given or by their trees, into `estimate`.
Outcome<void> add_values(const PlotEstimateRequest& request,
                         const std::vector<exchange::PlotRow>& rows,
                         const std::vector<methodology::TalliedTree>& trees,
                         PlotEstimate& estimate) {
  estimate.from_trees = !request.trees.empty();
  std::vector<methodology::MeasuredPlot> measured;
  for (const auto& row : rows) {
    const auto& needed = estimate.from_trees ? row.area_m2 : row.value;
    if (!needed) {
      return findings_problem(
          {Finding{"sample_value_missing", row.plot_id, estimate.from_trees ? "area_m2" : "value",
                   "", "With --trees a plot needs its area_m2, without them its value.",
                   "有 --trees 时样地须有 area_m2，否则须有 value。"}},
          request.plots);
    }
    if (estimate.from_trees) {
      measured.push_back({row.plot_id, row.stratum, *row.area_m2});
    } else {
      estimate.plots.push_back({row.plot_id, row.stratum, row.value->rational()});
    }
  }
  if (!estimate.from_trees) return {};
  auto carbon = methodology::plot_carbon(measured, trees, request.region, request.carbon_fraction,
                                         methodology::shipped_tables());
  if (const auto* findings = std::get_if<Findings>(&carbon)) {
    return findings_problem(*findings, request.trees);
  }
  auto& found = std::get<methodology::PlotCarbon>(carbon);
  estimate.plots = std::move(found.plots);
  estimate.notes = std::move(found.notes);
  estimate.with_roots = found.with_roots;
  estimate.allometry_sha256 = found.table.sha256;
  return {};
}

std::optional<Rational> deduction_of(const methodology::SampleStatistics& statistics) {
  auto discount = methodology::UncertaintyDiscount::build(methodology::shipped_tables());
  auto* table = std::get_if<methodology::UncertaintyDiscount>(&discount);
  if (!table) return std::nullopt;
  return table->of_half_width(statistics.mean, statistics.half_width);
}

Fault value_missing(const exchange::StratumRow& row) {
  Fault fault = api::fault_of(FaultCode::sample_value_missing_plan);
  fault.field = row.mean ? "sd" : "mean";
  fault.value = row.name;
  return fault;
}

}  // namespace

Outcome<PlotEstimate> estimate_plots(const PlotEstimateRequest& request) {
  std::vector<Fault> faults;
  const auto stratum_rows = exchange::read_strata(request.strata, faults);
  const auto plot_rows = exchange::read_plots(request.plots, faults);
  std::vector<methodology::TalliedTree> trees;
  if (!request.trees.empty()) trees = exchange::read_trees(request.trees, faults);
  if (any_fault(faults)) return sample_refused(std::move(faults));
  PlotEstimate estimate;
  LINHUI_API_TRY(add_values(request, plot_rows, trees, estimate));
  std::vector<methodology::Stratum> strata;
  for (const auto& row : stratum_rows) strata.push_back({row.name, row.area_ha.rational()});
  auto statistics = methodology::sample_statistics(strata, estimate.plots);
  if (const auto* findings = std::get_if<Findings>(&statistics)) {
    return findings_problem(*findings, request.plots);
  }
  estimate.statistics = std::get<methodology::SampleStatistics>(std::move(statistics));
  estimate.deduction = deduction_of(estimate.statistics);
  return estimate;
}

Outcome<methodology::PlotPlan> plan_plots(const std::string& path,
                                          const Rational& precision_percent,
                                          const Rational& plot_area_m2) {
  std::vector<Fault> faults;
  std::vector<methodology::PlanStratum> strata;
  for (const auto& row : exchange::read_strata(path, faults)) {
    if (row.mean && row.sd) {
      strata.push_back(
          {row.name, row.area_ha.rational(), row.mean->rational(), row.sd->rational()});
    } else {
      faults.push_back(value_missing(row));
    }
  }
  if (any_fault(faults)) return sample_refused(std::move(faults));
  auto planned =
      methodology::plan_plots(strata, precision_percent, plot_area_m2 / kSquareMetresPerHectare);
  if (const auto* findings = std::get_if<Findings>(&planned)) {
    return findings_problem(*findings, path);
  }
  return std::get<methodology::PlotPlan>(std::move(planned));
}

Outcome<std::size_t> draw_plots(const PlotDrawRequest& request) {
  std::vector<Fault> faults;
  const auto points = exchange::draw_plot_points(request.file, request.layer, request.field,
                                                 request.plots, request.seed, faults);
  if (any_fault(faults)) return sample_refused(std::move(faults));
  if (std::filesystem::exists(request.out)) {
    return problem_of(Code::file_exists, request.out);
  }
  if (const auto failure = exchange::write_plot_points(request.out, points, request.seed)) {
    return problem_of(Code::file_not_writable, request.out + ": " + *failure);
  }
  return points.size();
}

}  // namespace linhui::api::app
