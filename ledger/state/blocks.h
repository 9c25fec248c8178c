// Serial blocks in the state: found, split and moved, with the totals that must always agree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/fields.h"
#include "ledger/base/serial_block.h"
#include "ledger/state/state.h"

namespace linhui::ledger {

enum class BlockState { held, locked, buffer, retired, cancelled };
const char* name_of(BlockState state);
std::optional<BlockState> block_state(std::string_view name);

struct HeldBlock {
  SerialBlock serials;
  std::string owner;
  BlockState state = BlockState::held;
  std::string report;   // that it was issued on
  std::string tied_to;  // the offer or sale that locks it; empty otherwise
};

Json to_json(const HeldBlock& block);
HeldBlock held_block(std::string_view key, const Json& value);

// The block that holds all of these serials. Errors: serials_unknown, serials_overlap.
Result<HeldBlock> find_block(const View& view, const SerialBlock& serials);
void scan_blocks(const View& view, std::string_view prefix,
                 const std::function<bool(const HeldBlock&)>& visit);

// Enters a new block. Errors: serials_overlap (a number is taken).
Result<void> enter_block(Overlay& state, const HeldBlock& block);
// Cuts `serials` out of the block that holds them and gives the piece a new owner and state.
// Requires: find_block(serials) gave `from`.
void move_serials(Overlay& state, const HeldBlock& from, const SerialBlock& serials,
                  const std::string& owner, BlockState to, const std::string& tied_to);

// issued = held + locked + buffer + retired + cancelled, per project and vintage.
bool conserved(const Json& total);

SerialBlock read_serials(const Json& value, const char* where, Result<void>& status);
Json serials_json(const SerialBlock& serials);

}  // namespace linhui::ledger
