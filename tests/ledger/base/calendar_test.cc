#include "ledger/base/calendar.h"

#include <gtest/gtest.h>

namespace linhui::ledger {

TEST(Calendar, ReadsAndWritesEveryDayOfFourCenturies) {
  for (std::int64_t day = *parse_day("1900-01-01"); day <= *parse_day("2300-01-01"); ++day) {
    ASSERT_EQ(parse_day(day_text(day)), day);
  }
  EXPECT_EQ(parse_day("1970-01-01"), 0);
  EXPECT_EQ(parse_day("2000-02-29"), 11016);
  EXPECT_EQ(parse_day("9999-12-31"), 2'932'896);
}

TEST(Calendar, RefusesDaysThatAreNone) {
  for (const char* text : {"", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-32",
                           "2026-1-01", "2026/01/01", "2026-01-01 ", "+026-01-01", "二零二六"}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
}

TEST(Calendar, ReadsAndWritesTimesInOneFormOnly) {
  EXPECT_EQ(parse_time("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(parse_time("2026-11-23T08:00:00Z"), 1'795'420'800);
  for (const std::int64_t seconds : {0L, 1L, 86'399L, 86'400L, -1L, -86'401L, 1'795'420'801L}) {
    EXPECT_EQ(parse_time(time_text(seconds)), seconds);
  }
  for (const char* text :
       {"2026-11-23T08:00:00", "2026-11-23T24:00:00Z", "2026-11-23T08:60:00Z",
        "2026-11-23T08:00:60Z", "2026-11-23 08:00:00Z", "2026-11-23T08:00:00+08:00"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

// A day in Shanghai begins at 16:00 UTC.
TEST(Calendar, CountsDaysInShanghai) {
  EXPECT_EQ(day_text(shanghai_day(*parse_time("2026-06-30T15:59:59Z"))), "2026-06-30");
  EXPECT_EQ(day_text(shanghai_day(*parse_time("2026-06-30T16:00:00Z"))), "2026-07-01");
  EXPECT_EQ(day_text(shanghai_day(*parse_time("1969-12-31T15:59:59Z"))), "1969-12-31");
}

}  // namespace linhui::ledger
