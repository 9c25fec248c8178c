#include "methodology/columns/stock_sums.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace linhui::methodology {
namespace {

// One pool of the lines of a block.
class BlockOfPool {
 public:
  BlockOfPool(const StockLines& lines, std::size_t begin, const FactorColumns& factors,
              std::size_t pool, StockSums& sums, RoundingTally& tally)
      : lines_(lines), begin_(begin), factors_(factors), pool_(pool), sums_(sums), tally_(tally) {}

  void add(const BlockColumns& columns, const Kernel& kernel) {
    const LineYears& years = lines_.years;
    std::uint32_t unfit[kBlockLines], uncertain[kBlockLines];
    const std::size_t unfit_count = kernel.fix(columns, factors_.fixed(pool_), years.steps(),
                                               years.first_step(), fixed_, unfit);
    const std::size_t uncertain_count =
        kernel.sum(fixed_, columns.group, columns.count, years.count(),
                   sums_.counts_of(pool_, years.first), sums_.group_stride(), uncertain);
    tally_.fixed_point += columns.count * static_cast<std::uint64_t>(years.count());
    for (std::size_t k = 0; k < uncertain_count; ++k) settle(uncertain[k], kernel);
    for (std::size_t k = 0; k < unfit_count; ++k) work_out(unfit[k]);
  }

 private:
  ColumnLine line_at(std::size_t position, ColumnLine::Size size) const {
    const std::size_t i = begin_ + position;
    return {factors_.of(lines_.factor[i], pool_),
            lines_.area[i],
            lines_.begin_volume[i],
            lines_.end_volume[i],
            lines_.years.steps(),
            size};
  }

  // Decides the uncertain values of a line and puts right what the kernel made of them.
  void settle(std::size_t position, const Kernel& kernel) {
    const LineYears& years = lines_.years;
    const std::uint64_t begin = fixed_.begin[position], rise = fixed_.rise[0][position];
    const ColumnLine line = line_at(position, ColumnLine::Size::fixed_point);
    std::int64_t* const sums = sums_.counts_of(pool_, years.first) +
                               lines_.group[begin_ + position] * sums_.group_stride();
    std::uint64_t near_count = 0;
    for (int from = 0; from < years.count(); from += 64) {
      std::uint64_t near = kernel.near(fixed_, position, from, std::min(64, years.count() - from));
      for (; near != 0; near &= near - 1, ++near_count) {
        const int year = from + std::countr_zero(near);
        const auto guess =
            static_cast<std::int64_t>((begin + rise * static_cast<std::uint64_t>(year)) >> 32);
        sums[year] += line.count_near(guess, years.first_step() + year) - guess;
      }
    }
    tally_.fixed_point -= near_count;
    (line.is_rational() ? tally_.rational : tally_.near_boundary) += near_count;
    tally_.near_lines += near_count > 0;
  }

  // A line that is beyond the fixed point; the kernel has counted it as zero.
  void work_out(std::size_t position) {
    const LineYears& years = lines_.years;
    const ColumnLine line = line_at(position, ColumnLine::Size::unknown);
    for (int year = years.first; year <= years.last; ++year) {
      sums_.add(lines_.group[begin_ + position], pool_, year, line.count(year - years.begin));
    }
    const auto counted = static_cast<std::uint64_t>(years.count());
    tally_.fixed_point -= counted;
    (line.is_rational() ? tally_.rational : tally_.too_large) += counted;
  }

  const StockLines& lines_;
  std::size_t begin_;
  const FactorColumns& factors_;
  std::size_t pool_;
  StockSums& sums_;
  RoundingTally& tally_;
  FixedLines fixed_;
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
  RoundingTally tally;
  for (std::size_t at = begin; at < end; at += kBlockLines) {
    const BlockColumns columns = {lines.area.data() + at,       lines.begin_volume.data() + at,
                                  lines.end_volume.data() + at, lines.factor.data() + at,
                                  lines.group.data() + at,      std::min(kBlockLines, end - at)};
    for (std::size_t pool = 0; pool < factors.pools(); ++pool) {
      BlockOfPool(lines, at, factors, pool, sums, tally).add(columns, kernel);
    }
  }
  return tally;
}

}  // namespace linhui::methodology
