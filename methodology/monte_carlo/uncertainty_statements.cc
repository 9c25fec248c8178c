#include "methodology/monte_carlo/uncertainty_statements.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <set>

#include "methodology/monte_carlo/monte_carlo_findings.h"
#include "methodology/numbers/decimal.h"
#include "methodology/parameters/csv.h"

namespace linhui::methodology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

class StatementReader {
  enum Column { parameter, distribution, unit, sd, low, high, mode, source, confidence, kColumns };
  inline static const std::array<std::string, kColumns> kNames = {
      "parameter", "distribution", "unit", "sd", "low", "high", "mode", "source", "confidence"};

 public:
  std::variant<std::vector<UncertaintyStatement>, Findings> read(std::string_view bytes) {
    const auto parsed = parse_csv(bytes);
    if (const auto* fault = std::get_if<CsvFault>(&parsed)) {
      return Findings{uncertainty_invalid(fault->line, "", "", fault->english, fault->chinese)};
    }
    const auto& rows = std::get<std::vector<CsvRow>>(parsed);
    if (!find_columns(rows.empty() ? CsvRow{} : rows.front())) return faults_;
    std::set<std::string> seen;
    for (line_ = 2; line_ <= rows.size(); ++line_) {
      row_ = &rows[line_ - 1];
      UncertaintyStatement statement = read_row();
      if (!seen.insert(statement.parameter).second) {
        fault(parameter, "the parameter is there twice", "参数重复");
      }
      statements_.push_back(std::move(statement));
    }
    if (!faults_.empty()) return faults_;
    return std::move(statements_);
  }

 private:
  bool find_columns(const CsvRow& header) {
    for (std::size_t i = 0; i < kColumns; ++i) {
      const auto found = std::find(header.begin(), header.end(), kNames[i]);
      if (found == header.end()) {
        faults_.push_back(
            uncertainty_invalid(1, kNames[i], "", "the column is missing", "缺少该列"));
      }
      index_[i] = static_cast<std::size_t>(found - header.begin());
    }
    return faults_.empty();
  }

  const std::string& cell(Column column) const { return (*row_)[index_[column]]; }

  void fault(Column column, const std::string& english, const std::string& chinese) {
    faults_.push_back(uncertainty_invalid(line_, kNames[column], cell(column), english, chinese));
  }

  std::optional<double> number(Column column) {
    if (cell(column).empty()) return std::nullopt;
    const auto value = number_in(cell(column));
    if (!value) fault(column, "a decimal number is expected", "应为十进制数");
    return value;
  }

  UncertaintyStatement read_row() {
    UncertaintyStatement s;
    s.line = line_;
    s.parameter = cell(parameter);
    if (s.parameter.empty()) fault(parameter, "it is empty", "不能为空");
    if (cell(distribution) != "fixed") {
      s.kind = distribution_named(cell(distribution));
      if (!s.kind || s.kind == DistributionKind::interval) {
        fault(distribution, "normal, truncated_normal, lognormal, triangular or fixed is expected",
              "应为 normal、truncated_normal、lognormal、triangular 或 fixed");
      }
    }
    if (s.kind && cell(unit) != "value" && cell(unit) != "percent") {
      fault(unit, "value or percent is expected", "应为 value 或 percent");
    }
    s.percent = cell(unit) == "percent";
    if (s.kind && !s.percent && s.parameter.starts_with("stand/")) {
      fault(unit, "a stand's error of measurement is in percent", "小班测量误差应以百分比给出");
    }
    s.sd = number(sd);
    s.low = number(low);
    s.high = number(high);
    s.mode = number(mode);
    check_numbers(s);
    s.source = cell(source);
    if (s.source.empty()) fault(source, "a distribution needs its source", "分布须注明来源");
    const std::string& trust = cell(confidence);
    if (trust == "seen") s.confidence = Confidence::seen;
    if (trust == "recalled") s.confidence = Confidence::recalled;
    if (trust != "seen" && trust != "recalled" && trust != "project") {
      fault(confidence, "seen, recalled or project is expected", "应为 seen、recalled 或 project");
    }
    return s;
  }

