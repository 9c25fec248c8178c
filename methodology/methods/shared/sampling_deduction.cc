#include "methodology/methods/shared/sampling_deduction.h"

#include <algorithm>
#include <map>

#include "methodology/methods/shared/ar_findings.h"
#include "methodology/methods/shared/explanation_text.h"
#include "methodology/settings.h"

namespace linhui::methodology {
namespace {

const std::string kSetting = "uncertainty_percent";

// The percent of the table's class that U falls in: of the half-width, or of the change.
std::optional<Rational> class_percent(UncertaintyDiscount& discount, DeductionRule rule,
                                      const Rational& uncertainty_percent) {
  if (rule == DeductionRule::change) return discount.of_change(100, uncertainty_percent);
  if (uncertainty_percent == 0) return Rational(0);
  const auto share = discount.of_half_width(100, uncertainty_percent);
  if (!share) return std::nullopt;
  return Rational(*share * 100 / uncertainty_percent);
}

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
  const Rational uncertainty = stated->rational();
  const auto percent = class_percent(discount, rule, uncertainty);
  if (!percent) return uncertainty_too_large(method.id, stated->str());
  Rational share = *percent / 100;
  if (rule == DeductionRule::half_width) share *= uncertainty / 100;
  TonnesCO2e change, deducted;
  for (const auto& [year, change_of_year] : tree_changes(estimate)) {
    change += change_of_year;
    const TonnesCO2e now =
        round_half_even(ExactTonnesCO2e{boost::multiprecision::abs(tonnes(change)) * share});
    estimate.terms.push_back({std::nullopt, year, Term::deduction, now - deducted});
    deducted = now;
  }
  estimate.summary.uncertainty_half_width_percent = stated;
  uses.push_back(discount.use());
  return std::nullopt;
}

void explain_deduction(const Estimate& estimate, DeductionRule rule, const TableFiles& tables,
                       Explanation& steps) {
  const auto& stated = estimate.summary.uncertainty_half_width_percent;
  if (!stated) return;
  auto discount = std::get<UncertaintyDiscount>(UncertaintyDiscount::build(tables));
  const std::string percent = decimal_text(*class_percent(discount, rule, stated->rational()));
  const bool of_half_width = rule == DeductionRule::half_width;
  const std::string factor = (of_half_width ? stated->str() + "/100 * " : "") + percent + "/100";
  const auto changes = tree_changes(estimate);
  const Bilingual formula =
      of_half_width
          ? Bilingual{"|change since the first year| * U/100 * share of the half-width/100 - "
                      "deduction of the years before",
                      "|首年以来的变化量| * U/100 * 半宽扣减比例/100 - 以前年度已扣减量"}
          : Bilingual{"|change since the first year| * share/100 - deduction of the years before",
                      "|首年以来的变化量| * 扣减比例/100 - 以前年度已扣减量"};
  const Bilingual source =
      UncertaintyDiscount::kTable + Bilingual{", the class of U = ", "，所在档次 U = "} +
      stated->str() +
      (of_half_width ? Bilingual{" % (AR-TOOL14 v04.2 Appendix 2 Table 1; seen)",
                                 " %（AR-TOOL14 v04.2 附录 2 表 1；见于资料）"}
                     : Bilingual{" % (Chinese method uncertainty table; recalled)",
                                 " %（国内方法学不确定性扣减表；凭记忆）"});
  TonnesCO2e change, deducted;
  for (const auto& term : estimate.terms) {
    if (term.term != Term::deduction) continue;
    change += changes.at(term.year);
    const TonnesCO2e size = change < TonnesCO2e() ? -change : change;
    steps.push_back({term.year, "deduction", equation_of("deduction", formula),
                     size.str() + " t CO2e * " + factor + " - " + deducted.str(), term.amount.str(),
                     "t CO2e", source});
    deducted += term.amount;
  }
}

}  // namespace linhui::methodology
