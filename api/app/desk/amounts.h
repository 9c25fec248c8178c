// Amounts as people write them. Exact: no figure is rounded but where it says so.
#pragma once

#include <cstdint>
#include <string>

namespace linhui::api::app {

// Requires: above the least 64-bit number, whose size no other has; of mu_text(): not negative, and
// a third of the greatest at most.
std::string grouped(std::int64_t number);    // "1,234"
std::string ungrouped(std::string text);     // "1,234.50" → "1234.50", as programs read it
std::string yuan_text(std::int64_t fen);     // "1,234.50"
std::string capital_yuan(std::int64_t fen);  // 大写: "壹仟贰佰叁拾肆元伍角整"
std::string mu_text(std::int64_t area_m2);   // mu, two decimals half to even: for display only
std::string tonnes_text(std::int64_t e4);    // "1,234.5678" of 0.0001 t CO2e

}  // namespace linhui::api::app
