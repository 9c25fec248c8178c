#include "api/exchange/fields/columns.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace linhui::api::exchange {
namespace {

constexpr int kFirstYear = 1950, kLastYear = 2200;  // of a column of growing stock

// `text` with each `from` as `to`.
std::string with_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string changed;
  for (std::size_t at = 0; (at = text.find(from)) != std::string_view::npos;) {
    changed.append(text.substr(0, at)).append(to);
    text.remove_prefix(at + from.size());
  }
  return changed.append(text);
}

// Takes "(cm)" off the end, for units that a field has anyway. Units of area stay: they tell.
void drop_unit(std::string& name) {
  static constexpr std::array<std::string_view, 14> kUnits = {
      "(cm)", "(厘米)", "(m)",     "(米)",    "(年)",     "(a)",      "(岁)",
      "(株)", "(%)",    "(m3/ha)", "(m³/ha)", "(m³/hm²)", "(m3/hm2)", "(株/公顷)"};
  for (const std::string_view unit : kUnits) {
    if (name.size() > unit.size() && name.ends_with(unit)) {
      name.resize(name.size() - unit.size());
      return;
    }
  }
}

// 0 where it is not a year.
int year_at(std::string_view text) {
  if (text.size() != 4) return 0;
  int year = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    year = year * 10 + (c - '0');
  }
  return year >= kFirstYear && year <= kLastYear ? year : 0;
}

// A column of growing stock by year.
struct YearColumn {
  int year = 0;  // 0: it is none
  bool baseline = false;
  std::string field() const {
    return (baseline ? "baseline_volume_m3_ha_" : "volume_m3_ha_") + std::to_string(year);
  }
};

// From the comparable name of a column.
YearColumn year_column(std::string_view name, const std::vector<FieldNames>& fields) {
  static constexpr std::array<std::string_view, 4> kBaseline = {
      "baseline_volume_m3_ha", "基线公顷蓄积", "基线每公顷蓄积", "基准线公顷蓄积"};
  constexpr std::string_view kYear = "年";
  const auto volume = std::find_if(fields.begin(), fields.end(),
                                   [](const auto& f) { return f.field == "volume_m3_ha"; });
  if (volume == fields.end() || name.size() < 5) return {};
  const auto is_among = [](const auto& names, std::string_view rest) {
    return std::find(names.begin(), names.end(), rest) != names.end();
  };
  const auto with_year = [&](int year, std::string_view rest) -> YearColumn {
    if (is_among(volume->names, rest)) return {year, false};
    if (is_among(kBaseline, rest)) return {year, true};
    return {};
  };
  if (const int year = year_at(name.substr(0, 4)); year != 0) {
    std::string_view rest = name.substr(4);
    if (rest.starts_with(kYear)) rest.remove_prefix(kYear.size());
    return with_year(year, rest);
  }
  if (name.ends_with(kYear)) name.remove_suffix(kYear.size());
  const int year = year_at(name.substr(name.size() - 4));
  if (year == 0) return {};
  name.remove_suffix(4);
  if (name.ends_with('_')) name.remove_suffix(1);
  return with_year(year, name);
}

class Matcher {
 public:
  Matcher(const std::vector<std::string>& columns, const std::vector<FieldNames>& fields,
          bool volume_years, FaultLog& log)
      : columns_(columns), fields_(fields), volume_years_(volume_years), log_(log) {
    for (const std::string& column : columns) comparable_.push_back(comparable(column));
    taken_.resize(columns.size(), false);
  }

  void take_mapped(const std::map<std::string, std::string>& map) {
    for (const auto& [field, column] : map) {
      const YearColumn of_year =
          volume_years_ ? year_column(comparable(field), fields_) : YearColumn{};
      if (of_year.year == 0 && !is_field(field)) {
        unknown_field(field);
        continue;
      }
      mapped_.push_back(field);
      const auto index = find_column(column);
      if (!index) {
        log_.fault(FaultCode::column_missing_mapped,
                   {.field = field, .value = column, .expected = joined(columns_)},
                   {shortened(column), joined(columns_)});
        continue;
      }
      taken_[*index] = true;
      if (of_year.year != 0) {
        columns_of(of_year)[of_year.year] = *index;
      } else {
        match_.index[field] = *index;
      }
    }
  }

