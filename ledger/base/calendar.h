// Times and days as the records write them. Days are calendar days in Asia/Shanghai (UTC+8, no
// daylight saving since 1991); intervals of days are half-open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace linhui::ledger {

// Days since 1970-01-01 of "2026-11-23", proleptic Gregorian, years 0000 to 9999. Nothing where the
// text is of another form or names no day of the calendar.
std::optional<std::int64_t> parse_day(std::string_view text);
// Back to that form. Requires: a day that parse_day() gives.
std::string day_text(std::int64_t day);
// Seconds since 1970-01-01T00:00:00Z of "2026-11-23T08:00:00Z": that form only, in UTC, without
// fractions and without leap seconds. Nothing for any other text.
std::optional<std::int64_t> parse_time(std::string_view text);
// Back to that form. Requires: a moment that parse_time() gives. Texts of that form sort as the
// moments do.
std::string time_text(std::int64_t seconds);
// The calendar day in Shanghai on which a moment falls, as parse_day() counts. Seconds since
// 1970-01-01T00:00:00Z.
std::int64_t shanghai_day(std::int64_t seconds);

}  // namespace linhui::ledger
