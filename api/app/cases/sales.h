// Sales: agreed, settled, undone. Seller and buyer both sign.
#pragma once

#include "api/app/desk/workspace.h"
#include "ledger/base/serial_block.h"

namespace linhui::api::app {

struct NewSale {
  std::string sale, seller, buyer;
  std::vector<ledger::SerialBlock> blocks;
  std::int64_t price_fen_per_tonne = 0;  // above 0
  std::string mode = "negotiated";       // negotiated, listed, auctioned
  std::string contract;
};
// sale.match: tonnes and amount follow from the blocks and the price. `by` empty: the seller, here
// and below; seller and buyer must sign all three.
// Errors: amount_overflow, sale_mode_unknown.
Outcome<Prepared> prepare_sale(const Desk& desk, const std::string& by, const NewSale& sale);

// sale.settle. Nothing for `received_fen`: the sale's amount. Errors: sale_not_found.
Outcome<Prepared> prepare_settlement(const Desk& desk, const std::string& by,
                                     const std::string& sale,
                                     std::optional<std::int64_t> received_fen,
                                     const std::string& received_on,
                                     const ledger::Hash& evidence_sha256);

// sale.cancel of a sale that is not settled. Errors: sale_not_found.
Outcome<Prepared> prepare_sale_cancellation(const Desk& desk, const std::string& by,
                                            const std::string& sale, const std::string& reason);

}  // namespace linhui::api::app
