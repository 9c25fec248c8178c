#include "api/exchange/stream/id_hashes.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <mutex>
#include <thread>

namespace linhui::api::exchange {

void PartIds::sort_into_buckets() {
  for (const std::uint64_t hash : hashes_) ++begins_[bucket_of(hash) + 1];
  for (std::size_t k = 0; k < kBuckets; ++k) begins_[k + 1] += begins_[k];
  std::array<std::uint32_t, kBuckets + 1> next = begins_;
  std::vector<std::uint64_t> sorted(hashes_.size());
  for (const std::uint64_t hash : hashes_) sorted[next[bucket_of(hash)]++] = hash;
  hashes_ = std::move(sorted);
}

template <class Visit>
void IdHashes::for_each_of(std::size_t bucket, Visit visit) const {
  for (const PartIds& part : parts_) {
    for (std::size_t k = part.begins_[bucket]; k < part.begins_[bucket + 1]; ++k) {
      visit(part.hashes_[k]);
    }
  }
}

// A hash whose bit no other one has is not repeated; the few others are sorted.
void IdHashes::add_repeats_of(std::size_t bucket, Workspace& work, Repeats& found) const {
  std::size_t count = 0;
  for (const PartIds& part : parts_) count += part.begins_[bucket + 1] - part.begins_[bucket];
  constexpr std::size_t kBitsOfHash = 16;
  const std::size_t words = std::bit_ceil(kBitsOfHash * count / 64 + 1);
  work.seen.assign(words, 0);
  work.seen_twice.assign(words, 0);
  const auto word_of_hash = [&](std::uint64_t hash) { return hash >> 6 & (words - 1); };
  for_each_of(bucket, [&](std::uint64_t hash) {
    const std::size_t at = word_of_hash(hash);
    const std::uint64_t bit = std::uint64_t{1} << (hash & 63);
    work.seen_twice[at] |= work.seen[at] & bit;
    work.seen[at] |= bit;
  });
  work.candidates.clear();
  for_each_of(bucket, [&](std::uint64_t hash) {
    if ((work.seen_twice[word_of_hash(hash)] >> (hash & 63) & 1) == 0) return;
    work.candidates.push_back(hash);
  });
  std::sort(work.candidates.begin(), work.candidates.end());
  for (std::size_t k = 1; k < work.candidates.size(); ++k) {
    if (work.candidates[k] != work.candidates[k - 1]) continue;
    found.hashes.push_back(work.candidates[k]);
    ++found.count;
  }
}

IdHashes::Repeats IdHashes::find_repeats(std::size_t threads) const {
  Repeats all;
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  const auto work = [&] {
    Workspace work_of_thread;
    Repeats found;
    for (std::size_t k = next++; k < PartIds::kBuckets; k = next++) {
      add_repeats_of(k, work_of_thread, found);
    }
    const std::scoped_lock lock(mutex);
    all.hashes.insert(all.hashes.end(), found.hashes.begin(), found.hashes.end());
    all.count += found.count;
  };
  std::vector<std::thread> others;
  for (std::size_t k = 1; k < threads; ++k) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  std::sort(all.hashes.begin(), all.hashes.end());
  all.hashes.erase(std::unique(all.hashes.begin(), all.hashes.end()), all.hashes.end());
  return all;
}

}  // namespace linhui::api::exchange
