#include "api/app/desk/files.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>

#include "api/app/desk/problems.h"

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

}  // namespace linhui::api::app
