#include "methodology/columns/stock_sums.h"

#include <algorithm>
#include <cassert>
#include <memory>

namespace linhui::methodology {
namespace {

// What a block's lines are turned into on their way.
struct Workspace {
  Runs runs;
  BlockVolumes volumes;
  FixedLines fixed;
  std::uint32_t unfit[kBlockLines], near[kBlockLines];
  HalfWay exact[kBlockLines];
};

// Some lines, one pool after another.
class Block {
 public:
  Block(const StockLines& lines, std::size_t begin, std::size_t end, const FactorColumns& factors,
        const Kernel& kernel, Workspace& workspace, StockSums& sums, RoundingTally& tally)
      : years_(lines.years),
        columns_{lines.area.data() + begin,
                 lines.begin_volume.data() + begin,
                 lines.end_volume.data() + begin,
                 lines.factor.data() + begin,
                 lines.group.data() + begin,
                 std::min(kBlockLines, end - begin),
                 end - begin < 2 * kBlockLines ? 0 : kBlockLines},
        factors_(factors),
        kernel_(kernel),
        work_(workspace),
        sums_(sums),
        tally_(tally) {
    kernel_.find_runs(columns_, work_.runs);
    kernel_.multiply(columns_, years_, work_.volumes);
  }

  void add(std::size_t pool) {
    const std::size_t unfit_count = kernel_.fix(columns_, work_.volumes, factors_.fixed(pool),
                                                years_, work_.fixed, work_.unfit);
    const std::size_t near_count =
        kernel_.sum(columns_, work_.runs, work_.fixed, years_, sums_of(pool), work_.near);
    tally_.fixed_point += columns_.count * static_cast<std::uint64_t>(years_.count());
    tally_.near_lines += near_count;
    settle(pool, near_count);
    for (std::size_t k = 0; k < unfit_count; ++k) work_out(pool, work_.unfit[k]);
  }

 private:
  GroupSums sums_of(std::size_t pool) const {
    return {sums_.counts_of(pool, years_.first), sums_.group_stride()};
  }
  const ColumnFactor& factor_of(std::size_t i, std::size_t pool) const {
    return factors_.of(columns_.factor[i], pool);
  }
  ColumnLine line_of(std::size_t i, std::size_t pool, ColumnLine::Size size) const {
    return {factor_of(i, pool),     columns_.area[i], columns_.begin_volume[i],
            columns_.end_volume[i], years_.steps(),   size};
  }

  // Decides the values near a boundary: in 64 bits, or in as many as a line's factor takes.
  void settle(std::size_t pool, std::size_t near_count) {
    std::size_t count = 0;
    for (std::size_t k = 0; k < near_count; ++k) {
      const std::uint32_t i = work_.near[k];
      const ColumnFactor& factor = factor_of(i, pool);
      if (!factor.has_half_way(years_.steps())) {
        settle_line(pool, i);
        continue;
      }
      work_.near[count] = i;
      work_.exact[count++] =
          factor.half_way(columns_.area[i], columns_.begin_volume[i], columns_.end_volume[i],
                          years_.steps(), years_.first_step());
    }
    const std::uint64_t values = kernel_.settle(columns_, work_.fixed, years_, work_.near,
                                                work_.exact, count, sums_of(pool));
    tally_.fixed_point -= values;
    tally_.near_boundary += values;
  }

  void settle_line(std::size_t pool, std::size_t i) {
    const ColumnLine line = line_of(i, pool, ColumnLine::Size::fixed_point);
    const GroupSums sums = sums_of(pool);
    std::uint64_t values = 0, x = work_.fixed.begin[i] + (std::uint64_t{1} << 31);
    for (int year = 0; year < years_.count(); ++year, x += work_.fixed.rise[i]) {
      if (static_cast<std::uint32_t>(x) >= 2 * fixed_error(years_.steps())) continue;
      const auto guess = static_cast<std::int64_t>(x >> 32);
      sums.first[columns_.group[i] * sums.stride + static_cast<std::size_t>(year)] +=
          line.count_near(guess, years_.first_step() + year) - guess;
      ++values;
    }
    tally_.fixed_point -= values;
    (line.is_rational() ? tally_.rational : tally_.near_boundary) += values;
  }

