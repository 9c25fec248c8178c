#include "api/app/cases/runs.h"

#include <algorithm>

#include "api/app/desk/amounts.h"
#include "ledger/base/calendar.h"
#include "ledger/shares/distribution.h"
#include "ledger/state/run.h"
#include "ledger/state/sale.h"

namespace linhui::api::app {

Outcome<PreparedRun> prepare_run(const Desk& desk, const std::string& developer,
                                 const NewRun& run) {
  const auto sale = LINHUI_API_TRY(ledger::need<ledger::Sale>(desk.state(), run.sale));
  const auto from_day = ledger::parse_day(run.from), to_day = ledger::parse_day(run.to);
  if (!from_day || !to_day || *from_day >= *to_day) {
    return to_problem({ledger::ErrorCode::period_invalid, run.from + " – " + run.to});
  }
  ledger::DistributionRequest request;
  request.project = sale.project;
  request.scheme = run.scheme;
  request.amount_fen = sale.amount_fen;
  request.from_day = *from_day;
  request.to_day = *to_day;
  auto shares = LINHUI_API_TRY(ledger::distribute(desk.state(), request));
  PreparedRun result;
  ledger::RunCalculateBody& body = result.body;
  body.run = run.run;
  body.scheme = run.scheme;
  body.sale = run.sale;
  body.from = run.from;
  body.to = run.to;
  body.amount_fen = sale.amount_fen;
  body.steps = std::move(shares.steps);
  body.villages = std::move(shares.villages);
  body.rows = ledger::reference_to(shares.rows);
  const std::string amount = yuan_text(sale.amount_fen),
                    lines = grouped(static_cast<std::int64_t>(shares.rows.size()));
  result.prepared = desk.prepare(developer, body,
                                 {"Shares ¥" + amount + " of sale " + run.sale + " by scheme " +
                                      run.scheme + ": " + lines + " lines.",
                                  "按方案 " + run.scheme + " 分配交易 " + run.sale + " 的收益 ¥" +
                                      amount + "，共 " + lines + " 笔。"},
                                 std::move(shares.rows));
  return result;
}

Prepared prepare_run_approval(const Desk& desk, const std::string& collective,
                              const std::string& run, const Resolution& resolution) {
  const std::string votes = std::to_string(resolution.in_favour);
  return desk.prepare(
      collective,
      ledger::RunApproveBody{run, resolution.sha256, resolution.held_on, resolution.entitled,
                             resolution.present, resolution.in_favour, resolution.against},
      {name_of_party(desk.state(), collective) + " approves distribution " + run + ", " + votes +
           " in favour.",
       name_of_party(desk.state(), collective) + "表决通过分配 " + run + "，赞成 " + votes +
           " 人。"});
}

Prepared prepare_run_notice(const Desk& desk, const std::string& developer, const std::string& run,
                            const ledger::Hash& notice_sha256) {
  return desk.prepare(developer, ledger::RunPublishBody{run, notice_sha256},
                      {"Publishes distribution " + run + ": the notice begins today.",
                       "公示分配 " + run + "，自今日起计。"});
}

Prepared prepare_run_final(const Desk& desk, const std::string& developer, const std::string& run) {
  return desk.prepare(developer, ledger::RunFinaliseBody{run},
                      {"Closes the notice on distribution " + run + ": it is final.",
                       "分配 " + run + " 公示期满，予以确定。"});
}

Outcome<std::vector<ledger::ShareLine>> run_lines(const ledger::LedgerView& view,
                                                  const std::string& id) {
  const auto run = LINHUI_API_TRY(ledger::need<ledger::Run>(view.state(), id));
  const auto rows = LINHUI_API_TRY(view.rows(run.root, run.row_count));
  std::vector<ledger::ShareLine> lines;
  lines.reserve(rows.size());
  for (const std::string& bytes : rows) {
    lines.push_back(LINHUI_API_TRY(ledger::row_of<ledger::ShareLine>(bytes)));
  }
  return lines;
}

Outcome<PreparedPayment> prepare_payment(const Desk& desk, const std::string& developer,
                                         const std::string& run, const std::string& paid_on,
                                         const std::vector<std::uint64_t>& chosen) {
  const auto lines = LINHUI_API_TRY(run_lines(desk.view(), run));
  PreparedPayment payment;
  ledger::Rows rows;
  std::int64_t sum_fen = 0;
  for (const ledger::ShareLine& line : lines) {
    const std::string place = ledger::line_id(line.line);
    const bool wanted = std::find(chosen.begin(), chosen.end(),
                                  static_cast<std::uint64_t>(line.line)) != chosen.end();
    const bool open = !line.held && line.amount_fen != 0 &&
                      !ledger::has<ledger::Payment>(desk.state(), run, place);
    if (chosen.empty() ? !open : !wanted) continue;
    const KeptPayment kept{run + "-" + place, ledger::hex(ledger::random_bytes(16))};
    rows.push_back(ledger::row_bytes(
        ledger::PaidLine{line.line, commitment(kept.salt, PaymentDetails{kept.reference})}));
    payment.openings.put(kept, run, place);
    sum_fen += line.amount_fen;
  }
  ledger::RunPayBody body{run, paid_on, ledger::reference_to(rows)};
  const std::string amount = yuan_text(sum_fen),
                    count = grouped(static_cast<std::int64_t>(rows.size()));
  payment.prepared = desk.prepare(
      developer, body,
      {"The bank paid " + count + " lines of distribution " + run + ", ¥" + amount + ", on " +
           paid_on + ".",
       "银行于 " + paid_on + " 支付分配 " + run + " 的 " + count + " 笔，共 ¥" + amount + "。"},
      std::move(rows));
  return payment;
}

Outcome<std::uint64_t> record_payment(Workspace& workspace, PreparedPayment payment) {
  return record_beside(workspace, std::move(payment.prepared), pending_of(payment.openings));
}

}  // namespace linhui::api::app