  void take_named() {
    for (const FieldNames& field : fields_) {
      if (std::find(mapped_.begin(), mapped_.end(), field.field) != mapped_.end()) continue;
      take_field(field);
    }
    if (!volume_years_) return;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const YearColumn of_year = year_column(comparable_[i], fields_);
      if (of_year.year == 0 || taken_[i] || is_mapped(of_year.field())) continue;
      const auto [other, fresh] = columns_of(of_year).emplace(of_year.year, static_cast<int>(i));
      if (!fresh) ambiguous(of_year.field(), {other->second, int(i)});
    }
  }

  ColumnMatch match() && { return std::move(match_); }

 private:
  // The canonical name wins over the others; two others are a question for the person.
  void take_field(const FieldNames& field) {
    std::vector<int> found;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!taken_[i] && is_name_of(field, i)) found.push_back(static_cast<int>(i));
    }
    const auto canonical = std::find_if(found.begin(), found.end(), [&](int i) {
      return comparable_[static_cast<std::size_t>(i)] == field.field;
    });
    const auto same = std::count_if(found.begin(), found.end(), [&](int i) {
      return comparable_[static_cast<std::size_t>(i)] == field.field;
    });
    if (same == 1) found = {*canonical};
    if (found.empty()) return;
    if (found.size() > 1) return ambiguous(std::string(field.field), found);
    match_.index[std::string(field.field)] = found[0];
  }

  bool is_name_of(const FieldNames& field, std::size_t column) const {
    return std::any_of(field.names.begin(), field.names.end(), [&](std::string_view name) {
      return comparable(name) == comparable_[column];
    });
  }

  bool is_field(std::string_view name) const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [&](const FieldNames& field) { return field.field == name; });
  }

  bool is_mapped(const std::string& field) const {
    return std::find(mapped_.begin(), mapped_.end(), field) != mapped_.end();
  }

  std::map<int, int>& columns_of(const YearColumn& of_year) {
    return of_year.baseline ? match_.baseline_volume_year : match_.volume_year;
  }

  std::optional<int> find_column(const std::string& name) const {
    const auto exact = std::find(columns_.begin(), columns_.end(), name);
    if (exact != columns_.end()) return static_cast<int>(exact - columns_.begin());
    const auto alike = std::find(comparable_.begin(), comparable_.end(), comparable(name));
    if (alike == comparable_.end()) return std::nullopt;
    return static_cast<int>(alike - comparable_.begin());
  }

  void unknown_field(const std::string& field) {
    std::vector<std::string> known;
    for (const FieldNames& each : fields_) known.emplace_back(each.field);
    if (volume_years_) {
      known.insert(known.end(), {"volume_m3_ha_YYYY", "baseline_volume_m3_ha_YYYY"});
    }
    log_.fault(FaultCode::map_field_unknown,
               {.field = field, .value = field, .expected = joined(known)},
               {shortened(field), joined(known)});
  }

  void ambiguous(const std::string& field, const std::vector<int>& found) {
    std::vector<std::string> names;
    for (const int i : found) names.push_back(columns_[static_cast<std::size_t>(i)]);
    log_.fault(FaultCode::column_ambiguous,
               {.field = field, .value = joined(names), .expected = "--map " + field + "=COLUMN"},
               {field, joined(names), field});
  }

  const std::vector<std::string>& columns_;
  const std::vector<FieldNames>& fields_;
  bool volume_years_;
  FaultLog& log_;
  std::vector<std::string> comparable_;
  std::vector<bool> taken_;
  std::vector<std::string> mapped_;
  ColumnMatch match_;
};

}  // namespace

std::optional<int> ColumnMatch::of(std::string_view field) const {
  const auto found = index.find(std::string(field));
  return found == index.end() ? std::nullopt : std::optional(found->second);
}

std::string comparable(std::string_view name) {
  std::string text = with_all(name, "\xEF\xBC\x88", "(");  // U+FF08
  text = with_all(text, "\xEF\xBC\x89", ")");              // U+FF09
  text = with_all(text, "\xE3\x80\x80", "");               // U+3000
  std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  drop_unit(text);
  return text;
}

ColumnMatch match_columns(const std::vector<std::string>& columns,
                          const std::vector<FieldNames>& fields, bool volume_years,
                          const std::map<std::string, std::string>& map, FaultLog& log) {
  Matcher matcher(columns, fields, volume_years, log);
  matcher.take_mapped(map);
  matcher.take_named();
  return std::move(matcher).match();
}

void report_missing_column(std::string_view field, const std::vector<FieldNames>& fields,
                           const std::vector<std::string>& columns, FaultLog& log) {
  std::vector<std::string> names;
  for (const FieldNames& each : fields) {
    if (each.field == field) names.assign(each.names.begin(), each.names.end());
  }
  log.fault(FaultCode::column_missing, {.field = std::string(field), .expected = joined(names)},
            {std::string(field), joined(columns)});
}

}  // namespace linhui::api::exchange
