// Stands estimated per second under AR-CM-001-V01, beside a plain loop of doubles over the same
// arithmetic that rounds nothing: what the machine could do if nobody had to trust the figures.
#include <benchmark/benchmark.h>

#include <vector>

#include "methodology/method.h"

namespace {

using namespace linhui::methodology;

constexpr int kFrom = 2020, kTo = 2025;

std::vector<Stand> make_stands(std::size_t count) {
  static const char* const kSpecies[] = {"马尾松", "杉木", "柏木", "栎类", "枫香"};
  std::vector<Stand> stands(count);
  for (std::size_t i = 0; i < count; ++i) {
    stands[i].stand_id = "S" + std::to_string(i);
    stands[i].area_ha =
        *Decimal::parse(std::to_string(i % 20 + 1) + "." + std::to_string(1000 + i % 997));
    stands[i].species = kSpecies[i % 5];
    stands[i].volume_m3_ha_by_year[kFrom] = *Decimal::parse(std::to_string(20 + i % 80) + ".25");
    stands[i].volume_m3_ha_by_year[kTo] = *Decimal::parse(std::to_string(40 + i % 90) + ".75");
  }
  return stands;
}

void estimate_correctly_rounded(benchmark::State& state) {
  const auto stands = make_stands(static_cast<std::size_t>(state.range(0)));
  const Method* method = find_method("AR-CM-001-V01");
  const TableFiles tables = shipped_tables();
  EstimateOptions options;
  options.from_year = kFrom;
  options.to_year = kTo;
  for (auto _ : state) {
    auto outcome = method->estimate(stands, options, tables);
    benchmark::DoNotOptimize(outcome);
  }
  state.counters["stand_years/s"] = benchmark::Counter(
      static_cast<double>(state.iterations() * state.range(0) * (kTo - kFrom + 1)),
      benchmark::Counter::kIsRate);
}
BENCHMARK(estimate_correctly_rounded)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void plain_loop_of_doubles(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  struct Row {
    double area, v0, v1, factor, ratio;
  };
  std::vector<Row> rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    rows[i] = {static_cast<double>(i % 20 + 1), static_cast<double>(20 + i % 80),
               static_cast<double>(40 + i % 90), 0.380 * 1.472 * 0.460 * 44 / 12, 0.187};
  }
  std::vector<double> stocks(count * 2 * (kTo - kFrom + 1));
  for (auto _ : state) {
    double* out = stocks.data();
    for (const Row& row : rows) {
      for (int year = kFrom; year <= kTo; ++year) {
        const double volume = row.v0 + (row.v1 - row.v0) * (year - kFrom) / (kTo - kFrom);
        *out++ = row.area * volume * row.factor;
        *out++ = row.area * volume * row.factor * row.ratio;
      }
    }
    benchmark::DoNotOptimize(stocks.data());
    benchmark::ClobberMemory();
  }
  state.counters["stand_years/s"] = benchmark::Counter(
      static_cast<double>(state.iterations() * state.range(0) * (kTo - kFrom + 1)),
      benchmark::Counter::kIsRate);
}
BENCHMARK(plain_loop_of_doubles)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
