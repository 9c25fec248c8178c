#include "ledger/base/serial_block.h"

#include <gtest/gtest.h>

#include "ledger/base/form.h"

namespace linhui::ledger {

TEST(SerialBlock, IsWrittenAndReadBack) {
  const SerialBlock block{"QJ-01", 2021, 1, 999'999'999'999};
  EXPECT_EQ(to_string(block, "0123456789ab"), "LH-0123456789ab-QJ-01-2021-1-999999999999");
  EXPECT_EQ(parse_serial_block(to_string(block, "0123456789ab"), "0123456789ab"), block);
  EXPECT_EQ(block.credits(), 999'999'999'999);
}

// A project's id may itself look like numbers.
TEST(SerialBlock, TakesTheNumbersFromTheEnd) {
  EXPECT_EQ(parse_serial_block("LH-ab-1-2-3-2021-4-5", "ab"), (SerialBlock{"1-2-3", 2021, 4, 5}));
}

TEST(SerialBlock, RefusesEveryOtherSpelling) {
  for (const char* text :
       {"", "LH-ab-P-2021-1", "LH-ab-P-2021-2-1", "LH-ab-P-2021-0-1", "LH-ab-P-2021-01-2",
        "LH-ab-P-2021-1-2 ", "LH-ab-P-2021-1-+2", "LH-ab-P-2021--1-2", "LH-ab--2021-1-2",
        "LH-cd-P-2021-1-2", "lh-ab-P-2021-1-2", "LH-ab-P/Q-2021-1-2", "LH-ab-P-99999-1-2",
        "LH-ab-P-2021-1-99999999999999999999"}) {
    EXPECT_FALSE(parse_serial_block(text, "ab")) << text;
  }
}

TEST(SerialBlock, IsReadFromRecords) {
  const auto read = [](const Json& json) { return from_json<SerialBlock>(json, "s"); };
  EXPECT_EQ(read({{"project", "P"}, {"vintage", 2021}, {"first", 3}, {"last", 4}}).value(),
            (SerialBlock{"P", 2021, 3, 4}));
  EXPECT_EQ(to_json(SerialBlock{"P", 2021, 3, 4}),
            (Json{{"project", "P"}, {"vintage", 2021}, {"first", 3}, {"last", 4}}));
  EXPECT_EQ(read(to_json(SerialBlock{"P", 2021, 4, 3})).error().code,
            ErrorCode::credits_not_positive);
  for (const Json& junk : {Json(), Json("x"), Json::array(), Json{{"project", 1}}}) {
    EXPECT_EQ(read(junk).error().code, ErrorCode::record_malformed) << junk;
  }
}

TEST(SerialBlock, ContainsOnlyTheSameProjectAndVintage) {
  const SerialBlock block{"P", 2021, 10, 20};
  EXPECT_TRUE(block.contains(block));
  EXPECT_TRUE(block.contains({"P", 2021, 10, 10}));
  EXPECT_FALSE(block.contains({"P", 2021, 9, 10}));
  EXPECT_FALSE(block.contains({"P", 2021, 20, 21}));
  EXPECT_FALSE(block.contains({"P", 2022, 12, 13}));
  EXPECT_FALSE(block.contains({"Q", 2021, 12, 13}));
}

}  // namespace linhui::ledger
