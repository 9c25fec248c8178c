// Rules of credits: issued, offered, accepted, declined, withdrawn, retired, cancelled.
#include "ledger/base/calendar.h"
#include "ledger/base/padded.h"
#include "ledger/rules/apply_rules.h"
#include "ledger/rules/report_rows.h"
#include "ledger/shares/issuance.h"
#include "ledger/state/blocks.h"

namespace linhui::ledger {
namespace {

// A stand-year is credited once, to one project. Marks those of a report.
Result<void> mark_credited(RuleContext& c, const Json& report, const std::string& name) {
  const std::string project = report.at("project");
  const auto years = sum_report_rows(c.state, *hash_from_hex(report.at("root").get<std::string>()),
                                     report.at("count").get<std::uint64_t>());
  if (!years.ok()) return years.error();
  for (const auto& [year, sums] : years.value()) {
    if (year <= report.at("from_year") || year > report.at("to_year")) continue;
    for (const std::string& stand : sums.stands) {
      if (!has_state(c.state, key_of("claim", stand, project))) {
        return Error{ErrorCode::stand_claimed, stand};
      }
      const std::string key = key_of("credited", stand, padded(year, 4));
      if (has_state(c.state, key)) return Error{ErrorCode::stand_year_credited, key};
      put_state(c.state, key, {{"report", name}});
    }
  }
  return {};
}

// The party's own free credits among these serials.
Result<HeldBlock> free_block(const View& view, const SerialBlock& serials,
                             const std::string& party) {
  auto block = find_block(view, serials);
  if (!block.ok()) return block.error();
  const BlockState state = block.value().state;
  if (state == BlockState::retired || state == BlockState::cancelled) {
    return Error{ErrorCode::block_final, to_string(serials, "")};
  }
  if (state != BlockState::held || block.value().owner != party) {
    return Error{ErrorCode::not_holder, party};
  }
  return block;
}

// What the record says must be what the plan gives: serials first, then the buffer.
Result<void> check_plan(const Json& vintages, const IssuePlan& plan, const std::string& report) {
  bool same_serials = vintages.size() == plan.vintages.size(), same_buffer = true;
  for (std::size_t i = 0; i < vintages.size(); ++i) {
    Fields f(vintages[i], "body.vintages");
    const auto year = f.whole("vintage", 1900, 2200);
    const auto first = f.whole("first", 1, 999'999'999'999);
    const auto last = f.whole("last", 1, 999'999'999'999);
    const auto buffer = f.whole("buffer", 0, 999'999'999'999);
    LINHUI_TRY(f.done());
    if (!same_serials) continue;
    const VintageIssue& planned = plan.vintages[i];
    same_serials =
        year == planned.block.vintage && first == planned.block.first && last == planned.block.last;
    same_buffer = same_buffer && buffer == planned.buffer;
  }
  if (!same_serials) return Error{ErrorCode::credits_exceed_report, report};
  if (!same_buffer) return Error{ErrorCode::buffer_mismatch, report};
  return {};
}

Result<void> retire_or_cancel(RuleContext& c, const SerialBlock& serials, BlockState to) {
  const auto block = free_block(c.state, serials, c.by());
  if (!block.ok()) return block.error();
  move_serials(c.state, block.value(), serials, c.by(), to, "");
  return {};
}

}  // namespace

Result<void> rule_credit_issue(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string report = f.id("report");
  const Json& vintages = f.array("vintages");
  LINHUI_TRY(f.done());
  auto entry = get_state(c.state, key_of("report", report));
  if (!entry) return Error{ErrorCode::report_not_found, report};
  if (entry->at("state") != "verified") {
    return Error{ErrorCode::report_state, entry->at("state").get<std::string>()};
  }
  if (entry->at("developer") == c.by() || entry->at("verifier") == c.by()) {
    return Error{ErrorCode::two_hands, c.by()};
  }
  const std::string project = entry->at("project");
  Json owner = *get_state(c.state, key_of("project", project));
  const auto method = get_state(c.state, key_of("method", owner.at("method").get<std::string>()));
  if (!method->at("crediting").get<bool>()) {
    return Error{ErrorCode::method_not_crediting, owner.at("method").get<std::string>()};
  }
  // Every table behind the report stands published in this ledger. In a production ledger that
  // means read back against the publisher's document (rule_method_publish).
  for (const Json& digest : entry->at("tables")) {
    if (!has_state(c.state, key_of("table", digest.get<std::string>()))) {
      return Error{ErrorCode::parameters_not_read_back, digest.get<std::string>()};
    }
  }
  const auto plan = plan_issue(c.state, report);
  if (!plan.ok()) return plan.error();
  if (plan.value().vintages.empty()) return Error{ErrorCode::credits_not_positive, report};
  LINHUI_TRY(check_plan(vintages, plan.value(), report));
  LINHUI_TRY(mark_credited(c, *entry, report));

  const std::string developer = entry->at("developer");
  for (const VintageIssue& issue : plan.value().vintages) {
    SerialBlock own = issue.block, reserve = issue.block;
    own.last = issue.block.last - issue.buffer;
    reserve.first = own.last + 1;
    if (own.credits() > 0) {
      LINHUI_TRY(enter_block(c.state, {own, developer, BlockState::held, report, ""}));
    }
    if (issue.buffer > 0) {
      LINHUI_TRY(enter_block(c.state, {reserve, c.by(), BlockState::buffer, report, ""}));
    }
  }
  owner["net_e4"] = plan.value().net_e4;
  owner["credited"] = plan.value().credited;
  put_state(c.state, key_of("project", project), owner);
  (*entry)["state"] = "issued";
  (*entry)["issued_by"] = c.by();
  put_state(c.state, key_of("report", report), *entry);
  return {};
}

namespace {

// Whether the record falls on this day or after it, by its author's time.
bool has_come(const RuleContext& c, const std::string& day) {
  return shanghai_day(*parse_time(c.record.time())) >= *parse_day(day);
}

}  // namespace

// A transfer: nothing moves until the receiver accepts.
Result<void> rule_credit_offer(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string offer = f.id("offer");
  const std::string to = f.id("to");
  Result<void> status;
  const SerialBlock serials = read_serials(f.object("serials"), "body.serials", status);
  f.optional_text("note");
  const std::string expires = f.optional_day("expires");
  LINHUI_TRY(f.done());
  if (!status.ok()) return status.error();
  if (has_state(c.state, key_of("offer", offer))) return Error{ErrorCode::offer_exists, offer};
  const auto receiver = get_state(c.state, key_of("party", to));
  if (!receiver) return Error{ErrorCode::party_not_found, to};
  LINHUI_TRY(may_hold(c.state, serials.project, *receiver));
  const auto block = free_block(c.state, serials, c.by());
  if (!block.ok()) return block.error();
  if (!expires.empty() && has_come(c, expires)) return Error{ErrorCode::offer_expired, offer};
  move_serials(c.state, block.value(), serials, c.by(), BlockState::locked, offer);
  Json entry = {{"from", c.by()},
                {"to", to},
                {"serials", serials_json(serials)},
                {"state", "open"},
                {"index", c.index}};
  if (!expires.empty()) entry["expires"] = expires;
  put_state(c.state, key_of("offer", offer), entry);
  return {};
}

namespace {

enum class Answer { accepted, declined, withdrawn };

// An offer is the receiver's to accept or decline and the offerer's to withdraw. One that has
// expired can no longer be accepted; its credits stay locked until it is declined or withdrawn,
// as nothing moves without a record.
Result<void> close_offer(RuleContext& c, Answer answer) {
  Fields f(c.body(), "body");
  const std::string offer = f.id("offer");
  LINHUI_TRY(f.done());
  auto entry = get_state(c.state, key_of("offer", offer));
  if (!entry || entry->at("state") != "open") return Error{ErrorCode::offer_not_found, offer};
  if (answer == Answer::withdrawn) {
    if (entry->at("from") != c.by()) return Error{ErrorCode::not_offerer, c.by()};
  } else if (entry->at("to") != c.by()) {
    return Error{ErrorCode::not_receiver, c.by()};
  }
  const bool accepted = answer == Answer::accepted;
  if (accepted && entry->contains("expires") && has_come(c, entry->at("expires"))) {
    return Error{ErrorCode::offer_expired, offer};
  }
  Result<void> status;
  const SerialBlock serials = read_serials(entry->at("serials"), "offer", status);
  const auto block = find_block(c.state, serials);
  if (!block.ok()) return block.error();
  const std::string owner = entry->at(accepted ? "to" : "from");
  move_serials(c.state, block.value(), serials, owner, BlockState::held, "");
  (*entry)["state"] = accepted ? "accepted" : answer == Answer::declined ? "declined" : "withdrawn";
  put_state(c.state, key_of("offer", offer), *entry);
  return {};
}

}  // namespace

Result<void> rule_credit_accept(RuleContext& c) { return close_offer(c, Answer::accepted); }

Result<void> rule_credit_decline(RuleContext& c) { return close_offer(c, Answer::declined); }

Result<void> rule_credit_withdraw(RuleContext& c) { return close_offer(c, Answer::withdrawn); }

Result<void> rule_credit_retire(RuleContext& c) {
  Fields f(c.body(), "body");
  Result<void> status;
  const SerialBlock serials = read_serials(f.object("serials"), "body.serials", status);
  f.text("beneficiary", 300);
  f.text("purpose", 500);
  LINHUI_TRY(f.done());
  if (!status.ok()) return status.error();
  return retire_or_cancel(c, serials, BlockState::retired);
}

Result<void> rule_credit_cancel(RuleContext& c) {
  Fields f(c.body(), "body");
  Result<void> status;
  const SerialBlock serials = read_serials(f.object("serials"), "body.serials", status);
  f.text("reason", 500);
  LINHUI_TRY(f.done());
  if (!status.ok()) return status.error();
  return retire_or_cancel(c, serials, BlockState::cancelled);
}

}  // namespace linhui::ledger
