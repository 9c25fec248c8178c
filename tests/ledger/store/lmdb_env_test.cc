#include "ledger/store/lmdb_env.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

using Mode = StoreMode;

constexpr int kKeysInBatch = 5;

// Batch n: the number itself, and keys in several tables, of sizes that differ.
Changes batch(int n) {
  Changes changes = put_one(Table::meta, "last", std::to_string(n));
  for (int i = 0; i < kKeysInBatch; ++i) {
    const std::string key = "batch " + std::to_string(n) + " key " + std::to_string(i);
    changes[static_cast<std::size_t>(i) + 1][key] =
        std::string(static_cast<std::size_t>((n * 37 + i * 1999) % 9000), 'v');
  }
  return changes;
}

bool holds(const View& view, int n) {
  const Changes changes = batch(n);
  for (std::size_t table = 1; table < kTableCount; ++table) {
    for (const auto& [key, value] : changes[table]) {
      if (view.get(static_cast<Table>(table), key) != value) return false;
    }
  }
  return true;
}

std::size_t count_entries(const View& view) {
  std::size_t count = 0;
  for (std::size_t table = 1; table < kTableCount; ++table) {
    view.scan(static_cast<Table>(table), "", [&](std::string_view, std::string_view) {
      ++count;
      return true;
    });
  }
  return count;
}

// Commits batches from `next` on until it is killed; writes each one's number when it is done.
[[noreturn]] void commit_until_killed(const std::filesystem::path& folder, int next, int report) {
  auto store = LmdbStore::open(folder, Mode::write);
  if (!store.ok()) _exit(1);
  for (int n = next;; ++n) {
    if (!store.value()->commit(batch(n)).ok()) _exit(2);
    if (::write(report, &n, sizeof n) != sizeof n) _exit(3);
  }
}

// Power and patience end at any moment: what was reported is there, and no batch is half there.
TEST(LmdbEnv, SurvivesKillsInTheMiddleOfCommits) {
  const ScratchFolder folder;
  open_lmdb(folder.path(), Mode::create);
  std::mt19937 random(20240501);
  int last = -1;
  int reported_in_all = 0;
  for (int round = 0; round < 20; ++round) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      close(ends[0]);
      commit_until_killed(folder.path(), last + 1, ends[1]);
    }
    close(ends[1]);
    // The first report tells that commits have begun.
    int reported = -1;
    ASSERT_EQ(::read(ends[0], &reported, sizeof reported), static_cast<ssize_t>(sizeof reported));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child gave up with " << WEXITSTATUS(status);
    for (int n; ::read(ends[0], &n, sizeof n) == sizeof n;) reported = n;
    close(ends[0]);

    const auto store = open_lmdb(folder.path(), round % 2 ? Mode::read : Mode::write);
    ASSERT_NE(store, nullptr);
    const auto view = store->snapshot();
    const int stored = std::stoi(view->get(Table::meta, "last").value());
    EXPECT_GE(stored, reported);
    EXPECT_LE(stored, reported + 1);
    for (int n = 0; n <= stored; ++n) ASSERT_TRUE(holds(*view, n)) << n;
    EXPECT_EQ(count_entries(*view), static_cast<std::size_t>(kKeysInBatch * (stored + 1)));
    reported_in_all += reported - last;
    last = stored;
  }
  EXPECT_GT(reported_in_all, 40);
}

TEST(LmdbEnv, SecondWriterIsToldWhoHoldsTheLedger) {
  const ScratchFolder folder;
  auto store = open_lmdb(folder.path(), Mode::create);
  const auto second = LmdbStore::open(folder.path(), Mode::write);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::writer_busy);
  EXPECT_EQ(second.error().detail, "process " + std::to_string(getpid()));
  store.reset();
  EXPECT_NE(open_lmdb(folder.path(), Mode::write), nullptr);
}

