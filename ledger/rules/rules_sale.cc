// Rules of sales: matched (credits locked), then settled (credits against money, in one record) or
// cancelled.
#include "ledger/rules/rule.h"
#include "ledger/state/blocks.h"
#include "ledger/state/project.h"
#include "ledger/state/sale.h"

namespace linhui::ledger {
namespace {

// The credits that the sale has locked are free again, in these hands.
Result<void> release_blocks(RuleContext& c, const Sale& sale, const std::string& owner) {
  for (const SerialBlock& serials : sale.blocks) {
    const HeldBlock block = LINHUI_TRY(find_block(c.state, serials));
    move_serials(c.state, block, serials, owner, BlockState::held, "");
  }
  return {};
}

// The sale, where both who agreed on it have signed.
Result<Sale> sale_of_both(RuleContext& c, const std::string& id) {
  Sale sale = LINHUI_TRY(need<Sale>(c.state, id));
  LINHUI_TRY(c.needs_signature(sale.seller));
  LINHUI_TRY(c.needs_signature(sale.buyer));
  return sale;
}

}  // namespace

Result<void> may_hold(const View& view, const std::string& id, const Party& party) {
  const Project project = LINHUI_TRY(need<Project>(view, id));
  const auto mechanism = read<Mechanism>(view, project.mechanism);
  if (!mechanism) return Error{ErrorCode::mechanism_not_found, id};
  if (party.kind == PartyKind::household && !mechanism->natural_persons) {
    return Error{ErrorCode::holder_not_allowed, std::string(word_of(party.kind))};
  }
  return {};
}

Result<void> rule_sale_match(RuleContext& c, const SaleMatchBody& body) {
  if (body.amount_fen <= 0) return Error{ErrorCode::amount_not_positive, body.sale};
  if (has<Sale>(c.state, body.sale)) return Error{ErrorCode::sale_exists, body.sale};
  LINHUI_TRY(c.needs_signature(body.seller));
  LINHUI_TRY(c.needs_signature(body.buyer));
  if (body.seller == body.buyer) return Error{ErrorCode::two_hands, body.seller};
  const Party buyer = LINHUI_TRY(need<Party>(c.state, body.buyer));

  std::int64_t counted = 0, product = 0;
  for (const SerialBlock& serials : body.blocks) {
    if (serials.project != body.blocks.front().project) {
      return Error{ErrorCode::record_malformed, "body.blocks"};
    }
    LINHUI_TRY(may_hold(c.state, serials.project, buyer));
    const HeldBlock block = LINHUI_TRY(free_block(c.state, serials, body.seller));
    move_serials(c.state, block, serials, body.seller, BlockState::locked, body.sale);
    counted += serials.credits();
  }
  if (__builtin_mul_overflow(body.tonnes, body.price_fen_per_tonne, &product)) {
    return Error{ErrorCode::amount_overflow, body.sale};
  }
  if (counted != body.tonnes || product != body.amount_fen) {
    return Error{ErrorCode::price_mismatch, body.sale};
  }
  Sale sale;
  sale.project = body.blocks.front().project;  // not empty: it has at least a tonne
  sale.seller = body.seller;
  sale.buyer = body.buyer;
  sale.blocks = body.blocks;
  sale.tonnes = body.tonnes;
  sale.price_fen_per_tonne = body.price_fen_per_tonne;
  sale.amount_fen = body.amount_fen;
  sale.index = c.index;
  write(c.state, sale, body.sale);
  return {};
}

// The buyer has the credits and the seller says that the cash is in: a sale can be distributed
// from then on.
Result<void> rule_sale_settle(RuleContext& c, const SaleSettleBody& body) {
  if (body.received_fen <= 0) return Error{ErrorCode::amount_not_positive, body.sale};
  Sale sale = LINHUI_TRY(sale_of_both(c, body.sale));
  if (sale.state == SaleState::settled) return Error{ErrorCode::cash_exists, body.sale};
  if (sale.state != SaleState::matched) return Error{ErrorCode::sale_state, body.sale};
  if (body.received_fen > sale.amount_fen) return Error{ErrorCode::cash_exceeds_sale, body.sale};
  if (body.received_fen < sale.amount_fen) return Error{ErrorCode::price_mismatch, body.sale};
  LINHUI_TRY(release_blocks(c, sale, sale.buyer));
  sale.state = SaleState::settled;
  sale.received_on = body.received_on;
  write(c.state, sale, body.sale);
  return {};
}

// What two have agreed, the same two can undo until the money is in.
Result<void> rule_sale_cancel(RuleContext& c, const SaleCancelBody& body) {
  Sale sale = LINHUI_TRY(sale_of_both(c, body.sale));
  if (sale.state != SaleState::matched) {
    return Error{ErrorCode::sale_state, std::string(word_of(sale.state))};
  }
  LINHUI_TRY(release_blocks(c, sale, sale.seller));
  sale.state = SaleState::cancelled;
  write(c.state, sale, body.sale);
  return {};
}

}  // namespace linhui::ledger
