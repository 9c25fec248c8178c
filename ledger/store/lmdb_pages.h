// How an LMDB data file lies on disk: data format 1 on little-endian machines of 64 bits, as
// LMDB 0.9 writes it. Known here alone, so that a file can be judged without asking the library,
// which trusts its pages and stops the process where they are forged.
//
// Pages 0 and 1 are meta pages, of which the one with the higher transaction number counts. Every
// other page belongs to a tree (the free list, the list of tables, each table), or is free.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace linhui::ledger::lmdb {

inline constexpr std::uint64_t kNoPage = ~std::uint64_t{0};
inline constexpr std::uint64_t kFirstPage = 2;  // behind the meta pages
inline constexpr std::size_t kHeaderSize = 16;  // of every page
inline constexpr std::size_t kNodeSize = 8;     // before a node's key
inline constexpr std::size_t kMetaSize = 152;   // of a meta page, its header included
inline constexpr std::size_t kTreeSize = 48;    // a Tree on disk
inline constexpr unsigned kDepthMax = 32;       // LMDB's cursors go no deeper
inline constexpr std::size_t kKeyMax = 511;

// Flags of a page.
inline constexpr std::uint16_t kBranch = 0x01, kLeaf = 0x02, kOverflow = 0x04, kMeta = 0x08;
// Flags of a leaf's node: its value is on pages of its own; its value is a Tree.
inline constexpr std::uint16_t kBigValue = 0x01, kSubTree = 0x02;
// Flag of a tree: its keys are numbers in the machine's order.
inline constexpr std::uint16_t kIntegerKeys = 0x08;

// A number at a place. Requires: it lies within the bytes.
template <class T>
T number_at(std::string_view bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

// MDB_db: where a tree begins and how much there is in it.
struct Tree {
  std::uint16_t flags = 0, depth = 0;
  std::uint64_t branch_pages = 0, leaf_pages = 0, overflow_pages = 0, entries = 0;
  std::uint64_t root = kNoPage;
};
// Requires: kTreeSize bytes.
Tree tree_of(std::string_view bytes);

struct Meta {
  std::uint32_t page_size = 0;  // bytes; a power of two from 512 to 65,536
  Tree free_list, tables;
  std::uint64_t last_page = 0;  // the highest that was ever used
  std::uint64_t transaction = 0;
};

// The meta page at this byte of an open file; nothing where none of this format stands there.
std::optional<Meta> read_meta(int descriptor, std::uint64_t offset_bytes);

// The meta page of one commit, while it is the newest or the one before; nothing later.
std::optional<Meta> meta_of_commit(int descriptor, std::uint64_t transaction);

// A page of a tree as its bytes give it.
struct Node {
  std::string_view key;
  std::uint16_t flags = 0;       // a leaf's
  std::uint64_t child = 0;       // a branch's: the page below
  std::uint32_t value_size = 0;  // a leaf's, bytes
  std::string_view value;        // a leaf's; where kBigValue is set, the number of its first page
  std::size_t at = 0, size = 0;  // its bytes within the page
};

// How many nodes a tree's page says that it has; nothing where its bounds lie beyond it.
std::optional<std::size_t> node_count(std::string_view page);
// Its `index`th node; nothing where that does not lie within the page.
// Requires: index < node_count(page).
std::optional<Node> node_at(std::string_view page, std::size_t index);

}  // namespace linhui::ledger::lmdb
