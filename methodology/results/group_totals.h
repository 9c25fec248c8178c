// Sums of correctly rounded stocks by group, rolled up without a row of any stand.
//
// For estimates of more stands than rows can be kept of: stocks are summed as they are read, and
// changes are made of the sums.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "methodology/columns/stock_sums.h"
#include "methodology/results/roll_up.h"

namespace linhui::methodology {

// What roll_up() makes of stands whose pools have stocks: a stand measured late has no rows before
// its first year, and its first stock is no change.
//
// Filled by one thread; several are filled apart and added. Counts are of 0.0001 t CO2e.
class GroupTotals {
 public:
  // `pools` in order of output, without the total.
  GroupTotals(int from_year, int to_year, std::vector<Pool> pools);

  // Groups are numbered from 0; names for them are the caller's.
  std::size_t groups() const { return first_year_.size(); }
  // Never fewer than before; new ones have no stand yet, and no rows.
  void grow_to(std::size_t groups);
  // Makes room, which costs nothing until it is used.
  void reserve(std::size_t groups) { stocks_.reserve(groups); }
  // To add the stocks of every stand and year to.
  StockSums& stocks() { return stocks_; }
  // A stand of the group has its first row at the period's start.
  void begin(std::size_t group) { first_year_[group] = stocks_.from_year(); }
  // The same in a later year, with its counts of that year by pool.
  void begin_late(std::size_t group, int year, std::span<const std::int64_t> counts);

  // `group_of[g]`: where `other`'s group g is added. Requires: the same period and pools.
  void add(const GroupTotals& other, std::span<const std::uint32_t> group_of);

  // Of groups [begin, end), in order of group, year and pool. Requires: every sum fits.
  std::vector<RollUpRow> rows(const RollUpKeys& keys, std::size_t begin, std::size_t end) const;
  // Over the period and all groups, of a pool by its position.
  TonnesCO2e change(std::size_t pool) const;

 private:
  int to_year() const { return stocks_.from_year() + stocks_.years() - 1; }
  // Since the year before; what began in this year left out.
  std::int64_t change_in(std::size_t group, std::size_t pool, int year) const;
  void add_year(std::size_t group, int year, const RollUpKeys& keys,
                std::vector<std::int64_t>& change, std::vector<RollUpRow>& rows) const;

  std::vector<Pool> pools_;
  StockSums stocks_;
  std::optional<StockSums> begun_;  // stocks in the first year of stands that begin late
  std::vector<int> first_year_;     // of the group's first row
};

}  // namespace linhui::methodology
