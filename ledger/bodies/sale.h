// Bodies of sale.match, sale.settle and sale.cancel.
#pragma once

#include "ledger/bodies/body.h"

namespace linhui::ledger {

enum class SaleMode { negotiated, listed, auctioned };
constexpr auto words_of(SaleMode) {
  return std::to_array<std::string_view>({"negotiated", "listed", "auctioned"});
}

struct SaleMatchBody {
  static constexpr std::string_view kType = "sale.match";
  std::string sale, seller, buyer;
  std::vector<SerialBlock> blocks;
  std::int64_t tonnes = 0, price_fen_per_tonne = 0, amount_fen = 0;
  SaleMode mode = SaleMode::negotiated;
  std::string contract;

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

struct SaleSettleBody {
  static constexpr std::string_view kType = "sale.settle";
  std::string sale;
  std::int64_t received_fen = 0;
  std::string received_on;
  Hash evidence_sha256{};

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("sale", self.sale);
    f.whole("received_fen", self.received_fen, -kMaxAmountFen, kMaxAmountFen);
    f.day("received_on", self.received_on);
    f.hash("evidence_sha256", self.evidence_sha256);
  }
};

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
