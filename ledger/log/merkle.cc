#include "ledger/log/merkle.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace linhui::ledger {
namespace {

// Where the tree splits [begin, begin + count): the largest power of two below count.
// Requires: count > 1.
std::uint64_t left_width(std::uint64_t count) { return std::bit_floor(count - 1); }

// MTH of `count` leaves from `begin`, which lies on a multiple of their next power of two.
Hash range_root(std::uint64_t begin, std::uint64_t count, const NodeReader& read) {
  if (std::has_single_bit(count)) {
    const auto level = static_cast<unsigned>(std::countr_zero(count));
    return read(level, begin >> level);
  }
  const std::uint64_t left = left_width(count);
  return node_hash(range_root(begin, left, read), range_root(begin + left, count - left, read));
}

}  // namespace

Hash leaf_hash(std::string_view leaf) {
  std::string bytes(1, '\0');
  bytes += leaf;
  return sha256(bytes);
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<char, 1 + 2 * sizeof(Hash)> bytes{'\1'};
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 1 + sizeof(Hash));
  return sha256({bytes.data(), bytes.size()});
}

Hash empty_root() { return sha256({}); }

void append_leaf(std::uint64_t size, const Hash& leaf, const NodeReader& read,
                 const NodeWriter& write) {
  Hash hash = leaf;
  write(0, size, hash);
  // Each odd index completes the pair one level up.
  std::uint64_t index = size;
  for (unsigned level = 0; index & 1; ++level) {
    hash = node_hash(read(level, index - 1), hash);
    index >>= 1;
    write(level + 1, index, hash);
  }
}

Hash tree_root(std::uint64_t size, const NodeReader& read) {
  return size == 0 ? empty_root() : range_root(0, size, read);
}

std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, const NodeReader& read) {
  assert(index < size);
  std::vector<Hash> proof;
  std::uint64_t begin = 0;
  for (std::uint64_t count = size; count > 1;) {
    const std::uint64_t left = left_width(count);
    if (index - begin < left) {
      proof.push_back(range_root(begin + left, count - left, read));
      count = left;
    } else {
      proof.push_back(range_root(begin, left, read));
      begin += left;
      count -= left;
    }
  }
  std::reverse(proof.begin(), proof.end());  // The RFC lists siblings from the leaf up.
  return proof;
}

std::vector<Hash> consistency_proof(std::uint64_t first, std::uint64_t second,
                                    const NodeReader& read) {
  assert(0 < first && first <= second);
  std::vector<Hash> proof;
  std::uint64_t begin = 0;
  std::uint64_t count = second;
  // SUBPROOF(first - begin, D[begin:begin + count], begin == 0)
  while (first - begin < count) {
    const std::uint64_t left = left_width(count);
    if (first - begin <= left) {
      proof.push_back(range_root(begin + left, count - left, read));
      count = left;
    } else {
      proof.push_back(range_root(begin, left, read));
      begin += left;
      count -= left;
    }
  }
  if (begin != 0) proof.push_back(range_root(begin, count, read));
  std::reverse(proof.begin(), proof.end());
  return proof;
}

bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                      const std::vector<Hash>& proof, const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (sn == 0) return false;
    if ((fn & 1) || fn == sn) {
      hash = node_hash(sibling, hash);
      while (!(fn & 1) && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && hash == root;
}

bool verify_consistency(std::uint64_t first, std::uint64_t second, const Hash& first_root,
                        const Hash& second_root, const std::vector<Hash>& proof) {
  if (first == 0 || first > second) return false;
  if (first == second) return proof.empty() && first_root == second_root;
  auto next = proof.begin();
  if (next == proof.end()) return false;
  // Where the first tree is perfect, its root stands for the proof's first element.
  const Hash start = std::has_single_bit(first) ? first_root : *next++;
  std::uint64_t fn = first - 1;
  std::uint64_t sn = second - 1;
  while (fn & 1) {
    fn >>= 1;
    sn >>= 1;
  }
  Hash first_hash = start;
  Hash second_hash = start;
  for (; next != proof.end(); ++next) {
    if (sn == 0) return false;
    if ((fn & 1) || fn == sn) {
      first_hash = node_hash(*next, first_hash);
      second_hash = node_hash(*next, second_hash);
      while (!(fn & 1) && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      second_hash = node_hash(second_hash, *next);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && first_hash == first_root && second_hash == second_root;
}

void RowTree::append(std::string_view row) {
  append_leaf(
      size(), leaf_hash(row),
      [this](unsigned level, std::uint64_t index) { return levels_[level][index]; },
      [this](unsigned level, std::uint64_t, const Hash& hash) {
        if (levels_.size() == level) levels_.emplace_back();
        levels_[level].push_back(hash);
      });
}

Hash RowTree::root() const {
  return tree_root(size(),
                   [this](unsigned level, std::uint64_t index) { return levels_[level][index]; });
}

std::vector<Hash> RowTree::prove(std::uint64_t index) const {
  return inclusion_proof(index, size(),
                         [this](unsigned level, std::uint64_t i) { return levels_[level][i]; });
}

}  // namespace linhui::ledger
