// Bodies of sale.match, sale.settle and sale.cancel. All three need the signatures of seller and
// buyer. Money is in fen, 1/100 yuan.
#pragma once

#include "ledger/bodies/body.h"

namespace linhui::ledger {

// How the two came together; the ledger only keeps it.
enum class SaleMode { negotiated, listed, auctioned };
constexpr auto words_of(SaleMode) {
  return std::to_array<std::string_view>({"negotiated", "listed", "auctioned"});
}

// Seller and buyer have agreed: these credits, free in the seller's hands, for this amount.
struct SaleMatchBody {
  static constexpr std::string_view kType = "sale.match";
  std::string sale, seller, buyer;
  std::vector<SerialBlock> blocks;  // of one project
  // The blocks' credits; amount = tonnes × price. An amount of 0 or less is well formed and a
  // refusal of its own, amount_not_positive; so is received_fen below.
  std::int64_t tonnes = 0, price_fen_per_tonne = 0, amount_fen = 0;
  SaleMode mode = SaleMode::negotiated;
  std::string contract;  // its number or title

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("sale", self.sale);
    f.id("seller", self.seller);
    f.id("buyer", self.buyer);
    f.list("blocks", self.blocks);
    f.whole("tonnes", self.tonnes, 1, 999'999'999'999);
    f.whole("price_fen_per_tonne", self.price_fen_per_tonne, 1, 1'000'000'000);
    f.whole("amount_fen", self.amount_fen, -kMaxAmountFen, kMaxAmountFen);
    f.word("mode", self.mode);
    f.text("contract", self.contract, 300);
  }
};

// Both say that the cash is in: the credits go over.
struct SaleSettleBody {
  static constexpr std::string_view kType = "sale.settle";
  std::string sale;
  std::int64_t received_fen = 0;  // all of the sale's amount
  std::string received_on;        // day
  Hash evidence_sha256{};         // of the bank's slip, or what stands for it

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("sale", self.sale);
    f.whole("received_fen", self.received_fen, -kMaxAmountFen, kMaxAmountFen);
    f.day("received_on", self.received_on);
    f.hash("evidence_sha256", self.evidence_sha256);
  }
};

// Both undo what they agreed, before the cash is in.
struct SaleCancelBody {
  static constexpr std::string_view kType = "sale.cancel";
  std::string sale, reason;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("sale", self.sale);
    f.text("reason", self.reason, 500);
  }
};

}  // namespace linhui::ledger
