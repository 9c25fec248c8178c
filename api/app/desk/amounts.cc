#include "api/app/desk/amounts.h"

#include <array>

namespace linhui::api::app {

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return (number < 0 ? "-" : "") + digits;
}

std::string ungrouped(std::string text) {
  std::erase(text, ',');
  return text;
}

std::string yuan_text(std::int64_t fen) {
  const std::int64_t size = fen < 0 ? -fen : fen;
  const std::string cents = std::to_string(size % 100);
  return (fen < 0 ? "-" : "") + grouped(size / 100) + "." + (cents.size() < 2 ? "0" : "") + cents;
}

std::string mu_text(std::int64_t area_m2) {
  // 1 mu = 2000/3 m²: hundredths of a mu = m² · 3 / 20.
  const std::int64_t scaled = area_m2 * 3;
  std::int64_t hundredths = scaled / 20;
  const std::int64_t rest = scaled % 20;
  if (rest > 10 || (rest == 10 && hundredths % 2 == 1)) ++hundredths;
  const std::string decimals = std::to_string(hundredths % 100);
  return grouped(hundredths / 100) + "." + (decimals.size() < 2 ? "0" : "") + decimals;
}

std::string capital_yuan(std::int64_t fen) {
  static constexpr std::array<const char*, 10> kDigits = {"零", "壹", "贰", "叁", "肆",
                                                          "伍", "陆", "柒", "捌", "玖"};
  static constexpr std::array<const char*, 4> kPlaces = {"", "拾", "佰", "仟"};
  static constexpr std::array<const char*, 4> kGroups = {"", "万", "亿", "万亿"};
  if (fen < 0) return "负" + capital_yuan(-fen);
  std::int64_t yuan = fen / 100;
  std::string text;
  if (yuan == 0) text = fen == 0 ? "零" : "";
  bool zero_before = false;
  for (int group = 3; group >= 0; --group) {
    std::int64_t scale = 1;
    for (int i = 0; i < group; ++i) scale *= 10'000;
    std::int64_t part = yuan / scale % 10'000;
    bool written = false;
    for (int place = 3, unit = 1000; place >= 0; --place, unit /= 10) {
      const std::int64_t digit = part / unit % 10;
      if (digit == 0) {
        zero_before = zero_before || !text.empty();
        continue;
      }
      if (zero_before) text += "零";
      zero_before = false;
      text += std::string(kDigits[static_cast<std::size_t>(digit)]) +
              kPlaces[static_cast<std::size_t>(place)];
      written = true;
    }
    if (written) text += kGroups[static_cast<std::size_t>(group)];
  }
  const std::int64_t jiao = fen / 10 % 10, cents = fen % 10;
  if (yuan > 0 || fen == 0) text += "元";
  if (jiao > 0) text += std::string(kDigits[static_cast<std::size_t>(jiao)]) + "角";
  if (cents > 0) {
    if (jiao == 0 && yuan > 0) text += "零";
    text += std::string(kDigits[static_cast<std::size_t>(cents)]) + "分";
  } else {
    text += "整";
  }
  return text;
}

std::string tonnes_text(std::int64_t e4) {
  const std::int64_t size = e4 < 0 ? -e4 : e4;
  std::string decimals = std::to_string(size % 10'000);
  decimals.insert(0, 4 - decimals.size(), '0');
  return (e4 < 0 ? "-" : "") + grouped(size / 10'000) + "." + decimals;
}

}  // namespace linhui::api::app
