// Rows taken apart 64 bytes at a time against the reader that looks at every byte.
#include "api/exchange/stream/csv_rows.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

#include "api/exchange/tables/csv_reader.h"
#include "api/exchange/tables/table.h"

namespace linhui::api::exchange {
namespace {

// Gives the number of rows that were simple.
std::size_t expect_records_of_reader(const std::string& text, std::size_t columns) {
  CsvReader reader(text, ',');
  CsvRows rows(text, ',', columns);
  std::size_t simple = 0;
  while (!reader.at_end()) {
    const std::size_t begin = reader.position();
    EXPECT_EQ(rows.rest().size(), text.size() - begin);
    const auto expected = reader.next_record();
    if (!rows.next()) {
      rows.skip(reader.position() - begin);
      continue;
    }
    ++simple;
    std::vector<std::string> cells;
    for (const auto cell : rows.cells()) cells.push_back(trimmed(cell));
    EXPECT_EQ(cells, expected);
  }
  EXPECT_TRUE(rows.at_end());
  return simple;
}

TEST(CsvRows, TakesSimpleRowsOfAnyLength) {
  for (std::size_t width = 0; width < 140; ++width) {
    const std::string cell(width, 'x');
    for (const std::string end : {"\n", "\r\n"}) {
      const std::string rows = cell + ",b," + end + "a," + cell + ",\"c\"" + end + "a,b," + cell;
      EXPECT_EQ(expect_records_of_reader(rows, 3), 3u) << width;
      EXPECT_EQ(expect_records_of_reader(rows + end, 3), 3u) << width;
    }
  }
}

TEST(CsvRows, LeavesOtherRowsToTheReader) {
  for (const std::string row : {"a", "a,b", "a,b,c,d", "", ",", "a,b,\"c\"\"\"", "a,\"b\"c,d",
                                "a,b,\"c", "a\rb,c", "a,b,c\r\r"}) {
    EXPECT_EQ(expect_records_of_reader("1,2,3\n" + row + "\n4,5,6\n", 3) < 3, true) << row;
  }
  // Commas and line ends in quotes are no others; a quote inside a cell is text.
  EXPECT_EQ(expect_records_of_reader("a,\"b,\n\",c\na\"b\",c,\n", 3), 2u);
}

// Texts of few letters meet in every way.
TEST(CsvRows, AgreesWithTheReaderOnRandomTexts) {
  std::mt19937 random(3);
  const std::string letters = ",,,\n\n\r\"\"ab ";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t size = random() % 150; size > 0; --size) {
      text += random() % 3 == 0 ? letters[random() % letters.size()] : 'x';
    }
    expect_records_of_reader(text, 1 + random() % 3);
    if (testing::Test::HasFailure()) FAIL() << text;
  }
}

TEST(CsvRows, PartsEndWhereRecordsEnd) {
  std::mt19937 random(4);
  const std::string letters = ",\n\r\"\"x";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t size = 1 + random() % 60; size > 0; --size) {
      text += letters[random() % letters.size()];
    }
    std::set<std::size_t> ends;
    CsvReader reader(text, ',');
    while (!reader.at_end()) {
      reader.next_record();
      ends.insert(reader.position());
    }
    const std::size_t wanted = 1 + random() % 70;
    const std::size_t size = size_of_records(text, ',', wanted);
    EXPECT_TRUE(ends.contains(size)) << text << "|" << size;
    EXPECT_TRUE(size >= std::min(wanted, text.size()));
    EXPECT_EQ(has_unclosed_quote(text, ','), reader.unclosed()) << text;
    if (testing::Test::HasFailure()) FAIL();
  }
}

}  // namespace
}  // namespace linhui::api::exchange
