#include "methodology/methods/shared/uncertainty.h"

namespace linhui::methodology {

const std::string UncertaintyDiscount::kTable = "uncertainty_discount.csv";

std::variant<UncertaintyDiscount, Finding> UncertaintyDiscount::build(const TableFiles& files) {
  // Not every class deducts a number (some ask for more plots): numbers are read one by one.
  auto table = ParameterTable::find(
      {kTable,
       {"method", "condition", "u_min_percent", "u_max_percent", "deduction_value"},
       {},
       {"method", "condition"},
       0},
      files);
  if (const auto* fault = std::get_if<Finding>(&table)) return *fault;
  return UncertaintyDiscount(std::get<ParameterTable>(std::move(table)));
}

std::optional<Rational> UncertaintyDiscount::percent(const std::string& method,
                                                     const Rational& half_width_percent) {
  for (std::size_t row = 0; row < table_.row_count(); ++row) {
    if (table_.text(row, "method") != method) continue;
    const auto least = Decimal::parse(table_.text(row, "u_min_percent"));
    const auto most = Decimal::parse(table_.text(row, "u_max_percent"));
    if (!least) continue;  // a worked example or a remark
    const bool above = half_width_percent > least->rational() ||
                       (half_width_percent == 0 && least->rational() == 0);
    if (!above || (most && half_width_percent > most->rational())) continue;
    const auto value = table_.look_up(row, "deduction_value");
    if (!value) return std::nullopt;
    return value->rational();
  }
  return std::nullopt;
}

std::optional<Rational> UncertaintyDiscount::of_half_width(const Rational& mean,
                                                           const Rational& half_width) {
  const auto share = percent("AR-TOOL14", half_width * 100 / mean);
  if (!share) return std::nullopt;
  return Rational(half_width * *share / 100);
}

std::optional<Rational> UncertaintyDiscount::of_change(const Rational& change,
                                                       const Rational& half_width_percent) {
  const auto share = percent("AR-CM-001-V01 / AR-CM-003-V01", half_width_percent);
  if (!share) return std::nullopt;
  return Rational(boost::multiprecision::abs(change) * *share / 100);
}

}  // namespace linhui::methodology
