// Writers take turns.
#include "ledger/store/writer_lock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <thread>

#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(WriterLock, IsWaitedForAndTheWaitIsTold) {
  const ScratchFolder folder;
  auto first = std::make_optional(WriterLock::take(folder.path(), {}).value());
  std::promise<std::string> told;
  std::thread second([&] {
    const Patience patient{seconds(60), [&](const std::string& holder) { told.set_value(holder); }};
    EXPECT_TRUE(WriterLock::take(folder.path(), patient).ok());
  });
  EXPECT_EQ(told.get_future().get(), "process " + std::to_string(getpid()));
  first.reset();
  second.join();
}

TEST(WriterLock, IsNotWaitedForLongerThanAsked) {
  const ScratchFolder folder;
  const auto first = WriterLock::take(folder.path(), {});
  ASSERT_TRUE(first.ok());
  const std::string holder = "process " + std::to_string(getpid());
  const auto at_once = WriterLock::take(folder.path(), {});
  ASSERT_FALSE(at_once.ok());
  EXPECT_EQ(at_once.error().code, ErrorCode::writer_busy);
  EXPECT_EQ(at_once.error().detail, holder);
  const auto later = WriterLock::take(folder.path(), {milliseconds(30)});
  ASSERT_FALSE(later.ok());
  EXPECT_EQ(later.error().code, ErrorCode::writer_busy);
  EXPECT_EQ(later.error().detail, holder + ", waited 0 s");
}

// Readers who copy hold writers off, and not each other.
TEST(WriterLock, IsSharedByReadersWhoCopy) {
  const ScratchFolder folder;
  EXPECT_EQ(WriterLock::hold_off(folder.path(), {}).error().code, ErrorCode::ledger_not_found)
      << "where nobody has ever written";
  { EXPECT_TRUE(WriterLock::take(folder.path(), {}).ok()); }
  const auto one = WriterLock::hold_off(folder.path(), {});
  const auto other = WriterLock::hold_off(folder.path(), {});
  EXPECT_TRUE(one.ok() && other.ok());
  EXPECT_EQ(WriterLock::take(folder.path(), {}).error().code, ErrorCode::writer_busy);
}

// Adds one to a number under the lock, `times` times; 0 where all were taken in.
int count_up(const std::filesystem::path& folder, int times) {
  for (int i = 0; i < times; ++i) {
    const auto store = LmdbStore::open(folder, StoreMode::write, {seconds(100)});
    if (!store.ok()) return 1;
    const auto before = store.value()->snapshot()->get(Table::meta, "count");
    const int count = before ? std::stoi(*before) : 0;
    if (!store.value()->commit(put_one(Table::meta, "count", std::to_string(count + 1))).ok()) {
      return 2;
    }
  }
  return 0;
}

TEST(WriterLock, LetsThirtyTwoWritersTakeTurns) {
  constexpr int kWriters = 32, kTimes = 3;
  const ScratchFolder folder;
  open_lmdb(folder.path(), StoreMode::create);
  std::vector<pid_t> writers;
  for (int i = 0; i < kWriters; ++i) {
    const pid_t child = fork();
    if (child == 0) _exit(count_up(folder.path(), kTimes));
    writers.push_back(child);
  }
  for (const pid_t writer : writers) {
    int status = 0;
    ASSERT_EQ(waitpid(writer, &status, 0), writer);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  }
  EXPECT_EQ(open_lmdb(folder.path(), StoreMode::read)->snapshot()->get(Table::meta, "count"),
            std::to_string(kWriters * kTimes));
}

}  // namespace
}  // namespace linhui::ledger
