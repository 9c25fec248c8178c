// Who cannot lock reads a private copy, and it is whole.
#include "ledger/store/lmdb_copy.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

constexpr int kKeys = 200;

// Every key at the same number, so that pages of two commits in one picture show.
Changes generation(int number) {
  Changes changes;
  for (int i = 0; i < kKeys; ++i) {
    changes[static_cast<std::size_t>(Table::state)]["key " + std::to_string(i)] =
        std::to_string(number) + std::string(static_cast<std::size_t>(100 + i * 7), 'v');
  }
  return changes;
}

// The number that all keys are at; -1 where they differ or are not all there.
int generation_of(const View& view) {
  int number = -2, count = 0;
  view.scan(Table::state, "", [&](std::string_view, std::string_view value) {
    const int here = std::atoi(std::string(value).c_str());
    number = number == -2 || number == here ? here : -1;
    ++count;
    return true;
  });
  return count == kKeys ? number : -1;
}

// A child that may read the folder and not write to it.
template <class Work>
pid_t as_another_user(const std::filesystem::path& folder, const Work& work) {
  chmod(folder.c_str(), 0755);
  const pid_t child = fork();
  if (child == 0) _exit(setuid(65'534) == 0 ? work() : 99);
  return child;
}

#define NEEDS_ANOTHER_USER() \
  if (geteuid() != 0) GTEST_SKIP() << "only root can become another user"

int exit_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

// Opens and reads again and again, each time another commit or a later one. 0 where all is whole.
int audit_again_and_again(const std::filesystem::path& folder, int times) {
  for (int i = 0, last = 0; i < times; ++i) {
    const auto store = LmdbStore::open(folder, StoreMode::read, {std::chrono::seconds(60)});
    if (!store.ok()) return 1;
    if (store.value()->apart() != Apart::not_writable) return 2;
    const auto view = store.value()->snapshot();
    for (int again = 0; again < 3; ++again) {
      const int number = generation_of(*view);
      if (number < last) return 3;
      last = number;
    }
  }
  return 0;
}

TEST(LmdbCopy, IsWholeWhileAnotherUsersWriterGoesOn) {
  NEEDS_ANOTHER_USER();
  const ScratchFolder folder;
  {
    const auto store = open_lmdb(folder.path(), StoreMode::create);
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(store->commit(generation(i)).ok());
  }
  const pid_t auditor =
      as_another_user(folder.path(), [&] { return audit_again_and_again(folder.path(), 150); });
  int status = 0, commits = 4;
  while (waitpid(auditor, &status, WNOHANG) == 0) {
    const auto store = LmdbStore::open(folder.path(), StoreMode::write, {std::chrono::seconds(60)});
    ASSERT_TRUE(store.ok()) << store.error().detail;
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(store.value()->commit(generation(commits++)).ok());
  }
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_GT(commits, 10) << "nothing went on beside it";
}

TEST(LmdbCopy, IsMadeAgainAfterACommit) {
  NEEDS_ANOTHER_USER();
  const ScratchFolder folder;
  auto writer = open_lmdb(folder.path(), StoreMode::create);
  ASSERT_TRUE(writer->commit(generation(1)).ok());
  const auto first = LmdbCopy::newest(folder.path());
  writer.reset();
  int ends[2], back[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(pipe(back), 0);
  const pid_t reader = as_another_user(folder.path(), [&] {
    const auto store = LmdbStore::open(folder.path(), StoreMode::read);
    char byte = 'r';
    if (!store.ok()) return 1;
    const auto old = store.value()->snapshot();
    if (::write(back[1], &byte, 1) != 1 || ::read(ends[0], &byte, 1) != 1) return 2;
    if (generation_of(*old) != 1) return 3;
    return generation_of(*store.value()->snapshot()) == 9 ? 0 : 4;
  });
  char byte = 0;
  ASSERT_EQ(::read(back[0], &byte, 1), 1);
  writer = open_lmdb(folder.path(), StoreMode::write);
  for (int i = 2; i < 10; ++i) ASSERT_TRUE(writer->commit(generation(i)).ok());
  EXPECT_GT(LmdbCopy::newest(folder.path()), first);
  ASSERT_EQ(::write(ends[1], &byte, 1), 1);
  EXPECT_EQ(exit_of(reader), 0);
  for (const int end : {ends[0], ends[1], back[0], back[1]}) close(end);
}

// In another container a process has our number: LMDB marks its readers by it, so the place is
// taken. A lock on that byte is all that can be seen of it from here.
class SameNumber : public testing::Test {
 protected:
  SameNumber() {
    EXPECT_TRUE(open_lmdb(folder_.path(), StoreMode::create)->commit(generation(1)).ok());
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t number = getpid();
    other_ = fork();
    if (other_ == 0) {
      const int file = open((folder_.path() / "lock.mdb").c_str(), O_RDWR);
      struct flock place {};
      place.l_type = F_WRLCK;
      place.l_start = number;
      place.l_len = 1;
      const char byte = fcntl(file, F_SETLK, &place) == 0 ? 'y' : 'n';
      if (::write(ends[1], &byte, 1) != 1) _exit(1);
      for (;;) pause();
    }
    char byte = 0;
    EXPECT_EQ(::read(ends[0], &byte, 1), 1);
    EXPECT_EQ(byte, 'y');
    close(ends[0]);
    close(ends[1]);
  }
  ~SameNumber() override {
    kill(other_, SIGKILL);
    waitpid(other_, nullptr, 0);
  }

  ScratchFolder folder_;
  pid_t other_ = -1;
};

TEST_F(SameNumber, DoesNotShutAReaderOut) {
  const auto store = open_lmdb(folder_.path(), StoreMode::read);
  ASSERT_NE(store, nullptr);
  EXPECT_EQ(store->apart(), Apart::same_number);
  EXPECT_EQ(generation_of(*store->snapshot()), 1);
}

TEST_F(SameNumber, DoesNotShutAWriterOut) {
  const ScratchFolder elsewhere;
  const auto store = open_lmdb(folder_.path(), StoreMode::write);
  ASSERT_NE(store, nullptr);
  EXPECT_EQ(store->apart(), Apart::same_number);
  const auto before = store->snapshot();
  for (int i = 2; i < 8; ++i) {
    ASSERT_TRUE(store->commit(generation(i)).ok());
    EXPECT_EQ(generation_of(*store->snapshot()), i) << "it reads what it has written";
  }
  EXPECT_EQ(generation_of(*before), 1);
  ASSERT_TRUE(store->copy_to(elsewhere.path()).ok());
  EXPECT_EQ(generation_of(*open_lmdb(elsewhere.path(), StoreMode::read)->snapshot()), 7);
}

// A lock file that is mapped before there is disk for it would end the process when it is written
// to. A limit on files' sizes stands for the full disk.
TEST(LmdbCopy, FullDiskWithoutALockFileIsSaid) {
  const ScratchFolder folder;
  ASSERT_TRUE(open_lmdb(folder.path(), StoreMode::create)->commit(generation(1)).ok());
  std::filesystem::remove(folder.path() / "lock.mdb");
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{16 << 10, 16 << 10};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(1);
    if (open_error(folder.path(), StoreMode::read) != ErrorCode::disk_full) _exit(2);
    if (open_error(folder.path(), StoreMode::write) != ErrorCode::disk_full) _exit(3);
    _exit(0);
  }
  EXPECT_EQ(exit_of(child), 0);
  EXPECT_EQ(generation_of(*open_lmdb(folder.path(), StoreMode::read)->snapshot()), 1);
  struct stat status;
  ASSERT_EQ(stat((folder.path() / "lock.mdb").c_str(), &status), 0);
  EXPECT_GE(status.st_blocks * 512, status.st_size) << "its disk is taken before it is mapped";
}

}  // namespace
}  // namespace linhui::ledger
