#include "api/app/cases/sales.h"

#include "api/app/desk/amounts.h"
#include "ledger/bodies/sale.h"
#include "ledger/state/sale.h"

namespace linhui::api::app {

Outcome<Prepared> prepare_sale(const Desk& desk, const std::string& by, const NewSale& sale) {
  ledger::SaleMatchBody body;
  body.sale = sale.sale;
  body.seller = sale.seller;
  body.buyer = sale.buyer;
  body.blocks = sale.blocks;
  for (const ledger::SerialBlock& block : sale.blocks) body.tonnes += block.credits();
  body.price_fen_per_tonne = sale.price_fen_per_tonne;
  if (__builtin_mul_overflow(body.tonnes, body.price_fen_per_tonne, &body.amount_fen)) {
    return to_problem({ledger::ErrorCode::amount_overflow, sale.sale});
  }
  const auto mode = ledger::from_word<ledger::SaleMode>(sale.mode);
  if (!mode) return problem_of(Code::sale_mode_unknown, sale.mode);
  body.mode = *mode;
  body.contract = sale.contract;
  const std::string seller = name_of_party(desk.state(), sale.seller),
                    buyer = name_of_party(desk.state(), sale.buyer);
  const std::string tonnes = grouped(body.tonnes), amount = yuan_text(body.amount_fen);
  return desk.prepare(by.empty() ? sale.seller : by, body,
                      {seller + " sells " + tonnes + " t to " + buyer + " for ¥" + amount + ".",
                       seller + "向" + buyer + "出售 " + tonnes + " t，成交金额 ¥" + amount + "。"},
                      {}, {sale.seller, sale.buyer});
}

Outcome<Prepared> prepare_settlement(const Desk& desk, const std::string& by, const std::string& id,
                                     std::optional<std::int64_t> received_fen,
                                     const std::string& received_on,
                                     const ledger::Hash& evidence_sha256) {
  const ledger::Sale sale = LINHUI_API_TRY(ledger::need<ledger::Sale>(desk.state(), id));
  const std::int64_t fen = received_fen.value_or(sale.amount_fen);
  const std::string amount = yuan_text(fen);
  return desk.prepare(
      by.empty() ? sale.seller : by, ledger::SaleSettleBody{id, fen, received_on, evidence_sha256},
      {"¥" + amount + " was received for sale " + id + " on " + received_on +
           "; the buyer has the credits.",
       "交易 " + id + " 于 " + received_on + " 收款 ¥" + amount + "，减排量交付买方。"},
      {}, {sale.seller, sale.buyer});
}

Outcome<Prepared> prepare_sale_cancellation(const Desk& desk, const std::string& by,
                                            const std::string& id, const std::string& reason) {
  const ledger::Sale sale = LINHUI_API_TRY(ledger::need<ledger::Sale>(desk.state(), id));
  return desk.prepare(by.empty() ? sale.seller : by, ledger::SaleCancelBody{id, reason},
                      {"Undoes sale " + id + "; its credits are free again: " + reason,
                       "取消交易 " + id + "，解锁其减排量：" + reason},
                      {}, {sale.seller, sale.buyer});
}

}  // namespace linhui::api::app
