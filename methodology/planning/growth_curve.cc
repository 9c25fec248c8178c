#include "methodology/planning/growth_curve.h"

#include <algorithm>
#include <set>

#include "methodology/findings.h"

namespace linhui::methodology {
namespace {

constexpr unsigned kDecimals = 6;

const TableSchema kCurveSchema = {"growth_curves.csv",
                                  {"species_or_type", "region", "quantity", "quantity_unit",
                                   "equation", "A", "B", "K", "m", "age_range_yr"},
                                  {},
                                  {"species_or_type", "region", "quantity", "equation"},
                                  0};

struct Form {
  CurveForm form;
  std::string_view equation;
  std::vector<std::string_view> parameters;
};

const std::vector<Form>& forms() {
  static const std::vector<Form> kForms = {
      {CurveForm::richards, "V=A*(1-B*exp(-K*t))^(1/(1-m))", {"A", "B", "K", "m"}},
      {CurveForm::logistic, "V=A/(1+B*exp(-K*t))", {"A", "B", "K"}},
      {CurveForm::schumacher, "V=A*exp(-B/t)", {"A", "B"}},
  };
  return kForms;
}

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

const Form* form_of(const ParameterTable& table, std::size_t row) {
  if (table.text(row, "quantity") != "growing stock" ||
      table.text(row, "quantity_unit") != "m3/ha") {
    return nullptr;
  }
  const std::string equation = without_blanks(table.text(row, "equation"));
  const auto found = std::find_if(forms().begin(), forms().end(),
                                  [&](const Form& form) { return form.equation == equation; });
  return found == forms().end() ? nullptr : &*found;
}

Finding invalid(const ParameterTable& table, std::size_t row, const std::string& column,
                const std::string& english, const std::string& chinese) {
  const std::string line = std::to_string(row + 2);
  return table_invalid(kCurveSchema.name, column, table.text(row, column),
                       "line " + line + ": " + english, "第 " + line + " 行：" + chinese);
}

// "5-60", or nothing for an empty cell.
bool parse_ages(const std::string& text, GrowthCurve& curve) {
  if (text.empty()) return true;
  const auto dash = text.find('-');
  if (dash == std::string::npos || dash == 0 || dash > 4 || text.size() - dash > 5 ||
      text.size() == dash + 1 || text.find_first_not_of("0123456789-") != std::string::npos ||
      text.find('-', dash + 1) != std::string::npos) {
    return false;
  }
  curve.first_age = std::stoi(text.substr(0, dash));
  curve.last_age = std::stoi(text.substr(dash + 1));
  return *curve.first_age <= *curve.last_age;
}

// A growing stock that no forest has, or a rate at which none grows, is a slip of the decimal
// point.
bool in_range(const GrowthCurve& curve) {
  const bool level = curve.a > 0 && curve.a <= 10000 && curve.b > 0 && curve.b <= 10000;
  switch (curve.form) {
    case CurveForm::richards:
      return level && curve.k > 0 && curve.k <= 10 && curve.m >= 0 && curve.m <= Rational(99, 100);
    case CurveForm::logistic:
      return level && curve.k > 0 && curve.k <= 10;
    case CurveForm::schumacher:
      return level;
  }
  return false;
}

std::variant<GrowthCurve, Finding> read_curve(const ParameterTable& table, std::size_t row,
                                              const Form& form) {
  GrowthCurve curve;
  curve.row = row;
  curve.form = form.form;
  curve.name = table.text(row, "species_or_type");
  curve.source = table.text(row, "source");
  const std::pair<std::string_view, Rational*> places[] = {
      {"A", &curve.a}, {"B", &curve.b}, {"K", &curve.k}, {"m", &curve.m}};
  for (const auto& [name, value] : places) {
    const auto& wanted = form.parameters;
    if (std::find(wanted.begin(), wanted.end(), name) == wanted.end()) continue;
    const auto number = Decimal::parse(table.text(row, name));
    if (!number) {
      return invalid(table, row, std::string(name), "expected a number", "应为数字");
    }
    *value = number->rational();
  }
  if (!in_range(curve)) {
    return invalid(table, row, "A", "the parameters are out of range", "参数超出合理范围");
  }
  if (!parse_ages(table.text(row, "age_range_yr"), curve)) {
    return invalid(table, row, "age_range_yr", "expected ages as 5-60", "年龄范围应写作 5-60");
  }
  return curve;
}

// A curve whose parameters are all blank is declared and not in hand.
bool is_blank(const ParameterTable& table, std::size_t row, const Form& form) {
  return std::all_of(form.parameters.begin(), form.parameters.end(),
                     [&](std::string_view name) { return table.text(row, name).empty(); });
}

Interval around(const Rational& value, unsigned bits) { return Interval::around(value, bits); }

// Of 1 - B · exp(-K · t): whether it is surely positive, at the first precision.
bool is_positive(const GrowthCurve& curve, const Rational& age) {
  const Interval one = around(1, kFirstBits);
  const Interval base = one - around(curve.b, kFirstBits) * exp(around(-curve.k * age, kFirstBits));
  return !base.is_unbounded() && base.lower() > 0;
}

}  // namespace

const std::string GrowthCurves::kFile = kCurveSchema.name;

std::optional<Enclosure> volume_on(const GrowthCurve& curve, const Rational& age) {
  switch (curve.form) {
    case CurveForm::richards:
      if (!is_positive(curve, age)) return std::nullopt;
      return [curve, age](unsigned bits) {
        const Interval base =
            around(1, bits) - around(curve.b, bits) * exp(around(-curve.k * age, bits));
        return around(curve.a, bits) * pow(base, around(1 / (1 - curve.m), bits));
      };
    case CurveForm::logistic:
      return [curve, age](unsigned bits) {
        return around(curve.a, bits) /
               (around(1, bits) + around(curve.b, bits) * exp(around(-curve.k * age, bits)));
      };
    case CurveForm::schumacher:
      if (age <= 0) return std::nullopt;
      return [curve, age](unsigned bits) {
        return around(curve.a, bits) * exp(around(-curve.b / age, bits));
      };
  }
  return std::nullopt;
}

std::variant<std::vector<std::string>, Finding> GrowthCurves::regions(const TableFiles& files) {
  auto parsed = ParameterTable::find(kCurveSchema, files);
  if (const auto* fault = std::get_if<Finding>(&parsed)) return *fault;
  const auto& table = std::get<ParameterTable>(parsed);
  std::set<std::string> names;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const Form* form = form_of(table, row);
    if (form && !is_blank(table, row, *form)) names.insert(table.text(row, "region"));
  }
  return std::vector<std::string>(names.begin(), names.end());
}

