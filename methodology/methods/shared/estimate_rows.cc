#include "methodology/methods/shared/estimate_rows.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "methodology/findings.h"
#include "methodology/parameters/parameter_table.h"

namespace linhui::methodology {
namespace {

__extension__ using Wide = __int128;

bool fits(Wide count) {
  return count <= std::numeric_limits<std::int64_t>::max() &&
         count > std::numeric_limits<std::int64_t>::min();
}

TonnesCO2e narrow(Wide count) {
  return TonnesCO2e::of_ten_thousandths(static_cast<std::int64_t>(count));
}

}  // namespace

void StandRows::begin_year(int year) {
  year_ = year;
  year_stock_.reset();
  year_change_.reset();
  if (!first_year_) year_change_.emplace();
}

void StandRows::add(Pool pool, std::optional<TonnesCO2e> stock, std::optional<TonnesCO2e> change) {
  if (first_year_) change.reset();
  rows_.push_back({stand_, year_, pool, stock, change});
  if (stock) year_stock_ = year_stock_.value_or(TonnesCO2e()) + *stock;
  if (change) year_change_ = *year_change_ + *change;
}

void StandRows::add_stock(Pool pool, TonnesCO2e stock) {
  TonnesCO2e& before = stock_before_[static_cast<std::size_t>(pool)];
  add(pool, stock, stock - before);
  before = stock;
}

void StandRows::add_flux(Pool pool, TonnesCO2e change) { add(pool, std::nullopt, change); }

void StandRows::add_emission(Pool gas, TonnesCO2e emission) {
  assert(!first_year_);
  add(gas, std::nullopt, -emission);
}

void StandRows::end_year() {
  rows_.push_back({stand_, year_, Pool::total, year_stock_, year_change_});
  if (year_change_) change_ += *year_change_;
  first_year_ = false;
}

RemovalOutcome removals_of(const EstimateOutcome& outcome, std::size_t stands) {
  if (const auto* faults = std::get_if<Findings>(&outcome)) return *faults;
  const auto& estimate = std::get<Estimate>(outcome);
  std::vector<TonnesCO2e> removals(stands);
  for (const auto& row : estimate.rows) {
    if (row.pool != Pool::total && row.change) removals[row.stand] += *row.change;
  }
  for (const auto& term : estimate.terms) {
    if (term.stand) removals[*term.stand] += -term.amount;
  }
  return removals;
}

std::optional<EstimateSummary> summarise(const Estimate& estimate) {
  Wide change = 0;
  std::array<Wide, 4> terms = {estimate.options.baseline.ten_thousandths(),
                               estimate.options.leakage.ten_thousandths(), 0, 0};
  Wide& emitted = terms[static_cast<std::size_t>(Term::project_emissions)];
  for (const auto& row : estimate.rows) {
    if (!row.change || row.pool == Pool::total) continue;
    if (row.pool < Pool::emissions_ch4) {
      change += row.change->ten_thousandths();
    } else {
      emitted -= row.change->ten_thousandths();
    }
  }
  for (const auto& term : estimate.terms) {
    terms[static_cast<std::size_t>(term.term)] += term.amount.ten_thousandths();
  }
  Wide net = change;
  for (const Wide term : terms) net -= term;
  if (!fits(change) || !fits(net) || !std::all_of(terms.begin(), terms.end(), fits)) {
    return std::nullopt;
  }
  EstimateSummary summary;
  summary.change = narrow(change);
  summary.baseline = narrow(terms[0]);
  summary.leakage = narrow(terms[1]);
  summary.project_emissions = narrow(terms[2]);
  summary.deduction = narrow(terms[3]);
  summary.net = narrow(net);
  summary.net_source = net < 0;
  return summary;
}

EstimateOutcome finish_estimate(Estimate estimate, const MethodDeclaration& method,
                                std::vector<TableUse> tables) {
  const auto summary = summarise(estimate);
  if (!summary) return Findings{total_too_large()};
  const auto half_width = estimate.summary.uncertainty_half_width_percent;
  estimate.summary = *summary;
  estimate.summary.uncertainty_half_width_percent = half_width;
  estimate.method_id = method.id;
  estimate.method_version = method.version;
  estimate.parameter_set_sha256 = parameter_set_sha256(tables);
  estimate.tables = std::move(tables);
  if (!half_width) estimate.notes.push_back(uncertainty_not_assessed());
  return estimate;
}

}  // namespace linhui::methodology
