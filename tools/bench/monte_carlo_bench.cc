// Stand-draws of a Monte Carlo run a second: one stand in one draw, its growing stock measured in
// two years, each with an error of its own. Beside it, over the same streams, threads and
// processor: the limit, which only draws the two normal numbers, and a loop that adds doubles
// without rounding them, whose sums depend on the order. And whole runs of methods whose removals
// are formulas, parameters and growing stocks drawn, with what each source contributes.
#include <benchmark/benchmark.h>

#include <string>
#include <thread>
#include <vector>

#include "methodology/monte_carlo/monte_carlo.h"
#include "methodology/monte_carlo/stand_draws.h"

namespace {

using namespace linhui::methodology;

constexpr std::size_t kStands = 1000, kDraws = 16384, kBlock = 256;
constexpr std::size_t kSpecies = 8;

StandDraws model() {
  StandDraws draws;
  draws.columns = kSpecies;
  draws.volume.emplace(Distribution{.kind = DistributionKind::normal, .mean = 1, .sd = 0.1});
  for (std::uint32_t i = 0; i < kStands; ++i) {
    const std::string id = "S" + std::to_string(i);
    draws.stands.push_back({stream_of("area", id), 2 * i, 2, i, 1});
    draws.measurements.push_back({stream_of("2020", id), -(100.0 + i) * kCountsAM3});
    draws.measurements.push_back({stream_of("2025", id), (150.0 + i) * kCountsAM3});
    draws.shares.push_back({static_cast<std::uint32_t>(i % kSpecies), 1});
  }
  return draws;
}

const DrawKernel& kernel_at(std::int64_t index) {
  const auto& kernels = usable_draw_kernels();
  return *kernels[std::min<std::size_t>(static_cast<std::size_t>(index), kernels.size() - 1)];
}

void tell(benchmark::State& state) {
  state.SetLabel(kernel_at(state.range(0)).name);
  state.counters["stand_draws/s"] = benchmark::Counter(
      static_cast<double>(state.iterations() * kStands * kDraws), benchmark::Counter::kIsRate);
}

template <class Work>  // work(block) for each block of draws, over two threads
void on_two_threads(const Work& work) {
  const auto half = [&](std::size_t first) {
    for (std::size_t block = first; block < kDraws / kBlock; block += 2) work(block);
  };
  std::thread other(half, 1);
  half(0);
  other.join();
}

void stand_draws_exact(benchmark::State& state) {
  const StandDraws draws = model();
  DrawOptions options{
      .seed = 1, .draws = kDraws, .threads = 2, .kernel = &kernel_at(state.range(0))};
  for (auto _ : state) benchmark::DoNotOptimize(draw_stands(draws, options));
  tell(state);
}

void limit_normals_alone(benchmark::State& state) {
  const StandDraws draws = model();
  const DrawKernel& kernel = kernel_at(state.range(0));
  for (auto _ : state) {
    on_two_threads([&](std::size_t block) {
      alignas(64) double column[kBlock];
      for (const DrawnMeasurement& one : draws.measurements) {
        kernel.normals(1, one.stream, static_cast<std::uint32_t>(block * 4), 4, column);
        benchmark::DoNotOptimize(column[0]);
      }
    });
  }
  tell(state);
}

void plain_doubles(benchmark::State& state) {
  const StandDraws draws = model();
  const DrawKernel& kernel = kernel_at(state.range(0));
  std::vector<std::vector<double>> totals(kSpecies, std::vector<double>(kDraws));
  for (auto _ : state) {
    on_two_threads([&](std::size_t block) {
      alignas(64) double column[kBlock];
      for (std::size_t m = 0; m < draws.measurements.size(); ++m) {
        const DrawnMeasurement& one = draws.measurements[m];
        kernel.normals(1, one.stream, static_cast<std::uint32_t>(block * 4), 4, column);
        kernel.add_linear(one.amount, 0.1 * one.amount, column, kBlock,
                          totals[m / 2 % kSpecies].data() + block * kBlock);
      }
    });
    benchmark::DoNotOptimize(totals.data());
  }
  tell(state);
}

void whole_run(benchmark::State& state, const std::string& method, const std::string& parameter) {
  const char* const kNames[] = {"马尾松", "杉木", "柏木", "栎类", "枫香"};
  std::vector<Stand> stands(kStands);
  for (std::size_t i = 0; i < kStands; ++i) {
    stands[i].stand_id = "S" + std::to_string(i);
    stands[i].species = kNames[i % 5];
    stands[i].origin = "planted";
    stands[i].area_ha = Decimal(static_cast<std::int64_t>(1 + i % 20));
    const auto volume = static_cast<std::int64_t>(10 + i % 150);
    stands[i].volume_m3_ha_by_year = {{2020, Decimal(volume)}, {2025, Decimal(volume + 30)}};
  }
  const std::string header = "parameter,distribution,unit,sd,low,high,mode,source,confidence\n";
  const auto row = [](const std::string& name, const char* sd) {
    return name + ",normal,percent," + sd + ",,,,bench,project\n";
  };
  MonteCarloOptions choices;
  choices.draws = kDraws;
  choices.seed = 1;
  choices.threads = 2;
  choices.kernel = &kernel_at(state.range(0));
  choices.statements = std::get<std::vector<UncertaintyStatement>>(
      parse_uncertainties(header + row(parameter, "8") + row("stand/volume_m3_ha", "10")));
  EstimateOptions options;
  options.from_year = 2020;
  options.to_year = 2025;
  if (method == "IPCC-2019-FL") options.settings = {{"zone", "subtropical_humid"}};
  const auto tables = shipped_tables();
  for (auto _ : state) {
    const auto part = run_monte_carlo(*find_method(method), stands, options, tables, choices);
    if (!std::holds_alternative<MonteCarloPart>(part)) state.SkipWithError("refused");
  }
  tell(state);
}

void run_of_ar_acm0003(benchmark::State& state) {
  whole_run(state, "AR-ACM0003", "species_ar_cm_001.csv/*/D_t_m3");
}
void run_of_forest_land(benchmark::State& state) {
  whole_run(state, "IPCC-2019-FL", "ipcc_forest_bcef.csv/*/value_t_per_m3");
}

#define WITH_EVERY_KERNEL(NAME) \
  BENCHMARK(NAME)->Arg(0)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond)
WITH_EVERY_KERNEL(stand_draws_exact);
WITH_EVERY_KERNEL(limit_normals_alone);
WITH_EVERY_KERNEL(plain_doubles);
WITH_EVERY_KERNEL(run_of_ar_acm0003);
WITH_EVERY_KERNEL(run_of_forest_land);

}  // namespace
