#include "api/exchange/id_hashes.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <mutex>
#include <thread>

#include "api/exchange/name_numbers.h"

namespace linhui::api::exchange {

std::uint64_t hash_of_id(std::string_view id) {
  const std::uint64_t hash = hash_of(id);
  return hash == 0 ? 1 : hash;  // 0 is a free place of a table
}

void PartIds::sort_into_buckets() {
  for (const std::uint64_t hash : hashes_) ++begins_[bucket_of(hash) + 1];
  for (std::size_t k = 0; k < kBuckets; ++k) begins_[k + 1] += begins_[k];
  std::array<std::uint32_t, kBuckets + 1> next = begins_;
  std::vector<std::uint64_t> sorted(hashes_.size());
  for (const std::uint64_t hash : hashes_) sorted[next[bucket_of(hash)]++] = hash;
  hashes_ = std::move(sorted);
}

void IdHashes::add_repeats_of(std::size_t bucket, std::vector<std::uint64_t>& table,
                              Repeats& found) const {
  std::size_t count = 0;
  for (const PartIds& part : parts_) count += part.begins_[bucket + 1] - part.begins_[bucket];
  table.assign(std::bit_ceil(2 * count + 1), 0);
  const std::size_t mask = table.size() - 1;
  for (const PartIds& part : parts_) {
    for (std::size_t k = part.begins_[bucket]; k < part.begins_[bucket + 1]; ++k) {
      const std::uint64_t hash = part.hashes_[k];
      std::size_t at = hash & mask;
      while (table[at] != 0 && table[at] != hash) at = (at + 1) & mask;
      if (table[at] == hash) {
        found.hashes.push_back(hash);
        ++found.count;
      }
      table[at] = hash;
    }
  }
}

IdHashes::Repeats IdHashes::find_repeats(std::size_t threads) const {
  Repeats all;
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  const auto work = [&] {
    std::vector<std::uint64_t> table;
    Repeats found;
    for (std::size_t k = next++; k < PartIds::kBuckets; k = next++) {
      add_repeats_of(k, table, found);
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
