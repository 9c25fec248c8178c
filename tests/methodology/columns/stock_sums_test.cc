// The fast path against rational arithmetic: random lines, lines built to lie on and beside
// rounding boundaries, and lines at the ends of every range.
#include "methodology/columns/stock_sums.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <thread>

#include "methodology/columns/stock_line.h"
#include "tests/methodology/stands.h"

namespace linhui::methodology {
namespace {

constexpr std::int64_t kUnit = 100'000'000;  // of a column: 1 ha, 1 m³/ha

// Half to even by floors, sharing nothing with the code under test.
std::int64_t naive_count(const Rational& tonnes) {
  const Rational scaled = tonnes * 10000;
  Integer low = numerator(scaled) / denominator(scaled);
  if (low > scaled) --low;
  const Rational left = scaled - low;
  const bool up = left > Rational(1, 2) || (left == Rational(1, 2) && low % 2 != 0);
  return static_cast<std::int64_t>(up ? Integer(low + 1) : low);
}

Rational column(std::int64_t number) { return Rational(Integer(number), Integer(kUnit)); }

Rational naive_tonnes(const StockLines& lines, std::size_t i, const PoolFactor& factor, int year) {
  const LineYears& years = lines.years;
  const Rational begin = column(lines.begin_volume[i]), end = column(lines.end_volume[i]);
  const Rational volume = begin + (end - begin) * (year - years.begin) / years.steps();
  return column(lines.area[i]) * (volume * factor.per_m3.value + factor.per_ha.value);
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(limit));
  }
  // Of any magnitude up to `limit`, with few digits as often as with many.
  std::int64_t number(std::int64_t limit) {
    std::int64_t value = below(static_cast<std::int64_t>(
        std::pow(10.0, 1 + static_cast<double>(below(1000)) / 1000 * std::log10(limit))));
    for (std::int64_t digits = below(9); digits > 0; --digits) value = value / 10 * 10;
    std::int64_t unit = 1;
    for (std::int64_t digits = below(9); digits > 0; --digits) unit *= 10;
    return std::min(limit - 1, value / unit * unit);
  }

 private:
  std::mt19937_64 engine_;
};

using Factors = std::vector<std::vector<PoolFactor>>;  // by factor, then pool

FactorColumns columns_of(const Factors& factors) {
  FactorColumns columns(factors.front().size());
  for (const auto& by_pool : factors) columns.add(by_pool);
  return columns;
}

