// The Merkle tree of RFC 6962 §2.1 (the same as RFC 9162 §2.1), its proofs and their checks.
//
// Shape: leaves are numbered from 0; ranges are [begin, end); level 0 holds leaf hashes, and node
// (level, index) covers leaves [index << level, (index + 1) << level).
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "ledger/base/hash.h"
#include "ledger/base/result.h"

namespace linhui::ledger {

Hash leaf_hash(std::string_view leaf);                // SHA-256(0x00 ‖ leaf)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(0x01 ‖ left ‖ right)
Hash empty_root();                                    // SHA-256 of nothing

// The tree is kept by its perfect subtrees, each written once and never changed: whoever has them,
// in a table or in tiles, gives them here. Asked only for nodes that lie inside the tree. A reader
// may throw; a hash that is not the tree's gives roots and proofs that do not verify.
using NodeReader = std::function<Hash(unsigned level, std::uint64_t index)>;
// Told of each perfect subtree that appending completes, level 0 first.
using NodeWriter = std::function<void(unsigned level, std::uint64_t index, const Hash& hash)>;

// Appends one leaf hash to a tree of `size` leaves. A node is read for each level that the leaf
// completes, at most log2(size + 1) of them, and one more is written. Nothing is read back that
// this call has written.
void append_leaf(std::uint64_t size, const Hash& leaf, const NodeReader& read,
                 const NodeWriter& write);
// Root of the first `size` leaves (RFC 9162 §2.1.1); 0 gives empty_root(). Any size up to the
// tree's: older roots stay at hand. Reads O(log size) nodes, as both proofs below do.
Hash tree_root(std::uint64_t size, const NodeReader& read);
// The siblings from the leaf up to the root of the first `size` leaves (RFC 9162 §2.1.3.1).
// Requires: index < size <= the tree's.
std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, const NodeReader& read);
// That the first `first` leaves are a prefix of the first `second` (RFC 9162 §2.1.4.1); empty where
// both are the same size. Requires: 0 < first <= second <= the tree's size.
std::vector<Hash> consistency_proof(std::uint64_t first, std::uint64_t second,
                                    const NodeReader& read);

// RFC 9162 §2.1.3.2: whether the leaf of this hash stands at `index` of the tree of `size` leaves
// and `root`. Takes any numbers and any proof.
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                      const std::vector<Hash>& proof, const Hash& root);
// RFC 9162 §2.1.4.2: whether the tree of `second` leaves begins with that of `first`. False for a
// `first` of 0, of which there is nothing to show. Takes any numbers and any proof.
bool verify_consistency(std::uint64_t first, std::uint64_t second, const Hash& first_root,
                        const Hash& second_root, const std::vector<Hash>& proof);

// A tree in memory, for rows beside the log: 64 bytes a row. For one thread.
class RowTree {
 public:
  void append(std::string_view row);
  std::uint64_t size() const { return levels_.empty() ? 0 : levels_[0].size(); }
  Hash root() const;                                   // empty_root() where there are no rows
  std::vector<Hash> prove(std::uint64_t index) const;  // Requires: index < size()

 private:
  std::vector<std::vector<Hash>> levels_;
};

}  // namespace linhui::ledger
