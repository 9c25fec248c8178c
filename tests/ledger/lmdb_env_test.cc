#include "ledger/lmdb_env.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "tests/ledger/store_fixture.h"

namespace linhui::ledger {
namespace {

using Mode = LmdbStore::Mode;

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
    if (write(report, &n, sizeof n) != sizeof n) _exit(3);
  }
}

// Power and patience end at any moment: what was reported is there, and no batch is half there.
TEST(LmdbEnv, SurvivesKillsInTheMiddleOfCommits) {
  const TempFolder folder;
  open_store(folder.path(), Mode::create);
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
    ASSERT_EQ(read(ends[0], &reported, sizeof reported), static_cast<ssize_t>(sizeof reported));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child gave up with " << WEXITSTATUS(status);
    for (int n; read(ends[0], &n, sizeof n) == sizeof n;) reported = n;
    close(ends[0]);

    const auto store = open_store(folder.path(), round % 2 ? Mode::read : Mode::write);
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
  const TempFolder folder;
  auto store = open_store(folder.path(), Mode::create);
  for (const Mode mode : {Mode::write, Mode::create}) {
    const auto second = LmdbStore::open(folder.path(), mode);
    ASSERT_FALSE(second.ok());
    if (mode == Mode::create) {
      EXPECT_EQ(second.error().code, ErrorCode::ledger_exists);
      continue;
    }
    EXPECT_EQ(second.error().code, ErrorCode::writer_busy);
    EXPECT_EQ(second.error().detail, "process " + std::to_string(getpid()));
  }
  store.reset();
  EXPECT_NE(open_store(folder.path(), Mode::write), nullptr);
}

TEST(LmdbEnv, WriterInAnotherProcessHoldsTheLedgerUntilItDies) {
  const TempFolder folder;
  open_store(folder.path(), Mode::create);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto store = LmdbStore::open(folder.path(), Mode::write);
    const char answer = store.ok() ? 'y' : 'n';
    if (write(ends[1], &answer, 1) != 1) _exit(1);
    for (;;) pause();
  }
  char answer = 0;
  ASSERT_EQ(read(ends[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  const auto refused = LmdbStore::open(folder.path(), Mode::write);
  EXPECT_NE(open_store(folder.path(), Mode::read), nullptr);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(ends[0]);
  close(ends[1]);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::writer_busy);
  EXPECT_EQ(refused.error().detail, "process " + std::to_string(child));
  EXPECT_NE(open_store(folder.path(), Mode::write), nullptr);
}

// 64 MiB is where the map starts. Old snapshots, and readers in other processes, live through it.
TEST(LmdbEnv, MapGrowsUnderLiveSnapshotsAndOtherProcesses) {
  const TempFolder folder;
  const auto store = open_store(folder.path(), Mode::create);
  ASSERT_TRUE(store->commit(put_one(Table::state, "a", "before")).ok());

  int go[2];
  ASSERT_EQ(pipe(go), 0);
  const pid_t reader = fork();
  if (reader == 0) {
    close(go[1]);
    // An environment does not survive fork(); so this process asks for the folder by its own
    // program state only after dropping nothing of the parent's: see the exec below.
    const std::string fd = std::to_string(go[0]);
    execl("/proc/self/exe", "ledger_tests", "--gtest_filter=*ChildReaderFollowsAGrowingMap",
          "--gtest_also_run_disabled_tests", "--gtest_brief=1", nullptr);
    _exit(127);
  }
  close(go[0]);
  close(go[1]);
  waitpid(reader, nullptr, 0);

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
    ASSERT_TRUE(store->commit(changes).ok()) << i;
  }
  beside.join();
  EXPECT_EQ(old->get(Table::state, "a"), "before");
  EXPECT_FALSE(old->get(Table::row, "block 0"));
  const auto now = store->snapshot();
  EXPECT_EQ(now->get(Table::state, "a"), "after 19");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(now->get(Table::row, "block " + std::to_string(i)), block);
}

}  // namespace
}  // namespace linhui::ledger
