// Files in one file: POSIX ustar, so that `tar` unpacks a backup where no Linhui is at hand.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "api/app/desk/problems.h"
#include "ledger/base/hash.h"

namespace linhui::api::app {

// A file being written or read, closed when it goes. Errors: disk_full, permission_denied,
// not_found, storage_failed, each with the file's name.
class ArchiveFile {
 public:
  static Outcome<ArchiveFile> create(const std::filesystem::path& file);  // mode 0600, new only
  static Outcome<ArchiveFile> open(const std::filesystem::path& file);    // for reading
  // One that was moved from may only be destroyed.
  ArchiveFile(ArchiveFile&& other) noexcept;
  ArchiveFile& operator=(ArchiveFile&&) = delete;
  ~ArchiveFile();

  Outcome<void> write(std::string_view bytes);  // all of them, at the end
  Outcome<void> sync();                         // to disk; the folder is the caller's
  // Up to `count` bytes; fewer only at the end.
  Outcome<std::string> read(std::size_t count);

 private:
  ArchiveFile(int descriptor, std::filesystem::path file);
  int descriptor_;
  std::filesystem::path file_;
};

// A plain file in the archive.
struct ArchiveMember {
  std::string name;
  std::uint64_t size_bytes = 0;
};

inline constexpr std::size_t kArchiveBlock = 512;

// The block before a member's bytes, which are filled up to whole blocks.
// Requires: the name has at most 100 bytes; the size is below 2^63.
std::string archive_header(const ArchiveMember& member);
// Nothing for a block that is no plain file's header, or whose checksum differs.
std::optional<ArchiveMember> parse_archive_header(std::string_view block);
// How many zero bytes follow a member of this size.
std::size_t archive_padding(std::uint64_t size_bytes);

// Passes `size_bytes` of `from` on in pieces and gives their SHA-256. Errors: backup_damaged where
// there are fewer; those of reading and of `to`, at the first.
Outcome<ledger::Hash> copy_bytes(ArchiveFile& from, std::uint64_t size_bytes,
                                 const std::function<Outcome<void>(std::string_view)>& to);

}  // namespace linhui::api::app