// Factors as the tables have them, a mixed stand's, one with a part a hectare, and such as no
// forest has: tiny, huge, negative, of a denominator beyond 128 bits.
Factors make_factors(bool with_per_ha) {
  const auto pool = [](const Rational& per_m3, const Rational& per_ha = 0) {
    return PoolFactor{{per_m3}, {per_ha}};
  };
  const Rational pine = Rational(380 * 1472, 1'000'000) * Rational(460, 1000) * 44 / 12;
  const Rational oak(503789, 300000);
  Factors factors = {{pool(pine), pool(pine * Rational(187, 1000))},
                     {pool(oak), pool(oak * Rational(292, 1000))},
                     {pool(pine * Rational(7, 10) + oak * Rational(3, 10)), pool(oak / 7)},
                     {pool(1), pool(Rational(1, 2))},
                     {pool(Rational(1, 1'000'000'007)), pool(0)},
                     {pool(Rational(1, boost::multiprecision::pow(Integer(7), 60))),
                      pool(oak + Rational(1, boost::multiprecision::pow(Integer(10), 40)))},
                     {pool(2'000'000), pool(-oak)}};
  if (with_per_ha) {
    factors.push_back({pool(oak, Rational(37, 10)), pool(0, Rational(1, 20000))});
    factors.push_back({pool(oak, Rational(-37, 10)), pool(pine, Rational(1, 3))});
  }
  return factors;
}

StockLines random_lines(Random& random, LineYears years, std::size_t count, std::size_t factors,
                        std::size_t groups) {
  StockLines lines;
  lines.years = years;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t area = random.number(random.below(10) == 0 ? 100'000 * kUnit : 100 * kUnit);
    lines.add(area, random.number(2000 * kUnit), random.number(2000 * kUnit),
              static_cast<std::uint32_t>(random.below(static_cast<std::int64_t>(factors))),
              static_cast<std::uint32_t>(random.below(static_cast<std::int64_t>(groups))));
  }
  return lines;
}

// Every group one line, so that each value is seen by itself. The tally is one set of
// instructions'; all have the same.
RoundingTally expect_oracle(StockLines lines, const Factors& factors) {
  for (std::size_t i = 0; i < lines.size(); ++i) lines.group[i] = static_cast<std::uint32_t>(i);
  const FactorColumns columns = columns_of(factors);
  const LineYears& years = lines.years;
  std::vector<StockSums> sums;
  RoundingTally tally;
  for (const Instructions instructions : usable_instructions()) {
    sums.emplace_back(years.first, years.last, columns.pools());
    sums.back().grow_to(lines.size());
    tally = add_stocks(lines, 0, lines.size(), columns, kernel_of(instructions), sums.back());
    EXPECT_EQ(tally.fixed_point + tally.near_boundary + tally.too_large + tally.rational,
              lines.size() * columns.pools() * static_cast<std::size_t>(years.count()));
  }
  int wrong = 0;
  for (std::size_t i = 0; i < lines.size() && wrong < 10; ++i) {
    for (std::size_t pool = 0; pool < columns.pools(); ++pool) {
      for (int year = years.first; year <= years.last; ++year) {
        const std::int64_t expected =
            naive_count(naive_tonnes(lines, i, factors[lines.factor[i]][pool], year));
        for (std::size_t k = 0; k < sums.size(); ++k) {
          if (sums[k].count(i, pool, year) == expected) continue;
          ++wrong;
          ADD_FAILURE() << name_of(usable_instructions()[k]) << " line " << i << " area "
                        << lines.area[i] << " volumes " << lines.begin_volume[i] << " "
                        << lines.end_volume[i] << " factor " << lines.factor[i] << " pool " << pool
                        << " year " << year << ": " << sums[k].count(i, pool, year)
                        << " instead of " << expected;
        }
      }
    }
  }
  return tally;
}

TEST(StockSums, AgreeWithRationalNumbersOverRandomLines) {
  Random random(1);
  for (const LineYears years :
       {LineYears{2020, 2025, 2020, 2025}, LineYears{2020, 2050, 2020, 2050},
        LineYears{2007, 2031, 2011, 2030}, LineYears{2020, 2020, 2020, 2020},
        LineYears{1990, 2090, 1991, 2089}}) {
    for (const bool with_per_ha : {false, true}) {
      const Factors factors = make_factors(with_per_ha);
      StockLines lines = random_lines(random, years, 259, factors.size(), 1);
      if (years.begin == years.end) lines.end_volume = lines.begin_volume;
      expect_oracle(lines, factors);
    }
  }
}

// Few factors are looked up in registers, many in memory.
TEST(StockSums, FindTheFactorAmongAnyNumberOfThem) {
  Random random(6);
  Factors factors;
  for (int i = 1; i <= 40; ++i) {
    factors.push_back({{{Rational(1000 + i, 997)}, {Rational(i % 3, 7)}},
                       {{Rational(500 + i, 991)}, {Rational(0)}}});
    expect_oracle(random_lines(random, {2020, 2022, 2020, 2022}, 61, factors.size(), 1), factors);
  }
}

// Under 栎类 A · V = 15 · odd is an exact tie. Beside it by one last digit of the area or the
// volume, the nearest neighbours that columns can hold.
TEST(StockSums, DecideTiesAndTheirNeighbours) {
  StockLines lines;
  lines.years = {2020, 2050, 2020, 2050};
  for (const std::int64_t area : {15LL, 45LL, 1485LL}) {
    for (const std::int64_t volume : {1LL, 3LL, 101LL}) {
      for (const std::int64_t by_area : {-1, 0, 1}) {
        for (const std::int64_t by_volume : {-1, 0, 1}) {
          for (const std::int64_t rise : {60LL, 0LL, 30LL, 599LL}) {
            lines.add(area * kUnit + by_area, volume * kUnit + by_volume,
                      (volume + rise) * kUnit + by_volume, 0, 0);
          }
        }
      }
    }
  }
  const Rational oak(503789, 300000);
  const RoundingTally tally = expect_oracle(lines, {{{{oak}, {0}}}});
  EXPECT_GT(tally.near_boundary, lines.size());
  EXPECT_EQ(tally.rational, 0u);
}

// A factor whose n · Q passes 79 bits: 64 do not decide its ties, 128 do. A · V = 3^40 · odd is
// one.
TEST(StockSums, DecideTiesOfFactorsBeyond64Bits) {
  const Integer power = boost::multiprecision::pow(Integer(3), 60);
  const Rational factor(boost::multiprecision::pow(Integer(10), 12), 2 * power);
  const auto root = static_cast<std::int64_t>(boost::multiprecision::pow(Integer(3), 30));
  StockLines lines;
  lines.years = {2020, 2050, 2020, 2050};
  for (const std::int64_t odd : {1, 3, 41}) {
    for (const std::int64_t by_area : {-40'000, -3000, -1, 0, 1, 3000, 40'000}) {
      for (const std::int64_t by_volume : {-1, 0, 1}) {
        lines.add(odd * root + by_area, 3 * root + by_volume, 5 * root, 0, 0);
      }
    }
  }
  const RoundingTally tally = expect_oracle(lines, {{{{factor}, {0}}}});
  EXPECT_GT(tally.near_boundary, 0u);
  EXPECT_EQ(tally.rational, 0u);
}

// Searches for the worst case: values are pushed towards a boundary by choosing, for a line, the
// area whose stock at one year lies nearest to a half; at all magnitudes up to the largest.
TEST(StockSums, HoldWhereValuesCreepUpToABoundary) {
  Random random(3);
  const Rational factor(503789, 300000);
  StockLines lines;
  lines.years = {2020, 2029, 2020, 2029};
  for (int i = 0; i < 2000; ++i) {
    const std::int64_t begin = 1 + random.number(500 * kUnit), end = 1 + random.number(500 * kUnit);
    const int step = static_cast<int>(random.below(10));
    const Rational volume = column(begin) + (column(end) - column(begin)) * step / 9;
    const Rational per_area = volume * factor * 10000 / kUnit;  // counts a 10^-8 ha
    const Rational goal = Integer(random.number(1 << 30)) + Rational(1, 2);
    const Rational best = goal / per_area;
    const Integer area = numerator(best) / denominator(best);
    if (area > 100'000 * Integer(kUnit)) continue;
    for (int off = 0; off <= 1; ++off) {
      lines.add(static_cast<std::int64_t>(area) + off, begin, end, 0, 0);
    }
  }
  expect_oracle(lines, {{{{factor}, {0}}}});
}

// The bound of docs/fast_path.md holds, and not by luck: the largest error found stays below the
// bound and comes within a factor of 8 of it.
TEST(StockKernel, ErrsLessThanItsBound) {
  Random random(4);
  const Factors factors = make_factors(true);
  const FactorColumns columns = columns_of(factors);
  const LineYears years = {2010, 2041, 2013, 2040};
  StockLines lines = random_lines(random, years, 20'000, 3, 1);
  // The error grows with the stock: half of the lines are near the largest that fixed point holds,
  // which is some 70,000 m³ here.
  for (std::size_t i = 0; i < lines.size(); i += 2) {
    const double volume = static_cast<double>(40'000 + random.below(40'000)) * kUnit;
    lines.begin_volume[i] = 1 + random.below(700 * kUnit);
    lines.end_volume[i] = 1 + random.below(700 * kUnit);
    const std::int64_t most = std::max(lines.begin_volume[i], lines.end_volume[i]);
    lines.area[i] = static_cast<std::int64_t>(volume / static_cast<double>(most) * kUnit);
  }
  const auto error = static_cast<std::int64_t>(fixed_error(years.steps()));
  double largest_share = 0;
  for (std::size_t at = 0; at < lines.size(); at += kBlockLines) {
    const BlockColumns block = {lines.area.data() + at,
                                lines.begin_volume.data() + at,
                                lines.end_volume.data() + at,
                                lines.factor.data() + at,
                                lines.group.data() + at,
                                std::min(kBlockLines, lines.size() - at),
                                0};
    BlockVolumes volumes;
    FixedLines fixed;
    std::uint32_t unfit[kBlockLines];
    const auto& kernel = kernel_of(usable_instructions().back());
    kernel.multiply(block, years, volumes);
    const std::size_t unfit_count =
        kernel.fix(block, volumes, columns.fixed(0), years, fixed, unfit);
    std::size_t next_unfit = 0;
    for (std::size_t i = 0; i < block.count; ++i) {
      if (next_unfit < unfit_count && unfit[next_unfit] == i) {
        ++next_unfit;
        continue;
      }
      for (const int year : {years.first, years.last}) {
        const std::uint64_t y =
            fixed.begin[i] + fixed.rise[i] * static_cast<std::uint64_t>(year - years.first);
        const Rational exact = naive_tonnes(lines, at + i, factors[lines.factor[at + i]][0], year) *
                               10000 * Integer(std::int64_t{1} << 32);
        const Rational off = Integer(y) - Integer(error) - exact;
        const double share = std::abs(off.convert_to<double>()) / static_cast<double>(error);
        ASSERT_LT(share, 1) << "line " << at + i << " year " << year;
        largest_share = std::max(largest_share, share);
      }
    }
  }
  EXPECT_GT(largest_share, 1.0 / 8) << largest_share;
}

// Groups of all sizes, parts and orders: the same sums from all instructions and thread counts.
TEST(StockSums, AreTheSameByAnyInstructionsAndThreads) {
  Random random(5);
  const Factors factors = make_factors(false);
  const FactorColumns columns = columns_of(factors);
  StockLines lines = random_lines(random, {2020, 2053, 2021, 2053}, 20'000, factors.size() - 2, 97);
  std::sort(lines.group.begin(), lines.group.begin() + 15'000);
  std::vector<std::int64_t> expected;
  for (const Instructions instructions : usable_instructions()) {
    for (std::size_t threads = 1; threads <= 8; ++threads) {
      std::vector<StockSums> sums(threads, StockSums(2019, 2055, 2));
      std::vector<std::thread> running;
      for (std::size_t k = 0; k < threads; ++k) {
        sums[k].grow_to(97);
        running.emplace_back([&, k] {
          add_stocks(lines, lines.size() * k / threads, lines.size() * (k + 1) / threads, columns,
                     kernel_of(instructions), sums[k]);
        });
      }
      for (auto& thread : running) thread.join();
      for (std::size_t k = 1; k < threads; ++k) sums[0].add(sums[k]);
      std::vector<std::int64_t> all;
      for (std::size_t group = 0; group < 97; ++group) {
        for (std::size_t pool = 0; pool < 2; ++pool) {
          for (int year = 2019; year <= 2055; ++year) {
            all.push_back(sums[0].count(group, pool, year));
            EXPECT_TRUE((year >= 2021 && year <= 2053) || all.back() == 0);
          }
        }
      }
      if (expected.empty()) expected = all;
      ASSERT_EQ(all, expected) << name_of(instructions) << " " << threads << " threads";
    }
  }
}

// A village of the largest stands that fixed point holds, and some beyond it: its sums pass 32 bits
// many times over.
TEST(StockSums, HoldVillagesOfLargeStands) {
  const Rational factor(503789, 300000);  // 107,374 t are 63,940 m³
  StockLines lines;
  lines.years = {2020, 2025, 2020, 2025};
  for (std::int64_t i = 0; i < 1000; ++i) {
    lines.add((296 + i / 100) * kUnit, 200 * kUnit + i, 210 * kUnit + 3 * i, 0,
              static_cast<std::uint32_t>(i / 600));
  }
  const FactorColumns columns = columns_of({{{{factor}, {0}}}});
  for (const Instructions instructions : usable_instructions()) {
    StockSums sums(2020, 2025, 1);
    sums.grow_to(2);
    const auto tally = add_stocks(lines, 0, lines.size(), columns, kernel_of(instructions), sums);
    EXPECT_GT(tally.fixed_point, 0u);
    EXPECT_GT(tally.too_large, 0u);
    for (int year = 2020; year <= 2025; ++year) {
      std::int64_t expected[2] = {0, 0};
      for (std::size_t i = 0; i < lines.size(); ++i) {
        expected[lines.group[i]] += naive_count(naive_tonnes(lines, i, {{factor}, {0}}, year));
      }
      EXPECT_EQ(sums.count(0, 0, year), expected[0]) << name_of(instructions) << year;
      EXPECT_EQ(sums.count(1, 0, year), expected[1]) << name_of(instructions) << year;
    }
  }
}

// What a block's sums are cut by stays below what tells two counts apart, with all the lines of a
// block in one group, rising and falling, over more years than a tile has.
TEST(StockSums, HoldVillagesOfManySmallStands) {
  Random random(6);
  const PoolFactor factor = {{Rational(503789, 300000)}, {0}};
  StockLines lines;
  lines.years = {2000, 2035, 2000, 2035};
  std::vector<std::int64_t> expected(36);
  for (int i = 0; i < 2 * static_cast<int>(kBlockLines); ++i) {
    lines.add(1 + random.below(kUnit), random.below(9 * kUnit), random.below(9 * kUnit), 0, 0);
    for (int year = 2000; year <= 2035; ++year) {
      expected[static_cast<std::size_t>(year - 2000)] +=
          naive_count(naive_tonnes(lines, lines.size() - 1, factor, year));
    }
  }
  const FactorColumns columns = columns_of({{factor}});
  for (const Instructions instructions : usable_instructions()) {
    StockSums sums(2000, 2035, 1);
    sums.grow_to(1);
    add_stocks(lines, 0, lines.size(), columns, kernel_of(instructions), sums);
    for (int year = 2000; year <= 2035; ++year) {
      EXPECT_EQ(sums.count(0, 0, year), expected[static_cast<std::size_t>(year - 2000)])
          << name_of(instructions) << year;
    }
  }
}

TEST(ColumnNumber, TakesDecimalsThatFit) {
  EXPECT_EQ(column_number(decimal("12.35")), 1'235'000'000);
  EXPECT_EQ(column_number(decimal("0.00000001")), 1);
  EXPECT_EQ(column_number(decimal("0")), 0);
  EXPECT_EQ(column_number(decimal("0.000000001")), std::nullopt);
  EXPECT_EQ(column_number(decimal("-1")), std::nullopt);
  EXPECT_EQ(column_number(decimal("90071992.54740991")), (std::int64_t{1} << 53) - 1);
  EXPECT_EQ(column_number(decimal("90071992.54740992")), std::nullopt);
}

}  // namespace
}  // namespace linhui::methodology