TEST(LmdbEnv, WriterInAnotherProcessHoldsTheLedgerUntilItDies) {
  const ScratchFolder folder;
  open_lmdb(folder.path(), Mode::create);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto store = LmdbStore::open(folder.path(), Mode::write);
    const char answer = store.ok() ? 'y' : 'n';
    if (::write(ends[1], &answer, 1) != 1) _exit(1);
    for (;;) pause();
  }
  char answer = 0;
  ASSERT_EQ(::read(ends[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  const auto refused = LmdbStore::open(folder.path(), Mode::write);
  EXPECT_NE(open_lmdb(folder.path(), Mode::read), nullptr);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(ends[0]);
  close(ends[1]);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::writer_busy);
  EXPECT_EQ(refused.error().detail, "process " + std::to_string(child));
  EXPECT_NE(open_lmdb(folder.path(), Mode::write), nullptr);
}

// What a reader in another process sees: opens the ledger, says so, and reads again when told to.
// Gives 0 where both the old snapshot and the new one are right.
int read_across_growth(const std::filesystem::path& folder, int told, int report) {
  const auto store = LmdbStore::open(folder, Mode::read);
  if (!store.ok()) return 1;
  const auto old = store.value()->snapshot();
  char byte = 'r';
  if (::write(report, &byte, 1) != 1 || ::read(told, &byte, 1) != 1) return 2;
  const auto now = store.value()->snapshot();
  if (now->get(Table::state, "a") != "after 19") return 3;
  if (now->get(Table::row, "block 19") != std::string(8 << 20, 'b')) return 4;
  if (old->get(Table::state, "a") != "before" || old->get(Table::row, "block 0")) return 5;
  return 0;
}

// 64 MiB is where the map starts. Old snapshots, and readers in other processes, live through it.
TEST(LmdbEnv, MapGrowsUnderLiveSnapshotsAndOtherProcesses) {
  const ScratchFolder folder;
  auto store = open_lmdb(folder.path(), Mode::create);
  ASSERT_TRUE(store->commit(put_one(Table::state, "a", "before")).ok());
  store.reset();  // No environment may be open across fork().
  int tell[2];
  int report[2];
  ASSERT_EQ(pipe(tell), 0);
  ASSERT_EQ(pipe(report), 0);
  const pid_t reader = fork();
  if (reader == 0) _exit(read_across_growth(folder.path(), tell[0], report[1]));
  char byte = 0;
  ASSERT_EQ(::read(report[0], &byte, 1), 1);

  store = open_lmdb(folder.path(), Mode::write);
  const auto old = store->snapshot();
  std::thread beside([&] {
    for (int i = 0; i < 2000; ++i) {
      EXPECT_TRUE(store->snapshot()->get(Table::state, "a"));
      EXPECT_EQ(old->get(Table::state, "a"), "before");
    }
  });
  const std::string block(8 << 20, 'b');
  for (int i = 0; i < 20; ++i) {
    Changes changes = put_one(Table::row, "block " + std::to_string(i), block);
    changes[static_cast<std::size_t>(Table::state)]["a"] = "after " + std::to_string(i);
    EXPECT_TRUE(store->commit(changes).ok()) << i;
  }
  beside.join();
  EXPECT_EQ(old->get(Table::state, "a"), "before");
  EXPECT_FALSE(old->get(Table::row, "block 0"));
  const auto now = store->snapshot();
  EXPECT_EQ(now->get(Table::state, "a"), "after 19");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(now->get(Table::row, "block " + std::to_string(i)), block);

  EXPECT_EQ(::write(tell[1], &byte, 1), 1);
  int status = 0;
  waitpid(reader, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << WEXITSTATUS(status);
  for (const int end : {tell[0], tell[1], report[0], report[1]}) close(end);
}

// One commit larger than several doublings of the map.
TEST(LmdbEnv, MapGrowsWithinOneCommit) {
  const ScratchFolder folder;
  {
    const auto store = open_lmdb(folder.path(), Mode::create);
    Changes changes;
    for (int i = 0; i < 10; ++i) {
      changes[static_cast<std::size_t>(Table::row)][std::to_string(i)] = std::string(16 << 20, 'b');
    }
    ASSERT_TRUE(store->commit(changes).ok());
  }
  const auto store = open_lmdb(folder.path(), Mode::write);
  EXPECT_EQ(store->snapshot()->get(Table::row, "9")->size(), std::size_t{16} << 20);
  EXPECT_TRUE(store->commit(put_one(Table::state, "a", "1")).ok());
}

// Gives 0 where a commit that finds no room left says so, changes nothing, and small ones go on.
int commit_into_a_full_disk(const std::filesystem::path& folder) {
  auto opened = LmdbStore::open(folder, Mode::write);
  if (!opened.ok()) return 1;
  auto& store = *opened.value();
  // A limit on the file's size stands for the full disk; its writes fail in the same places.
  signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{std::size_t{2} << 20, std::size_t{2} << 20};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
  int done = 0;
  for (;; ++done) {
    Changes changes = put_one(Table::row, "row " + std::to_string(done), std::string(100'000, 'x'));
    changes[static_cast<std::size_t>(Table::meta)]["rows"] = std::to_string(done + 1);
    const auto result = store.commit(changes);
    if (result.ok() && done > 100) return 3;
    if (result.ok()) continue;
    if (result.error().code != ErrorCode::disk_full) return 4;
    break;
  }
  if (done < 3) return 5;
  const auto view = store.snapshot();
  if (view->get(Table::meta, "rows") != std::to_string(done)) return 6;
  if (view->get(Table::row, "row " + std::to_string(done))) return 7;
  const auto again = store.commit(put_one(Table::row, "large", std::string(3 << 20, 'x')));
  if (again.ok() || again.error().code != ErrorCode::disk_full) return 8;
  if (!store.commit(put_one(Table::state, "small", "fits")).ok()) return 9;
  return 100 + done;
}

TEST(LmdbEnv, FullDiskRefusesTheCommitAndLosesNothing) {
  const ScratchFolder folder;
  open_lmdb(folder.path(), Mode::create);
  const pid_t child = fork();
  if (child == 0) _exit(commit_into_a_full_disk(folder.path()));
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  ASSERT_GT(WEXITSTATUS(status), 100);
  const int done = WEXITSTATUS(status) - 100;
  const auto store = open_lmdb(folder.path(), Mode::write);
  const auto view = store->snapshot();
  EXPECT_EQ(view->get(Table::meta, "rows"), std::to_string(done));
  EXPECT_EQ(view->get(Table::state, "small"), "fits");
  for (int i = 0; i < done; ++i) {
    EXPECT_EQ(view->get(Table::row, "row " + std::to_string(i)), std::string(100'000, 'x'));
  }
  EXPECT_TRUE(store->commit(put_one(Table::row, "large", std::string(3 << 20, 'x'))).ok());
}

TEST(StorageError, NamesTheReasonAndTheFolder) {
  const std::pair<int, ErrorCode> kCases[] = {
      {ENOSPC, ErrorCode::disk_full},
      {EFBIG, ErrorCode::disk_full},
      {EDQUOT, ErrorCode::disk_full},
      {EACCES, ErrorCode::permission_denied},
      {EROFS, ErrorCode::permission_denied},
      {ENOENT, ErrorCode::ledger_not_found},
      {MDB_INVALID, ErrorCode::storage_damaged},
      {MDB_CORRUPTED, ErrorCode::storage_damaged},
      {EIO, ErrorCode::storage_failed},
      {MDB_PANIC, ErrorCode::storage_failed},
  };
  for (const auto& [rc, code] : kCases) {
    const Error error = storage_error(rc, "/the/folder");
    EXPECT_EQ(error.code, code) << rc;
    EXPECT_NE(error.detail.find("/the/folder: "), std::string::npos);
  }
}

}  // namespace
}  // namespace linhui::ledger
