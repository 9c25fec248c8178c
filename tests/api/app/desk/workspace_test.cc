// Where every case that records begins and ends.
#include "api/app/desk/workspace.h"

#include "ledger/state/sale.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

NewSale first_sale(const Book& book) {
  return {"S", "dev", "buyer", {book.all_of(2021)}, 6'250, "negotiated", "contract"};
}

}  // namespace

TEST(Workspaces, SignAndSubmitInOne) {
  Book book(Book::issued);
  const Prepared prepared = value_of(prepare_sale(book.desk(), "", first_sale(book)));
  const auto index = value_of(book.workspace().record(prepared));
  EXPECT_EQ(index, book.size() - 1);
  const auto record = book.workspace().view().record(index).value();
  EXPECT_EQ(record.bytes, prepared.record) << "what was prepared is what stands in the log";
  EXPECT_EQ(record.signatures.size(), 2u);
}

// Seller and buyer sign the same bytes, each on a machine of their own; the seller submits.
TEST(Workspaces, TakeASignatureThatWasMadeElsewhere) {
  Book book(Book::issued);
  const auto elsewhere = book.file("buyer.keys");
  std::filesystem::create_directory(elsewhere);
  const Keyring& here = book.workspace().keys();
  std::filesystem::rename(here.file_of("buyer"), Keyring(elsewhere).file_of("buyer"));

  const Prepared prepared = value_of(prepare_sale(book.desk(), "", first_sale(book)));
  EXPECT_EQ(code_of(book.workspace().sign(prepared)), "key_not_at_hand");
  EXPECT_EQ(code_of(book.workspace().record(prepared)), "key_not_at_hand");

  const auto signed_by = [&](const Keyring& keys, const char* party) {
    return ledger::sign_record(prepared.record, value_of(keys.load(party)));
  };
  const std::uint64_t before = book.size();
  EXPECT_EQ(code_of(book.workspace().submit(prepared, {signed_by(here, "dev")})),
            "signature_missing");
  EXPECT_EQ(book.size(), before);
  const auto index = value_of(book.workspace().submit(
      prepared, {signed_by(here, "dev"), signed_by(Keyring(elsewhere), "buyer")}));
  EXPECT_EQ(index, before);
  EXPECT_TRUE(ledger::has<ledger::Sale>(book.desk().state(), "S"));
}

TEST(Workspaces, TakeOneRecordOnce) {
  Book book(Book::issued);
  const Prepared prepared = value_of(prepare_sale(book.desk(), "", first_sale(book)));
  const auto signatures = value_of(book.workspace().sign(prepared));
  const auto index = value_of(book.workspace().submit(prepared, signatures));
  EXPECT_EQ(value_of(book.workspace().submit(prepared, signatures)), index);
  EXPECT_EQ(book.size(), index + 1);
}

TEST(Workspaces, ARefusalLeavesNothing) {
  Book book(Book::issued);
  const auto checkpoint = book.workspace().view().checkpoint();
  NewSale sale = first_sale(book);
  sale.buyer = "nobody";
  Prepared prepared = value_of(prepare_sale(book.desk(), "", sale));
  prepared.signers = {"dev"};
  EXPECT_NE(book.refusal(prepared), "");
  EXPECT_EQ(book.refusal(prepare_settlement(book.desk(), "", "S", {}, "2026-01-05", paper("a"))),
            "sale_not_found")
      << "a preparation that failed is given back as it is";
  EXPECT_EQ(book.workspace().view().checkpoint(), checkpoint);
}

TEST(Workspaces, AReaderCannotWrite) {
  Book book(Book::admitted);
  const auto reader = value_of(Workspace::open(book.path(), Workspace::Mode::read));
  EXPECT_EQ(reader->view().size(), book.size());
  EXPECT_EQ(code_of(Workspace::open(book.path(), Workspace::Mode::write)), "writer_busy");
  EXPECT_EQ(code_of(Workspace::open(book.file("none"), Workspace::Mode::read)), "ledger_not_found");
  EXPECT_EQ(reader->keys().folder(), keys_beside(book.path()));
}

}  // namespace linhui::api::app