  // A line that is beyond the fixed point; the kernel has counted it as zero.
  void work_out(std::size_t pool, std::size_t i) {
    const ColumnLine line = line_of(i, pool, ColumnLine::Size::unknown);
    for (int year = years_.first; year <= years_.last; ++year) {
      sums_.add(columns_.group[i], pool, year, line.count(year - years_.begin));
    }
    const auto values = static_cast<std::uint64_t>(years_.count());
    tally_.fixed_point -= values;
    (line.is_rational() ? tally_.rational : tally_.too_large) += values;
  }

  const LineYears years_;
  const BlockColumns columns_;
  const FactorColumns& factors_;
  const Kernel& kernel_;
  Workspace& work_;
  StockSums& sums_;
  RoundingTally& tally_;
};

}  // namespace

RoundingTally& RoundingTally::operator+=(const RoundingTally& other) {
  fixed_point += other.fixed_point;
  near_boundary += other.near_boundary;
  too_large += other.too_large;
  rational += other.rational;
  near_lines += other.near_lines;
  return *this;
}

void StockSums::grow_to(std::size_t groups) {
  if (groups > this->groups()) counts_.resize(groups * group_stride());
}

void StockSums::add(const StockSums& other, std::span<const std::uint32_t> group_of) {
  assert(other.from_year_ == from_year_ && other.years_ == years_ && other.pools_ == pools_);
  const auto years = static_cast<std::size_t>(years_);
  for (std::size_t group = 0; group < other.groups(); ++group) {
    for (std::size_t pool = 0; pool < pools_; ++pool) {
      const std::size_t at = pool * pool_stride();
      const std::int64_t* from = other.counts_.data() + group * group_stride() + at;
      std::int64_t* to = counts_.data() + group_of[group] * group_stride() + at;
      for (std::size_t year = 0; year < years; ++year) to[year] += from[year];
    }
  }
}

void StockSums::add(const StockSums& other) {
  assert(other.from_year_ == from_year_ && other.years_ == years_ && other.pools_ == pools_);
  grow_to(other.groups());
  for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[i] += other.counts_[i];
}

std::uint32_t FactorColumns::add(std::span<const PoolFactor> factor_by_pool) {
  assert(factor_by_pool.size() == pools_);
  const auto index = static_cast<std::uint32_t>(size());
  for (std::size_t pool = 0; pool < pools_; ++pool) {
    exact_.emplace_back(factor_by_pool[pool]);
    per_m3_[pool].push_back(exact_.back().fixed_per_m3());
    per_ha_[pool].push_back(exact_.back().fixed_per_ha());
    has_per_ha_ = has_per_ha_ || exact_.back().fixed_per_ha() != 0;
  }
  return index;
}

RoundingTally add_stocks(const StockLines& lines, std::size_t begin, std::size_t end,
                         const FactorColumns& factors, const Kernel& kernel, StockSums& sums) {
  assert(end <= lines.size() && factors.pools() == sums.pools());
  assert(lines.years.first >= sums.from_year());
  assert(lines.years.last < sums.from_year() + sums.years());
  // On the heap: each page that a new thread's stack grows by is a fault.
  const auto workspace = std::make_unique_for_overwrite<Workspace>();
  RoundingTally tally;
  for (std::size_t at = begin; at < end; at += kBlockLines) {
    Block block(lines, at, end, factors, kernel, *workspace, sums, tally);
    for (std::size_t pool = 0; pool < factors.pools(); ++pool) block.add(pool);
  }
  return tally;
}

}  // namespace linhui::methodology
