#include "api/app/copies/archive.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "ledger/base/running_hash.h"
#include "ledger/base/system_error.h"

namespace linhui::api::app {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;
// Fields of a ustar header (POSIX.1-2017, pax): offset and length.
constexpr std::size_t kMode = 100, kUid = 108, kGid = 116, kSize = 124, kTime = 136, kSum = 148,
                      kType = 156, kMagic = 257, kNameMax = 100, kSizeLength = 12, kSumLength = 8;

Problem system_problem(const std::filesystem::path& file) {
  const int number = errno;
  return to_problem({ledger::code_of_errno(number), file.string() + ": " + std::strerror(number)});
}

void put_octal(std::string& block, std::size_t at, std::size_t length, std::uint64_t value) {
  for (std::size_t i = at + length - 1; i-- > at; value >>= 3) block[i] = "01234567"[value & 7];
}

// Octal digits, or big-endian binary after a byte 0x80, which tar uses from 8 GiB on.
std::optional<std::uint64_t> number_at(std::string_view block, std::size_t at, std::size_t length) {
  std::uint64_t value = 0;
  const bool binary = static_cast<unsigned char>(block[at]) == 0x80;
  for (std::size_t i = at + (binary ? 1 : 0); i < at + length; ++i) {
    const auto byte = static_cast<unsigned char>(block[i]);
    if (!binary && (byte == '\0' || byte == ' ')) break;
    if (!binary && (byte < '0' || byte > '7')) return std::nullopt;
    if (value >> 55 != 0) return std::nullopt;
    value = binary ? value << 8 | byte : value << 3 | (byte - '0');
  }
  return value;
}

// The sum of the header's bytes, its own field counted as spaces.
std::uint64_t checksum(std::string_view block) {
  std::uint64_t sum = kSumLength * ' ';
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (i < kSum || i >= kSum + kSumLength) sum += static_cast<unsigned char>(block[i]);
  }
  return sum;
}

}  // namespace

ArchiveFile::ArchiveFile(int descriptor, std::filesystem::path file)
    : descriptor_(descriptor), file_(std::move(file)) {}
ArchiveFile::ArchiveFile(ArchiveFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), file_(std::move(other.file_)) {}
ArchiveFile::~ArchiveFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

Outcome<ArchiveFile> ArchiveFile::create(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_problem(file);
  return ArchiveFile(descriptor, file);
}

Outcome<ArchiveFile> ArchiveFile::open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_problem(file);
  return ArchiveFile(descriptor, file);
}

Outcome<void> ArchiveFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return system_problem(file_);
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Outcome<void> ArchiveFile::sync() {
  if (fsync(descriptor_) != 0) return system_problem(file_);
  return {};
}

Outcome<std::string> ArchiveFile::read(std::size_t count) {
  std::string bytes(count, '\0');
  std::size_t have = 0;
  while (have < count) {
    const ssize_t got = ::read(descriptor_, bytes.data() + have, count - have);
    if (got < 0 && errno != EINTR) return system_problem(file_);
    if (got == 0) break;
    if (got > 0) have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

std::string archive_header(const ArchiveMember& member) {
  assert(member.name.size() <= kNameMax && member.size_bytes >> 63 == 0);
  std::string block(kArchiveBlock, '\0');
  block.replace(0, member.name.size(), member.name);
  put_octal(block, kMode, 8, 0600);
  put_octal(block, kUid, 8, 0);
  put_octal(block, kGid, 8, 0);
  put_octal(block, kTime, 12, 0);
  if (member.size_bytes >> 33 == 0) {
    put_octal(block, kSize, kSizeLength, member.size_bytes);
  } else {
    block[kSize] = static_cast<char>(0x80);
    for (std::size_t i = 0; i < 8; ++i) {
      block[kSize + kSizeLength - 1 - i] = static_cast<char>(member.size_bytes >> (8 * i));
    }
  }
  block[kType] = '0';
  block.replace(kMagic, 8,
                std::string_view("ustar\0"
                                 "00",
                                 8));
  put_octal(block, kSum, kSumLength - 1, checksum(block));
  block[kSum + kSumLength - 1] = ' ';
  return block;
}

std::optional<ArchiveMember> parse_archive_header(std::string_view block) {
  if (block.size() != kArchiveBlock || block.substr(kMagic, 5) != "ustar") return std::nullopt;
  if (block[kType] != '0' || number_at(block, kSum, kSumLength) != checksum(block)) {
    return std::nullopt;
  }
  const auto size = number_at(block, kSize, kSizeLength);
  if (!size) return std::nullopt;
  const auto name = block.substr(0, kNameMax);
  return ArchiveMember{std::string(name.substr(0, name.find('\0'))), *size};
}

std::size_t archive_padding(std::uint64_t size_bytes) {
  return (kArchiveBlock - size_bytes % kArchiveBlock) % kArchiveBlock;
}

Outcome<ledger::Hash> copy_bytes(ArchiveFile& from, std::uint64_t size_bytes,
                                 const std::function<Outcome<void>(std::string_view)>& to) {
  ledger::RunningHash digest;
  while (size_bytes > 0) {
    const auto bytes = LINHUI_API_TRY(
        from.read(static_cast<std::size_t>(std::min<std::uint64_t>(size_bytes, kPiece))));
    if (bytes.empty()) return problem_of(Code::backup_damaged, "the end of the file");
    digest.add(bytes);
    LINHUI_API_TRY(to(bytes));
    size_bytes -= bytes.size();
  }
  return digest.finish();
}

}  // namespace linhui::api::app
