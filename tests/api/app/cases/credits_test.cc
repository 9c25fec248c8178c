// Credits: issued, offered, answered, retired, cancelled.
#include "api/app/cases/credits.h"

#include "ledger/bodies/credit.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {

TEST(Credits, AreIssuedAsTheReportGives) {
  Book book(Book::filed);
  EXPECT_EQ(code_of(prepare_issue(book.desk(), "bureau", "Q")), "report_not_found");
  book.record(prepare_verification(book.desk(), "verifier", "R", "equal"));
  const Prepared prepared = value_of(prepare_issue(book.desk(), "bureau", "R"));
  expect_whole(prepared);
  EXPECT_EQ(prepared.signers, Signers{"bureau"});
  const auto body = body_in<ledger::CreditIssueBody>(prepared);
  ASSERT_EQ(body.vintages.size(), 2u);
  EXPECT_EQ(body.vintages[0].vintage, 2021);
  EXPECT_EQ(body.vintages[0].first, 1);
  EXPECT_GT(body.vintages[0].buffer, 0);
}

TEST(Credits, SerialsAreReadAsTheyAreWritten) {
  const Book book(Book::issued);
  const auto block = book.all_of(2021);
  const std::string text = ledger::to_string(block, book.workspace().view().id());
  EXPECT_EQ(value_of(read_serials(book.desk(), text)), block);
  EXPECT_EQ(code_of(read_serials(book.desk(), "LH-0-P-2021-1-2")), "serials_malformed");
  EXPECT_EQ(value_of(owner_of(book.desk(), block)), "dev");
  EXPECT_EQ(code_of(owner_of(book.desk(), Book::serials(2030, 1, 2))), "serials_unknown");
}

TEST(Credits, AnOfferIsAnsweredByTheOneItIsFor) {
  Book book(Book::issued);
  const auto first = [&](std::int64_t credits) {
    auto block = book.all_of(2021);
    block.last = block.first + credits - 1;
    return block;
  };
  const auto offer = [&](const std::string& id) {
    book.record(prepare_offer(book.desk(), "", first(5), {id, "buyer", "note", "2027-01-01"}));
  };
  const auto offered = first(5);
  offer("O1");
  const Prepared accepted = value_of(prepare_answer(book.desk(), "", "O1", OfferAnswer::accept));
  EXPECT_EQ(accepted.signers, Signers{"buyer"});
  EXPECT_EQ(record_of(accepted).type(), "credit.accept");
  EXPECT_EQ(body_in<ledger::OfferAnswerBody>(accepted).offer, "O1");
  book.record(accepted);
  EXPECT_EQ(value_of(owner_of(book.desk(), offered)), "buyer");
  offer("O2");
  book.record(prepare_answer(book.desk(), "", "O2", OfferAnswer::decline));
  offer("O3");
  const Prepared withdrawn = value_of(prepare_answer(book.desk(), "", "O3", OfferAnswer::withdraw));
  EXPECT_EQ(withdrawn.signers, Signers{"dev"}) << "the one whose offer it is";
  book.record(withdrawn);
  EXPECT_EQ(code_of(prepare_answer(book.desk(), "", "O4", OfferAnswer::accept)), "offer_not_found");
}

TEST(Credits, AnOfferWithoutAnIdGetsOne) {
  const Book book(Book::issued);
  const auto one =
      value_of(prepare_offer(book.desk(), "", book.all_of(2021), {"", "buyer", "", ""}));
  const auto two =
      value_of(prepare_offer(book.desk(), "", book.all_of(2021), {"", "buyer", "", ""}));
  EXPECT_NE(body_in<ledger::CreditOfferBody>(one).offer,
            body_in<ledger::CreditOfferBody>(two).offer);
}

TEST(Credits, EndForGood) {
  Book book(Book::issued);
  auto block = book.all_of(2021);
  block.last = block.first + 9;
  const Prepared retired =
      value_of(prepare_retirement(book.desk(), "", block, "Airline", "a flight"));
  EXPECT_EQ(retired.signers, Signers{"dev"});
  const auto body = body_in<ledger::CreditRetireBody>(retired);
  EXPECT_EQ(body.serials, block);
  EXPECT_EQ(body.beneficiary, "Airline");
  EXPECT_EQ(body.purpose, "a flight");
  book.record(retired);
  EXPECT_EQ(book.refusal(prepare_cancellation(book.desk(), "", block, "again")), "block_final");
  auto other = book.all_of(2022);
  book.record(prepare_cancellation(book.desk(), "", other, "error"));
  EXPECT_EQ(code_of(prepare_retirement(book.desk(), "", Book::serials(2030, 1, 1), "A", "f")),
            "serials_unknown");
}

}  // namespace linhui::api::app
