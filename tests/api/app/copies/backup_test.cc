// A ledger in one file, and back.
#include "api/app/copies/backup.h"

#include "api/app/copies/archive.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

// The names of an archive's members, by its headers.
std::vector<std::string> names_in(const std::string& bytes) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at + kArchiveBlock <= bytes.size();) {
    const auto member = parse_archive_header(std::string_view(bytes).substr(at, kArchiveBlock));
    if (!member) break;
    names.push_back(member->name);
    at += kArchiveBlock + member->size_bytes + archive_padding(member->size_bytes);
  }
  return names;
}

Keyring keys_of(const std::string& ledger, const Book& book) {
  return Keyring(keys_beside(book.file(ledger)));
}

}  // namespace

TEST(Backups, HoldWhatALedgerIs) {
  const Book book(Book::calculated);
  const BackupSummary made =
      value_of(back_up(book.path(), book.file("b.tar"), book.workspace().keys()));
  EXPECT_EQ(made.ledger, book.workspace().view().id());
  EXPECT_EQ(made.records, book.size());
  EXPECT_TRUE(made.demonstration);
  const std::string bytes = file_bytes(book.file("b.tar"));
  EXPECT_EQ(made.size_bytes, bytes.size());
  const std::string store(ledger::store_file());
  EXPECT_EQ(names_in(bytes),
            (std::vector<std::string>{"manifest.json", "ledger/" + store, "ledger/private/" + store,
                                      "ledger/private/private.key"}));
  // The manifest is canonical JSON with these fields.
  const std::string manifest =
      bytes.substr(kArchiveBlock, bytes.find('\0', kArchiveBlock) - kArchiveBlock);
  const std::string note = Json(book.workspace().view().checkpoint()).dump();
  EXPECT_TRUE(manifest.starts_with(R"({"checkpoint":)" + note + R"(,"files":[{"name":")" + store +
                                   R"(","sha256":")"));
  EXPECT_TRUE(manifest.ends_with(R"("format":"linhui-backup/2","ledger":")" + made.ledger +
                                 R"(","records":)" + std::to_string(made.records) + R"(,"root":")" +
                                 made.root + "\"}"))
      << manifest;
  EXPECT_EQ(code_of(back_up(book.path(), book.file("b.tar"), book.workspace().keys())),
            "file_exists");
}

TEST(Backups, GiveTheSameLedgerBack) {
  const Book book(Book::calculated);
  value_of(back_up(book.path(), book.file("b.tar"), book.workspace().keys()));
  const BackupSummary restored =
      value_of(restore(book.file("b.tar"), book.file("second"), keys_of("second", book)));
  EXPECT_EQ(restored.records, book.size());
  const auto second = value_of(Workspace::open(book.file("second"), Workspace::Mode::read));
  EXPECT_EQ(second->view().checkpoint(), book.workspace().view().checkpoint());
  const PrivateStore here(book.workspace().private_folder()), there(second->private_folder());
  EXPECT_EQ(there.scan<KeptHolder>().size(), here.scan<KeptHolder>().size());
  EXPECT_GT(there.scan<KeptHolder>().size(), 0u);
  EXPECT_EQ(code_of(restore(book.file("b.tar"), book.file("second"), keys_of("second", book))),
            "folder_exists");
}

TEST(Backups, OfALedgerWithoutRightsHaveNoPrivateFolder) {
  const Book book(Book::opened);
  value_of(back_up(book.path(), book.file("b.tar"), book.workspace().keys()));
  EXPECT_EQ(names_in(file_bytes(book.file("b.tar"))).size(), 2u);
  value_of(restore(book.file("b.tar"), book.file("second"), keys_of("second", book)));
  std::set<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(book.file("second"))) {
    left.insert(entry.path().filename().string());
  }
  EXPECT_EQ(left, (std::set<std::string>{std::string(ledger::store_file())}))
      << "no locks, nothing empty";
}

// What signs the log is in the file only where somebody asks for it; the restored ledger then has
// it.
TEST(Backups, HoldTheLogsKeyWhereAskedTo) {
  Book book(Book::opened);
  const auto made =
      value_of(back_up(book.path(), book.file("b.tar"), book.workspace().keys(), true));
  EXPECT_TRUE(made.log_key);
  const auto names = names_in(file_bytes(book.file("b.tar")));
  EXPECT_EQ(std::count(names.begin(), names.end(), "ledger/log.key"), 1);
  EXPECT_TRUE(
      value_of(restore(book.file("b.tar"), book.file("second"), keys_of("second", book))).log_key);
  EXPECT_TRUE(Workspace::open(book.file("second"), Workspace::Mode::write).ok());

  EXPECT_FALSE(value_of(back_up(book.path(), book.file("c.tar"), book.workspace().keys())).log_key);
  value_of(restore(book.file("c.tar"), book.file("third"), keys_of("third", book)));
  EXPECT_EQ(code_of(Workspace::open(book.file("third"), Workspace::Mode::write)),
            "log_key_missing");
  EXPECT_TRUE(
      Workspace::open(book.file("third"), Workspace::Mode::write, book.workspace().keys().folder())
          .ok());
}

