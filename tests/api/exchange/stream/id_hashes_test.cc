#include "api/exchange/stream/id_hashes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "api/exchange/stream/name_numbers.h"

namespace linhui::api::exchange {
namespace {

IdHashes hashes_of(const std::vector<std::vector<std::string>>& parts) {
  IdHashes hashes;
  for (const auto& ids : parts) {
    PartIds part;
    for (const std::string& id : ids) part.add(hash_of(id));
    part.sort_into_buckets();
    hashes.add(part);
  }
  return hashes;
}

TEST(IdHashes, FindsRepeatsWithinAndAcrossParts) {
  const auto repeats = hashes_of({{"a", "b", "a"}, {}, {"c", "b", "a"}}).find_repeats(3);
  EXPECT_EQ(repeats.count, 3u);
  std::vector<std::uint64_t> expected = {hash_of("a"), hash_of("b")};
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(repeats.hashes, expected);
}

// Numbers that differ in one letter, of many lengths.
TEST(IdHashes, TellsManyIdsApart) {
  std::vector<std::vector<std::string>> parts(20);
  for (int i = 0; i < 200'000; ++i) {
    parts[static_cast<std::size_t>(i % 20)].push_back("S" + std::to_string(i));
  }
  std::string zeros;
  for (int i = 0; i < 100; ++i) parts[0].push_back(zeros += '\0');
  EXPECT_EQ(hashes_of(parts).find_repeats(2).count, 0u);
  parts[7].push_back("S77777");
  const auto repeats = hashes_of(parts).find_repeats(2);
  EXPECT_EQ(repeats.count, 1u);
  EXPECT_EQ(repeats.hashes, std::vector<std::uint64_t>{hash_of("S77777")});
}

// Each a times, in a file of nothing else.
TEST(IdHashes, CountsWhatStandsThereManyTimes) {
  for (const std::size_t times : {1, 2, 3, 50}) {
    std::vector<std::vector<std::string>> parts(7);
    for (std::size_t i = 0; i < 1000 * times; ++i) {
      parts[i % 7].push_back("S" + std::to_string(i % 1000));
    }
    const auto repeats = hashes_of(parts).find_repeats(2);
    EXPECT_EQ(repeats.count, 1000 * (times - 1));
    EXPECT_EQ(repeats.hashes.size(), times == 1 ? 0u : 1000u);
  }
}

}  // namespace
}  // namespace linhui::api::exchange
