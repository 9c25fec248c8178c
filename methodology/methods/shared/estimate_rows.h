// The rows of an estimate as they arise, and the summary over them: the one place where changes and
// totals are made.
//
//   StandRows out(position, estimate.rows);
//   for (int year = first; year <= last; ++year) {
//     out.begin_year(year);
//     out.add_stock(Pool::above_ground, stock(year));
//     out.end_year();
//   }
//   return finish_estimate(std::move(estimate), declaration_, table.uses());
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "methodology/estimate.h"
#include "methodology/method.h"

namespace linhui::methodology {

// Writes the rows of one stand, year by year. Within a year the pools come in order of output; the
// `total` row closes the year. Changes and totals follow from the rounded figures alone, so that
// rows add up and telescope.
//
// A year is begin_year(), its pools in order, end_year(). Years rise. A pool that begins later than
// the stand would show its whole stock as a change: methods give every pool from the first year on.
class StandRows {
 public:
  // Appends to `rows`, which outlives this.
  StandRows(std::size_t stand, std::vector<EstimateRow>& rows) : stand_(stand), rows_(rows) {}

  // Requires: the year before is ended.
  void begin_year(int year);
  // A pool with a stock; its change is the difference to the stock of the year before.
  void add_stock(Pool pool, TonnesCO2e stock);
  // A pool without a known stock; the change is left empty in the first year.
  void add_flux(Pool pool, TonnesCO2e change);
  // An emission as a positive number. Requires: not the first year.
  void add_emission(Pool gas, TonnesCO2e emission);
  // Appends the `total` row.
  void end_year();

  bool is_first_year() const { return first_year_; }
  // Σ of the total rows' changes.
  TonnesCO2e change() const { return change_; }

 private:
  void add(Pool pool, std::optional<TonnesCO2e> stock, std::optional<TonnesCO2e> change);

  std::size_t stand_;
  std::vector<EstimateRow>& rows_;
  std::array<TonnesCO2e, static_cast<std::size_t>(Pool::total)> stock_before_;
  int year_ = 0;
  bool first_year_ = true;
  std::optional<TonnesCO2e> year_stock_, year_change_;
  TonnesCO2e change_;
};

// Which years a method works out: every one, or the first and the last of a stand, where changes
// of stocks come to the same.
enum class Years { every, ends };
inline int next_year(int year, int last, Years years) {
  return years == Years::ends && year < last ? last : year + 1;
}

// By stand, from the rows and terms of an estimate of so many stands; its faults where it has some.
RemovalOutcome removals_of(const EstimateOutcome& outcome, std::size_t stands);

// Sums of the rows and terms with what the options state beside them; net = change − baseline −
// leakage − project emissions − deduction. Nothing if a sum does not fit into 64 bits. The
// half-width is left empty.
std::optional<EstimateSummary> summarise(const Estimate& estimate);

// Completes an estimate whose rows, terms, notes and options stand: summary, the method's name,
// the tables it rests on. Keeps the half-width that the summary holds; without one, notes that the
// uncertainty is not assessed. Refuses a total that does not fit.
EstimateOutcome finish_estimate(Estimate estimate, const MethodDeclaration& method,
                                std::vector<TableUse> tables);

}  // namespace linhui::methodology
