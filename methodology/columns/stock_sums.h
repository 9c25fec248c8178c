// Correctly rounded stocks of many lines, summed by group, pool and year: the fast path's front.
// docs/fast_path.md says how and proves it; tests/methodology/columns/stock_sums_test.cc holds it
// against StockLine.
//
//   FactorColumns factors(pools);             // one entry a species or composition
//   StockLines lines;                         // one line a stand, of the same two inventories
//   StockSums sums(from_year, to_year, pools);
//   sums.grow_to(groups);
//   add_stocks(lines, 0, lines.size(), factors, kernel_of(usable_instructions().back()), sums);
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "methodology/columns/large_pages.h"
#include "methodology/columns/stock_kernel.h"
#include "methodology/columns/stock_lines.h"

namespace linhui::methodology {

// How the values came about; docs/fast_path.md has what each way costs.
struct RoundingTally {
  std::uint64_t fixed_point = 0;    // values that the fixed point decided
  std::uint64_t near_boundary = 0;  // that 128-bit integers decided: within the error of a boundary
  std::uint64_t too_large = 0;      // that 128-bit integers worked out: beyond the fixed point
  std::uint64_t rational = 0;       // that took rational numbers
  std::uint64_t near_lines = 0;     // lines and pools that were looked at for such values

  RoundingTally& operator+=(const RoundingTally& other);
};

// Sums of counts (0.0001 t CO2e) by group, pool and year of a period.
//
// Of one thread; several are filled apart and added, which gives the same in any order. The caller
// sees to it that a sum stays inside 64 bits.
class StockSums {
 public:
  // Requires: from_year <= to_year.
  StockSums(int from_year, int to_year, std::size_t pools)
      : from_year_(from_year), years_(to_year - from_year + 1), pools_(pools) {}

  std::size_t groups() const { return counts_.size() / group_stride(); }
  std::size_t pools() const { return pools_; }
  int from_year() const { return from_year_; }
  int years() const { return years_; }
  // Never fewer than before; new ones are zero.
  void grow_to(std::size_t groups);
  // Makes room, which costs nothing until it is used.
  void reserve(std::size_t groups) { counts_.reserve(groups * group_stride()); }

  // Requires: a group, pool and year of these sums.
  std::int64_t count(std::size_t group, std::size_t pool, int year) const {
    return counts_[group * group_stride() + pool * pool_stride() + offset_of(year)];
  }
  void add(std::size_t group, std::size_t pool, int year, std::int64_t count) {
    counts_[group * group_stride() + pool * pool_stride() + offset_of(year)] += count;
  }
  // Of the first group; group g's stands g · group_stride() behind. Followed by years() − offset
  // counts and 7 more that belong to nobody. Good until the next grow_to().
  std::int64_t* counts_of(std::size_t pool, int year) {
    return counts_.data() + pool * pool_stride() + offset_of(year);
  }
  std::size_t group_stride() const { return pools_ * pool_stride(); }

  // Requires: the same period and pools. `group_of[g]`: where `other`'s group g is added.
  void add(const StockSums& other, std::span<const std::uint32_t> group_of);
  void add(const StockSums& other);  // group by group

 private:
  std::size_t pool_stride() const { return (static_cast<std::size_t>(years_) + 7 + 7) / 8 * 8; }
  std::size_t offset_of(int year) const { return static_cast<std::size_t>(year - from_year_); }

  int from_year_, years_;
  std::size_t pools_;
  LargeVector<std::int64_t> counts_;
};

// The factors of every species and composition, by pool: exact, and in columns for the kernel.
// Filled by one thread, then read by many.
class FactorColumns {
 public:
  explicit FactorColumns(std::size_t pools) : pools_(pools), per_m3_(pools), per_ha_(pools) {}

  // The index under which lines refer to it. Requires: a factor a pool.
  std::uint32_t add(std::span<const PoolFactor> factor_by_pool);

  std::size_t pools() const { return pools_; }
  std::size_t size() const { return exact_.size() / pools_; }
  const ColumnFactor& of(std::uint32_t factor, std::size_t pool) const {
    return exact_[factor * pools_ + pool];
  }
  // Good until the next add().
  FixedFactors fixed(std::size_t pool) const {
    return {per_m3_[pool].data(), has_per_ha_ ? per_ha_[pool].data() : nullptr, size()};
  }

 private:
  std::size_t pools_;
  bool has_per_ha_ = false;
  std::vector<ColumnFactor> exact_;                   // factor by factor, within it pool by pool
  std::vector<std::vector<double>> per_m3_, per_ha_;  // by pool, then by factor
};

// Adds the stocks of lines [begin, end) in every pool and year to `sums`. Each value is the exact
// one rounded half to even, so neither order nor instructions nor threads change a sum. Gives how
// the values were decided, for benchmarks and tests. Requires: the lines' years lie in the sums'
// period, their factors and groups exist, begin <= end <= lines.size(); a sum stays below 9 × 10^14
// t.
RoundingTally add_stocks(const StockLines& lines, std::size_t begin, std::size_t end,
                         const FactorColumns& factors, const Kernel& kernel, StockSums& sums);

}  // namespace linhui::methodology
