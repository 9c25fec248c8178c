#include "methodology/stands/composition.h"

#include "methodology/numbers/decimal.h"

namespace linhui::methodology {
namespace {

// ０ to ９ are EF BC 90 to EF BC 99 in UTF-8.
std::string with_ascii_digits(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool wide = text.substr(i, 2) == "\xEF\xBC" && i + 2 < text.size() &&
                      static_cast<unsigned char>(text[i + 2]) >= 0x90 &&
                      static_cast<unsigned char>(text[i + 2]) <= 0x99;
    if (wide) {
      result += static_cast<char>('0' + (static_cast<unsigned char>(text[i + 2]) - 0x90));
      i += 2;
    } else if (text.substr(i, 3) == "\xE3\x80\x80") {  // ideographic space
      result += ' ';
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

void skip_blanks(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
}

}  // namespace

std::variant<std::vector<CompositionPart>, CompositionFault> parse_composition(
    std::string_view text) {
  const std::string normal = with_ascii_digits(text);
  std::string_view rest = normal;
  std::vector<CompositionPart> parts;
  int sum = 0;
  for (skip_blanks(rest); !rest.empty(); skip_blanks(rest)) {
    CompositionPart part;
    std::size_t digits = 0;
    while (digits < rest.size() && digits < 3 && is_digit(rest[digits])) {
      part.tenths = part.tenths * 10 + (rest[digits++] - '0');
    }
    if (digits == 0) return CompositionFault{"a species has no tenths before it", "树种前缺少成数"};
    if (part.tenths < 1 || part.tenths > 10) {
      return CompositionFault{"tenths must be 1 to 10", "成数应为 1 至 10"};
    }
    rest.remove_prefix(digits);
    skip_blanks(rest);
    std::size_t end = 0;
    while (end < rest.size() && !is_digit(rest[end])) ++end;
    part.species = rest.substr(0, end);
    rest.remove_prefix(end);
    while (part.species.ends_with(' ')) part.species.pop_back();
    if (part.species.empty()) return CompositionFault{"tenths without a species", "成数后缺少树种"};
    for (const auto& other : parts) {
      if (other.species == part.species) {
        return CompositionFault{"a species stands there twice", "树种重复"};
      }
    }
    sum += part.tenths;
    parts.push_back(std::move(part));
  }
  if (sum != 10) {
    return CompositionFault{"the tenths add up to " + std::to_string(sum),
                            "各成数合计为 " + std::to_string(sum)};
  }
  return parts;
}

}  // namespace linhui::methodology
