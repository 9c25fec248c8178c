// The moment at which tests of the households' tries stand, and spans of seconds.
#pragma once

#include <cstdint>

namespace linhui::api::app {

inline constexpr std::int64_t kNow = 1'800'000'000, kMinute = 60, kHour = 3600, kDay = 24 * kHour;

}  // namespace linhui::api::app
