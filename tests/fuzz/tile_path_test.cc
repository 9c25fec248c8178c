// A tile has one path: a server cannot be asked for one file under two names.
#include "ledger/log/tiles.h"
#include "tests/fuzz/target.h"

namespace linhui::fuzz {

LINHUI_FUZZ_TARGET(tile_path) {
  const auto path = ledger::parse_tile_path(bytes);
  if (!path) return;
  assert(ledger::to_string(*path) == bytes);
  assert(path->width >= 1 && path->width <= ledger::kTileWidth);
}

}  // namespace linhui::fuzz
