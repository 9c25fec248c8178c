#include "ledger/store/lmdb_check.h"

#include <fcntl.h>
#include <lmdb.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>

namespace linhui::ledger {
namespace {

// Data format 1 on 64-bit machines: pages 0 and 1 hold a meta page each, of which the one with
// the higher transaction number counts. Offsets are from the page's start.
constexpr std::size_t kMetaSize = 152;
constexpr std::size_t kFlagsAt = 10;
constexpr std::size_t kMagicAt = 16;
constexpr std::size_t kVersionAt = 20;
constexpr std::size_t kPageSizeAt = 40;
constexpr std::array<std::size_t, 2> kRootsAt = {80, 128};  // free list, main
constexpr std::size_t kLastPageAt = 136;
constexpr std::size_t kTransactionAt = 144;

constexpr std::uint16_t kMetaFlag = 0x08;
constexpr std::uint32_t kMagic = 0xBEEFC0DE;
constexpr std::uint32_t kVersion = 1;
constexpr std::uint64_t kNoPage = ~std::uint64_t{0};

using MetaPage = std::array<char, kMetaSize>;

template <class T>
T field(const MetaPage& page, std::size_t at) {
  T value;
  std::memcpy(&value, page.data() + at, sizeof value);
  return value;
}

std::optional<MetaPage> read_meta(int descriptor, std::uint64_t offset) {
  MetaPage page;
  const ssize_t count = pread(descriptor, page.data(), page.size(), static_cast<off_t>(offset));
  if (count != static_cast<ssize_t>(page.size())) return std::nullopt;
  const auto page_size = field<std::uint32_t>(page, kPageSizeAt);
  const bool sound = (field<std::uint16_t>(page, kFlagsAt) & kMetaFlag) != 0 &&
                     field<std::uint32_t>(page, kMagicAt) == kMagic &&
                     field<std::uint32_t>(page, kVersionAt) == kVersion && page_size >= 512 &&
                     page_size <= 65536 && std::has_single_bit(page_size);
  return sound ? std::optional(page) : std::nullopt;
}

bool is_whole(const MetaPage& meta, std::uint64_t size_bytes) {
  const auto last = field<std::uint64_t>(meta, kLastPageAt);
  if (last >= size_bytes / field<std::uint32_t>(meta, kPageSizeAt)) return false;
  for (const std::size_t at : kRootsAt) {
    const auto root = field<std::uint64_t>(meta, at);
    if (root != kNoPage && (root < 2 || root > last)) return false;
  }
  return true;
}

int check_open_file(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return errno;
  if (!S_ISREG(status.st_mode)) return MDB_INVALID;
  const auto first = read_meta(descriptor, 0);
  if (!first) return MDB_INVALID;
  const auto page_size = field<std::uint32_t>(*first, kPageSizeAt);
  const auto second = read_meta(descriptor, page_size);
  if (!second || field<std::uint32_t>(*second, kPageSizeAt) != page_size) return MDB_INVALID;
  const bool first_counts =
      field<std::uint64_t>(*first, kTransactionAt) >= field<std::uint64_t>(*second, kTransactionAt);
  // A writer may have committed since the size was asked for.
  if (fstat(descriptor, &status) != 0) return errno;
  const auto size_bytes = static_cast<std::uint64_t>(status.st_size);
  return is_whole(first_counts ? *first : *second, size_bytes) ? MDB_SUCCESS : MDB_INVALID;
}

}  // namespace

int check_data_file(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int rc = check_open_file(descriptor);
  close(descriptor);
  return rc;
}

}  // namespace linhui::ledger
