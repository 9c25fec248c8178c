// Serial blocks in the state: found, split and moved, with the totals that must always agree.
//
// The blocks of a project and vintage lie side by side without a gap from serial 1 to the last one
// issued: enter_block() adds at the end, move_serials() cuts. Nothing joins them again. At every
// record their sums are the BlockTotal; the audit adds them up itself. All reading throws
// ReadFailure.
#pragma once

#include "ledger/base/serial_block.h"
#include "ledger/state/entry.h"

namespace linhui::ledger {

// held       free: its owner may offer, sell, retire or cancel it
// locked     tied to an open offer or a matched sale; still the offerer's or seller's
// buffer     withheld at issue, in the registrar's name; no record moves it
// retired    used up for a beneficiary's claim
// cancelled  taken out without a claim
enum class BlockState { held, locked, buffer, retired, cancelled };
constexpr auto words_of(BlockState) {
  return std::to_array<std::string_view>({"held", "locked", "buffer", "retired", "cancelled"});
}

// Retired and cancelled blocks never change again.
constexpr bool is_final(BlockState state) {
  return state == BlockState::retired || state == BlockState::cancelled;
}

// An unbroken range of serials with one owner and one state. Project, vintage and first serial are
// in the key; an entry that is read by itself has them empty. Entered by credit.issue as held and
// buffer; from there
//
//   held ─ credit.offer, sale.match ─► locked ─ credit.accept, sale.settle ─► held, the other's
//                                      locked ─ decline, withdraw, sale.cancel ─► held, as before
//   held ─ credit.retire ─► retired      held ─ credit.cancel ─► cancelled
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

// That a party owns the block of this project, vintage and first serial, in whatever state. One a
// block, written and erased with it; empty, as the key says all.
struct Holding {
  static constexpr std::string_view kFamily = "holding";
  template <class Form, class Self>
  static void form(Form&, Self&) {}
};

// How many credits of a project and vintage are in each state, and in all. Every record that enters
// or moves a block writes it.
struct BlockTotal {
  static constexpr std::string_view kFamily = "total";
  std::int64_t issued = 0;
  std::array<std::int64_t, words_of(BlockState{}).size()> by_state{};

  std::int64_t& of(BlockState state) { return by_state[static_cast<std::size_t>(state)]; }
  std::int64_t of(BlockState state) const { return by_state[static_cast<std::size_t>(state)]; }
  // issued = held + locked + buffer + retired + cancelled, none of them negative. Holds at every
  // record: a change that breaks it ends the program.
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

// The block that holds all of these serials. Requires: they are not reversed. Errors:
// serials_unknown (the first of them is not issued), serials_overlap (they reach beyond its block).
// One look-up, however many blocks there are.
Result<HeldBlock> find_block(const View& view, const SerialBlock& serials);

// The party's own free credits among these serials. Errors: find_block()'s; block_final; not_holder
// (another's, locked, or in the buffer).
Result<HeldBlock> free_block(const View& view, const SerialBlock& serials,
                             const std::string& party);

// Blocks in order of project, vintage and first serial, until `visit` gives false; of one project
// where it is named.
void scan_blocks(const View& view, const std::function<bool(const HeldBlock&)>& visit);
void scan_blocks(const View& view, std::string_view project,
                 const std::function<bool(const HeldBlock&)>& visit);
// What a party owns, in the same order and in any state; a look-up for each block.
void scan_holdings(const View& view, std::string_view party,
                   const std::function<bool(const HeldBlock&)>& visit);

// The totals of a project and vintage; zeros before its first issue.
BlockTotal total_of(const View& view, std::string_view project, int vintage);

// Enters a new block and adds it to the totals. Errors: serials_overlap (a number is taken).
Result<void> enter_block(Overlay& state, const HeldBlock& block);
// Cuts `serials` out of the block that holds them and gives the piece a new owner and state; what
// is left on either side stays as it was. `tied_to` is the offer or sale that locks it, or empty.
// Requires: find_block(serials) gave `from`. Whether the move is allowed is the rule's matter.
void move_serials(Overlay& state, const HeldBlock& from, const SerialBlock& serials,
                  const std::string& owner, BlockState to, const std::string& tied_to);

}  // namespace linhui::ledger
