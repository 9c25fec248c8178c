#include "ledger/store/lmdb_store.h"

#include <grp.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

using Mode = StoreMode;

// What `work` gives in a process of its own.
int in_child(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(LmdbStore, CreatesTheFolderAndKeepsWhatWasCommitted) {
  const ScratchFolder temp;
  const auto folder = temp.path() / "deep" / "ledger";
  {
    const auto store = open_lmdb(folder, Mode::create);
    ASSERT_TRUE(store->commit(put_one(Table::state, "a", "1")).ok());
  }
  EXPECT_EQ(open_lmdb(folder, Mode::read)->snapshot()->get(Table::state, "a"), "1");
  EXPECT_EQ(open_lmdb(folder, Mode::write)->snapshot()->get(Table::state, "a"), "1");
}

TEST(LmdbStore, CreateLeavesALedgerThatIsThereAlone) {
  const ScratchFolder folder;
  open_lmdb(folder.path(), Mode::create);
  const std::string before = file_bytes(folder.path() / "data.mdb");
  EXPECT_EQ(open_error(folder.path(), Mode::create), ErrorCode::ledger_exists);
  EXPECT_EQ(file_bytes(folder.path() / "data.mdb"), before);
}

// A crash while creating leaves a draft, and no ledger; the next attempt must succeed.
TEST(LmdbStore, CreateGoesOverTheDraftOfACrash) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.path() / "draft");
  write_file(folder.path() / "draft" / "data.mdb", "half");
  EXPECT_EQ(open_error(folder.path(), Mode::read), ErrorCode::ledger_not_found);
  EXPECT_NE(open_lmdb(folder.path(), Mode::create), nullptr);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "draft"));
}

// Keys that damage has put out of order must end a scan, which else would go round for ever.
TEST(LmdbStore, StopsAScanWhereKeysAreOutOfOrder) {
  const ScratchFolder folder;
  {
    const auto store = open_lmdb(folder.path(), Mode::create);
    for (int i = 100; i < 200; ++i) {
      ASSERT_TRUE(store->commit(put_one(Table::state, "key" + std::to_string(i), "x")).ok());
    }
  }
  std::string bytes = file_bytes(folder.path() / "data.mdb");
  for (std::size_t at = bytes.find("key15"); at != bytes.npos; at = bytes.find("key15", at)) {
    bytes[at + 3] = '0';
  }
  write_file(folder.path() / "data.mdb", bytes);
  EXPECT_EQ(open_error(folder.path(), Mode::read), ErrorCode::storage_damaged);
  EXPECT_EQ(open_error(folder.path(), Mode::write), ErrorCode::storage_damaged);
  const auto store = open_lmdb(folder.path(), Mode::inspect);
  const auto all = [](std::string_view, std::string_view) { return true; };
  EXPECT_THROW(store->snapshot()->scan(Table::state, "", "", all), ReadFailure);
}

// A copy is of one commit, may be made beside the writer, and brings nothing back that was erased.
TEST(LmdbStore, CopiesWhatIsThereAndNothingThatWas) {
  const ScratchFolder folder, target, again;
  const auto store = open_lmdb(folder.path(), Mode::create);
  const std::string secret = "what must be forgotten " + std::string(3000, 's');
  ASSERT_TRUE(store->commit(put_one(Table::state, "a", secret)).ok());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(store->commit(put_one(Table::state, "a", "kept " + std::to_string(i))).ok());
  }
  const auto reader = open_lmdb(folder.path(), Mode::read);
  ASSERT_TRUE(reader->copy_to(target.path()).ok());
  ASSERT_TRUE(store->commit(put_one(Table::state, "b", "later")).ok());
  const auto copy = open_lmdb(target.path(), Mode::write)->snapshot();
  EXPECT_EQ(copy->get(Table::state, "a"), "kept 2");
  EXPECT_EQ(copy->get(Table::state, "b"), std::nullopt);
  EXPECT_EQ(file_bytes(target.path() / "data.mdb").find("must be forgotten"), std::string::npos);
  EXPECT_FALSE(reader->copy_to(target.path()).ok());  // Never over a database that is there.
  EXPECT_FALSE(reader->copy_to(again.path() / "none").ok());
}

