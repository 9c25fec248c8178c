#include "ledger/store/lmdb_pages.h"

#include <unistd.h>

#include <algorithm>
#include <bit>

namespace linhui::ledger::lmdb {
namespace {

static_assert(std::endian::native == std::endian::little && sizeof(std::size_t) == 8,
              "the offsets below are those of little-endian machines of 64 bits");

// From a meta page's start.
constexpr std::size_t kMagicAt = 16, kVersionAt = 20, kPageSizeAt = 40, kFreeListAt = 40,
                      kTablesAt = 88, kLastPageAt = 136, kTransactionAt = 144;
constexpr std::uint32_t kMagic = 0xBEEFC0DE;
constexpr std::uint32_t kVersion = 1;

// From any page's start.
constexpr std::size_t kFlagsAt = 10, kLowerAt = 12, kUpperAt = 14;

}  // namespace

Tree tree_of(std::string_view bytes) {
  return {number_at<std::uint16_t>(bytes, 4),  number_at<std::uint16_t>(bytes, 6),
          number_at<std::uint64_t>(bytes, 8),  number_at<std::uint64_t>(bytes, 16),
          number_at<std::uint64_t>(bytes, 24), number_at<std::uint64_t>(bytes, 32),
          number_at<std::uint64_t>(bytes, 40)};
}

std::optional<Meta> read_meta(int descriptor, std::uint64_t offset_bytes) {
  std::array<char, kMetaSize> buffer;
  const ssize_t count =
      pread(descriptor, buffer.data(), buffer.size(), static_cast<off_t>(offset_bytes));
  if (count != static_cast<ssize_t>(buffer.size())) return std::nullopt;
  const std::string_view page(buffer.data(), buffer.size());
  if ((number_at<std::uint16_t>(page, kFlagsAt) & kMeta) == 0 ||
      number_at<std::uint32_t>(page, kMagicAt) != kMagic ||
      number_at<std::uint32_t>(page, kVersionAt) != kVersion) {
    return std::nullopt;
  }
  const Meta meta{
      number_at<std::uint32_t>(page, kPageSizeAt), tree_of(page.substr(kFreeListAt, kTreeSize)),
      tree_of(page.substr(kTablesAt, kTreeSize)), number_at<std::uint64_t>(page, kLastPageAt),
      number_at<std::uint64_t>(page, kTransactionAt)};
  const bool sound =
      meta.page_size >= 512 && meta.page_size <= 65536 && std::has_single_bit(meta.page_size);
  return sound ? std::optional(meta) : std::nullopt;
}

std::optional<Meta> meta_of_commit(int descriptor, std::uint64_t transaction) {
  const auto first = read_meta(descriptor, 0);
  if (!first) return std::nullopt;
  if (first->transaction == transaction) return first;
  const auto second = read_meta(descriptor, first->page_size);
  return second && second->transaction == transaction ? second : std::nullopt;
}

std::optional<std::size_t> node_count(std::string_view page) {
  const std::size_t lower = number_at<std::uint16_t>(page, kLowerAt);
  const std::size_t upper = number_at<std::uint16_t>(page, kUpperAt);
  if (lower < kHeaderSize || lower % 2 != 0 || upper < lower || upper > page.size()) {
    return std::nullopt;
  }
  return (lower - kHeaderSize) / 2;
}

std::optional<Node> node_at(std::string_view page, std::size_t index) {
  Node node;
  node.at = number_at<std::uint16_t>(page, kHeaderSize + 2 * index);
  if (node.at < number_at<std::uint16_t>(page, kUpperAt) || node.at + kNodeSize > page.size()) {
    return std::nullopt;
  }
  const bool is_leaf = (number_at<std::uint16_t>(page, kFlagsAt) & kLeaf) != 0;
  const std::uint32_t low = number_at<std::uint32_t>(page, node.at);
  const auto flags = number_at<std::uint16_t>(page, node.at + 4);
  const std::size_t key_size = number_at<std::uint16_t>(page, node.at + 6);
  std::size_t behind_key = 0;
  if (is_leaf) {
    node.flags = flags;
    node.value_size = low;
    behind_key = (flags & kBigValue) != 0 ? sizeof(std::uint64_t) : std::size_t{low};
  } else {
    node.child = low | std::uint64_t{flags} << 32;
  }
  const std::size_t size = kNodeSize + key_size + behind_key;
  node.size = size + size % 2;  // nodes lie at even places
  if (node.at + node.size > page.size()) return std::nullopt;
  node.key = page.substr(node.at + kNodeSize, key_size);
  node.value = page.substr(node.at + kNodeSize + key_size, behind_key);
  return node;
}

}  // namespace linhui::ledger::lmdb
