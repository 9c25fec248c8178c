#include "api/exchange/stream/name_numbers.h"

#include <gtest/gtest.h>

namespace linhui::api::exchange {
namespace {

// Every length up to 40, each with one letter changed at every place.
std::vector<std::string> names_alike() {
  std::vector<std::string> names;
  for (std::size_t size = 0; size <= 40; ++size) {
    const std::string name(size, 'x');
    names.push_back(name);
    for (std::size_t at = 0; at < size; ++at) {
      names.push_back(name);
      names.back()[at] = '\0';
    }
  }
  return names;
}

TEST(NameNumbers, CountNamesInOrderOfFirstAppearance) {
  NameNumbers numbers;
  const auto names = names_alike();
  for (std::size_t k = 0; k < names.size(); ++k) {
    EXPECT_EQ(numbers.find(names[k]), NameNumbers::kNone);
    EXPECT_EQ(numbers.add(names[k]), k);
    EXPECT_EQ(numbers.add(names[k / 2]), k / 2);
  }
  ASSERT_EQ(numbers.size(), names.size());
  for (std::size_t k = 0; k < names.size(); ++k) {
    EXPECT_EQ(numbers.find(names[k]), k);
    EXPECT_EQ(numbers[k], names[k]);
  }
}

TEST(IsSame, IsEquality) {
  const auto names = names_alike();
  for (const auto& a : names) {
    for (const auto& b : names) ASSERT_EQ(is_same(a, b), a == b);
  }
}

}  // namespace
}  // namespace linhui::api::exchange
