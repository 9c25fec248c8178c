// Amounts as a person writes them, exactly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tools/linhui/output.h"

namespace linhui::cli {

// "12.5" with 4 decimals → 125000. Nothing for any other form, more decimals, or too large.
std::optional<std::int64_t> parse_scaled(std::string_view text, unsigned decimals);
// 125000 with 4 decimals → "12.5000".
std::string scaled_text(std::int64_t value, unsigned decimals);

Problem amount_malformed(const std::string& option, const std::string& value, unsigned decimals);

}  // namespace linhui::cli
