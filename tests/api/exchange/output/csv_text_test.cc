// Figures and cells as they stand in a CSV file.
#include "api/exchange/output/csv_text.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <random>

namespace linhui::api::exchange {
namespace {

using methodology::TonnesCO2e;

std::string text_of(const std::optional<TonnesCO2e>& figure) {
  CsvText text;
  text.begin_row(0);
  text.add_figure(figure);
  return std::string(text.view());
}

TEST(CsvText, WritesFiguresAsTheirOwnTextHasThem) {
  EXPECT_EQ(text_of(std::nullopt), "");
  EXPECT_EQ(text_of(TonnesCO2e::of_ten_thousandths(0)), "0.0000");
  EXPECT_EQ(text_of(TonnesCO2e::of_ten_thousandths(-1)), "-0.0001");
  EXPECT_EQ(text_of(TonnesCO2e::of_ten_thousandths(123456789)), "12345.6789");
  std::mt19937_64 random(3);
  for (int i = 0; i < 10'000; ++i) {
    const auto count = static_cast<std::int64_t>(random()) >> (random() % 63);
    const auto figure = TonnesCO2e::of_ten_thousandths(count);
    ASSERT_EQ(text_of(figure), figure.str());
  }
}

// The longest of everything, many times over: the room is enough.
TEST(CsvText, HasRoomForTheLongestRows) {
  const auto least = TonnesCO2e::of_ten_thousandths(std::numeric_limits<std::int64_t>::min());
  const std::string name(300, 'n');
  CsvText text;
  std::string expected;
  for (int row = 0; row < 1000; ++row) {
    text.begin_row(name.size());
    text.add(name);
    text.add(',');
    text.add_year(std::numeric_limits<int>::min());
    text.add(',');
    text.add_figure(least);
    text.add(',');
    text.add_figure(least);
    text.add('\n');
    expected += name + ",-2147483648,-922337203685477.5808,-922337203685477.5808\n";
  }
  EXPECT_EQ(text.view(), expected);
  text.clear();
  EXPECT_EQ(text.view(), "");
}

TEST(CsvField, IsQuotedWhereItHasToBe) {
  EXPECT_EQ(csv_field("village"), "village");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(csv_field("a\nb"), "\"a\nb\"");
}

}  // namespace
}  // namespace linhui::api::exchange
