// Files that people keep, and what they say against a ledger.
#include "api/app/packages/against.h"

#include "api/app/copies/backup.h"
#include "api/app/packages/exports.h"
#include "ledger/proof.h"
#include "tests/api/app/book.h"

namespace linhui::api::app {
namespace {

namespace fs = std::filesystem;

std::string verdict(const ledger::LedgerView& view, const fs::path& file) {
  const auto note = note_shown_by(file);
  return note.ok() ? code_of(check_against(view, note.value(), file)) : note.problem().code;
}

// A file of each kind that shows the ledger as it is now.
std::vector<fs::path> kept_files(const Book& book, const std::string& name) {
  const auto view = book.workspace().view();
  const auto proof = ledger::build_proof(view, {1}, {}, Json::object()).value();
  const auto ready =
      value_of(prepare_export(book.desk(), book.workspace().keys(), "bureau", "project-json", "P"));
  fs::create_directories(book.file(name + ".tiles"));
  const fs::path copy = book.file(name + ".tar");
  value_of(back_up(book.path(), copy, book.workspace().keys()));
  return {book.write(name + ".txt", view.checkpoint()),
          book.write(name + ".tiles/checkpoint", view.checkpoint()).parent_path(),
          book.write(name + ".proof", proof.dump(1)),
          book.write(name + ".export", ready.made.files.back().bytes),
          book.write(name + ".json", Json{{"checkpoint", view.checkpoint()}}.dump()),
          copy};
}

}  // namespace

TEST(Against, EveryKindOfFileShowsWhereTheLedgerStands) {
  const Book book(Book::issued);
  const fs::path early = book.file("early");
  fs::create_directory(early);
  fs::copy_file(book.path() / "data.mdb", early / "data.mdb");
  const auto old_files = kept_files(book, "old");
  value_of(admit_party(book.workspace(), "bureau", {"a", "company", "A", "", "", {"buyer"}}));
  const auto new_files = kept_files(book, "new");

  const auto now = book.workspace().view();
  const auto before = value_of(Workspace::open(early, Workspace::Mode::read, book.file("none")));
  for (const fs::path& file : old_files) {
    EXPECT_EQ(verdict(now, file), "done") << file;
    EXPECT_EQ(verdict(before->view(), file), "done") << file;
  }
  for (const fs::path& file : new_files) {
    EXPECT_EQ(verdict(now, file), "done") << file;
    EXPECT_EQ(verdict(before->view(), file), "ledger_behind") << file;
  }

  // Another history from the same copy, under the same keys.
  const fs::path bare = book.file("bare");
  fs::create_directory(bare);
  for (const auto& entry : fs::directory_iterator(book.workspace().keys().folder())) {
    if (entry.path().extension() != ".checkpoint") {
      fs::copy_file(entry.path(), bare / entry.path().filename());
    }
  }
  const auto fork = value_of(Workspace::open(early, Workspace::Mode::write, bare));
  value_of(admit_party(*fork, "bureau", {"b", "company", "B", "", "", {"buyer"}}));
  for (const fs::path& file : new_files) {
    EXPECT_EQ(verdict(fork->view(), file), "ledger_forked") << file;
  }
  for (const fs::path& file : old_files) EXPECT_EQ(verdict(fork->view(), file), "done") << file;

  const Book other(Book::issued);
  for (const fs::path& file : old_files) {
    EXPECT_EQ(verdict(other.workspace().view(), file), "log_key_differs") << file;
  }
}

TEST(Against, FilesThatShowNothingAreToldSo) {
  const Book book(Book::opened);
  const auto view = book.workspace().view();
  for (const char* bytes : {"", "no checkpoint", "{}", R"({"checkpoint":7})", "[1]"}) {
    EXPECT_EQ(verdict(view, book.write("x", bytes)), "against_unreadable") << bytes;
  }
  EXPECT_EQ(verdict(view, book.write("x", std::string(200'000, '['))), "against_unreadable");
  EXPECT_EQ(verdict(view, book.file("none")), "file_not_found");
  std::string changed = view.checkpoint();
  changed[changed.size() - 5] ^= 1;
  EXPECT_EQ(verdict(view, book.write("x", changed)), "log_key_differs");
}

}  // namespace linhui::api::app