// A copy that lies behind what somebody has seen comes back, but for reading only.
TEST(Backups, ComeBackForReadingWhereTheyAreBehind) {
  const Book book(Book::opened);
  const Keyring& keys = book.workspace().keys();
  value_of(back_up(book.path(), book.file("b.tar"), keys, true));
  const std::string early = book.workspace().view().checkpoint();
  value_of(admit_party(book.workspace(), "bureau", {"a", "company", "A", "", "", {"buyer"}}));
  const KeptNote newest{book.workspace().view().checkpoint(), "newest.txt"};

  const auto opened = [&](const char* name, Workspace::Mode mode) {
    return code_of(Workspace::open(book.file(name), mode));
  };
  const auto behind =
      value_of(restore(book.file("b.tar"), book.file("second"), keys_of("second", book), newest));
  ASSERT_TRUE(behind.gone_back);
  EXPECT_EQ(behind.gone_back->code, "ledger_behind");
  EXPECT_EQ(opened("second", Workspace::Mode::read), "done");
  EXPECT_EQ(opened("second", Workspace::Mode::write), "ledger_behind");

  const auto reaches = value_of(restore(book.file("b.tar"), book.file("third"),
                                        keys_of("third", book), KeptNote{early, "early.txt"}));
  EXPECT_FALSE(reaches.gone_back);
  EXPECT_EQ(opened("third", Workspace::Mode::write), "done");

  // Beside the keys lies the newest one already: it is told without being given.
  const auto among = value_of(restore(book.file("b.tar"), book.file("fourth"), keys));
  ASSERT_TRUE(among.gone_back);
  EXPECT_EQ(among.gone_back->code, "ledger_behind");

  const Book other(Book::opened);
  EXPECT_EQ(code_of(restore(book.file("b.tar"), book.file("fifth"), keys_of("fifth", book),
                            KeptNote{other.workspace().view().checkpoint(), "other.txt"})),
            "log_key_differs");
  EXPECT_FALSE(std::filesystem::exists(book.file("fifth")));
}

// A copy that lacks what will be needed is none.
TEST(Backups, FailWhereAPartCannotBeRead) {
  for (const char* part : {"private/data.mdb", "private/private.key"}) {
    const Book book(Book::calculated);
    std::filesystem::remove(book.path() / part);
    const auto made = back_up(book.path(), book.file("b.tar"), book.workspace().keys());
    ASSERT_FALSE(made.ok()) << part;
    EXPECT_EQ(made.problem().code, "backup_part_not_read");
    EXPECT_EQ(made.problem().exit, ExitStatus::machine_failed);
    EXPECT_NE(made.problem().detail.find(part), std::string::npos) << made.problem().detail;
    EXPECT_FALSE(std::filesystem::exists(book.file("b.tar")));
  }
}

TEST(Backups, AreWholeOrNothing) {
  const Book book(Book::opened);
  value_of(back_up(book.path(), book.file("b.tar"), book.workspace().keys()));
  const std::string bytes = file_bytes(book.file("b.tar"));
  const auto refused = [&](const std::string& changed, const char* code = "backup_damaged") {
    book.write("c.tar", changed);
    EXPECT_EQ(code_of(restore(book.file("c.tar"), book.file("third"), keys_of("third", book))),
              code);
    EXPECT_FALSE(std::filesystem::exists(book.file("third")));
  };
  refused("");
  refused(bytes.substr(0, bytes.size() / 2));
  refused(bytes + "more");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = bytes;
    const auto at = changed.find(from);
    EXPECT_NE(at, changed.npos) << from;
    return changed.replace(at, from.size(), to);
  };
  refused(with("linhui-backup/2", "linhui-backup/1"));
  refused(with(R"("records":1)", R"("records":2)"));
  refused(with(R"("records":)", R"("recordz":)"));
  refused(with(R"("name":"data.mdb")", R"("name":"data.mdc")"));
  refused(with(R"({"checkpoint":)", R"({"records":1,"checkpoint":)"));
  EXPECT_EQ(code_of(restore(book.file("none.tar"), book.file("third"), keys_of("third", book))),
            "not_found");
}

}  // namespace linhui::api::app
