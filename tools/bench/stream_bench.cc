// A CSV file of a million stands estimated by village and year, results as CSV, beside reading the
// file alone: the same lines and cells by the same tokenizer and threads, and nothing done with
// them.
#include <benchmark/benchmark.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "api/exchange/estimate_file.h"
#include "api/exchange/estimate_stream.h"
#include "api/exchange/plain_csv.h"

namespace {

using namespace linhui;

constexpr int kStands = 1'000'000, kColumns = 8;

// Written once, 56 MB.
const std::string& stands_file() {
  static const std::string file = [] {
    const std::string path = std::filesystem::temp_directory_path() / "linhui_stream_bench.csv";
    std::ofstream out(path, std::ios::binary);
    const char* const kSpecies[] = {"马尾松", "杉木", "柏木", "栎类", "枫香"};
    out << "stand_id,township,village,area_ha,species,age,volume_m3_ha_2020,volume_m3_ha_2050\n";
    std::uint32_t state = 1;
    const auto below = [&](std::uint32_t limit) {
      state = state * 1664525 + 1013904223;
      return (state >> 8) % limit;
    };
    for (int i = 0; i < kStands; ++i) {
      out << 'S' << 10'000'000 + i << ",镇" << i / 3000 << ",村" << i / 60 << ',' << below(20)
          << '.' << 1000 + below(9000) << ',' << kSpecies[below(5)] << ',' << below(60) << ','
          << below(150) << '.' << below(10) << ',' << 100 + below(200) << '.' << below(10) << '\n';
    }
    return path;
  }();
  return file;
}

void read_alone(benchmark::State& state) {
  for (auto _ : state) {
    const auto file = api::exchange::MappedFile::open(stands_file());
    const auto parts = api::exchange::parts_of(file->bytes(), 1 << 20);
    std::atomic<std::size_t> next = 0, cells_read = 0;
    const auto work = [&] {
      std::vector<std::string_view> cells(kColumns);
      for (std::size_t k = next++; k < parts.size(); k = next++) {
        std::size_t count = 0;
        for (std::string_view rows = parts[k]; !rows.empty();) {
          if (api::exchange::split_line(api::exchange::next_line(rows), cells)) count += kColumns;
          benchmark::DoNotOptimize(cells.data());
        }
        cells_read += count;
      }
    };
    std::vector<std::thread> others;
    for (std::int64_t k = 1; k < state.range(0); ++k) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
    if (cells_read != std::size_t{kColumns} * (kStands + 1)) state.SkipWithError("rows are lost");
  }
}

void estimate_by_village_and_year(benchmark::State& state) {
  api::exchange::EstimateStreamOptions options;
  options.keys = std::get<methodology::RollUpKeys>(methodology::parse_roll_up_keys("village,year"));
  options.threads = static_cast<std::size_t>(state.range(0));
  const auto& method = *methodology::find_method("AR-CM-001-V01");
  for (auto _ : state) {
    const auto result = api::exchange::estimate_csv_by_group(stands_file(), method, options);
    if (!result) {
      state.SkipWithError("not a plain file");
      break;
    }
    const auto sums = methodology::roll_up(result->estimate, result->groups, options.keys,
                                           methodology::shipped_tables());
    std::ostringstream out;
    api::exchange::write_roll_up_csv(out, std::get<methodology::RollUp>(sums));
    benchmark::DoNotOptimize(out.str().data());
  }
}

BENCHMARK(read_alone)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(estimate_by_village_and_year)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
