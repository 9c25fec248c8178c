#include "tools/linhui/amounts.h"

#include <limits>

#include "methodology/numbers/decimal.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

std::optional<std::int64_t> parse_scaled(std::string_view text, unsigned decimals) {
  const auto decimal = methodology::Decimal::parse(text);
  if (!decimal || decimal->scale() > 40) return std::nullopt;
  methodology::Integer factor = 1;
  for (unsigned i = 0; i < decimals; ++i) factor *= 10;
  const methodology::Rational scaled = decimal->rational() * factor;
  if (boost::multiprecision::denominator(scaled) != 1) return std::nullopt;
  const methodology::Integer whole = boost::multiprecision::numerator(scaled);
  const methodology::Integer limit = std::numeric_limits<std::int64_t>::max();
  if (whole > limit || whole < -limit) return std::nullopt;
  return whole.convert_to<std::int64_t>();
}

std::string scaled_text(std::int64_t value, unsigned decimals) {
  std::string text = std::to_string(value < 0 ? -value : value);
  if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
  text.insert(text.size() - decimals, 1, '.');
  return value < 0 ? "-" + text : text;
}

Problem amount_malformed(const std::string& option, const std::string& value, unsigned decimals) {
  return problem_of(Code::amount_malformed, option + " " + value, {std::to_string(decimals)});
}

}  // namespace linhui::cli
