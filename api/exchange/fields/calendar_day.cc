#include "api/exchange/fields/calendar_day.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace linhui::api::exchange {
namespace {

// Takes digits off the front, at most `most` of them; -1 where there are none.
int take_number(std::string_view& text, std::size_t most) {
  int number = 0;
  std::size_t count = 0;
  while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9') {
    number = number * 10 + (text[count++] - '0');
  }
  text.remove_prefix(count);
  return count == 0 ? -1 : number;
}

bool take(std::string_view& text, std::string_view wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(wanted.size());
  return true;
}

struct Style {
  std::string_view after_year, after_month, after_day;
};
constexpr std::array<Style, 5> kStyles = {
    {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}, {"", "", ""}}};

bool is_midnight(std::string_view rest) {
  return rest.empty() || rest == " 00:00:00" || rest == "T00:00:00" || rest == " 00:00";
}

}  // namespace

std::optional<std::string> parse_day(std::string_view text) {
  for (const Style& style : kStyles) {
    std::string_view rest = text;
    const std::size_t width = 2;
    const std::size_t before = rest.size();
    const int year = take_number(rest, 4);
    if (year < 1900 || year > 2200 || before - rest.size() != 4) continue;
    if (!take(rest, style.after_year)) continue;
    const std::size_t month_at = rest.size();
    const int month = take_number(rest, width);
    if (style.after_year.empty() && month_at - rest.size() != width) continue;
    if (!take(rest, style.after_month)) continue;
    const std::size_t day_at = rest.size();
    const int day = take_number(rest, width);
    if (style.after_year.empty() && day_at - rest.size() != width) continue;
    if (!take(rest, style.after_day) || !is_midnight(rest) || month < 1 || day < 1) continue;
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    std::array<char, 32> iso{};
    std::snprintf(iso.data(), iso.size(), "%04d-%02d-%02d", year, month, day);
    return std::string(iso.data());
  }
  return std::nullopt;
}

}  // namespace linhui::api::exchange
