// Credits on their way: offers of one holder to another, and sales. While one is open its credits
// are BlockState::locked and name it (HeldBlock::tied_to).
#pragma once

#include "ledger/base/serial_block.h"
#include "ledger/state/entry.h"

namespace linhui::ledger {

enum class OfferState { open, accepted, declined, withdrawn };
constexpr auto words_of(OfferState) {
  return std::to_array<std::string_view>({"open", "accepted", "declined", "withdrawn"});
}

// A transfer without money. Written by credit.offer (open); credit.accept and credit.decline of the
// receiver or credit.withdraw of the offerer end it. An offer that has expired stays open, and its
// credits locked, until it is declined or withdrawn.
struct Offer {
  static constexpr std::string_view kFamily = "offer";
  static constexpr ErrorCode kMissing = ErrorCode::offer_not_found;
  std::string from, to;  // parties
  SerialBlock serials;   // of one block
  std::string expires;   // day from whose beginning it cannot be accepted; empty: never
  OfferState state = OfferState::open;
  std::uint64_t index = 0;  // of credit.offer

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("from", self.from);
    f.id("to", self.to);
    f.object("serials", self.serials);
    f.optional_day("expires", self.expires);
    f.word("state", self.state);
    f.count("index", self.index);
  }
};

enum class SaleState { matched, settled, cancelled };
constexpr auto words_of(SaleState) {
  return std::to_array<std::string_view>({"matched", "settled", "cancelled"});
}

// Written by sale.match (matched: both have signed, the credits are locked); sale.settle (settled:
// the buyer has the credits, all of the cash is in) or sale.cancel (cancelled: the credits are the
// seller's) ends it. Invariant: the blocks come to `tonnes`, and tonnes × price is the amount.
struct Sale {
  static constexpr std::string_view kFamily = "sale";
  static constexpr ErrorCode kMissing = ErrorCode::sale_not_found;
  std::string project, seller, buyer;
  std::vector<SerialBlock> blocks;  // all of `project`; at least one
  std::int64_t tonnes = 0, price_fen_per_tonne = 0, amount_fen = 0;
  SaleState state = SaleState::matched;
  std::string received_on;  // day; empty until settled
  std::string run;          // that distributes it; empty until run.calculate, then for good
  std::uint64_t index = 0;  // of sale.match

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("project", self.project);
    f.id("seller", self.seller);
    f.id("buyer", self.buyer);
    f.list("blocks", self.blocks);
    f.count("tonnes", self.tonnes);
    f.count("price_fen_per_tonne", self.price_fen_per_tonne);
    f.count("amount_fen", self.amount_fen);
    f.word("state", self.state);
    f.optional_day("received_on", self.received_on);
    f.optional_id("run", self.run);
    f.count("index", self.index);
  }
};

}  // namespace linhui::ledger
