#include "methodology/planning/eligibility.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>

#include "methodology/findings.h"

namespace linhui::methodology {
namespace {

const TableSchema kConditionSchema = {
    "eligibility.csv",
    {"method", "mechanism", "rule", "when_field", "when_comparison", "when_value", "field",
     "comparison", "value", "requires_en", "requires_zh"},
    {},
    {"method", "mechanism", "rule"},
    0};

// by_hand: a person has to look. unread: the condition's text is not in hand. never: fails for all.
const std::vector<std::string_view> kComparisons = {
    "is", "not", "at_least", "at_most", "given", "none_or", "by_hand", "unread", "never"};

bool is_one_of(std::string_view word, std::string_view list) {
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    if (list.substr(0, bar) == word) return true;
    if (bar == std::string_view::npos) break;
    list.remove_prefix(bar + 1);
  }
  return false;
}

bool compares_numbers(std::string_view comparison) {
  return comparison == "at_least" || comparison == "at_most";
}

// Of a comparison that looks at a field.
Verdict compare(const std::optional<std::string>& has, std::string_view comparison,
                const std::string& value) {
  if (!has) return Verdict::unknown;
  const auto verdict = [](bool met) { return met ? Verdict::yes : Verdict::no; };
  if (comparison == "given") return Verdict::yes;
  if (comparison == "is") return verdict(is_one_of(*has, value));
  if (comparison == "not") return verdict(!is_one_of(*has, value));
  if (comparison == "none_or") return verdict(is_one_of(*has, "none|无") || is_one_of(*has, value));
  const auto number = Decimal::parse(*has);
  if (!number) return Verdict::unknown;
  const Decimal limit = *Decimal::parse(value);  // check_rows() has seen to it
  return verdict(comparison == "at_least" ? *number >= limit : *number <= limit);
}

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}
std::optional<std::string> given(const std::optional<Decimal>& number) {
  return number ? std::optional(number->str()) : std::nullopt;
}
std::optional<std::string> given(const std::optional<int>& year) {
  return year ? std::optional(std::to_string(*year)) : std::nullopt;
}

std::optional<std::string> years_not_forest(const Stand& stand) {
  if (!stand.planted_in || !stand.not_forest_since) return std::nullopt;
  return std::to_string(*stand.planted_in - *stand.not_forest_since);
}

// 10^4 m² a hectare. Nothing where the area has more digits than a number can.
std::optional<std::string> area_m2(const Stand& stand) {
  return given(Decimal::parse(stand.area_ha.str() + "e4"));
}

using Getter = std::function<std::optional<std::string>(const Stand&)>;

const std::map<std::string, Getter, std::less<>>& getters() {
  static const std::map<std::string, Getter, std::less<>> kGetters = {
      {"kind",
       [](const Stand& s) { return given(s.kind == StandKind::forest ? "forest" : "wetland"); }},
      {"area_m2", area_m2},
      {"species", [](const Stand& s) { return given(s.species); }},
      {"age", [](const Stand& s) { return given(s.age); }},
      {"wetland_type", [](const Stand& s) { return given(s.wetland_type); }},
      {"land_use", [](const Stand& s) { return given(s.land_use); }},
      {"changed_in", [](const Stand& s) { return given(s.changed_in); }},
      {"climate", [](const Stand& s) { return given(s.climate); }},
      {"right_cert", [](const Stand& s) { return given(s.right_cert); }},
      {"origin", [](const Stand& s) { return given(s.origin); }},
      {"forest_category", [](const Stand& s) { return given(s.forest_category); }},
      {"land_before", [](const Stand& s) { return given(s.land_before); }},
      {"soil", [](const Stand& s) { return given(s.soil); }},
      {"planted_in", [](const Stand& s) { return given(s.planted_in); }},
      {"not_forest_since", [](const Stand& s) { return given(s.not_forest_since); }},
      {"years_not_forest", years_not_forest},
      {"crown_density", [](const Stand& s) { return given(s.crown_density); }},
      {"shrub_cover", [](const Stand& s) { return given(s.shrub_cover); }},
      {"soil_disturbed", [](const Stand& s) { return given(s.soil_disturbed); }},
      {"credited_under", [](const Stand& s) { return given(s.credited_under); }},
  };
  return kGetters;
}

}  // namespace

const std::string EligibilityTable::kFile = kConditionSchema.name;

const char* name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::no:
      return "no";
    case Verdict::unknown:
      return "unknown";
    case Verdict::yes:
      return "yes";
  }
  return "";
}

bool is_eligibility_field(const std::string& field) { return getters().contains(field); }

