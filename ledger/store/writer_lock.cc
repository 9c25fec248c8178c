#include "ledger/store/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <thread>
#include <utility>

#include "ledger/store/lmdb_error.h"

namespace linhui::ledger {
namespace {

using std::chrono::milliseconds;
constexpr mode_t kLockFileMode = 0644;
// Nobody is told of a wait that is over before he could read of it.
constexpr milliseconds kToldAfter{1000};
constexpr milliseconds kPauseMax{20};

std::string holder_in(int descriptor) {
  char number[24];
  const ssize_t count = pread(descriptor, number, sizeof number, 0);
  std::string_view text(number, count > 0 ? static_cast<std::size_t>(count) : 0);
  text = text.substr(0, text.find('\n'));
  return "process " + std::string(text.empty() ? "?" : text);
}

}  // namespace

Result<void> WriterLock::lock(int kind, const std::filesystem::path& file,
                              const Patience& patience) {
  const auto begun = std::chrono::steady_clock::now();
  bool told = false;
  milliseconds pause{1};
  while (flock(descriptor_, kind | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return storage_error(errno, file);
    const auto waited = std::chrono::duration_cast<milliseconds>(  //
        std::chrono::steady_clock::now() - begun);
    if (waited >= patience.wait_max) {
      std::string detail = holder_in(descriptor_);
      if (patience.wait_max.count() > 0) {
        detail += ", waited " + std::to_string(waited.count() / 1000) + " s";
      }
      return Error{ErrorCode::writer_busy, std::move(detail)};
    }
    if (!told && waited >= kToldAfter && patience.told) {
      told = true;
      patience.told(holder_in(descriptor_));
    }
    std::this_thread::sleep_for(std::min(pause, patience.wait_max - waited));
    pause = std::min(2 * pause, kPauseMax);
  }
  return {};
}

Result<WriterLock> WriterLock::take(const std::filesystem::path& folder, const Patience& patience) {
  const auto file = folder / "writer.lock";
  const int descriptor = open_lock_file(file);
  if (descriptor < 0) return storage_error(errno, file);
  WriterLock lock(descriptor);
  LINHUI_TRY(lock.lock(LOCK_EX, file, patience));
  const std::string text = std::to_string(getpid()) + "\n";
  if (ftruncate(descriptor, 0) != 0) return storage_error(errno, file);
  if (pwrite(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    return storage_error(ENOSPC, file);
  }
  return lock;
}

Result<WriterLock> WriterLock::hold_off(const std::filesystem::path& folder,
                                        const Patience& patience) {
  const auto file = folder / "writer.lock";
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return storage_error(errno, file);
  WriterLock lock(descriptor);
  LINHUI_TRY(lock.lock(LOCK_SH, file, patience));
  return lock;
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

WriterLock::~WriterLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

int open_lock_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kLockFileMode);
  if (descriptor < 0 || geteuid() != 0) return descriptor;
  struct stat folder, made;
  if (stat(file.parent_path().c_str(), &folder) == 0 && fstat(descriptor, &made) == 0 &&
      made.st_uid == 0 && folder.st_uid != 0) {
    // Best effort: where it fails, the folder's owner is told that he may not lock.
    if (fchown(descriptor, folder.st_uid, folder.st_gid) != 0) return descriptor;
  }
  return descriptor;
}

}  // namespace linhui::ledger