  void check_numbers(const UncertaintyStatement& s) {
    if (!s.kind) return;
    const bool triangular = s.kind == DistributionKind::triangular;
    const bool truncated = s.kind == DistributionKind::truncated_normal;
    if (!triangular && cell(sd).empty()) {
      fault(sd, "the distribution needs it", "该分布必须给出");
    }
    if (s.sd && !(*s.sd > 0)) {
      fault(sd, "a standard deviation above zero is expected", "标准差应大于零");
    }
    if (s.low && s.high && !(*s.low < *s.high)) {
      fault(low, "low < high is expected", "应满足 low < high");
    }
    if (triangular && (cell(low).empty() || cell(high).empty())) {
      fault(cell(low).empty() ? low : high, "the distribution needs it", "该分布必须给出");
    }
    if (truncated && cell(low).empty() && cell(high).empty()) {
      fault(low, "one bound at least is expected", "至少应给出一个上下限");
    }
    for (const Column column : {sd, low, high, mode}) {
      const bool used = column == sd     ? !triangular
                        : column == mode ? triangular
                                         : triangular || truncated;
      if (!used && !cell(column).empty()) {
        fault(column, "the distribution has no such number", "该分布没有此项");
      }
    }
  }

  std::array<std::size_t, kColumns> index_{};
  std::size_t line_ = 1;
  const CsvRow* row_ = nullptr;
  std::vector<UncertaintyStatement> statements_;
  Findings faults_;
};

const std::string* cell_of(const std::vector<std::string>& header,
                           const std::vector<std::string>& row, const std::string& column) {
  const auto found = std::find(header.begin(), header.end(), column);
  return found == header.end() ? nullptr : &row[static_cast<std::size_t>(found - header.begin())];
}

}  // namespace

std::optional<double> number_in(std::string_view text) {
  if (!Decimal::parse(text)) return std::nullopt;
  if (text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::variant<std::vector<UncertaintyStatement>, Findings> parse_uncertainties(
    std::string_view bytes) {
  return StatementReader().read(bytes);
}

std::variant<Distribution, Finding> distribution_of(const UncertaintyStatement& s, double value) {
  const double scale = s.percent ? value / 100 : 1;
  Distribution d;
  d.kind = *s.kind;
  d.mean = value;
  d.sd = s.sd.value_or(0) * (scale < 0 ? -scale : scale);
  d.low = s.low ? *s.low * scale : -kInfinity;
  d.high = s.high ? *s.high * scale : kInfinity;
  if (scale < 0 && s.percent) std::swap(d.low, d.high);
  if (d.kind == DistributionKind::triangular) d.mode = s.mode ? *s.mode * scale : value;
  if (const auto fault = fault_of(d)) {
    return uncertainty_invalid(s.line, "parameter", s.parameter, fault->english, fault->chinese);
  }
  // A growing stock or an area below zero is none: 1 / 6.77 is where a normal number can reach.
  if (s.parameter.starts_with("stand/")) {
    const bool may_be_negative = (d.kind == DistributionKind::normal && d.sd > 0.147) ||
                                 (d.kind == DistributionKind::triangular && d.low < 0) ||
                                 (d.kind == DistributionKind::truncated_normal && d.low < 0);
    if (may_be_negative) {
      return uncertainty_invalid(
          s.line, "parameter", s.parameter,
          "a measurement could come out below zero: take lognormal, or truncated_normal with "
          "low 0",
          "测量值可能为负：请改用 lognormal，或 truncated_normal 且 low 为 0");
    }
  }
  return d;
}

const UncertaintyStatement* statement_for(const std::vector<UncertaintyStatement>& statements,
                                          const std::string& table, const std::string& row,
                                          const std::string& column) {
  for (const std::string& name : {table + "/" + row + "/" + column, table + "/*/" + column}) {
    for (const auto& statement : statements) {
      if (statement.parameter == name) return &statement;
    }
  }
  return nullptr;
}

std::optional<Distribution> published_distribution(const std::vector<std::string>& header,
                                                   const std::vector<std::string>& row,
                                                   const std::string& column) {
  const auto* type = cell_of(header, row, "interval_type");
  const auto* low = cell_of(header, row, "low");
  const auto* high = cell_of(header, row, "high");
  const auto* value = cell_of(header, row, column);
  if (column != "value" || !type || !type->starts_with("95 %") || !low || !high || !value) {
    return std::nullopt;
  }
  const auto middle = number_in(*value), begin = number_in(*low), end = number_in(*high);
  if (!middle || !begin || !end || !(*begin < *middle) || !(*middle < *end)) return std::nullopt;
  const auto* unit = cell_of(header, row, "unit");
  Distribution d;
  d.kind = DistributionKind::interval;
  d.mean = *middle;
  d.sd_below = (*middle - *begin) / kNormalQuantile975;
  d.sd_above = (*end - *middle) / kNormalQuantile975;
  d.low = *begin >= 0 ? 0 : -kInfinity;
  d.high = unit && *unit == "fraction" ? 1 : kInfinity;
  if (fault_of(d)) return std::nullopt;
  return d;
}

}  // namespace linhui::methodology
