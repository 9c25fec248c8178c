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

}  // namespace

TEST(Backups, HoldWhatALedgerIs) {
  const Book book(Book::calculated);
  const BackupSummary made = value_of(back_up(book.path(), book.file("b.tar")));
  EXPECT_EQ(made.ledger, book.workspace().view().id());
  EXPECT_EQ(made.records, book.size());
  EXPECT_TRUE(made.demonstration);
  const std::string bytes = file_bytes(book.file("b.tar"));
  EXPECT_EQ(made.size_bytes, bytes.size());
  const std::string store(ledger::store_file());
  EXPECT_EQ(names_in(bytes),
            (std::vector<std::string>{"manifest.json", "ledger/" + store, "ledger/log.key",
                                      "ledger/private/" + store, "ledger/private/private.key"}));
  // The manifest is canonical JSON with these fields.
  const std::string manifest =
      bytes.substr(kArchiveBlock, bytes.find('\0', kArchiveBlock) - kArchiveBlock);
  EXPECT_TRUE(manifest.starts_with(R"({"files":[{"name":")" + store + R"(","sha256":")"));
  EXPECT_TRUE(manifest.ends_with(R"("format":"linhui-backup/1","ledger":")" + made.ledger +
                                 R"(","records":)" + std::to_string(made.records) + R"(,"root":")" +
                                 made.root + "\"}"))
      << manifest;
  EXPECT_EQ(code_of(back_up(book.path(), book.file("b.tar"))), "file_exists");
}

TEST(Backups, GiveTheSameLedgerBack) {
  const Book book(Book::calculated);
  value_of(back_up(book.path(), book.file("b.tar")));
  const BackupSummary restored = value_of(restore(book.file("b.tar"), book.file("second")));
  EXPECT_EQ(restored.records, book.size());
  const auto second = value_of(Workspace::open(book.file("second"), Workspace::Mode::read));
  EXPECT_EQ(second->view().checkpoint(), book.workspace().view().checkpoint());
  const PrivateStore here(book.workspace().private_folder()), there(second->private_folder());
  EXPECT_EQ(there.scan<KeptHolder>().size(), here.scan<KeptHolder>().size());
  EXPECT_GT(there.scan<KeptHolder>().size(), 0u);
  EXPECT_EQ(code_of(restore(book.file("b.tar"), book.file("second"))), "folder_exists");
}

TEST(Backups, OfALedgerWithoutRightsHaveNoPrivateFolder) {
  const Book book(Book::opened);
  value_of(back_up(book.path(), book.file("b.tar")));
  EXPECT_EQ(names_in(file_bytes(book.file("b.tar"))).size(), 3u);
  value_of(restore(book.file("b.tar"), book.file("second")));
  std::set<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(book.file("second"))) {
    left.insert(entry.path().filename().string());
  }
  EXPECT_EQ(left, (std::set<std::string>{std::string(ledger::store_file()), "log.key"}))
      << "no locks, nothing empty";
}

TEST(Backups, AreWholeOrNothing) {
  const Book book(Book::opened);
  value_of(back_up(book.path(), book.file("b.tar")));
  const std::string bytes = file_bytes(book.file("b.tar"));
  const auto refused = [&](const std::string& changed) {
    book.write("c.tar", changed);
    EXPECT_EQ(code_of(restore(book.file("c.tar"), book.file("third"))), "backup_damaged");
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
  refused(with("linhui-backup/1", "linhui-backup/2"));
  refused(with(R"("records":1)", R"("records":2)"));
  refused(with(R"("records":)", R"("recordz":)"));
  refused(with(R"("name":"log.key")", R"("name":"log.kez")"));
  EXPECT_EQ(code_of(restore(book.file("none.tar"), book.file("third"))), "not_found");
}

}  // namespace linhui::api::app
