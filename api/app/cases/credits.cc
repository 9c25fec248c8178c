#include "api/app/cases/credits.h"

#include "api/app/desk/amounts.h"
#include "ledger/state/sale.h"

namespace linhui::api::app {
namespace {

Outcome<std::string> actor(const Desk& desk, const std::string& by,
                           const ledger::SerialBlock& serials) {
  return by.empty() ? owner_of(desk, serials) : Outcome<std::string>(by);
}

std::string tonnes(const ledger::SerialBlock& serials) { return grouped(serials.credits()); }

}  // namespace

Outcome<Prepared> prepare_issue(const Desk& desk, const std::string& registrar,
                                const std::string& report) {
  const auto plan = LINHUI_API_TRY(ledger::plan_issue(desk.state(), report));
  std::int64_t issued = 0, buffer = 0;
  for (const ledger::VintageIssue& vintage : plan.vintages) {
    issued += vintage.block.credits();
    buffer += vintage.buffer;
  }
  return desk.prepare(registrar, ledger::CreditIssueBody{report, ledger::issued_vintages(plan)},
                      {"Issues " + grouped(issued) + " t CO2e on report " + report + ", " +
                           grouped(buffer) + " of them to the buffer.",
                       "依据报告 " + report + " 签发 " + grouped(issued) + " t CO2e，其中 " +
                           grouped(buffer) + " t 计入风险储备。"});
}

Outcome<ledger::SerialBlock> read_serials(const Desk& desk, const std::string& text) {
  const auto serials = ledger::parse_serial_block(text, desk.view().id());
  if (!serials) return problem_of(Code::serials_malformed, text, {desk.view().id()});
  return *serials;
}

Outcome<std::string> owner_of(const Desk& desk, const ledger::SerialBlock& serials) {
  return LINHUI_API_TRY(ledger::find_block(desk.state(), serials)).owner;
}

std::string random_offer() { return "o" + ledger::hex(ledger::random_bytes(6)); }

Outcome<Prepared> prepare_offer(const Desk& desk, const std::string& by,
                                const ledger::SerialBlock& serials, const NewOffer& offer) {
  const std::string party = LINHUI_API_TRY(actor(desk, by, serials));
  ledger::CreditOfferBody body;
  body.offer = offer.offer.empty() ? random_offer() : offer.offer;
  body.to = offer.to;
  body.serials = serials;
  body.note = offer.note;
  body.expires = offer.expires;
  const std::string to = name_of_party(desk.state(), offer.to);
  return desk.prepare(
      party, body,
      {"Offers " + tonnes(serials) + " t of " + serials.project + " " +
           std::to_string(serials.vintage) + " to " + to + ".",
       "向" + to + "要约转让 " + serials.project + " " + std::to_string(serials.vintage) +
           " 年减排量 " + tonnes(serials) + " t。"});
}

Outcome<Prepared> prepare_answer(const Desk& desk, const std::string& by, const std::string& id,
                                 OfferAnswer answer) {
  const ledger::Offer offer = LINHUI_API_TRY(ledger::need<ledger::Offer>(desk.state(), id));
  const bool withdrawn = answer == OfferAnswer::withdraw;
  const std::string party = !by.empty() ? by : withdrawn ? offer.from : offer.to;
  const ledger::OfferAnswerBody body{id};
  const std::string t = tonnes(offer.serials);
  switch (answer) {
    case OfferAnswer::accept:
      return desk.prepare(
          "credit.accept", party, body,
          {"Accepts " + t + " t by offer " + id + ".", "接受要约 " + id + "，受让 " + t + " t。"});
    case OfferAnswer::decline:
      return desk.prepare(
          "credit.decline", party, body,
          {"Declines offer " + id + " of " + t + " t.", "拒绝要约 " + id + "（" + t + " t）。"});
    case OfferAnswer::withdraw:
      break;
  }
  return desk.prepare(
      "credit.withdraw", party, body,
      {"Withdraws offer " + id + " of " + t + " t.", "撤回要约 " + id + "（" + t + " t）。"});
}

Outcome<Prepared> prepare_retirement(const Desk& desk, const std::string& by,
                                     const ledger::SerialBlock& serials,
                                     const std::string& beneficiary, const std::string& purpose) {
  const std::string party = LINHUI_API_TRY(actor(desk, by, serials));
  return desk.prepare(party, ledger::CreditRetireBody{serials, beneficiary, purpose},
                      {"Retires " + tonnes(serials) + " t for good, for " + beneficiary + ".",
                       "为" + beneficiary + "永久注销 " + tonnes(serials) + " t。"});
}

Outcome<Prepared> prepare_cancellation(const Desk& desk, const std::string& by,
                                       const ledger::SerialBlock& serials,
                                       const std::string& reason) {
  const std::string party = LINHUI_API_TRY(actor(desk, by, serials));
  return desk.prepare(party, ledger::CreditCancelBody{serials, reason},
                      {"Cancels " + tonnes(serials) + " t for good, without a claim: " + reason,
                       "永久核销 " + tonnes(serials) + " t，不作声明：" + reason});
}

}  // namespace linhui::api::app
