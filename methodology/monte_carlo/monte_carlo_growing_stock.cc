// The fast route, of methods whose stocks are products of growing stock and parameters
// (growing_stock_model.h): a stand's removal over the period is
//
//   Σ_species share · A · [(V(to) − V(from)) · per_m3 + (H(to) − H(from)) · per_ha]
//
// where H is 1 in a measured year with growing stock and 0 in one without, and both run linearly in
// between; less the same of the baseline's V. The stands are drawn into m³ and ha by product, and
// parameters meet them only once a draw.
#include <map>

#include "methodology/findings.h"
#include "methodology/methods/shared/volume_route.h"
#include "methodology/monte_carlo/monte_carlo.h"
#include "methodology/parameters/csv.h"

namespace linhui::methodology {
namespace {

// A hectare holds a hundred tonnes, a cubic metre one: 0.0001 of either would not do for both.
constexpr double kCountsAHectare = 1e8;

// The column in which each product's amounts are summed.
class Columns {
 public:
  // Over the whole inventory and in order of the tables, so that every part has the same columns.
  Columns(const std::vector<Stand>& stands, const GrowingStockModel& model,
          const TableFiles& tables, MonteCarloPlan& plan)
      : tables_(tables) {
    std::map<CellProduct, bool> products;  // whether it is per ha
    for (const Stand& stand : stands) {
      for (const auto& share : model.shares_of(stand)) {
        products[share.per_m3] = false;
        if (!share.per_ha.empty()) products[share.per_ha] = true;
      }
    }
    for (const auto& [product, is_per_ha] : products) {
      column_of_.emplace(product, static_cast<std::uint32_t>(plan.columns.size()));
      DrawnColumn& column = plan.columns.emplace_back();
      for (const CellFactor& cell : product) column.factors.push_back(factor_of(cell, plan));
      if (is_per_ha) column.factors.push_back({-1, kCountsAM3 / kCountsAHectare, 0});
    }
  }

  std::uint32_t of(const CellProduct& product) const { return column_of_.at(product); }

 private:
  DrawnFactor factor_of(const CellFactor& cell, const MonteCarloPlan& plan) {
    const int p = parameter_of(plan, cell.table, cell.row, cell.column);
    if (p < 0) return {-1, *number_in(text_of(cell)), cell.plus};
    return {p, plan.parameters[static_cast<std::size_t>(p)].distribution.mean, cell.plus};
  }

  // The method has read the table and the number before.
  const std::string& text_of(const CellFactor& cell) {
    auto [table, is_new] = rows_.try_emplace(cell.table);
    auto& rows = table->second;
    if (is_new) rows = std::get<std::vector<CsvRow>>(parse_csv(tables_.at(cell.table)));
    const auto column = std::find(rows.front().begin(), rows.front().end(), cell.column);
    return rows[cell.row + 1][static_cast<std::size_t>(column - rows.front().begin())];
  }

  const TableFiles& tables_;
  std::map<std::string, std::vector<CsvRow>> rows_;
  std::map<CellProduct, std::uint32_t> column_of_;
};

// The weight of each measured year in V(to) − V(from), V running linearly between measured years.
class Weights {
 public:
  Weights(const Measurements& measured, int from_year, int to_year)
      : measured_(measured), weights_(measured.size()) {
    add(from_year, -1);
    add(to_year, 1);
  }
  double operator[](std::size_t measurement) const { return weights_[measurement]; }

 private:
  void add(int year, double sign) {
    std::size_t end = 0;
    while (measured_[end].first < year) ++end;
    if (measured_[end].first == year) {
      weights_[end] += sign;
      return;
    }
    const double span = measured_[end].first - measured_[end - 1].first;
    const double rest = (measured_[end].first - year) / span;
    weights_[end - 1] += sign * rest;
    weights_[end] += sign * (1 - rest);
  }

