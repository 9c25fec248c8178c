// Serial blocks in the state: found, split and moved, with the totals that must always agree.
#pragma once

#include "ledger/base/serial_block.h"
#include "ledger/state/entry.h"

namespace linhui::ledger {

enum class BlockState { held, locked, buffer, retired, cancelled };
constexpr auto words_of(BlockState) {
  return std::to_array<std::string_view>({"held", "locked", "buffer", "retired", "cancelled"});
}

// Retired and cancelled blocks never change again.
constexpr bool is_final(BlockState state) {
  return state == BlockState::retired || state == BlockState::cancelled;
}

// An unbroken range of serials with one owner and one state. Project, vintage and first serial are
// in the key.
struct HeldBlock {
  static constexpr std::string_view kFamily = "block";
  SerialBlock serials;
  std::string owner;
  BlockState state = BlockState::held;
  std::string report;   // that it was issued on
  std::string tied_to;  // the offer or sale that locks it; empty otherwise

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("last", self.serials.last);
    f.id("owner", self.owner);
    f.word("state", self.state);
    f.id("report", self.report);
    f.optional_id("tied_to", self.tied_to);
  }
};

// That a party owns the block of this project, vintage and first serial.
struct Holding {
  static constexpr std::string_view kFamily = "holding";
  template <class Form, class Self>
  static void form(Form&, Self&) {}
};

// How many credits of a project and vintage are in each state, and in all.
struct BlockTotal {
  static constexpr std::string_view kFamily = "total";
  std::int64_t issued = 0;
  std::array<std::int64_t, words_of(BlockState{}).size()> by_state{};

  std::int64_t& of(BlockState state) { return by_state[static_cast<std::size_t>(state)]; }
  std::int64_t of(BlockState state) const { return by_state[static_cast<std::size_t>(state)]; }
  // issued = held + locked + buffer + retired + cancelled, none of them negative.
  bool conserved() const;
  void add(BlockState state, std::int64_t credits) { issued += credits, of(state) += credits; }
  friend bool operator==(const BlockTotal&, const BlockTotal&) = default;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.count("issued", self.issued);
    for (std::size_t i = 0; i < self.by_state.size(); ++i) {
      f.count(words_of(BlockState{})[i].data(), self.by_state[i]);
    }
  }
};

// The block that holds all of these serials. Errors: serials_unknown, serials_overlap. One look-up,
// however many blocks there are.
Result<HeldBlock> find_block(const View& view, const SerialBlock& serials);

// The party's own free credits among these serials. Errors: find_block()'s; block_final; not_holder
// (another's, locked, or in the buffer).
Result<HeldBlock> free_block(const View& view, const SerialBlock& serials,
                             const std::string& party);

// Blocks in order of project, vintage and first serial; of one project where it is named.
void scan_blocks(const View& view, const std::function<bool(const HeldBlock&)>& visit);
void scan_blocks(const View& view, std::string_view project,
                 const std::function<bool(const HeldBlock&)>& visit);
// What a party owns.
void scan_holdings(const View& view, std::string_view party,
                   const std::function<bool(const HeldBlock&)>& visit);

// The totals of a project and vintage; zeros before its first issue.
BlockTotal total_of(const View& view, std::string_view project, int vintage);

// Enters a new block. Errors: serials_overlap (a number is taken).
Result<void> enter_block(Overlay& state, const HeldBlock& block);
// Cuts `serials` out of the block that holds them and gives the piece a new owner and state.
// Requires: find_block(serials) gave `from`.
void move_serials(Overlay& state, const HeldBlock& from, const SerialBlock& serials,
                  const std::string& owner, BlockState to, const std::string& tied_to);

}  // namespace linhui::ledger
