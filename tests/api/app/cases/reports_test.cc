// Monitoring reports, filed and made again.
#include "api/app/cases/reports.h"

#include "tests/api/app/book.h"

namespace linhui::api::app {

TEST(Reports, SayEveryTermOfEveryVintage) {
  const Book book(Book::registered);
  ReportRequest request = Book::report("R");
  request.baseline_e4_a_year = 10'000;
  request.leakage_e4_a_year = 5'000;
  const PreparedReport made = value_of(prepare_report(book.desk(), "dev", request));
  expect_whole(made.prepared);
  EXPECT_EQ(made.prepared.signers, Signers{"dev"});
  const auto body = body_in<ledger::ReportFileBody>(made.prepared);
  EXPECT_EQ(body.gwp, "AR5");
  ASSERT_EQ(body.vintages.size(), 2u);
  ASSERT_EQ(made.vintages.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const ledger::VintageTerms& terms = body.vintages[i];
    EXPECT_EQ(terms.vintage, 2021 + static_cast<int>(i));
    EXPECT_EQ(terms.baseline_e4, 10'000);
    EXPECT_EQ(terms.leakage_e4, 5'000);
    EXPECT_EQ(terms.net_e4, terms.change_e4 - terms.project_emissions_e4 - 15'000);
    EXPECT_EQ(made.vintages[i].net_e4, terms.net_e4);
    EXPECT_GT(terms.net_e4, 0);
  }
  EXPECT_EQ(code_of(prepare_report(book.desk(), "dev",
                                   [] {
                                     ReportRequest unknown = Book::report("R");
                                     unknown.project = "Q";
                                     return unknown;
                                   }())),
            "project_not_found");
}

TEST(Reports, AreMadeAgainFromTheLedgerAlone) {
  Book book(Book::filed);
  const Recomputation again = value_of(recompute_report(book.workspace().view(), "R"));
  EXPECT_TRUE(again.equal()) << again.first_difference;
  EXPECT_EQ(again.reported_count, again.rows.size());
  const Prepared prepared =
      value_of(prepare_verification(book.desk(), "verifier", "R", "looks right"));
  expect_whole(prepared);
  EXPECT_EQ(prepared.signers, Signers{"verifier"});
  const auto body = body_in<ledger::ReportVerifyBody>(prepared);
  EXPECT_EQ(body.recomputed_root, again.reported_root);
  EXPECT_EQ(body.opinion, "looks right");
  EXPECT_EQ(code_of(prepare_verification(book.desk(), "verifier", "Q", "")), "report_not_found");
}

TEST(Reports, AreRejectedWithAReason) {
  Book book(Book::filed);
  const Prepared prepared = prepare_rejection(book.desk(), "verifier", "R", "no survey");
  EXPECT_EQ(body_in<ledger::ReportRejectBody>(prepared).reason, "no survey");
  book.record(prepared);
  EXPECT_NE(book.refusal(prepare_verification(book.desk(), "verifier", "R", "late")), "");
}

// Figures that are not the estimate's are not vouched for.
TEST(Reports, ThatDifferAreNotVerified) {
  Book book(Book::registered);
  auto made = value_of(prepare_report(book.desk(), "dev", Book::report("R")));
  auto body = body_in<ledger::ReportFileBody>(made.prepared);
  // The second vintage states a baseline of its own: no one statement a year gives both.
  body.vintages[1].baseline_e4 += 10'000;
  body.vintages[1].net_e4 -= 10'000;
  book.record(book.desk().prepare("dev", body, {"changed", "改动"}, made.prepared.rows));
  EXPECT_EQ(code_of(prepare_verification(book.desk(), "verifier", "R", "")),
            "recomputation_differs");
}

}  // namespace linhui::api::app
