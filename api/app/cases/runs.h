// Distributions of a settled sale: calculated, approved, published, closed, paid.
#pragma once

#include "api/app/desk/two_stores.h"
#include "api/app/desk/workspace.h"
#include "ledger/bodies/run.h"

namespace linhui::api::app {

struct NewRun {
  std::string run, scheme, sale, from, to;  // [from, to), calendar days
};
struct PreparedRun {
  Prepared prepared;              // run.calculate
  ledger::RunCalculateBody body;  // the same, to be looked at before it is signed
};
// Works the whole distribution out. Whether the sale is settled and not yet distributed the ledger
// asks. Errors: sale_not_found, period_invalid; ledger::distribute()'s.
Outcome<PreparedRun> prepare_run(const Desk& desk, const std::string& developer, const NewRun& run);

// A village's vote on a run; the counts are of people.
struct Resolution {
  ledger::Hash sha256{};  // of the minutes
  std::string held_on;    // day
  std::int64_t entitled = 0, present = 0, in_favour = 0, against = 0;
};
// run.approve, by one village's collective.
Prepared prepare_run_approval(const Desk& desk, const std::string& collective,
                              const std::string& run, const Resolution& resolution);
// run.publish: the notice period begins on the record's day.
Prepared prepare_run_notice(const Desk& desk, const std::string& developer, const std::string& run,
                            const ledger::Hash& notice_sha256);
// run.finalise.
Prepared prepare_run_final(const Desk& desk, const std::string& developer, const std::string& run);

struct PreparedPayment {
  Prepared prepared;        // run.pay
  PrivateChanges openings;  // kept beside the ledger, of recorded lines: what the
                            // commitments to the bank's references open to
};
// The bank's result: every payable line that is still open, or those of the lines given that the
// run has. The reference of a line is <run>-<line>. `paid_on` is a day. Where there is nothing to
// pay the ledger refuses the record. Errors: run_not_found, rows_missing, row_malformed.
Outcome<PreparedPayment> prepare_payment(const Desk& desk, const std::string& developer,
                                         const std::string& run, const std::string& paid_on,
                                         const std::vector<std::uint64_t>& lines = {});
// Records it, with what opens the commitments beside it. Gives the record's index. Errors:
// record_beside()'s (two_stores.h).
Outcome<std::uint64_t> record_payment(Workspace& workspace, PreparedPayment payment);

// The lines of a run, in order. Errors: run_not_found, rows_missing, row_malformed.
Outcome<std::vector<ledger::ShareLine>> run_lines(const ledger::LedgerView& view,
                                                  const std::string& run);

}  // namespace linhui::api::app
