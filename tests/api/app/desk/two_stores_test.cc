// One truth over the log and the private store, wherever a command is ended.
#include "api/app/desk/two_stores.h"

#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

exchange::RightsFile register_of(const Book& book) {
  return exchange::read_rights(
      book.write("register.csv",
                 "certificate_no,stand_id,type,holder_code,holder_name,holder_kind,village,"
                 "township,area_ha,from,basis\n"
                 "C1,A,contract,1,张三丰,household,V1,T,12,20100101,contract\n"
                 "C2,B,contract,2,李四,household,V2,T,8,20100101,contract\n")
          .string());
}

std::vector<std::string> in_words(const std::vector<Card>& cards) {
  std::vector<std::string> words;
  for (const Card& card : cards) words.push_back(card.household_no + " " + card.pin);
  return words;
}

// A keeper that has seen the cards and could not keep them.
struct FullDisk {
  std::vector<Card> seen;
  CardKeeper keeper() {
    return {[this](const std::vector<Card>& cards) -> Outcome<void> {
              seen = cards;
              return to_problem({ledger::ErrorCode::disk_full, "cards.csv"});
            },
            {}};
  }
};

}  // namespace

TEST(TwoStores, KeepNothingOfARefusal) {
  Book book(Book::registered);
  PrivateStore store(book.workspace().private_folder());
  Prepared prepared =
      value_of(prepare_rights(book.desk(), store, "bureau", register_of(book))).prepared;
  prepared.rows.pop_back();  // not the rows that the record names
  PrivateChanges beside;
  beside.put(KeptNumber{"h1"}, "n1");
  EXPECT_EQ(code_of(record_beside(book.workspace(), prepared, pending_of(beside))),
            "rows_mismatch");
  EXPECT_TRUE(store.scan<KeptPending>().empty());
  EXPECT_FALSE(store.read<KeptNumber>("n1"));
}

TEST(TwoStores, HaveBothWhenItIsRecorded) {
  Book book(Book::registered);
  const auto done = value_of(import_rights(book.workspace(), "bureau", register_of(book)));
  PrivateStore store(book.workspace().private_folder());
  EXPECT_EQ(done.index, book.size() - 1);
  EXPECT_EQ(store.scan<KeptHolder>().size(), 2u);
  EXPECT_EQ(store.scan<KeptCard>().size(), 2u);
  told(store, done.request);
  EXPECT_TRUE(store.scan<KeptPending>().empty());
}

// Ended between the log's commit and the private store's: the next writer does the rest.
TEST(TwoStores, AreMadeOneByTheNextWriter) {
  Book book(Book::registered);
  const auto folder = book.workspace().private_folder();
  PrivateStore store(folder);
  auto ready = value_of(prepare_rights(book.desk(), store, "bureau", register_of(book)));
  const KeptPending pending = pending_of(ready.kept);
  const std::string request = request_of(ready.prepared);
  value_of(book.workspace().record(std::move(ready.prepared), [&]() -> Outcome<void> {
    PrivateChanges changes;
    changes.put(pending, request);
    return store.write(changes);
  }));
  EXPECT_TRUE(store.scan<KeptHolder>().empty()) << "nobody sees what is pending";
  ASSERT_TRUE(settle(book.workspace().view(), store, false).ok());
  EXPECT_EQ(store.scan<KeptHolder>().size(), 2u);
  EXPECT_TRUE(store.scan<KeptPending>().empty());
}

TEST(TwoStores, DropWhatIsNotInTheLogUnderItsLockAlone) {
  Book book(Book::registered);
  PrivateStore store(book.workspace().private_folder());
  PrivateChanges beside, kept, of_a_file;
  beside.put(KeptNumber{"h1"}, "n1");
  kept.put(pending_of(beside), "r-of-nothing");
  KeptPending file = pending_of(beside);
  file.source = "ab";
  of_a_file.put(file, "r-of-a-file");
  ASSERT_TRUE(store.write(kept).ok());
  ASSERT_TRUE(store.write(of_a_file).ok());
  ASSERT_TRUE(settle(book.workspace().view(), store, false).ok());
  EXPECT_EQ(store.scan<KeptPending>().size(), 2u);
  ASSERT_TRUE(settle(book.workspace().view(), store, true).ok());
  ASSERT_EQ(store.scan<KeptPending>().size(), 1u) << "the file may be given again";
  EXPECT_EQ(store.scan<KeptPending>()[0].first, "r-of-a-file");
  EXPECT_FALSE(store.read<KeptNumber>("n1"));
}

// The cards' file comes before the log: where it cannot be kept nothing is recorded. What was
// written of it stays true, as the same register gives the same cards.
TEST(TwoStores, GiveTheSameCardsForTheSameRegister) {
  Book book(Book::registered);
  const std::uint64_t before = book.size();
  FullDisk disk;
  const auto file = register_of(book);
  EXPECT_EQ(code_of(import_rights(book.workspace(), "bureau", file, false, disk.keeper())),
            "disk_full");
  EXPECT_EQ(book.size(), before);
  PrivateStore store(book.workspace().private_folder());
  EXPECT_TRUE(store.scan<KeptCard>().empty());

  const auto done = value_of(import_rights(book.workspace(), "bureau", file));
  EXPECT_EQ(in_words(done.cards), in_words(disk.seen));
  EXPECT_EQ(book.size(), before + 1);
  CardDesk desk(book.workspace().private_folder());
  for (const Card& card : done.cards) {
    EXPECT_TRUE(desk.open(card.household_no, card.pin, {"test"}, book.workspace().now()).ok());
  }
}

// Ended after all of it was recorded and before it was told: the same command again tells it.
TEST(TwoStores, TellTheSameRecordAgainUntilItIsTold) {
  Book book(Book::registered);
  const auto file = register_of(book);
  const auto first = value_of(import_rights(book.workspace(), "bureau", file));
  std::vector<Card> kept;
  const auto again = value_of(import_rights(book.workspace(), "bureau", file, false,
                                            {[&](const std::vector<Card>& cards) -> Outcome<void> {
                                               kept = cards;
                                               return {};
                                             },
                                             {}}));
  EXPECT_EQ(again.index, first.index);
  EXPECT_EQ(book.size(), first.index + 1);
  EXPECT_EQ(in_words(again.cards), in_words(first.cards));
  EXPECT_EQ(in_words(kept), in_words(first.cards));
  EXPECT_EQ(again.rights, first.rights);
  EXPECT_EQ(again.holders, first.holders);
  PrivateStore store(book.workspace().private_folder());
  told(store, again.request);
  EXPECT_NE(code_of(import_rights(book.workspace(), "bureau", file)), "");
}

}  // namespace linhui::api::app
