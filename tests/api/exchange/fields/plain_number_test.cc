// Numbers that are taken as they stand, against the parser that takes any.
#include "api/exchange/fields/plain_number.h"

#include <gtest/gtest.h>

#include <random>
#include <regex>

#include "methodology/numbers/decimal.h"

namespace linhui::api::exchange {
namespace {

// Few letters, so that each comes to stand everywhere; 1 to 20 of them.
TEST(PlainNumber, IsTheDecimalOfItsPattern) {
  const std::regex pattern("[0-9]{1,9}(\\.[0-9]{1,8})?");
  std::mt19937 random(9);
  const std::string letters = "0123456789012345678901234567890123456789....-e/: ";
  int plain = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string text;
    for (std::size_t size = random() % 21; size > 0; --size) {
      text += letters[random() % letters.size()];
    }
    const auto number = plain_number(text);
    const std::string row = text + ",9.9\n";  // what stands behind it is read, and nothing else
    for (std::size_t behind = 0; behind <= 5; ++behind) {
      const std::string_view cell(row.data(), text.size());
      ASSERT_EQ(plain_number(cell, cell.data() + text.size() + behind), number) << text;
    }
    ASSERT_EQ(number != kNotPlain, std::regex_match(text, pattern)) << text;
    if (number == kNotPlain) continue;
    ++plain;
    const auto exact = methodology::Decimal::parse(text)->rational() * kPlainUnit;
    EXPECT_EQ(exact, number) << text;
  }
  EXPECT_GT(plain, 5000);
}

TEST(PlainNumber, ReadsTheLargestOfEachLength) {
  EXPECT_EQ(plain_number("12345678"), 1'234'567'800'000'000);
  EXPECT_EQ(plain_number("1234567.8"), 123'456'780'000'000);
  EXPECT_EQ(plain_number("0.123456"), 12'345'600);
  EXPECT_EQ(plain_number("999999999.99999999"), 99'999'999'999'999'999);
  for (const char* text : {"", ".", "1.", ".1", "1..2", "1.2.3", "1234567890", "1.123456789"}) {
    EXPECT_EQ(plain_number(text), kNotPlain) << text;
  }
}

}  // namespace
}  // namespace linhui::api::exchange