std::optional<std::string> field_text(const Stand& stand, const std::string& field) {
  const auto getter = getters().find(field);
  return getter == getters().end() ? std::nullopt : getter->second(stand);
}

std::variant<EligibilityTable, Finding> EligibilityTable::find(const TableFiles& files) {
  auto parsed = ParameterTable::find(kConditionSchema, files);
  if (const auto* fault = std::get_if<Finding>(&parsed)) return *fault;
  EligibilityTable table(std::move(std::get<ParameterTable>(parsed)));
  if (auto fault = table.check_rows()) return *fault;
  for (std::size_t row = 0; row < table.table_.row_count(); ++row) {
    Route route{table.table_.text(row, "method"), table.table_.text(row, "mechanism")};
    for (Route each : {Route{route.method, ""}, route}) {
      auto& routes = table.routes_;
      if (std::find(routes.begin(), routes.end(), each) == routes.end()) routes.push_back(each);
    }
  }
  return table;
}

std::optional<Finding> EligibilityTable::check_rows() const {
  for (std::size_t row = 0; row < table_.row_count(); ++row) {
    for (const std::string prefix : {"when_", ""}) {
      const std::string& field = table_.text(row, prefix + "field");
      const std::string& comparison = table_.text(row, prefix + "comparison");
      const std::string& value = table_.text(row, prefix + "value");
      if (!prefix.empty() && field.empty() && comparison.empty() && value.empty()) continue;
      const bool known =
          std::find(kComparisons.begin(), kComparisons.end(), comparison) != kComparisons.end();
      const bool needs_field =
          comparison != "by_hand" && comparison != "unread" && comparison != "never";
      if (!known || (!prefix.empty() && !needs_field)) {
        return table_invalid(kFile, prefix + "comparison", comparison,
                             "rule " + table_.text(row, "rule") + ": no such comparison",
                             "规则 " + table_.text(row, "rule") + "：没有这种比较方式");
      }
      if (needs_field != is_eligibility_field(field)) {
        return table_invalid(kFile, prefix + "field", field,
                             "rule " + table_.text(row, "rule") + ": no field to compare",
                             "规则 " + table_.text(row, "rule") + "：没有可比较的字段");
      }
      if (compares_numbers(comparison) && !Decimal::parse(value)) {
        return table_invalid(kFile, prefix + "value", value,
                             "rule " + table_.text(row, "rule") + ": expected a number",
                             "规则 " + table_.text(row, "rule") + "：应为数字");
      }
    }
  }
  return std::nullopt;
}

bool EligibilityTable::applies(std::size_t row, const Route& route) const {
  const std::string& mechanism = table_.text(row, "mechanism");
  return table_.text(row, "method") == route.method &&
         (mechanism.empty() || mechanism == route.mechanism);
}

Condition EligibilityTable::condition(std::size_t row) {
  return {table_.look_up_text(row, "rule"),
          table_.text(row, "field"),
          {table_.text(row, "requires_en"), table_.text(row, "requires_zh")},
          table_.text(row, "source"),
          table_.confidence(row)};
}

Eligibility EligibilityTable::check(const Stand& stand, const Route& route) {
  Eligibility result;
  for (std::size_t row = 0; row < table_.row_count(); ++row) {
    const std::string& comparison = table_.text(row, "comparison");
    if (!applies(row, route) || comparison == "by_hand") continue;
    Verdict when = Verdict::yes;
    if (const std::string& field = table_.text(row, "when_field"); !field.empty()) {
      when = compare(field_text(stand, field), table_.text(row, "when_comparison"),
                     table_.text(row, "when_value"));
    }
    if (when == Verdict::no) continue;
    Condition asked = condition(row);
    const auto has = field_text(stand, asked.field);
    Verdict verdict = comparison == "never" ? Verdict::no
                      : comparison == "unread"
                          ? Verdict::unknown
                          : compare(has, comparison, table_.text(row, "value"));
    // Whether it is asked at all is not known: it cannot fail.
    if (when == Verdict::unknown) verdict = std::max(verdict, Verdict::unknown);
    if (verdict == Verdict::yes) continue;
    result.verdict = std::min(result.verdict, verdict);
    result.obstacles.push_back({std::move(asked), verdict, has.value_or("")});
  }
  return result;
}

std::vector<Condition> EligibilityTable::by_hand(const Route& route) {
  std::vector<Condition> conditions;
  for (std::size_t row = 0; row < table_.row_count(); ++row) {
    if (applies(row, route) && table_.text(row, "comparison") == "by_hand") {
      conditions.push_back(condition(row));
    }
  }
  return conditions;
}

}  // namespace linhui::methodology
