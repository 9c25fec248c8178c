// Stand inventories as bureaux hand them over: Shapefile (GBK DBF without .cpg, CGCS2000 geographic
// or Gauss-Krüger), GeoPackage, GeoJSON, XLSX, CSV; read through GDAL.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "api/exchange/inventory/stand_place.h"
#include "api/problem.h"
#include "methodology/stand.h"

namespace linhui::api::exchange {

// What a file holds. Texts are UTF-8 in NFC.
struct Inventory {
  std::string file, layer;  // the file's own name, without folders
  std::string sha256;       // of the main file's bytes, hex
  std::vector<methodology::Stand> stands;
  std::vector<StandPlace> places;              // of the stands, one each
  std::vector<Fault> faults;                   // all of them; warnings too
  std::map<std::string, std::string> columns;  // canonical name → column of the file
  bool usable() const;                         // no fault of severity `fault`
  std::int64_t area_m2() const;                // of all stands
};

struct InventoryOptions {
  std::map<std::string, std::string> map;  // canonical name → column, from --map
  std::string layer;                       // empty: the only one, or the first
  std::string encoding;                    // empty: found out
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // may be empty
};

// Reads and checks the whole file, in memory. Blocks; calls `progress` on the calling thread. Never
// throws on bad input: what is wrong is in `faults`.
Inventory read_inventory(const std::string& path, const InventoryOptions& options);

}  // namespace linhui::api::exchange
