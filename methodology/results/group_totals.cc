#include "methodology/results/group_totals.h"

#include <algorithm>
#include <utility>

namespace linhui::methodology {

GroupTotals::GroupTotals(int from_year, int to_year, std::vector<Pool> pools)
    : pools_(std::move(pools)), stocks_(from_year, to_year, pools_.size()) {}

void GroupTotals::grow_to(std::size_t groups) {
  if (groups <= this->groups()) return;
  stocks_.grow_to(groups);
  if (begun_) begun_->grow_to(groups);
  first_year_.resize(groups, to_year() + 1);
}

void GroupTotals::begin_late(std::size_t group, int year, std::span<const std::int64_t> counts) {
  if (!begun_) {
    begun_.emplace(stocks_.from_year(), to_year(), pools_.size());
    begun_->grow_to(groups());
  }
  first_year_[group] = std::min(first_year_[group], year);
  for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
    begun_->add(group, pool, year, counts[pool]);
  }
}

void GroupTotals::add(const GroupTotals& other, std::span<const std::uint32_t> group_of) {
  for (const std::uint32_t group : group_of) grow_to(group + std::size_t{1});
  stocks_.add(other.stocks_, group_of);
  for (std::size_t group = 0; group < other.groups(); ++group) {
    int& year = first_year_[group_of[group]];
    year = std::min(year, other.first_year_[group]);
  }
  if (!other.begun_) return;
  if (!begun_) begun_.emplace(stocks_.from_year(), to_year(), pools_.size());
  begun_->grow_to(groups());
  begun_->add(*other.begun_, group_of);
}

inline std::int64_t GroupTotals::change_in(std::size_t group, std::size_t pool, int year) const {
  const std::int64_t begun = begun_ ? begun_->count(group, pool, year) : 0;
  return stocks_.count(group, pool, year) - stocks_.count(group, pool, year - 1) - begun;
}

// `change`: by pool since the group's first year, or since the year before.
void GroupTotals::add_year(std::size_t group, int year, const RollUpKeys& keys,
                           std::vector<std::int64_t>& change, std::vector<RollUpRow>& rows) const {
  const bool is_first = year == first_year_[group];
  if (keys.by_year || is_first) std::fill(change.begin(), change.end(), 0);
  const bool is_told = keys.by_year || year == to_year();
  const auto add_row = [&](Pool pool, std::int64_t stock, std::int64_t since) {
    RollUpRow& row = rows.emplace_back();
    row.group = group;
    if (keys.by_year) row.year = year;
    row.pool = pool;
    row.stock = TonnesCO2e::of_ten_thousandths(stock);
    if (!is_first) row.change = TonnesCO2e::of_ten_thousandths(since);
  };
  std::int64_t total_stock = 0, total_change = 0;
  for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
    if (!is_first) change[pool] += change_in(group, pool, year);
    const std::int64_t stock = stocks_.count(group, pool, year);
    total_stock += stock;
    total_change += change[pool];
    if (is_told && keys.by_pool) add_row(pools_[pool], stock, change[pool]);
  }
  if (is_told) add_row(Pool::total, total_stock, total_change);
}

std::vector<RollUpRow> GroupTotals::rows(const RollUpKeys& keys, std::size_t begin,
                                         std::size_t end) const {
  std::vector<RollUpRow> rows;
  const std::size_t years = keys.by_year ? static_cast<std::size_t>(stocks_.years()) : 1;
  rows.reserve((end - begin) * years * (keys.by_pool ? pools_.size() + 1 : 1));
  std::vector<std::int64_t> change(pools_.size());
  for (std::size_t group = begin; group < end; ++group) {
    for (int year = first_year_[group]; year <= to_year(); ++year) {
      add_year(group, year, keys, change, rows);
    }
  }
  return rows;
}

TonnesCO2e GroupTotals::change(std::size_t pool) const {
  std::int64_t sum = 0;
  for (std::size_t group = 0; group < groups(); ++group) {
    const int first = first_year_[group];
    if (first > to_year()) continue;
    sum += stocks_.count(group, pool, to_year()) - stocks_.count(group, pool, first);
    for (int year = first + 1; begun_ && year <= to_year(); ++year) {
      sum -= begun_->count(group, pool, year);
    }
  }
  return TonnesCO2e::of_ten_thousandths(sum);
}

}  // namespace linhui::methodology