std::variant<GrowthCurves, Finding> GrowthCurves::of_region(const TableFiles& files,
                                                            const std::string& region) {
  auto parsed = ParameterTable::find(kCurveSchema, files);
  if (const auto* fault = std::get_if<Finding>(&parsed)) return *fault;
  GrowthCurves result(std::get<ParameterTable>(std::move(parsed)));
  const ParameterTable& table = result.table_;
  std::set<std::string> known;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const Form* form = form_of(table, row);
    if (!form || is_blank(table, row, *form)) continue;
    known.insert(table.text(row, "region"));
    if (table.text(row, "region") != region) continue;
    auto curve = read_curve(table, row, *form);
    if (const auto* fault = std::get_if<Finding>(&curve)) return *fault;
    result.curves_.push_back(std::get<GrowthCurve>(std::move(curve)));
  }
  if (!result.curves_.empty()) return result;
  std::string list;
  for (const auto& name : known) list += (list.empty() ? "" : ", ") + name;
  return parameters_missing(
      "",
      "growth curves of the region \"" + region + "\"; there are some of " +
          (list.empty() ? "none" : list),
      "\"" + region + "\" 地区的生长曲线；现有地区：" + (list.empty() ? "无" : list));
}

const GrowthCurve* GrowthCurves::find(const std::vector<std::string>& names) const {
  for (const auto& name : names) {
    if (name.empty()) continue;
    for (const GrowthCurve& curve : curves_) {
      if (curve.name == name) return &curve;
    }
  }
  return nullptr;
}

void GrowthCurves::use(const GrowthCurve& curve) {
  for (const Form& form : forms()) {
    if (form.form != curve.form) continue;
    for (const std::string_view name : form.parameters) table_.look_up(curve.row, name);
  }
}

const std::optional<Interval>& CurveReader::first_try(const GrowthCurve& curve,
                                                      const Rational& age) {
  const auto [entry, fresh] = known_.try_emplace({curve.row, age});
  if (fresh) {
    if (const auto volume = volume_on(curve, age)) entry->second = (*volume)(kFirstBits);
  }
  return entry->second;
}

std::optional<Decimal> CurveReader::through(const GrowthCurve& curve,
                                            const Rational& measured_m3_per_ha,
                                            const Rational& measured_age, const Rational& age) {
  const auto& here = first_try(curve, age);
  const auto& there = first_try(curve, measured_age);
  if (!here || !there) return std::nullopt;
  if (age == measured_age || measured_m3_per_ha == 0) {
    return round_half_even([&](unsigned bits) { return around(measured_m3_per_ha, bits); },
                           kDecimals);
  }
  const Interval close = around(measured_m3_per_ha, kFirstBits) * *here / *there;
  if (const auto rounded = close.rounded(kDecimals)) return rounded;
  const auto at_age = volume_on(curve, age), at_measured = volume_on(curve, measured_age);
  return round_half_even(
      [&](unsigned bits) {
        return around(measured_m3_per_ha, bits) * (*at_age)(bits) / (*at_measured)(bits);
      },
      kDecimals);
}

std::optional<Decimal> CurveReader::at(const GrowthCurve& curve, const Rational& age) {
  const auto& close = first_try(curve, age);
  if (!close) return std::nullopt;
  if (const auto rounded = close->rounded(kDecimals)) return rounded;
  return round_half_even(*volume_on(curve, age), kDecimals);
}

}  // namespace linhui::methodology
