#include "methodology/parameters/csv.h"

#include <gtest/gtest.h>

namespace linhui::methodology {
namespace {

std::vector<CsvRow> rows_of(std::string_view text) {
  auto parsed = parse_csv(text);
  const auto* rows = std::get_if<std::vector<CsvRow>>(&parsed);
  return rows == nullptr ? std::vector<CsvRow>{{"refused"}} : *rows;
}

TEST(ParseCsv, ReadsWhatRfc4180Allows) {
  EXPECT_EQ(rows_of("a,b\n1,2\n"), (std::vector<CsvRow>{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a,b\r\n1,2"), (std::vector<CsvRow>{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows_of("a,b\n,\n"), (std::vector<CsvRow>{{"a", "b"}, {"", ""}}));
  EXPECT_EQ(rows_of("\"x, \"\"y\"\"\nz\",马\n"), (std::vector<CsvRow>{{"x, \"y\"\nz", "马"}}));
  EXPECT_EQ(rows_of("\"\",\"\"\r\n"), (std::vector<CsvRow>{{"", ""}}));
  EXPECT_EQ(rows_of("\xEF\xBB\xBF"
                    "a\n"),
            (std::vector<CsvRow>{{"a"}}));
  EXPECT_TRUE(rows_of("").empty());
}

TEST(ParseCsv, RefusesWhatIsBroken) {
  for (const char* junk :
       {"a,b\n1\n", "a\n1,2\n", "\"a", "a\n\"b\nc", "\"a\"b\n", "a\"b\n", "a,b\n\n", "\"a\"\"\n"}) {
    EXPECT_TRUE(std::holds_alternative<CsvFault>(parse_csv(junk))) << junk;
  }
  EXPECT_EQ(std::get<CsvFault>(parse_csv("a\n\"x\ny\"\n1,2\n")).line, 4u);
}

}  // namespace
}  // namespace linhui::methodology
