#include "ledger/base/serial_block.h"

#include <charconv>

#include "ledger/base/fields.h"

namespace linhui::ledger {
namespace {

// Takes the last "-<number>" off the text.
std::optional<std::int64_t> take_number(std::string_view& text) {
  const auto dash = text.rfind('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text.substr(dash + 1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || digits[0] == '0' || digits[0] == '-' || error != std::errc() ||
      end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  text = text.substr(0, dash);
  return value;
}

}  // namespace

std::string to_string(const SerialBlock& block, std::string_view ledger) {
  return (ledger.empty() ? "" : "LH-" + std::string(ledger) + "-") + block.project + "-" +
         std::to_string(block.vintage) + "-" + std::to_string(block.first) + "-" +
         std::to_string(block.last);
}

std::optional<SerialBlock> parse_serial_block(std::string_view text, std::string_view ledger) {
  const std::string prefix = "LH-" + std::string(ledger) + "-";
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  const auto last = take_number(text);
  const auto first = take_number(text);
  const auto vintage = take_number(text);
  if (!last || !first || !vintage || *first > *last || *vintage > 9999 || !is_id(text)) {
    return std::nullopt;
  }
  return SerialBlock{std::string(text), static_cast<int>(*vintage), *first, *last};
}

}  // namespace linhui::ledger
