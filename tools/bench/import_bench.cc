// Reading and checking the sample's shapefile, beside `ogr2ogr` converting the same file.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "api/exchange/inventory/inventory.h"

namespace {

const std::string kFile = std::string(LINHUI_SOURCE_DIR) + "/tools/sample/data/forest_stands.shp";

void read_and_check(benchmark::State& state) {
  for (auto _ : state) {
    const auto inventory = linhui::api::exchange::read_inventory(kFile, {});
    if (!inventory.usable()) state.SkipWithError("the sample has faults");
  }
}
BENCHMARK(read_and_check)->Unit(benchmark::kMillisecond)->UseRealTime();

void ogr2ogr_to_geopackage(benchmark::State& state) {
  const auto target = std::filesystem::temp_directory_path() / "linhui-bench.gpkg";
  const std::string command = "ogr2ogr -q -overwrite -f GPKG -t_srs EPSG:4490 " + target.string() +
                              " " + kFile + " 2>/dev/null";
  for (auto _ : state) {
    std::filesystem::remove(target);
    if (std::system(command.c_str()) != 0) state.SkipWithError("ogr2ogr is not installed");
  }
  std::filesystem::remove(target);
}
BENCHMARK(ogr2ogr_to_geopackage)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
