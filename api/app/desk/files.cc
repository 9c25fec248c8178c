#include "api/app/desk/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

#include "api/app/desk/problems.h"
#include "ledger/base/system_error.h"

namespace linhui::api::app {
namespace {

Problem not_writable(const std::filesystem::path& file, int reason) {
  return problem_of(Code::file_not_writable, file.string() + ": " + std::strerror(reason));
}

// The finished file under its own name.
Outcome<void> moved(const std::filesystem::path& temporary, const std::filesystem::path& file) {
  std::error_code failed;
  std::filesystem::rename(temporary, file, failed);
  if (!failed) return {};
  std::error_code ignored;
  std::filesystem::remove(temporary, ignored);
  return not_writable(file, failed.value());
}

}  // namespace

Outcome<std::string> read_file(const std::filesystem::path& file) {
  return read_file(file, SIZE_MAX - 1);
}

Outcome<std::string> read_file(const std::filesystem::path& file, std::size_t max_bytes) {
  std::error_code failed;
  if (!std::filesystem::exists(file, failed)) {
    return problem_of(Code::file_not_found, file.string());
  }
  std::ifstream in(file, std::ios::binary);
  std::string bytes;
  if (in && !std::filesystem::is_directory(file, failed)) {
    constexpr std::size_t kPiece = std::size_t{1} << 16;
    while (in && bytes.size() <= max_bytes) {
      const std::size_t before = bytes.size(), room = max_bytes + 1 - before;
      bytes.resize(before + std::min(kPiece, room));
      in.read(bytes.data() + before, static_cast<std::streamsize>(bytes.size() - before));
      bytes.resize(before + static_cast<std::size_t>(in.gcount()));
    }
    if (!in.bad()) return bytes;
  }
  return problem_of(Code::file_not_readable, file.string());
}

Outcome<ledger::Hash> file_sha256(const std::filesystem::path& file) {
  const auto bytes = LINHUI_API_TRY(read_file(file));
  return ledger::sha256(bytes);
}

Outcome<void> write_file(const std::filesystem::path& file,
                         const std::function<void(std::ostream&)>& write) {
  auto temporary = file;
  temporary += ".part-" + std::to_string(getpid());
  errno = 0;
  {
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    if (out) write(out);
    out.close();
    if (!out) {
      const Problem problem = not_writable(file, errno ? errno : EIO);
      std::error_code ignored;
      std::filesystem::remove(temporary, ignored);
      return problem;
    }
  }
  return moved(temporary, file);
}

Outcome<void> write_named(const std::filesystem::path& file,
                          const std::function<Outcome<void>(const std::filesystem::path&)>& write) {
  auto temporary = file;
  temporary.replace_extension("part-" + std::to_string(getpid()) + file.extension().string());
  std::error_code ignored;
  std::filesystem::remove(temporary, ignored);  // of an earlier process with this number
  if (auto written = write(temporary); !written.ok()) {
    std::filesystem::remove(temporary, ignored);
    Problem problem = std::move(written).problem();
    if (problem.code == "file_not_writable") problem.detail = file.string();
    return problem;
  }
  return moved(temporary, file);
}

Outcome<void> write_file(const std::filesystem::path& file, const std::string& bytes) {
  return write_file(file, [&](std::ostream& out) {
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  });
}

namespace {

Problem system_problem(int reason, const std::filesystem::path& file) {
  return to_problem({ledger::code_of_errno(reason), file.string() + ": " + std::strerror(reason)});
}

int write_and_sync(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return fsync(descriptor) == 0 ? 0 : errno;
}

int sync_folder_of(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int rc = fsync(descriptor) == 0 ? 0 : errno;
  close(descriptor);
  return rc;
}

// The finished file under its name, where nothing has that name.
int move_to_free_name(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  if (link(from.c_str(), to.c_str()) != 0) return errno;  // a file system that cannot ask
  unlink(from.c_str());
  return 0;
}

}  // namespace

Outcome<void> keep_file(const std::filesystem::path& file, const std::string& bytes) {
  std::error_code failed;
  if (std::filesystem::exists(file, failed)) {
    const auto there = LINHUI_API_TRY(read_file(file));
    if (there != bytes) return problem_of(Code::file_exists, file.string());
    return sync_name(file);
  }
  auto part = file;
  part += ".part";
  // Of an earlier try, that was ended in the middle of it.
  unlink(part.c_str());
  const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_problem(errno, file);
  int rc = write_and_sync(descriptor, bytes);
  close(descriptor);
  if (rc == 0) rc = move_to_free_name(part, file);
  if (rc == 0) rc = sync_folder_of(file);
  if (rc == 0) return {};
  unlink(part.c_str());
  if (rc == EEXIST) return problem_of(Code::file_exists, file.string());
  return system_problem(rc, file);
}

Outcome<void> sync_name(const std::filesystem::path& file) {
  if (const int rc = sync_folder_of(file)) return system_problem(rc, file);
  return {};
}

}  // namespace linhui::api::app
