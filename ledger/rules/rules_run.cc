// Rules of distributions: calculated → approved → published → final → part_paid → paid.
#include <algorithm>

#include "ledger/base/calendar.h"
#include "ledger/rules/rule.h"
#include "ledger/shares/distribution.h"
#include "ledger/state/run.h"
#include "ledger/state/sale.h"
#include "ledger/state/scheme.h"
#include "ledger/store/log_keys.h"

namespace linhui::ledger {
namespace {

Result<Run> run_in(const View& state, const std::string& id,
                   std::initializer_list<RunState> states) {
  Run run = LINHUI_TRY(need<Run>(state, id));
  if (std::find(states.begin(), states.end(), run.state) != states.end()) return run;
  return Error{ErrorCode::run_state, std::string(word_of(run.state))};
}

std::int64_t record_day(const RuleContext& c) { return shanghai_day(*parse_time(c.record.time())); }

Result<void> check_developer(const RuleContext& c, const Run& run) {
  if (run.developer == c.by()) return {};
  return Error{ErrorCode::role_missing, c.by()};
}

// Enters every line under its party; gives how many can be paid.
Result<std::int64_t> enter_lines(RuleContext& c, const std::string& run, const Rows& rows,
                                 std::int64_t amount_fen) {
  std::int64_t sum_fen = 0, payable = 0;
  for (const std::string& bytes : rows) {
    const ShareLine line = LINHUI_TRY(row_of<ShareLine>(bytes));
    sum_fen += line.amount_fen;
    if (!line.held && line.amount_fen > 0) ++payable;
    write(c.state, Share{line.amount_fen, line.held}, line.party, run, line_id(line.line));
  }
  // exact-split: to the fen.
  if (sum_fen != amount_fen) return Error{ErrorCode::shares_mismatch, run};
  return payable;
}

}  // namespace

// The ledger calculates the distribution itself; the record must say the same, row by row.
Result<void> rule_run_calculate(RuleContext& c, const RunCalculateBody& body) {
  if (body.amount_fen <= 0) return Error{ErrorCode::amount_not_positive, body.run};
  if (has<Run>(c.state, body.run)) return Error{ErrorCode::run_exists, body.run};
  DistributionRequest request;
  request.scheme = body.scheme;
  request.amount_fen = body.amount_fen;
  request.from_day = *parse_day(body.from);
  request.to_day = *parse_day(body.to);
  if (request.from_day >= request.to_day) return Error{ErrorCode::period_invalid, body.run};
  Sale sale = LINHUI_TRY(need<Sale>(c.state, body.sale));
  if (sale.state != SaleState::settled || !sale.run.empty() || sale.amount_fen != body.amount_fen) {
    return Error{ErrorCode::cash_not_distributable, body.sale};
  }
  request.project = sale.project;
  const Scheme scheme = LINHUI_TRY(need<Scheme>(c.state, body.scheme));
  if (scheme.project != request.project) return Error{ErrorCode::scheme_not_found, body.scheme};
  if (sale.seller != c.by()) return Error{ErrorCode::role_missing, c.by()};

  const Distribution expected = LINHUI_TRY(distribute(c.state, request));
  if (reference_to(expected.rows) != body.rows || expected.steps != body.steps ||
      expected.villages != body.villages) {
    return Error{ErrorCode::shares_mismatch, body.run};
  }
  Run run;
  for (const VillageOutcome& village : body.villages) {
    const auto& adopters = scheme.adopters;
    if (std::find(adopters.begin(), adopters.end(), village.collective) == adopters.end()) {
      return Error{ErrorCode::scheme_not_found,
                   body.scheme + ", not adopted by " + village.collective};
    }
    run.approvals[village.collective] = false;
  }
  run.payable = LINHUI_TRY(enter_lines(c, body.run, expected.rows, body.amount_fen));
  sale.run = body.run;
  write(c.state, sale, body.sale);
  run.project = request.project;
  run.scheme = body.scheme;
  run.sale = body.sale;
  run.developer = c.by();
  run.from = body.from;
  run.to = body.to;
  run.amount_fen = body.amount_fen;
  run.root = body.rows.root;
  run.row_count = body.rows.count;
  run.index = c.index;
  write(c.state, run, body.run);
  return {};
}

// Each village's collective approves by resolution; with the last of them the run is approved.
Result<void> rule_run_approve(RuleContext& c, const RunApproveBody& body) {
  Run run = LINHUI_TRY(run_in(c.state, body.run, {RunState::calculated}));
  if (!run.approvals.contains(c.by())) return Error{ErrorCode::role_missing, c.by()};
  const Scheme scheme = LINHUI_TRY(need<Scheme>(c.state, run.scheme));
  const bool quorate = body.present <= body.entitled &&
                       body.present * scheme.quorum_den >= body.entitled * scheme.quorum_num;
  if (!quorate || body.in_favour + body.against > body.present ||
      body.in_favour * 2 <= body.present) {
    return Error{ErrorCode::resolution_not_carried, c.by()};
  }
  run.approvals[c.by()] = true;
  if (std::all_of(run.approvals.begin(), run.approvals.end(),
                  [](const auto& a) { return a.second; })) {
    run.state = RunState::approved;
  }
  write(c.state, run, body.run);
  return {};
}

// The notice begins on the day of the record: it cannot be dated back.
Result<void> rule_run_publish(RuleContext& c, const RunPublishBody& body) {
  Run run = LINHUI_TRY(run_in(c.state, body.run, {RunState::approved}));
  LINHUI_TRY(check_developer(c, run));
  run.state = RunState::published;
  run.notice_from = day_text(record_day(c));
  write(c.state, run, body.run);
  return {};
}

Result<void> rule_run_finalise(RuleContext& c, const RunFinaliseBody& body) {
  Run run = LINHUI_TRY(run_in(c.state, body.run, {RunState::published}));
  LINHUI_TRY(check_developer(c, run));
  const Scheme scheme = LINHUI_TRY(need<Scheme>(c.state, run.scheme));
  if (record_day(c) < *parse_day(run.notice_from) + scheme.notice_days) {
    return Error{ErrorCode::notice_too_short, body.run};
  }
  run.state = RunState::final;
  write(c.state, run, body.run);
  return {};
}

namespace {

// Marks one line as paid. It is payable once, where it has something to pay and is not held.
Result<void> pay_line(RuleContext& c, const Run& run, const std::string& id, std::string_view bytes,
                      const std::string& paid_on) {
  const PaidLine paid = LINHUI_TRY(row_of<PaidLine>(bytes));
  const auto row =
      c.state.get(Table::row, row_key(run.root, static_cast<std::uint64_t>(paid.line)));
  const auto line = row ? row_of<ShareLine>(*row) : Error{ErrorCode::rows_missing};
  if (!line.ok() || line.value().held || line.value().amount_fen == 0 ||
      has<Payment>(c.state, id, line_id(paid.line))) {
    return Error{ErrorCode::line_not_payable, std::to_string(paid.line)};
  }
  write(c.state, Payment{paid_on, c.index}, id, line_id(paid.line));
  return {};
}

}  // namespace

// Which lines were paid, with a commitment to the bank's reference of each.
Result<void> rule_run_pay(RuleContext& c, const RunPayBody& body) {
  Run run = LINHUI_TRY(run_in(c.state, body.run, {RunState::final, RunState::part_paid}));
  LINHUI_TRY(check_developer(c, run));
  Result<void> paid;
  std::int64_t count = 0;
  const bool complete =
      scan_rows(c.state, body.rows.root, body.rows.count, [&](auto, std::string_view bytes) {
        paid = pay_line(c, run, body.run, bytes, body.paid_on);
        ++count;
        return paid.ok();
      });
  LINHUI_TRY(paid);
  if (!complete || count == 0) return Error{ErrorCode::rows_missing};
  run.paid += count;
  run.state = run.paid == run.payable ? RunState::paid : RunState::part_paid;
  write(c.state, run, body.run);
  return {};
}

}  // namespace linhui::ledger
