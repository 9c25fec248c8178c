#include "api/app/desk/kept_checkpoint.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "api/app/desk/files.h"
#include "ledger/base/system_error.h"

namespace linhui::api::app {
namespace {

constexpr char kRoomEnding[] = ".part";

namespace fs = std::filesystem;

constexpr std::size_t kRoomBytes = 4096;  // a note with a few witnesses' lines has some hundreds

Problem disk_problem(int number, const fs::path& file) {
  return to_problem({ledger::code_of_errno(number), file.string() + ": " + std::strerror(number)});
}

// All bytes from the file's start on, and no others, on the disk. Gives errno, or 0.
int write_whole(int descriptor, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count =
        ::pwrite(descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (count < 0 && errno != EINTR) return errno;
    if (count > 0) done += static_cast<std::size_t>(count);
  }
  if (::ftruncate(descriptor, static_cast<off_t>(bytes.size())) != 0) return errno;
  return ::fsync(descriptor) == 0 ? 0 : errno;
}

}  // namespace

KeptCheckpoint::KeptCheckpoint(const fs::path& keys, const std::string& ledger_id)
    : file_(keys / ("log-" + ledger_id + ".checkpoint")) {}

Outcome<std::optional<std::string>> KeptCheckpoint::read() const {
  auto note = read_file(file_);
  if (note.ok()) return std::optional(std::move(note).value());
  if (note.problem().code == "file_not_found") return std::optional<std::string>();
  return std::move(note).problem();
}

Outcome<KeptCheckpoint::Room> KeptCheckpoint::make_room() const {
  fs::path part = file_;
  part += kRoomEnding;  // one name: only the ledger's one writer makes it
  for (;;) {
    const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return disk_problem(errno, part);
    Room room(descriptor, part, file_);
    // Held while somebody is at work on it (clear_abandoned()).
    struct stat held, there;
    if (::flock(descriptor, LOCK_EX) != 0 || ::fstat(descriptor, &held) != 0) {
      return disk_problem(errno, part);
    }
    const bool is_there = ::stat(part.c_str(), &there) == 0 && there.st_ino == held.st_ino;
    if (!is_there) continue;  // cleared away between the two lines
    const int failed = write_whole(descriptor, std::string(kRoomBytes, '\0'));
    if (failed != 0) return disk_problem(failed, part);
    return room;
  }
}

void KeptCheckpoint::clear_abandoned(const fs::path& keys) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(keys, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("log-") || !name.ends_with(std::string(".checkpoint") + kRoomEnding))
      continue;
    const int descriptor = ::open(entry.path().c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) continue;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) ::unlink(entry.path().c_str());
    ::close(descriptor);
  }
}

KeptCheckpoint::Room::Room(int descriptor, fs::path part, fs::path file)
    : descriptor_(descriptor), part_(std::move(part)), file_(std::move(file)) {}
KeptCheckpoint::Room::Room(Room&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      part_(std::move(other.part_)),
      file_(std::move(other.file_)) {}
KeptCheckpoint::Room::~Room() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  std::error_code ignored;
  fs::remove(part_, ignored);
}

Outcome<void> KeptCheckpoint::Room::keep(const std::string& note) {
  const int failed = write_whole(descriptor_, note);
  if (failed != 0) return disk_problem(failed, part_);
  std::error_code moved;
  fs::rename(part_, file_, moved);
  if (moved) return disk_problem(moved.value(), file_);
  ::close(std::exchange(descriptor_, -1));
  return sync_name(file_);
}

std::optional<Problem> gone_back(const ledger::LedgerView& view, const std::string& note,
                                 const fs::path& where) try {
  const auto kept = ledger::checkpoint_of(view, note);
  if (!kept.ok()) {
    return problem_of(Code::kept_checkpoint_unreadable,
                      where.string() + ": " + kept.error().detail);
  }
  const std::string size = std::to_string(kept.value().size);
  switch (ledger::standing_of(view, kept.value())) {
    case ledger::Standing::extends:
      break;
    case ledger::Standing::behind:
      return problem_of(Code::ledger_behind, std::to_string(view.size()) + " records, where " +
                                                 where.string() + " shows " + size);
    case ledger::Standing::forked:
      return problem_of(Code::ledger_forked, "at size " + size + ", which " + where.string() +
                                                 " shows with another root");
  }
  return std::nullopt;
} catch (const ledger::ReadFailure& failure) {
  return to_problem(failure.error());
}

}  // namespace linhui::api::app
