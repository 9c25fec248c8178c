// The log as static files that any web server can serve: C2SP tlog-tiles,
// https://c2sp.org/tlog-tiles
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/log/merkle.h"

namespace linhui::ledger {

inline constexpr unsigned kTileWidth = 256;

// One tile: 256 (or, at the right edge, `width` < 256) hashes at tile level `level`, or entries. A
// full tile never changes; a partial one gives way to a wider one as the log grows.
struct TilePath {
  bool entries = false;         // leaves themselves; then level is 0
  unsigned level = 0;           // tile level: the hashes are the nodes of tree level 8 · level
  std::uint64_t index = 0;      // the first hash or leaf is number 256 · index of its level
  unsigned width = kTileWidth;  // 1 to 256
  friend bool operator==(const TilePath&, const TilePath&) = default;
};
// "tile/0/x001/234", "tile/entries/000.p/7", ...
std::string to_string(const TilePath& path);
// Strict: one spelling a tile, as to_string() gives it; nothing for any other text, also for
// numbers that no log reaches.
std::optional<TilePath> parse_tile_path(std::string_view text);

// Every tile that a log of `size` leaves has, full ones and the partial ones at its right edge:
// entries first, then level by level. About size / 128 of them.
std::vector<TilePath> tiles_of(std::uint64_t size);
// The bytes of a hash tile, 32 a hash. Requires: it is no entry bundle and lies inside the tree
// that `read` reads.
std::string hash_tile(const TilePath& path, const NodeReader& read);
// An entry bundle: each leaf with its length before it in two bytes, big-endian. Requires: each
// leaf has at most kMaxLeafBytes (record.h), and the bundle lies inside the log.
using LeafReader = std::function<std::string(std::uint64_t index)>;
std::string entry_bundle(const TilePath& path, const LeafReader& read);

}  // namespace linhui::ledger
