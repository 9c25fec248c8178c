// Calendar days as people write them. Internal to api/exchange.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace linhui::api::exchange {

// YYYY-MM-DD from 2010-01-01, 2010/1/1, 2010.1.1, 20100101, 2010年1月1日; a time of day that a
// spreadsheet adds (2010/01/01 00:00:00) is midnight and left away. Nothing for a day that is not
// in the Gregorian calendar or outside 1900–2200.
std::optional<std::string> parse_day(std::string_view text);

}  // namespace linhui::api::exchange
