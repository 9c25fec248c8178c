#include "ledger/store/lmdb_copy.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/store/lmdb_env.h"
#include "ledger/store/lmdb_pages.h"
#include "ledger/store/writer_lock.h"

namespace linhui::ledger {
namespace {

constexpr int kTriesBesideWriters = 4;
constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr int kMoved = -1;  // commits have gone on too far while it was copied

// The meta page that counts; nothing where one of the two is none.
std::optional<lmdb::Meta> newest_meta(int descriptor) {
  const auto first = lmdb::read_meta(descriptor, 0);
  const auto second = first ? lmdb::read_meta(descriptor, first->page_size) : std::nullopt;
  if (!second) return std::nullopt;
  return first->transaction >= second->transaction ? first : second;
}

class File {
 public:
  File(const std::filesystem::path& file, int flags)
      : descriptor(open(file.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~File() {
    if (descriptor >= 0) close(descriptor);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  const int descriptor;
};

int write_at(int descriptor, const char* bytes, std::size_t count, std::uint64_t at) {
  while (count > 0) {
    const ssize_t written = pwrite(descriptor, bytes, count, static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return written < 0 ? errno : ENOSPC;
    bytes += written;
    at += static_cast<std::uint64_t>(written);
    count -= static_cast<std::size_t>(written);
  }
  return 0;
}

// [begin, end) of the file; what lies beyond its end is left a hole.
int copy_range(int from, int to, std::uint64_t begin, std::uint64_t end) {
  std::vector<char> bytes(kChunk);
  while (begin < end) {
    const std::size_t wanted = std::min<std::uint64_t>(bytes.size(), end - begin);
    const ssize_t count = pread(from, bytes.data(), wanted, static_cast<off_t>(begin));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) break;
    if (const int rc = write_at(to, bytes.data(), static_cast<std::size_t>(count), begin)) {
      return rc;
    }
    begin += static_cast<std::uint64_t>(count);
  }
  return ftruncate(to, static_cast<off_t>(end)) == 0 ? 0 : errno;
}

// Copies the commit that is the newest at its beginning. 0, kMoved, an errno, or MDB_INVALID.
//
// A writer at transaction W reuses pages that W-2 and those before it have given up, which no
// commit from W-2 on refers to. So the commit T stays whole until T+3 is begun, and that is not
// before T+2 is seen in a meta page.
int copy_once(int from, int to, std::uint64_t& transaction) {
  const auto head = newest_meta(from);
  if (!head) return MDB_INVALID;
  std::vector<char> metas(2 * head->page_size);
  const auto meta_bytes = static_cast<ssize_t>(metas.size());
  if (pread(from, metas.data(), metas.size(), 0) != meta_bytes) return MDB_INVALID;
  const std::uint64_t end = (head->last_page + 1) * head->page_size;
  if (const int rc = copy_range(from, to, metas.size(), end)) return rc;
  // The meta pages of the beginning: those of now may tell of a commit that was copied in part.
  if (const int rc = write_at(to, metas.data(), metas.size(), 0)) return rc;
  const auto now = newest_meta(from);
  if (!now) return MDB_INVALID;
  if (now->transaction > head->transaction + 1) return kMoved;
  const auto copied = newest_meta(to);
  if (!copied || copied->transaction != head->transaction) return kMoved;
  transaction = head->transaction;
  return 0;
}

}  // namespace

Result<LmdbCopy> LmdbCopy::make(const std::filesystem::path& folder, const Patience& patience) {
  const auto file = folder / "data.mdb";
  const File from(file, O_RDONLY);
  if (from.descriptor < 0) return storage_error(errno, folder);
  std::error_code failed;
  const auto temporary = std::filesystem::temp_directory_path(failed);
  if (failed) return storage_error(failed.value(), "temporary folder");
  std::string name = (temporary / "linhui-read-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) return storage_error(errno, temporary);
  LmdbCopy copy(name, 0);
  const auto target = copy.folder_ / "data.mdb";
  int rc = kMoved;
  for (int tries = 0; rc == kMoved && tries < kTriesBesideWriters; ++tries) {
    const File to(target, O_RDWR | O_CREAT | O_TRUNC);
    if (to.descriptor < 0) return storage_error(errno, target);
    rc = copy_once(from.descriptor, to.descriptor, copy.transaction_);
  }
  if (rc == kMoved) {
    const auto held = WriterLock::hold_off(folder, patience);
    if (!held.ok()) return held.error();
    const File to(target, O_RDWR | O_CREAT | O_TRUNC);
    if (to.descriptor < 0) return storage_error(errno, target);
    rc = copy_once(from.descriptor, to.descriptor, copy.transaction_);
  }
  if (rc == kMoved) return Error{ErrorCode::writer_busy, folder.string()};
  if (rc != 0) return storage_error(rc, rc == MDB_INVALID ? folder : target);
  return copy;
}

LmdbCopy::LmdbCopy(LmdbCopy&& other) noexcept
    : folder_(std::exchange(other.folder_, {})), transaction_(other.transaction_) {}

LmdbCopy::~LmdbCopy() {
  if (folder_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::uint64_t LmdbCopy::newest(const std::filesystem::path& folder) {
  const File file(folder / "data.mdb", O_RDONLY);
  const auto head = file.descriptor < 0 ? std::nullopt : newest_meta(file.descriptor);
  return head ? head->transaction : 0;
}

}  // namespace linhui::ledger
