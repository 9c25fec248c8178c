// A CSV file of a million stands estimated by village and year, results as CSV, beside reading the
// file alone: the same lines and cells by the same tokenizer and threads, and nothing done with
// them.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>

#include "api/exchange/output/estimate_file.h"
#include "api/exchange/stream/csv_rows.h"
#include "api/exchange/stream/estimate_stream.h"
#include "api/exchange/stream/in_order.h"
#include "api/exchange/stream/record_source.h"

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

// Reads all parts by some threads with `read_part`, which gives the number of cells.
template <class ReadPart>
void read_parts(benchmark::State& state, ReadPart read_part) {
  const std::string& path = stands_file();
  for (auto _ : state) {
    const auto source =
        api::exchange::RecordSource::open(path, api::exchange::RecordSource::Digest::none);
    source->header();
    source->begin_behind(0, ',');
    std::size_t cells = 0;
    const auto make_worker = [&](std::size_t) {
      return [&](std::size_t, api::exchange::Bytes part) {
        const std::size_t count = read_part(part.view());
        source->put_back(std::move(part));
        return count;
      };
    };
    api::exchange::in_order(
        static_cast<std::size_t>(state.range(0)), [&] { return source->next(); }, make_worker,
        [&](std::size_t count) { cells += count; });
    if (cells != std::size_t{kColumns} * (kStands + 1)) state.SkipWithError("rows are lost");
  }
}

// The tokenizer of the estimate.
void read_alone(benchmark::State& state) {
  read_parts(state, [](std::string_view part) {
    std::size_t count = 0;
    api::exchange::CsvRows rows(part, ',', kColumns);
    while (!rows.at_end() && rows.next()) {
      count += rows.cells().size();
      benchmark::DoNotOptimize(rows.cells().data());
    }
    return count;
  });
}

// A tokenizer that looks at one byte after the other.
void read_by_bytes(benchmark::State& state) {
  read_parts(state, [](std::string_view part) {
    std::size_t count = 0, begin = 0, in_row = 0;
    std::vector<std::string_view> cells(kColumns);
    for (std::size_t at = 0; at < part.size(); ++at) {
      if (part[at] != ',' && part[at] != '\n') continue;
      cells[in_row++] = part.substr(begin, at - begin);
      begin = at + 1;
      if (part[at] == ',') continue;
      benchmark::DoNotOptimize(cells.data());
      count += in_row;
      in_row = 0;
    }
    return count;
  });
}

// What most people mean by reading a file.
void read_by_getline(benchmark::State& state) {
  const std::string& path = stands_file();
  for (auto _ : state) {
    std::ifstream in(path, std::ios::binary);
    std::size_t lines = 0;
    for (std::string line; std::getline(in, line); ++lines) benchmark::DoNotOptimize(line.data());
    if (lines != kStands + 1) state.SkipWithError("rows are lost");
  }
}

void estimate_by_village_and_year(benchmark::State& state) {
  api::exchange::EstimateStreamOptions options;
  options.keys = std::get<methodology::RollUpKeys>(methodology::parse_roll_up_keys("village,year"));
  options.threads = static_cast<std::size_t>(state.range(0));
  const auto& method = *methodology::find_method("AR-CM-001-V01");
  const std::string& path = stands_file();
  for (auto _ : state) {
    const auto result = api::exchange::estimate_csv_by_group(path, method, options);
    const auto* estimate = result ? std::get_if<api::exchange::GroupEstimate>(&*result) : nullptr;
    if (estimate == nullptr) {
      state.SkipWithError("nothing estimated");
      break;
    }
    {
      std::ofstream out(path + ".out", std::ios::binary);
      api::exchange::write_roll_up_csv(out, estimate->sums, estimate->rows, options.threads);
    }
    state.PauseTiming();
    std::filesystem::remove(path + ".out");
    state.ResumeTiming();
  }
}

#define LINHUI_STREAM_BENCHMARK(name)                                            \
  BENCHMARK(name)->Arg(1)->Arg(2)->UseRealTime()->MeasureProcessCPUTime()->Unit( \
      benchmark::kMillisecond)
LINHUI_STREAM_BENCHMARK(read_alone);
LINHUI_STREAM_BENCHMARK(read_by_bytes);
BENCHMARK(read_by_getline)->UseRealTime()->Unit(benchmark::kMillisecond);
LINHUI_STREAM_BENCHMARK(estimate_by_village_and_year);

}  // namespace
