#include "ledger/log/merkle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

constexpr std::uint64_t kSizeMax = 200;

std::string leaf(std::uint64_t index) { return "leaf " + std::to_string(index); }

// The definitions of RFC 9162 §2.1 word for word, over lists of leaf hashes.
using Leaves = std::vector<Hash>;

Leaves slice(const Leaves& leaves, std::size_t begin, std::size_t end) {
  return {leaves.begin() + static_cast<std::ptrdiff_t>(begin),
          leaves.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::size_t split(std::size_t count) {
  std::size_t k = 1;
  while (2 * k < count) k *= 2;
  return k;
}

Hash naive_root(const Leaves& d) {
  if (d.empty()) return sha256("");
  if (d.size() == 1) return d[0];
  const std::size_t k = split(d.size());
  const Hash left = naive_root(slice(d, 0, k));
  const Hash right = naive_root(slice(d, k, d.size()));
  std::string bytes(1, '\1');
  bytes += bytes_of(left);
  bytes += bytes_of(right);
  return sha256(bytes);
}

std::vector<Hash> naive_path(std::size_t m, const Leaves& d) {
  if (d.size() == 1) return {};
  const std::size_t k = split(d.size());
  auto path = m < k ? naive_path(m, slice(d, 0, k)) : naive_path(m - k, slice(d, k, d.size()));
  path.push_back(naive_root(m < k ? slice(d, k, d.size()) : slice(d, 0, k)));
  return path;
}

std::vector<Hash> naive_subproof(std::size_t m, const Leaves& d, bool whole) {
  if (m == d.size()) return whole ? std::vector<Hash>{} : std::vector<Hash>{naive_root(d)};
  const std::size_t k = split(d.size());
  auto proof = m <= k ? naive_subproof(m, slice(d, 0, k), whole)
                      : naive_subproof(m - k, slice(d, k, d.size()), false);
  proof.push_back(naive_root(m <= k ? slice(d, k, d.size()) : slice(d, 0, k)));
  return proof;
}

// A tree of kSizeMax leaves whose reader fails the test where a node is asked for that is not
// wholly inside `size`.
class MerkleTree : public testing::Test {
 protected:
  MerkleTree() {
    for (std::uint64_t index = 0; index < kSizeMax; ++index) {
      leaves_.push_back(leaf_hash(leaf(index)));
      append_leaf(index, leaves_.back(), reader(index),
                  [this](unsigned level, std::uint64_t at, const Hash& hash) {
                    EXPECT_TRUE(nodes_.emplace(std::pair(level, at), hash).second);
                  });
    }
  }

  NodeReader reader(std::uint64_t size) const {
    return [this, size](unsigned level, std::uint64_t index) {
      EXPECT_LE((index + 1) << level, size);
      return nodes_.at({level, index});
    };
  }

  Leaves first(std::uint64_t size) const { return slice(leaves_, 0, size); }

  Leaves leaves_;
  std::map<std::pair<unsigned, std::uint64_t>, Hash> nodes_;
};

TEST_F(MerkleTree, AppendingWritesEachPerfectSubtreeOnce) {
  std::size_t expected = 0;
  for (std::uint64_t width = 1; width <= kSizeMax; width *= 2) expected += kSizeMax / width;
  EXPECT_EQ(nodes_.size(), expected);
}

TEST_F(MerkleTree, RootIsTheNaiveRootForEverySize) {
  for (std::uint64_t size = 0; size <= kSizeMax; ++size) {
    EXPECT_EQ(tree_root(size, reader(size)), naive_root(first(size))) << size;
  }
}

TEST_F(MerkleTree, EveryInclusionProofIsTheNaiveOneAndVerifies) {
  for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
    const Hash root = tree_root(size, reader(size));
    for (std::uint64_t index = 0; index < size; ++index) {
      auto proof = inclusion_proof(index, size, reader(size));
      // The naive tree is slow: hold every proof of the small sizes and some of the others to it.
      if (size <= 40 || (size + index) % 41 == 0) {
        ASSERT_EQ(proof, naive_path(index, first(size))) << index << " of " << size;
      }
      ASSERT_TRUE(verify_inclusion(index, size, leaves_[index], proof, root));
      ASSERT_FALSE(verify_inclusion((index + 1) % (size + 1), size, leaves_[index], proof, root));
      ASSERT_FALSE(verify_inclusion(index, size, leaves_[(index + 1) % kSizeMax], proof, root));
      proof.push_back(root);
      ASSERT_FALSE(verify_inclusion(index, size, leaves_[index], proof, root));
      if (proof.size() < 2) continue;
      proof.resize(proof.size() - 2);
      ASSERT_FALSE(verify_inclusion(index, size, leaves_[index], proof, root));
    }
  }
}

TEST_F(MerkleTree, EveryConsistencyProofIsTheNaiveOneAndVerifies) {
  std::vector<Hash> roots;
  for (std::uint64_t size = 0; size <= kSizeMax; ++size) {
    roots.push_back(tree_root(size, reader(size)));
  }
  for (std::uint64_t second = 1; second <= kSizeMax; ++second) {
    for (std::uint64_t one = 1; one <= second; ++one) {
      auto proof = consistency_proof(one, second, reader(second));
      if (second <= 40 || (one + second) % 41 == 0) {
        ASSERT_EQ(proof, naive_subproof(one, first(second), true)) << one << " to " << second;
      }
      ASSERT_TRUE(verify_consistency(one, second, roots[one], roots[second], proof));
      ASSERT_FALSE(verify_consistency(one, second, roots[one - 1], roots[second], proof));
      ASSERT_FALSE(verify_consistency(one, second, roots[one], roots[second - 1], proof));
      proof.push_back(roots[second]);
      ASSERT_FALSE(verify_consistency(one, second, roots[one], roots[second], proof));
      if (proof.size() < 2) continue;
      proof.resize(proof.size() - 2);
      ASSERT_FALSE(verify_consistency(one, second, roots[one], roots[second], proof));
    }
  }
}

// Sizes near 2^64 come from outside; they must neither overflow nor loop.
TEST(MerkleProofs, HostileSizesAreRefused) {
  const std::uint64_t huge = ~std::uint64_t{0};
  const Hash hash = empty_root();
  for (const std::size_t length : {0U, 1U, 63U, 64U, 65U, 1000U}) {
    const std::vector<Hash> proof(length, hash);
    EXPECT_FALSE(verify_inclusion(huge - 1, huge, hash, proof, hash));
    EXPECT_FALSE(verify_inclusion(0, huge, hash, proof, hash));
    EXPECT_FALSE(verify_inclusion(huge, huge, hash, proof, hash));
    EXPECT_FALSE(verify_inclusion(0, 0, hash, proof, hash));
    EXPECT_FALSE(verify_consistency(huge - 1, huge, hash, hash, proof));
    EXPECT_FALSE(verify_consistency(1, huge, hash, hash, proof));
    EXPECT_FALSE(verify_consistency(huge, 1, hash, hash, proof));
    EXPECT_FALSE(verify_consistency(0, 5, hash, hash, proof));
  }
}

// Nodes of a tree of 2^63 + 1 equal leaves: what a proof costs does not grow with the tree.
TEST(MerkleProofs, WorkForTheLargestTrees) {
  std::vector<Hash> level_hash = {leaf_hash("x")};
  for (int i = 0; i < 63; ++i)
    level_hash.push_back(node_hash(level_hash.back(), level_hash.back()));
  const NodeReader read = [&](unsigned level, std::uint64_t) { return level_hash.at(level); };
  const std::uint64_t size = (std::uint64_t{1} << 63) + 1;
  const Hash root = tree_root(size, read);
  EXPECT_TRUE(
      verify_inclusion(size - 1, size, level_hash[0], inclusion_proof(size - 1, size, read), root));
  EXPECT_TRUE(verify_inclusion(7, size, level_hash[0], inclusion_proof(7, size, read), root));
  EXPECT_TRUE(verify_consistency(size - 2, size, tree_root(size - 2, read), root,
                                 consistency_proof(size - 2, size, read)));
}

TEST(RowTree, IsTheSameTree) {
  RowTree rows;
  Leaves leaves;
  EXPECT_EQ(rows.root(), empty_root());
  for (std::uint64_t index = 0; index < 70; ++index) {
    rows.append(leaf(index));
    leaves.push_back(leaf_hash(leaf(index)));
    ASSERT_EQ(rows.size(), index + 1);
    ASSERT_EQ(rows.root(), naive_root(leaves));
    for (std::uint64_t i = 0; i <= index; ++i) {
      ASSERT_EQ(rows.prove(i), naive_path(i, leaves));
    }
  }
}

// --- the published vectors ---

std::optional<Hash> to_hash(const nlohmann::json& text) {
  const auto bytes = from_base64(text.get<std::string>());
  Hash hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

// Some vectors carry roots of a wrong length, which our types cannot hold. Each is given a value
// of its own, so that equal ones stay equal.
Hash to_hash_or_stand_in(const nlohmann::json& text) {
  return to_hash(text).value_or(sha256("stand-in " + text.get<std::string>()));
}

std::vector<Hash> to_proof(const nlohmann::json& list) {
  std::vector<Hash> proof;
  for (const auto& text : list) proof.push_back(to_hash_or_stand_in(text));
  return proof;
}

template <class Verify>
void check_vectors(const std::string& kind, Verify verify) {
  const std::filesystem::path folder = LINHUI_SOURCE_DIR "/tests/vectors/merkle/" + kind;
  std::size_t good = 0;
  std::size_t bad = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto vector = nlohmann::json::parse(file_bytes(entry.path()));
    const bool wanted = !vector["wantErr"].get<bool>();
    EXPECT_EQ(verify(vector), wanted) << entry.path();
    ++(wanted ? good : bad);
  }
  EXPECT_GE(good, 4U);
  EXPECT_GE(bad, 50U);
}

TEST(VerifyInclusion, AgreesWithEveryPublishedVector) {
  check_vectors("inclusion", [](const nlohmann::json& vector) {
    const auto leaf = to_hash(vector["leafHash"]);
    return leaf && verify_inclusion(vector["leafIdx"], vector["treeSize"], *leaf,
                                    to_proof(vector["proof"]), to_hash_or_stand_in(vector["root"]));
  });
}

TEST(VerifyConsistency, AgreesWithEveryPublishedVector) {
  check_vectors("consistency", [](const nlohmann::json& vector) {
    return verify_consistency(vector["size1"], vector["size2"],
                              to_hash_or_stand_in(vector["root1"]),
                              to_hash_or_stand_in(vector["root2"]), to_proof(vector["proof"]));
  });
}

}  // namespace
}  // namespace linhui::ledger
