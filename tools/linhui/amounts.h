// Amounts as a person writes them, exactly.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "methodology/numbers/quantity.h"
#include "tools/linhui/output.h"

namespace linhui::cli {

// "12.5" with 4 decimals → 125000. Nothing for what is no decimal, is finer than that, or too
// large.
std::optional<std::int64_t> parse_scaled(std::string_view text, unsigned decimals);
// 125000 with 4 decimals → "12.5000".
std::string scaled_text(std::int64_t value, unsigned decimals);

// A whole number that fits and nothing else: true where `number` holds it.
template <class Number>
bool parse_whole(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

// An unknown figure is an empty field, and null.
inline std::string figure(const std::optional<methodology::TonnesCO2e>& value) {
  return value ? value->str() : "";
}
inline Json json_figure(const std::optional<methodology::TonnesCO2e>& value) {
  return value ? Json(value->str()) : Json(nullptr);
}

// usage: which option, what it was given, and how many decimals it may have.
Problem amount_malformed(const std::string& option, const std::string& value, unsigned decimals);

}  // namespace linhui::cli
