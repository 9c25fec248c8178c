// What cases are prepared from.
#include "api/app/desk/desk.h"

#include "ledger/bodies/project.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {

TEST(Desks, PrepareForTheirMomentAndLedger) {
  const Book book(Book::admitted);
  // 23:30 UTC is the next morning in Shanghai.
  const Desk desk(book.workspace().view(), *ledger::parse_time("2026-01-05T23:30:00Z"));
  EXPECT_EQ(desk.today(), "2026-01-06");
  const Prepared prepared = prepare_approval(desk, "bureau", "P");
  const auto record = record_of(prepared);
  EXPECT_EQ(record.time(), "2026-01-05T23:30:00Z");
  EXPECT_EQ(record.ledger(), book.workspace().view().id());
  EXPECT_EQ(record.by(), "bureau");
  EXPECT_NE(record.request(), record_of(prepare_approval(desk, "bureau", "P")).request());
}

TEST(Desks, NameEachSignerOnce) {
  const Book book(Book::admitted);
  const ledger::ProjectApproveBody body{"P"};
  const Prepared prepared =
      book.desk().prepare("bureau", body, {"a", "甲"}, {}, {"dev", "bureau", "dev", "other"});
  EXPECT_EQ(prepared.signers, (Signers{"bureau", "dev", "other"}));
}

TEST(Desks, SeeOneSnapshot) {
  Book book(Book::opened);
  const Desk before = book.desk();
  value_of(admit_party(book.workspace(), "bureau", {"dev", "company", "D", "", "", {"buyer"}}));
  EXPECT_FALSE(ledger::has<ledger::Party>(before.state(), "dev"));
  EXPECT_EQ(name_of_party(before.state(), "dev"), "dev");
  EXPECT_EQ(name_of_party(book.desk().state(), "dev"), "D (dev)");
}

}  // namespace linhui::api::app