  const Measurements& measured_;
  std::vector<double> weights_;
};

// Turns stands into what is drawn of them.
class ModelBuilder {
 public:
  ModelBuilder(const GrowingStockModel& method, const Columns& columns, const MonteCarloPlan& plan)
      : method_(method), columns_(columns), options_(plan.options) {
    draws_.columns = plan.columns.size();
    for (const auto& source : plan.measurements) {
      (source.id == kStandArea ? draws_.area : draws_.volume).emplace(source.distribution);
    }
  }

  void add(const Stand& stand) {
    const auto shares = method_.shares_of(stand);
    if (shares.empty()) return;
    const double area = *number_in(stand.area_ha.str());
    const Measurements measured = measurements_of(stand, options_.from_year);
    const int from_year = std::max(options_.from_year, measured.front().first);
    const Weights weights(measured, from_year, options_.to_year);
    std::vector<DrawnMeasurement> volumes, hectares, baseline;
    for (std::size_t m = 0; m < measured.size(); ++m) {
      const double volume = *number_in(measured[m].second->str());
      if (weights[m] == 0 || volume == 0) continue;
      const StreamId stream =
          draws_.volume ? volume_stream(stand.stand_id, measured[m].first) : StreamId{};
      volumes.push_back({stream, area * kCountsAM3 * weights[m] * volume});
      hectares.push_back({{}, area * kCountsAHectare * weights[m]});
    }
    if (method_.counts_baseline) {
      const Measurements without = baseline_measurements_of(stand);
      const Weights less(without, from_year, options_.to_year);
      for (std::size_t m = 0; m < without.size(); ++m) {
        const double volume = *number_in(without[m].second->str());
        baseline.push_back({{}, -(area * kCountsAM3 * less[m] * volume)});
      }
    }
    add(stand, volumes, true, shares, &GrowingStockShare::per_m3);
    add(stand, baseline, false, shares, &GrowingStockShare::per_m3);
    add(stand, hectares, false, shares, &GrowingStockShare::per_ha);
  }

  // Room for factors of up to 100 a stand: sums stay inside 64 bits.
  bool fits() const {
    double sum = 0;
    for (const auto& one : draws_.measurements) sum += one.amount < 0 ? -one.amount : one.amount;
    return sum * 100 < 9e18;
  }
  const StandDraws& draws() const { return draws_; }

 private:
  void add(const Stand& stand, const std::vector<DrawnMeasurement>& amounts, bool draws_volume,
           const std::vector<GrowingStockShare>& shares, CellProduct GrowingStockShare::*product) {
    if (amounts.empty() || (shares.front().*product).empty()) return;
    DrawnStand drawn;
    drawn.draws_volume = draws_volume;
    if (draws_.area) drawn.area = area_stream(stand.stand_id);
    drawn.first_measurement = static_cast<std::uint32_t>(draws_.measurements.size());
    drawn.measurement_count = static_cast<std::uint32_t>(amounts.size());
    draws_.measurements.insert(draws_.measurements.end(), amounts.begin(), amounts.end());
    drawn.first_share = static_cast<std::uint32_t>(draws_.shares.size());
    drawn.share_count = static_cast<std::uint32_t>(shares.size());
    for (const auto& share : shares) {
      draws_.shares.push_back({columns_.of(share.*product), static_cast<double>(share.share)});
    }
    draws_.stands.push_back(drawn);
  }

  const GrowingStockModel& method_;
  const Columns& columns_;
  const EstimateOptions& options_;
  StandDraws draws_;
};

}  // namespace

std::optional<Findings> draw_growing_stock(const GrowingStockModel& model,
                                           const std::vector<Stand>& stands, StandRange own,
                                           const TableFiles& tables,
                                           const MonteCarloOptions& choices, MonteCarloPart& part) {
  const Columns columns(stands, model, tables, part.plan);
  ModelBuilder builder(model, columns, part.plan);
  for (std::size_t i = own.begin; i < own.end; ++i) builder.add(stands[i]);
  if (!builder.fits()) return Findings{total_too_large()};
  part.totals = draw_stands(builder.draws(), {choices.seed, choices.draws, choices.threads,
                                              choices.kernel, choices.progress});
  return std::nullopt;
}

}  // namespace linhui::methodology
