// Rules of credits: issued, offered, accepted, declined, withdrawn, retired, cancelled.
#include "ledger/base/calendar.h"
#include "ledger/rules/report_rows.h"
#include "ledger/rules/rule.h"
#include "ledger/shares/issuance.h"
#include "ledger/state/blocks.h"
#include "ledger/state/inventory.h"
#include "ledger/state/project.h"
#include "ledger/state/report.h"
#include "ledger/state/sale.h"

namespace linhui::ledger {
namespace {

// A stand-year is credited once, to one project. Marks those of a report.
Result<void> mark_credited(RuleContext& c, const Report& report, const std::string& name) {
  const auto years = LINHUI_TRY(sum_report_rows(c.state, report.root, report.row_count));
  for (const auto& [year, sums] : years) {
    if (year <= report.from_year || year > report.to_year) continue;
    for (const std::string& stand : sums.stands) {
      if (!has<Claim>(c.state, stand, report.project)) {
        return Error{ErrorCode::stand_claimed, stand};
      }
      const std::string vintage = padded(year, 4);
      if (has<CreditedYear>(c.state, stand, vintage)) {
        return Error{ErrorCode::stand_year_credited, key_of("credited", stand, vintage)};
      }
      write(c.state, CreditedYear{name}, stand, vintage);
    }
  }
  return {};
}

// What the record says must be what the plan gives: serials first, then the buffer.
Result<void> check_plan(const CreditIssueBody& body, const IssuePlan& plan) {
  const auto planned = issued_vintages(plan);
  bool same_serials = body.vintages.size() == planned.size(), same_buffer = true;
  for (std::size_t i = 0; same_serials && i < planned.size(); ++i) {
    const IssuedVintage &stated = body.vintages[i], &due = planned[i];
    same_serials =
        stated.vintage == due.vintage && stated.first == due.first && stated.last == due.last;
    same_buffer = same_buffer && stated.buffer == due.buffer;
  }
  if (!same_serials) return Error{ErrorCode::credits_exceed_report, body.report};
  if (!same_buffer) return Error{ErrorCode::buffer_mismatch, body.report};
  return {};
}

// The developer's credits of a vintage, and at its end the buffer's.
Result<void> enter_vintage(RuleContext& c, const VintageIssue& issue, const Report& report,
                           const std::string& name) {
  SerialBlock own = issue.block, reserve = issue.block;
  own.last = issue.block.last - issue.buffer;
  reserve.first = own.last + 1;
  if (own.credits() > 0) {
    LINHUI_TRY(enter_block(c.state, {own, report.developer, BlockState::held, name, ""}));
  }
  if (issue.buffer > 0) {
    LINHUI_TRY(enter_block(c.state, {reserve, c.by(), BlockState::buffer, name, ""}));
  }
  return {};
}

// Whether the record falls on this day or after it, by its author's time.
bool has_come(const RuleContext& c, const std::string& day) {
  return shanghai_day(*parse_time(c.record.time())) >= *parse_day(day);
}

// The party's own free credits reach an end.
Result<void> end_own(RuleContext& c, const SerialBlock& serials, BlockState to) {
  const HeldBlock block = LINHUI_TRY(free_block(c.state, serials, c.by()));
  move_serials(c.state, block, serials, c.by(), to, "");
  return {};
}

}  // namespace

Result<void> rule_credit_issue(RuleContext& c, const CreditIssueBody& body) {
  Report report = LINHUI_TRY(need<Report>(c.state, body.report));
  if (report.state != ReportState::verified) {
    return Error{ErrorCode::report_state, std::string(word_of(report.state))};
  }
  if (report.developer == c.by() || report.verifier == c.by()) {
    return Error{ErrorCode::two_hands, c.by()};
  }
  Project project = LINHUI_TRY(need<Project>(c.state, report.project));
  const Method method = LINHUI_TRY(need<Method>(c.state, project.method));
  if (!method.crediting) return Error{ErrorCode::method_not_crediting, project.method};
  // Every table behind the report stands published in this ledger. In a production ledger that
  // means read back against the publisher's document (rule_method_publish).
  for (const Hash& digest : report.tables) {
    if (!has<PublishedTable>(c.state, hex(digest))) {
      return Error{ErrorCode::parameters_not_read_back, hex(digest)};
    }
  }
  const IssuePlan plan = LINHUI_TRY(plan_issue(c.state, body.report));
  if (plan.vintages.empty()) return Error{ErrorCode::credits_not_positive, body.report};
  LINHUI_TRY(check_plan(body, plan));
  LINHUI_TRY(mark_credited(c, report, body.report));
  for (const VintageIssue& issue : plan.vintages) {
    LINHUI_TRY(enter_vintage(c, issue, report, body.report));
  }
  project.net_e4 = plan.net_e4;
  project.credited = plan.credited;
  write(c.state, project, report.project);
  report.state = ReportState::issued;
  report.issued_by = c.by();
  write(c.state, report, body.report);
  return {};
}

// A transfer: nothing moves until the receiver accepts.
Result<void> rule_credit_offer(RuleContext& c, const CreditOfferBody& body) {
  if (has<Offer>(c.state, body.offer)) return Error{ErrorCode::offer_exists, body.offer};
  const Party receiver = LINHUI_TRY(need<Party>(c.state, body.to));
  LINHUI_TRY(may_hold(c.state, body.serials.project, receiver));
  const HeldBlock block = LINHUI_TRY(free_block(c.state, body.serials, c.by()));
  if (!body.expires.empty() && has_come(c, body.expires)) {
    return Error{ErrorCode::offer_expired, body.offer};
  }
  move_serials(c.state, block, body.serials, c.by(), BlockState::locked, body.offer);
  write(c.state, Offer{c.by(), body.to, body.serials, body.expires, OfferState::open, c.index},
        body.offer);
  return {};
}

namespace {

// An offer is the receiver's to accept or decline and the offerer's to withdraw. One that has
// expired can no longer be accepted; its credits stay locked until it is declined or withdrawn,
// as nothing moves without a record.
Result<void> close_offer(RuleContext& c, const std::string& id, OfferState answer) {
  Offer offer = LINHUI_TRY(need<Offer>(c.state, id));
  if (offer.state != OfferState::open) return Error{ErrorCode::offer_not_found, id};
  if (answer == OfferState::withdrawn) {
    if (offer.from != c.by()) return Error{ErrorCode::not_offerer, c.by()};
  } else if (offer.to != c.by()) {
    return Error{ErrorCode::not_receiver, c.by()};
  }
  const bool accepted = answer == OfferState::accepted;
  if (accepted && !offer.expires.empty() && has_come(c, offer.expires)) {
    return Error{ErrorCode::offer_expired, id};
  }
  const HeldBlock block = LINHUI_TRY(find_block(c.state, offer.serials));
  move_serials(c.state, block, offer.serials, accepted ? offer.to : offer.from, BlockState::held,
               "");
  offer.state = answer;
  write(c.state, offer, id);
  return {};
}

}  // namespace

Result<void> rule_credit_accept(RuleContext& c, const OfferAnswerBody& body) {
  return close_offer(c, body.offer, OfferState::accepted);
}

Result<void> rule_credit_decline(RuleContext& c, const OfferAnswerBody& body) {
  return close_offer(c, body.offer, OfferState::declined);
}

Result<void> rule_credit_withdraw(RuleContext& c, const OfferAnswerBody& body) {
  return close_offer(c, body.offer, OfferState::withdrawn);
}

Result<void> rule_credit_retire(RuleContext& c, const CreditRetireBody& body) {
  return end_own(c, body.serials, BlockState::retired);
}

Result<void> rule_credit_cancel(RuleContext& c, const CreditCancelBody& body) {
  return end_own(c, body.serials, BlockState::cancelled);
}

}  // namespace linhui::ledger
