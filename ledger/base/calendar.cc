#include "ledger/base/calendar.h"

#include <chrono>

#include "ledger/base/padded.h"

namespace linhui::ledger {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

std::optional<std::int64_t> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::string day_text(std::int64_t day) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(static_cast<int>(day)))};
  return padded(static_cast<int>(date.year()), 4) + "-" +
         padded(static_cast<unsigned>(date.month()), 2) + "-" +
         padded(static_cast<unsigned>(date.day()), 2);
}

std::optional<std::int64_t> parse_time(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text[19] != 'Z') {
    return std::nullopt;
  }
  const auto day = parse_day(text.substr(0, 10));
  const auto hour = digits(text.substr(11, 2));
  const auto minute = digits(text.substr(14, 2));
  const auto second = digits(text.substr(17, 2));
  if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  return *day * kSecondsPerDay + *hour * 3600 + *minute * 60 + *second;
}

std::string time_text(std::int64_t seconds) {
  const std::int64_t day = floor_div(seconds, kSecondsPerDay);
  const std::int64_t rest = seconds - day * kSecondsPerDay;
  return day_text(day) + "T" + padded(rest / 3600, 2) + ":" + padded(rest / 60 % 60, 2) + ":" +
         padded(rest % 60, 2) + "Z";
}

std::int64_t shanghai_day(std::int64_t seconds) {
  return floor_div(seconds + 8 * 3600, kSecondsPerDay);
}

}  // namespace linhui::ledger
