// A writer's newest checkpoint beside the keys, and what it says of a ledger that went back.
#include "api/app/desk/kept_checkpoint.h"

#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

namespace fs = std::filesystem;

KeptCheckpoint kept_of(const Book& book) {
  return {book.workspace().keys().folder(), book.workspace().view().id()};
}

NewParty company(const std::string& name) { return {name, "company", name, "", "", {"buyer"}}; }

// A copy of the book's ledger as it is now, in a folder of its own.
fs::path copied(const Book& book, const std::string& name) {
  const fs::path folder = book.file(name);
  fs::create_directory(folder);
  fs::copy_file(book.path() / "data.mdb", folder / "data.mdb");
  return folder;
}

}  // namespace

TEST(KeptCheckpoints, AreTheNewestAfterEveryCommit) {
  const Book book(Book::opened);
  const KeptCheckpoint kept = kept_of(book);
  for (const char* name : {"a", "b"}) {
    EXPECT_EQ(value_of(kept.read()), book.workspace().view().checkpoint());
    value_of(admit_party(book.workspace(), "bureau", company(name)));
  }
  EXPECT_EQ(value_of(kept.read()), book.workspace().view().checkpoint());
  // A refusal leaves it, and nothing beside it.
  EXPECT_EQ(code_of(admit_party(book.workspace(), "a", company("c"))), "role_missing");
  EXPECT_EQ(value_of(kept.read()), book.workspace().view().checkpoint());
  for (const auto& entry : fs::directory_iterator(book.workspace().keys().folder())) {
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
  }
}

// Yesterday's copy in the live ledger's place, or beside it with the same keys.
TEST(KeptCheckpoints, BarTheWriterOfALedgerThatWentBack) {
  const Book book(Book::opened);
  const fs::path yesterday = copied(book, "yesterday");
  value_of(admit_party(book.workspace(), "bureau", company("a")));
  const fs::path keys = book.workspace().keys().folder();

  EXPECT_EQ(code_of(Workspace::open(yesterday, Workspace::Mode::write, keys)), "ledger_behind");
  const auto read = value_of(Workspace::open(yesterday, Workspace::Mode::read, keys));
  ASSERT_TRUE(read->gone_back());
  EXPECT_EQ(read->gone_back()->code, "ledger_behind");
  EXPECT_FALSE(value_of(Workspace::open(book.path(), Workspace::Mode::read))->gone_back());

  // Whoever carries the keys away from the kept checkpoint can fork the log; not under both.
  const fs::path bare = book.file("bare");
  fs::create_directory(bare);
  for (const auto& entry : fs::directory_iterator(keys)) {
    if (entry.path().extension() != ".checkpoint") {
      fs::copy_file(entry.path(), bare / entry.path().filename());
    }
  }
  {
    const auto fork = value_of(Workspace::open(yesterday, Workspace::Mode::write, bare));
    value_of(admit_party(*fork, "bureau", company("b")));
    value_of(admit_party(*fork, "bureau", company("c")));
  }
  EXPECT_EQ(code_of(Workspace::open(yesterday, Workspace::Mode::write, keys)), "ledger_forked");
  EXPECT_EQ(value_of(Workspace::open(yesterday, Workspace::Mode::read, keys))->gone_back()->code,
            "ledger_forked");
}

// A crash between the commit and the keeping leaves an older one, and its room.
TEST(KeptCheckpoints, MayBeOlderThanTheLedger) {
  const Book book(Book::opened);
  const KeptCheckpoint kept = kept_of(book);
  const std::string older = *value_of(kept.read());
  value_of(admit_party(book.workspace(), "bureau", company("a")));
  std::ofstream(kept.file(), std::ios::binary) << older;
  std::ofstream(kept.file().string() + ".part", std::ios::binary) << std::string(4096, '\0');
  value_of(admit_party(book.workspace(), "bureau", company("b")));
  EXPECT_EQ(value_of(kept.read()), book.workspace().view().checkpoint());
  EXPECT_FALSE(value_of(Workspace::open(book.path(), Workspace::Mode::read))->gone_back());
}

TEST(KeptCheckpoints, BarTheWriterWhereTheyAreNotOfTheLedger) {
  const Book book(Book::opened), other(Book::opened);
  const fs::path copy = copied(book, "copy");
  const fs::path keys = book.workspace().keys().folder();
  for (const std::string& bytes :
       {std::string("scribble"), std::string(), other.workspace().view().checkpoint()}) {
    std::ofstream(kept_of(book).file(), std::ios::binary) << bytes;
    EXPECT_EQ(code_of(Workspace::open(copy, Workspace::Mode::write, keys)),
              "kept_checkpoint_unreadable");
    EXPECT_TRUE(Workspace::open(copy, Workspace::Mode::read, keys).ok());
  }
}

// Where a checkpoint could not be kept nothing is recorded at all.
TEST(KeptCheckpoints, HaveTheirRoomBeforeTheCommit) {
  const Book book(Book::opened);
  const fs::path part = kept_of(book).file().string() + ".part";
  fs::create_directory(part);  // in the place of the file
  const std::uint64_t before = book.size();
  EXPECT_NE(code_of(admit_party(book.workspace(), "bureau", company("a"))), "done");
  EXPECT_EQ(book.size(), before);
  EXPECT_FALSE(fs::exists(book.workspace().keys().file_of("a")));
  fs::remove(part);
  value_of(admit_party(book.workspace(), "bureau", company("a")));
}

}  // namespace linhui::api::app