TEST(LmdbStore, FindsNoLedgerWhereNoneIs) {
  const ScratchFolder folder;
  for (const Mode mode : {Mode::read, Mode::write}) {
    EXPECT_EQ(open_error(folder.path(), mode), ErrorCode::ledger_not_found);
    EXPECT_EQ(open_error(folder.path() / "none", mode), ErrorCode::ledger_not_found);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(LmdbStore, ReaderSeesTheWriterOfItsOwnProcess) {
  const ScratchFolder folder;
  const auto writer = open_lmdb(folder.path(), Mode::create);
  const auto reader = open_lmdb(folder.path(), Mode::read);
  ASSERT_TRUE(writer->commit(put_one(Table::state, "a", "1")).ok());
  EXPECT_EQ(reader->snapshot()->get(Table::state, "a"), "1");
  const auto refused = reader->commit(put_one(Table::state, "a", "2"));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::permission_denied);
}

// LMDB cannot open a file twice in one process, so both share what the first has opened.
TEST(LmdbStore, WriterBesideAReaderOfTheSameProcessSharesItsEnvironment) {
  const ScratchFolder folder;
  open_lmdb(folder.path(), Mode::create);
  const auto reader = open_lmdb(folder.path(), Mode::read);
  const auto before = reader->snapshot();
  const auto writer = open_lmdb(folder.path(), Mode::write);
  ASSERT_TRUE(writer->commit(put_one(Table::state, "a", "1")).ok());
  EXPECT_EQ(before->get(Table::state, "a"), std::nullopt);
  EXPECT_EQ(reader->snapshot()->get(Table::state, "a"), "1");
}

TEST(LmdbStore, SnapshotOutlivesTheStore) {
  const ScratchFolder folder;
  auto store = open_lmdb(folder.path(), Mode::create);
  ASSERT_TRUE(store->commit(put_one(Table::state, "a", "1")).ok());
  const auto view = store->snapshot();
  store.reset();
  EXPECT_EQ(view->get(Table::state, "a"), "1");
}

TEST(LmdbStore, ManySnapshotsLiveAtOnce) {
  const ScratchFolder folder;
  const auto store = open_lmdb(folder.path(), Mode::create);
  std::vector<std::unique_ptr<View>> views;
  for (int i = 0; i < 400; ++i) {
    ASSERT_TRUE(i % 20 != 0 || store->commit(put_one(Table::state, "a", std::to_string(i))).ok());
    views.push_back(store->snapshot());
  }
  for (int i = 0; i < 400; ++i) {
    EXPECT_EQ(views[static_cast<std::size_t>(i)]->get(Table::state, "a"),
              std::to_string(i / 20 * 20));
  }
}

TEST(LmdbStore, TooManySnapshotsThrowAndDoNoHarm) {
  const ScratchFolder folder;
  const auto store = open_lmdb(folder.path(), Mode::create);
  std::vector<std::unique_ptr<View>> views;
  EXPECT_THROW(for (int i = 0; i < 1000; ++i) views.push_back(store->snapshot()), ReadFailure);
  EXPECT_GE(views.size(), 500U);
  views.clear();
  EXPECT_FALSE(store->snapshot()->get(Table::state, "a"));
}

// Root passes every permission check, so the child becomes nobody first.
TEST(LmdbStore, SaysWhenItMayNotReadOrWrite) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root, to become somebody else";
  const ScratchFolder folder;
  {
    const auto store = open_lmdb(folder.path(), Mode::create);
    ASSERT_TRUE(store->commit(put_one(Table::state, "a", "1")).ok());
  }
  const auto as_nobody = [&](std::filesystem::perms folder_perms, Mode mode) {
    std::filesystem::permissions(folder.path(), folder_perms);
    return in_child([&] {
      if (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0) return 255;
      const auto store = LmdbStore::open(folder.path(), mode);
      if (!store.ok()) return static_cast<int>(store.error().code);
      return store.value()->snapshot()->get(Table::state, "a") == "1" ? 100 : 101;
    });
  };
  const auto readable = std::filesystem::perms{0755};
  const auto closed = std::filesystem::perms{0700};
  const int denied = static_cast<int>(ErrorCode::permission_denied);
  EXPECT_EQ(as_nobody(readable, Mode::read), 100);
  EXPECT_EQ(as_nobody(readable, Mode::write), denied);
  EXPECT_EQ(as_nobody(closed, Mode::read), denied);
  EXPECT_EQ(as_nobody(closed, Mode::write), denied);
  EXPECT_EQ(as_nobody(closed, Mode::create), denied);
  std::filesystem::permissions(folder.path() / "data.mdb", std::filesystem::perms{0600});
  EXPECT_EQ(as_nobody(readable, Mode::read), denied);
}

}  // namespace
}  // namespace linhui::ledger
