// Stocks of stands summed by village, two pools and 31 years: correctly rounded, beside loops of
// doubles over the same columns and threads. Two are written with as much care, in the same blocks
// and by the same instructions: one rounds each value with no guarantee, the other rounds nothing.
// The third rounds too, and is written as most would write it.
//
// Arguments: stands, threads, stands in a thousand whose values lie on exact ties.
#include <benchmark/benchmark.h>

#include <random>
#include <thread>

#include "methodology/columns/stock_sums.h"
#include "tools/bench/columns_peers.h"

namespace {

using namespace linhui::methodology;

constexpr int kFrom = 2020, kTo = 2050;
constexpr std::size_t kYears = kTo - kFrom + 1, kPools = 2, kStandsOfVillage = 60;
constexpr std::int64_t kUnit = 100'000'000;  // of a column
constexpr std::uint32_t kOak = 3;            // 栎类 among the factors

FactorColumns make_factors() {
  // D, BEF, CF, R of some species of AR-CM-001-V01, in thousandths.
  const int kSpecies[][4] = {{380, 1472, 460, 187}, {307, 1634, 520, 246}, {478, 1732, 510, 220},
                             {676, 1355, 500, 292}, {598, 1765, 497, 398}, {482, 1514, 490, 262}};
  FactorColumns factors(kPools);
  for (const auto& [d, bef, cf, r] : kSpecies) {
    const Rational above = Rational(d, 1000) * Rational(bef, 1000) * Rational(cf, 1000) * 44 / 12;
    const PoolFactor by_pool[] = {{{above}, {0}}, {{above * Rational(r, 1000)}, {0}}};
    factors.add(by_pool);
  }
  return factors;
}

// Areas to the square metre, growing stocks to 0.1 m³/ha, as inventories have them. Under 栎类 a
// hectare and m³ hold 503789/30 counts, so A · V = 15 · odd is an exact tie: every tenth tie stand
// has one each year, the others have one in the first.
StockLines make_lines(std::size_t count, int ties_in_thousand) {
  std::mt19937_64 random(20);
  StockLines lines;
  lines.years = {kFrom, kTo, kFrom, kTo};
  for (std::vector<std::int64_t>* column : {&lines.area, &lines.begin_volume, &lines.end_volume}) {
    column->reserve(count);
  }
  lines.factor.reserve(count);
  lines.group.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto below = [&](std::uint64_t limit) {
      return static_cast<std::int64_t>(random() % limit);
    };
    const auto group = static_cast<std::uint32_t>(i / kStandsOfVillage);
    if (below(1000) < ties_in_thousand) {
      const std::int64_t odd = 2 * below(20) + 1, other = 2 * below(4) + 1;
      if (below(10) == 0) {
        lines.add(15 * other * kUnit, odd * kUnit, (odd + 60) * kUnit, kOak, group);
      } else {
        lines.add(15 * other * kUnit / 10, 10 * odd * kUnit, (10 + below(3000)) * (kUnit / 10),
                  kOak, group);
      }
      continue;
    }
    lines.add((500 + below(200'000)) * (kUnit / 10'000), (10 + below(1500)) * (kUnit / 10),
              (10 + below(3000)) * (kUnit / 10), static_cast<std::uint32_t>(below(6)), group);
  }
  return lines;
}

// One set of lines at a time: ten million take 320 MB.
const StockLines& lines_of(benchmark::State& state) {
  static StockLines lines;
  static std::pair<std::int64_t, std::int64_t> made;
  const std::pair wanted{state.range(0), state.range(2)};
  if (made != wanted) {
    lines = {};
    lines = make_lines(static_cast<std::size_t>(wanted.first), static_cast<int>(wanted.second));
    made = wanted;
  }
  return lines;
}

// Calls work(thread, begin, end) for equal parts of [0, count) that end with a village.
template <class Work>
void in_parts(std::size_t count, std::size_t threads, const Work& work) {
  const auto part = [&](std::size_t k) {
    return k == threads ? count : count * k / threads / kStandsOfVillage * kStandsOfVillage;
  };
  std::vector<std::thread> others;
  for (std::size_t k = 1; k < threads; ++k) {
    others.emplace_back([&, k] { work(k, part(k), part(k + 1)); });
  }
  work(0, part(0), part(1));
  for (std::thread& other : others) other.join();
}

void tell(benchmark::State& state) {
  const double stand_years = static_cast<double>(state.iterations() * state.range(0)) * kYears;
  state.counters["stand_years/s"] = benchmark::Counter(stand_years, benchmark::Counter::kIsRate);
  state.counters["ns/stand_year"] = benchmark::Counter(
      stand_years / 1e9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void correctly_rounded(benchmark::State& state, Instructions instructions) {
  const StockLines& lines = lines_of(state);
  const FactorColumns factors = make_factors();
  const auto threads = static_cast<std::size_t>(state.range(1));
  const std::size_t villages = lines.size() / kStandsOfVillage + 1;
  // Villages do not lie in two parts, so the threads add to the same sums.
  StockSums sums(kFrom, kTo, kPools);
  sums.grow_to(villages);
  std::vector<RoundingTally> tallies(threads);
  for (auto _ : state) {
    in_parts(lines.size(), threads, [&](std::size_t thread, std::size_t begin, std::size_t end) {
      tallies[thread] = add_stocks(lines, begin, end, factors, kernel_of(instructions), sums);
    });
    benchmark::DoNotOptimize(sums.count(0, 0, kFrom));
    benchmark::ClobberMemory();
  }
  tell(state);
  RoundingTally tally;
  for (const RoundingTally& each : tallies) tally += each;
  const auto values = static_cast<double>(lines.size() * kYears * kPools);
  const auto share = [&](std::uint64_t count) {
    return 100.0 * static_cast<double>(count) / values;
  };
  state.counters["near_%values"] = share(tally.near_boundary);
  state.counters["near_%stands"] =
      100.0 * static_cast<double>(tally.near_lines) / static_cast<double>(lines.size() * kPools);
  state.counters["large_%values"] = share(tally.too_large);
  state.counters["rational_%values"] = share(tally.rational);
}

void doubles(benchmark::State& state, linhui::bench::Peer add) {
  const StockLines& lines = lines_of(state);
  const linhui::bench::Factors factors(make_factors());
  const auto threads = static_cast<std::size_t>(state.range(1));
  const std::size_t villages = lines.size() / kStandsOfVillage + 1;
  std::vector<double> sums(villages * kPools * linhui::bench::kStride);
  for (auto _ : state) {
    in_parts(lines.size(), threads, [&](std::size_t, std::size_t begin, std::size_t end) {
      add(lines, begin, end, factors, sums.data());
    });
    benchmark::DoNotOptimize(sums.data());
    benchmark::ClobberMemory();
  }
  tell(state);
}

void rounding_doubles(benchmark::State& state, Instructions instructions) {
  doubles(state, linhui::bench::peer_of(instructions, true));
}
void plain_doubles(benchmark::State& state, Instructions instructions) {
  doubles(state, linhui::bench::peer_of(instructions, false));
}
void ordinary_doubles(benchmark::State& state, Instructions) {
  doubles(state, linhui::bench::add_plainly);
}

void register_all() {
  using Bench = void (*)(benchmark::State&, Instructions);
  const std::pair<const char*, Bench> kBenches[] = {{"correctly_rounded", correctly_rounded},
                                                    {"rounding_doubles", rounding_doubles},
                                                    {"plain_doubles", plain_doubles},
                                                    {"ordinary_doubles", ordinary_doubles}};
  const auto all = [&](Instructions instructions, std::vector<std::int64_t> arguments) {
    for (const auto& [name, bench] : kBenches) {
      benchmark::RegisterBenchmark((std::string(name) + "/" + name_of(instructions)).c_str(), bench,
                                   instructions)
          ->Args(arguments)
          ->ArgNames({"stands", "threads", "ties_permille"})
          ->UseRealTime()
          ->MeasureProcessCPUTime()
          ->Unit(benchmark::kMillisecond);
    }
  };
  const Instructions best = usable_instructions().back();
  for (const std::int64_t stands : {1'000, 10'000, 100'000, 1'000'000, 10'000'000}) {
    for (const std::int64_t threads : {1, 2}) all(best, {stands, threads, 50});
  }
  for (const std::int64_t ties : {0, 1000}) all(best, {100'000, 1, ties});
  for (const Instructions instructions : usable_instructions()) all(instructions, {100'000, 1, 50});
}

}  // namespace

int main(int count, char** arguments) {
  register_all();
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
