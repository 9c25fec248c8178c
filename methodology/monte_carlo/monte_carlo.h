// Monte Carlo: how uncertain an estimate's removal is, and through what. docs/uncertainty.md.
//
// The quantity is the removal over the period: Σ change of the stands' pools, less their emissions
// and what the method itself counts against a stand; without what is stated for the whole. In draw
// k every parameter is drawn once, for all stands, and every measurement once for its stand.
// Totals of a draw are whole counts, so that parts over stands add up to exactly the whole.
//
//   run_monte_carlo()   one part of the stands, its totals by draw     on one machine, or on many
//   merge_part()        parts that have one plan, to the whole
//   conclude()          the whole's mean, quantiles and contributions  monte_carlo_result.h
//
// Two runs with the same stands, options, tables, statements, draws and seed give the same totals,
// on whatever processors, threads and parts.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "methodology/method.h"
#include "methodology/monte_carlo/stand_draws.h"
#include "methodology/monte_carlo/uncertainty_statements.h"

namespace linhui::methodology {

// How a run is made. Only draws, seed and statements change its figures: parts, threads and kernel
// do not.
struct MonteCarloOptions {
  std::size_t draws = 0;
  std::uint64_t seed = 0;
  // What the project states; where it states nothing, a table's own interval is taken.
  std::vector<UncertaintyStatement> statements;
  int part = 1, parts = 1;  // stands [ (part-1)·n/parts, part·n/parts )
  unsigned threads = 1;
  const DrawKernel* kernel = nullptr;  // nothing: the fastest
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
};

// A value that is drawn, and whose word its distribution is.
struct UncertainSource {
  std::string id;  // TABLE/ROW/COLUMN, or stand/…
  Distribution distribution;
  std::string source, confidence;  // of the distribution
  std::string table;               // empty for a stand's measurement
  std::size_t row = 0;             // of the table
  std::string column;
};

// A value that is not drawn, as nothing says how far it may be off. Listed with the result.
struct FixedValue {
  std::string id, value, confidence;
};

// One factor of a product: a parameter that is drawn, or a fixed number; and what is added to it.
struct DrawnFactor {
  int parameter = -1;  // position among the parameters; negative: `value`
  double value = 0;
  int plus = 0;
};

// A column of the growing-stock route: one of its counts is 44/12 · Π (plus + factor) counts of
// 0.0001 t CO2e.
struct DrawnColumn {
  std::vector<DrawnFactor> factors;
};

// How the draws become totals.
enum class DrawRoute {
  growing_stock,  // m³ and ha by product of parameters, times the drawn product: the fastest
  formula,        // each stand's removal as a formula, many draws at a time
  estimate        // the method itself over drawn tables and drawn stands: any method
};

// As outputs and the files of parts have it; and back, nothing for another word.
const char* name_of(DrawRoute route);
std::optional<DrawRoute> route_named(std::string_view name);

// What all parts of a run have in common. Parts whose plans differ do not belong together.
struct MonteCarloPlan {
  // What was estimated, and from what bytes.
  std::string method_id, method_version;
  EstimateOptions options;
  std::string parameter_set_sha256, input_sha256, uncertainty_sha256;  // the last two: the caller's
  std::size_t draws = 0, stands = 0;
  std::uint64_t seed = 0;
  int parts = 1;
  DrawRoute route = DrawRoute::estimate;
  // What is drawn, and what is not.
  std::vector<UncertainSource> parameters;    // in order of table, row, column
  std::vector<UncertainSource> measurements;  // of the stands
  std::vector<FixedValue> fixed;              // looked up, and without a distribution
  std::vector<std::string> unused;            // stated, and not looked up
  std::vector<DrawnColumn> columns;           // of the route growing_stock
  TonnesCO2e removal;                         // nothing drawn
};

// Totals of some of the stands: in counts by column, or (the other routes) in 0.0001 t CO2e in one
// column. `volume` and `area`: only that measurement drawn, the parameters at their values.
struct MonteCarloPart {
  MonteCarloPlan plan;
  std::set<int> parts;  // that are in it
  StandDrawTotals totals;
  // Not of the route growing_stock: only the parameters drawn (empty where no measurement is), and
  // the removal with one parameter at its 5 and its 95 % point.
  std::vector<std::int64_t> parameters_only;
  std::vector<std::array<std::int64_t, 2>> swings;
};

// Draws one part, by the fastest route that the method offers. Every part is planned over the whole
// inventory, so that plans are equal, and draws its own stands.
//
// Pure but for the threads it starts and `progress`. Refuses what the method refuses, options out
// of range, statements that fit nothing (uncertainty_unknown), a run without a single distribution
// (uncertainty_missing), and draws that the method refuses (draw_refused).
std::variant<MonteCarloPart, Findings> run_monte_carlo(const Method& method,
                                                       const std::vector<Stand>& stands,
                                                       const EstimateOptions& options,
                                                       const TableFiles& tables,
                                                       const MonteCarloOptions& choices);

// Adds `more` to `sum`. Requires: the plans are equal. Errors: part_repeated, part_damaged; `sum`
// is then not to be used.
std::optional<Finding> merge_part(MonteCarloPart& sum, const MonteCarloPart& more);

// Which parts of the run are not in it, in order; empty: the whole.
std::vector<int> missing_parts(const MonteCarloPart& part);

// --- What the routes share; monte_carlo_*.cc.

// The removal of an estimate's rows and of its terms by stand, in 0.0001 t CO2e; terms of the whole
// left out.
std::int64_t removal_of(const Estimate& estimate);
// Streams: a parameter's by its id, a measurement's by field, year and stand. Whatever else is in
// the run, each thing's draws are the same.
StreamId parameter_stream(const UncertainSource& parameter);
StreamId volume_stream(const std::string& stand_id, int year);
StreamId area_stream(const std::string& stand_id);
// Position in the plan of the parameter that is drawn in a cell; negative: none.
int parameter_of(const MonteCarloPlan& plan, const std::string& table, std::size_t row,
                 const std::string& column);
// The drawn values of every parameter, column by column, in order of the draws.
std::vector<std::vector<double>> draw_parameters(const MonteCarloPlan& plan);
// The p-quantile of the draws: the smallest that at least p · n of them do not exceed.
template <class T>
T quantile_of(std::vector<T> draws, std::size_t percent) {
  const std::size_t rank = (draws.size() * percent + 99) / 100;  // from 1
  const auto nth = draws.begin() + static_cast<std::ptrdiff_t>(rank < 1 ? 0 : rank - 1);
  std::nth_element(draws.begin(), nth, draws.end());
  return *nth;
}

// Positions [begin, end).
struct StandRange {
  std::size_t begin = 0, end = 0;
};
// The routes: each fills `part`, whose plan stands, and gives what it refuses. Of the first,
// `stands` are all of the inventory and `own` those that are drawn; the others are there for the
// columns. The other two take the part's own stands.
std::optional<Findings> draw_growing_stock(const GrowingStockModel& model,
                                           const std::vector<Stand>& stands, StandRange own,
                                           const TableFiles& tables,
                                           const MonteCarloOptions& choices, MonteCarloPart& part);
std::optional<Findings> draw_formulas(const Method& method, const std::vector<Stand>& stands,
                                      const FormulaSheet& sheet, const TableFiles& tables,
                                      const MonteCarloOptions& choices, MonteCarloPart& part);
std::optional<Findings> draw_estimates(const Method& method, const std::vector<Stand>& stands,
                                       const TableFiles& tables, const MonteCarloOptions& choices,
                                       MonteCarloPart& part);

}  // namespace linhui::methodology
