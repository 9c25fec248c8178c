#include "methodology/sampling_deduction.h"

#include <algorithm>
#include <map>

#include "methodology/findings_ar.h"
#include "methodology/settings.h"

namespace linhui::methodology {
namespace {

const std::string kSetting = "uncertainty_percent";

// Change of the tree pools of all stands, by year. Dead wood and litter are shares of the trees.
std::map<int, TonnesCO2e> tree_changes(const Estimate& estimate) {
  std::map<int, TonnesCO2e> changes;
  for (const auto& row : estimate.rows) {
    if (row.change && row.pool <= Pool::litter) changes[row.year] += *row.change;
  }
  return changes;
}

Rational tonnes(TonnesCO2e figure) { return Rational(figure.ten_thousandths(), 10000); }

}  // namespace

MethodSetting uncertainty_setting() {
  MethodSetting setting;
  setting.name = kSetting;
  setting.meaning = {
      "half-width of the 90 % interval of the stock change over the period, in percent of it; "
      "without it nothing is deducted and the uncertainty counts as not assessed",
      "核算期储量变化的 90 % 置信区间半宽，占变化量的百分比；不给出则不扣减，视为未评估"};
  setting.is_optional = true;
  return setting;
}

std::optional<Finding> add_deduction(Estimate& estimate, const MethodDeclaration& method,
                                     DeductionRule rule, const TableFiles& tables,
                                     std::vector<TableUse>& uses) {
  const auto stated = decimal_setting(estimate.options, method, kSetting);
  if (!stated) return std::nullopt;
  if (*stated < Decimal(0) || *stated > Decimal(kLargestUncertaintyPercent)) {
    return setting_out_of_range(kSetting, stated->str(),
                                "0-" + std::to_string(kLargestUncertaintyPercent));
  }
  auto built = UncertaintyDiscount::build(tables);
  if (const auto* fault = std::get_if<Finding>(&built)) return *fault;
  auto& discount = std::get<UncertaintyDiscount>(built);
  const Rational percent = stated->rational();
  TonnesCO2e change, deducted;
  for (const auto& [year, change_of_year] : tree_changes(estimate)) {
    change += change_of_year;
    const Rational size = boost::multiprecision::abs(tonnes(change));
    std::optional<Rational> due = Rational(0);
    if (rule == DeductionRule::change) {
      due = discount.of_change(size, percent);
    } else if (size > 0) {
      due = discount.of_half_width(size, size * percent / 100);
    }
    if (!due) return uncertainty_too_large(method.id, stated->str());
    const TonnesCO2e now = round_half_even(ExactTonnesCO2e{*due});
    estimate.terms.push_back({std::nullopt, year, Term::deduction, now - deducted});
    deducted = now;
  }
  estimate.summary.uncertainty_half_width_percent = stated;
  uses.push_back(discount.use());
  return std::nullopt;
}

}  // namespace linhui::methodology
