// Repeats among many stand numbers, found by their hashes: a number takes 8 bytes. Internal to
// api/exchange.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace linhui::api::exchange {

// Those of a part of a file, in buckets by their first bits: a bucket of all parts fits into a
// cache.
class PartIds {
 public:
  void add(std::uint64_t hash) { hashes_.push_back(hash); }
  // Once, after the last add().
  void sort_into_buckets();
  std::size_t size() const { return hashes_.size(); }

 private:
  friend class IdHashes;
  static constexpr unsigned kBucketBits = 8;
  static constexpr std::size_t kBuckets = std::size_t{1} << kBucketBits;
  static std::size_t bucket_of(std::uint64_t hash) { return hash >> (64 - kBucketBits); }

  std::vector<std::uint64_t> hashes_;
  std::array<std::uint32_t, kBuckets + 1> begins_ = {};
};

// Those of a whole file, put together from its parts.
class IdHashes {
 public:
  // Requires: sorted into buckets.
  void add(PartIds part) { parts_.push_back(std::move(part)); }

  struct Repeats {
    std::vector<std::uint64_t> hashes;  // that stand there more than once; in order
    std::uint64_t count = 0;            // of ids whose hash stood there before
  };
  // The same for any number of threads, of which there is at least one. Two numbers may share a
  // hash: whoever needs to be sure looks the rows of `hashes` up.
  Repeats find_repeats(std::size_t threads) const;

 private:
  // A set of bits; room for 64 in each.
  using Bits = std::vector<std::uint64_t>;
  struct Workspace {
    Bits seen, seen_twice;
    std::vector<std::uint64_t> candidates;
  };
  void add_repeats_of(std::size_t bucket, Workspace& work, Repeats& found) const;
  template <class Visit>
  void for_each_of(std::size_t bucket, Visit visit) const;

  std::vector<PartIds> parts_;
};

}  // namespace linhui::api::exchange
