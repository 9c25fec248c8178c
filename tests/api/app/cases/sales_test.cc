// Sales, which both sides sign.
#include "api/app/cases/sales.h"

#include "ledger/bodies/sale.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

NewSale sale_of(const Book& book, std::int64_t price_fen = 6'250) {
  return {"S", "dev", "buyer", {book.all_of(2021), book.all_of(2022)}, price_fen, "listed", "c 1"};
}

}  // namespace

TEST(Sales, AmountFollowsFromBlocksAndPrice) {
  const Book book(Book::issued);
  const NewSale sale = sale_of(book);
  const Prepared prepared = value_of(prepare_sale(book.desk(), "", sale));
  expect_whole(prepared);
  EXPECT_EQ(prepared.signers, (Signers{"dev", "buyer"}));
  const auto body = body_in<ledger::SaleMatchBody>(prepared);
  EXPECT_EQ(body.tonnes, sale.blocks[0].credits() + sale.blocks[1].credits());
  EXPECT_EQ(body.amount_fen, body.tonnes * 6'250);
  EXPECT_EQ(body.mode, ledger::SaleMode::listed);
  EXPECT_EQ(value_of(prepare_sale(book.desk(), "buyer", sale)).signers, (Signers{"buyer", "dev"}));

  NewSale other = sale;
  other.mode = "gift";
  EXPECT_EQ(code_of(prepare_sale(book.desk(), "", other)), "sale_mode_unknown");
  other = sale_of(book, std::int64_t{1} << 62);
  EXPECT_EQ(code_of(prepare_sale(book.desk(), "", other)), "amount_overflow");
}

TEST(Sales, AreSettledForTheirAmountUnlessSaid) {
  Book book(Book::issued);
  book.record(prepare_sale(book.desk(), "", sale_of(book)));
  const auto sale = ledger::read<ledger::Sale>(book.desk().state(), "S");
  const auto body = [&](std::optional<std::int64_t> fen) {
    return body_in<ledger::SaleSettleBody>(
        value_of(prepare_settlement(book.desk(), "", "S", fen, "2026-01-05", paper("advice"))));
  };
  EXPECT_EQ(body({}).received_fen, sale->amount_fen);
  EXPECT_EQ(body(7).received_fen, 7);
  EXPECT_EQ(body({}).evidence_sha256, paper("advice"));
  EXPECT_NE(book.refusal(prepare_settlement(book.desk(), "", "S", 7, "2026-01-05", paper("a"))),
            "");
  EXPECT_EQ(code_of(prepare_settlement(book.desk(), "", "Q", {}, "2026-01-05", paper("a"))),
            "sale_not_found");
}

TEST(Sales, AreUndoneBeforeTheyAreSettled) {
  Book book(Book::issued);
  const auto blocks = sale_of(book).blocks;
  book.record(prepare_sale(book.desk(), "", sale_of(book)));
  const Prepared undone = value_of(prepare_sale_cancellation(book.desk(), "", "S", "no money"));
  EXPECT_EQ(undone.signers, (Signers{"dev", "buyer"}));
  EXPECT_EQ(body_in<ledger::SaleCancelBody>(undone).reason, "no money");
  book.record(undone);
  EXPECT_EQ(book.all_of(2021), blocks[0]) << "free again";
  EXPECT_EQ(code_of(prepare_sale_cancellation(book.desk(), "", "Q", "")), "sale_not_found");
}

}  // namespace linhui::api::app
