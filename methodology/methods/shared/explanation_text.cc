#include "methodology/methods/shared/explanation_text.h"

#include <algorithm>
#include <cassert>

namespace linhui::methodology {
namespace {

// The measured years on both sides of `year`; the same one twice where it is measured itself.
std::pair<Measurements::const_iterator, Measurements::const_iterator> around(
    const Measurements& measured, int year) {
  const auto end = std::find_if(measured.begin(), measured.end(),
                                [&](const auto& entry) { return entry.first >= year; });
  assert(end != measured.end() && (end->first == year || end != measured.begin()));
  return {end->first == year ? end : std::prev(end), end};
}

}  // namespace

std::string decimal_text(const Rational& value, unsigned decimals_most) {
  std::string text = fixed_decimal_text(value, decimals_most);
  if (decimals_most > 0) text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

Bilingual in_words(Confidence confidence) {
  switch (confidence) {
    case Confidence::seen:
      return {name_of(confidence), "见于资料"};
    case Confidence::recalled:
      return {name_of(confidence), "凭记忆"};
    case Confidence::project:
      return {name_of(confidence), "项目自定"};
  }
  return {};
}

Bilingual cited(const ParameterTable& table, std::size_t row, const Bilingual& name,
                std::string_view column) {
  const std::string& value = table.text(row, column);
  const std::string& source = table.text(row, "source");
  const Bilingual confidence = in_words(table.confidence(row));
  return {table.name() + " " + name.english + ", " + value + " (" + source + "; " +
              confidence.english + ")",
          table.name() + " " + name.chinese + "，" + value + "（" + source + "；" +
              confidence.chinese + "）"};
}

void cite_too(Bilingual& sources, const Bilingual& source) {
  sources += Bilingual{"; ", "；"} + source;
}

Bilingual of_species(const std::string& symbol, const std::string& species) {
  return {symbol + " of " + species, species + " 的 " + symbol};
}

std::string weight_text(int year, int begin_year, int end_year) {
  return std::to_string(year - begin_year) + "/" + std::to_string(end_year - begin_year);
}

std::string volume_text(const Measurements& measured, int year) {
  const auto [begin, end] = around(measured, year);
  if (begin == end) return begin->second->str();
  return "(" + begin->second->str() + " + (" + end->second->str() + " - " + begin->second->str() +
         ") * " + weight_text(year, begin->first, end->first) + ")";
}

void explain_volumes(const Measurements& measured, int from_year, int to_year, Explanation& steps) {
  for (int year = std::max(from_year, measured.front().first); year <= to_year; ++year) {
    const auto [begin, end] = around(measured, year);
    if (begin == end) continue;
    const std::string first = std::to_string(begin->first), last = std::to_string(end->first);
    steps.push_back({year,
                     "V",
                     equation_of("V", "V1 + (V2 - V1) * (y - y1)/(y2 - y1)"),
                     volume_text(measured, year),
                     decimal_text(volume_at(measured, year)),
                     "m3/ha",
                     {"linear between the inventories of " + first + " and " + last,
                      first + " 年与 " + last + " 年两次调查之间按线性变化"}});
  }
}

}  // namespace linhui::methodology
