// Distributions of a settled sale.
#include "api/app/cases/runs.h"

#include <algorithm>

#include "ledger/state/sale.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

void close(Book& book) {
  for (const char* village : {"village-1", "village-2"}) {
    book.record(prepare_run_approval(book.desk(), village, "D", kCarried));
  }
  book.record(prepare_run_notice(book.desk(), "dev", "D", paper("notice")));
  book.wait_days(10);
  book.record(prepare_run_final(book.desk(), "dev", "D"));
}

}  // namespace

TEST(Runs, ShareASaleToTheFen) {
  const Book book(Book::calculated);
  const auto sale = ledger::read<ledger::Sale>(book.desk().state(), "S");
  const auto lines = value_of(run_lines(book.workspace().view(), "D"));
  std::int64_t sum = 0;
  for (const auto& line : lines) sum += line.amount_fen;
  EXPECT_EQ(sum, sale->amount_fen);
  EXPECT_EQ(lines.front().party, "dev");
  // Nobody has said who receives the carbon income of stand B.
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.held; }),
            1);
  EXPECT_EQ(code_of(run_lines(book.workspace().view(), "Q")), "run_not_found");
}

TEST(Runs, RefuseWhatCannotBeShared) {
  const Book book(Book::calculated);
  const auto code = [&](const NewRun& run) {
    return code_of(prepare_run(book.desk(), "dev", run));
  };
  EXPECT_EQ(code({"E", "F", "Q", "2021-01-01", "2023-01-01"}), "sale_not_found");
  EXPECT_EQ(code({"E", "F", "S", "2023-01-01", "2021-01-01"}), "period_invalid");
  EXPECT_EQ(code({"E", "Q", "S", "2021-01-01", "2023-01-01"}), "scheme_not_found");
}

TEST(Runs, AreApprovedByEveryVillageAndLieOpen) {
  Book book(Book::calculated);
  const Prepared approval = prepare_run_approval(book.desk(), "village-1", "D", kCarried);
  EXPECT_EQ(approval.signers, Signers{"village-1"});
  const auto body = body_in<ledger::RunApproveBody>(approval);
  EXPECT_EQ(body.resolution_sha256, paper("minutes"));
  EXPECT_EQ(body.in_favour, 8);
  book.record(approval);
  book.record(prepare_run_approval(book.desk(), "village-2", "D", kCarried));
  book.record(prepare_run_notice(book.desk(), "dev", "D", paper("notice")));
  book.wait_days(9);
  EXPECT_EQ(book.refusal(prepare_run_final(book.desk(), "dev", "D")), "notice_too_short");
  book.wait_days(1);
  book.record(prepare_run_final(book.desk(), "dev", "D"));
}

// The bank's reference is beside the ledger; the log has a commitment that it opens.
TEST(Runs, ArePaidOnceWithACommitment) {
  Book book(Book::calculated);
  close(book);
  PreparedPayment payment = value_of(prepare_payment(book.desk(), "dev", "D", book.desk().today()));
  expect_whole(payment.prepared);
  EXPECT_EQ(payment.prepared.signers, Signers{"dev"});
  const auto rows = payment.prepared.rows;
  EXPECT_EQ(rows.size(), 2u) << "the developer's line and a household's; the other is held";
  value_of(record_payment(book.workspace(), std::move(payment)));
  const PrivateStore store(book.workspace().private_folder());
  for (const std::string& bytes : rows) {
    const auto line = ledger::row_of<ledger::PaidLine>(bytes).value();
    const auto kept = store.read<KeptPayment>("D", ledger::line_id(line.line));
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(commitment(kept->salt, PaymentDetails{kept->reference}), line.reference);
  }
  EXPECT_EQ(
      value_of(prepare_payment(book.desk(), "dev", "D", book.desk().today())).prepared.rows.size(),
      0u);
}

}  // namespace linhui::api::app
