#include "methodology/methods/ar_cm_003.h"

#include <utility>

#include "methodology/methods/ar_cm_explain.h"
#include "methodology/methods/ar_cm_species.h"
#include "methodology/methods/baseline_trees.h"
#include "methodology/methods/sampling_deduction.h"
#include "methodology/methods/volume_route.h"
#include "methodology/stands/stand_check.h"

namespace linhui::methodology {
namespace {

MethodDeclaration declare_ar_cm_003() {
  MethodDeclaration d;
  d.id = "AR-CM-003-V01";
  d.version = "V01";
  d.title = {"Forest management carbon sink projects", "森林经营碳汇项目方法学"};
  d.applies_to = {
      "Tending and improvement of planted young and middle-aged stands, against the growth that "
      "the former management would have led to. Of its text only the beginning was read: its rules "
      "are recalled, its own parameter tables were not read and those of AR-CM-001-V01 stand in.",
      "人工中幼龄林的抚育经营，以原有经营方式下的生长为基线。仅读到原文开头：规则凭记忆；其自身参数"
      "表"
      "未读到，以 AR-CM-001-V01 的参数表代替。"};
  d.deduction = {
      "By the half-width of the 90 % interval of the sampled stock change (setting "
      "uncertainty_percent): 6 % of the change above 10 %, 11 % above 20 %; above 30 % more plots.",
      "按抽样估计的 90 % 置信区间半宽（设置 uncertainty_percent）扣减：10 % 以上扣变化量的 6 %，"
      "20 % 以上扣 11 %；30 % 以上须增加样地。"};
  d.crediting = true;
  d.pools = {Pool::above_ground, Pool::below_ground};
  d.inputs = {"stand_id",
              "area_ha",
              "species",
              "composition",
              "volume_m3_ha",
              "volume_m3_ha_by_year",
              "baseline_volume_m3_ha_by_year"};
  d.settings = {uncertainty_setting()};
  d.equations = {
      {"above_ground = A * V * D * BEF * CF * 44/12 (biomass expansion factors as in "
       "AR-CM-001-V01; recalled)",
       "地上 = A·V·D·BEF·CF·44/12（生物量扩展因子法，同 AR-CM-001-V01，凭记忆）"},
      {"below_ground = A * V * D * BEF * R * CF * 44/12 (the same; recalled)",
       "地下 = A·V·D·BEF·R·CF·44/12（同上，凭记忆）"},
      {"baseline(y) = stock of V_baseline(y) - stock of V_baseline(y-1), by the same equations "
       "(continued former management; recalled)",
       "基线(y) = V 基线(y) 的储量 - V 基线(y-1) 的储量，公式同上（延续原有经营方式，凭记忆）"},
      {"V and V_baseline run linearly by calendar year between the years that are given (recalled)",
       "已知年份之间 V 与基线 V 按公历年线性变化（凭记忆）"}};
  d.refuses = {
      {"a stand without its growing stock in the baseline scenario", "未填写基线情景蓄积的小班"},
      {"carbon in harvested wood: not counted, which is conservative", "木产品碳库：不计，偏保守"},
      {"wetlands and bamboo", "湿地和竹林"},
      {"years after the last measurement or the last year of the baseline",
       "最后一次调查或基线末年之后的年份"},
      {"with --strict, a species without parameters of its own", "--strict 时，无专用参数的树种"}};
  d.tables = {kArCmSpecies.name, SpeciesIndex::kCodes, SpeciesIndex::kAliases};
  return d;
}

// Both pools of the baseline's trees, each rounded.
BaselineStock baseline_stock(const Stand& stand, const std::vector<LinearPool>& pools) {
  const Rational area_ha = stand.area_ha.rational();
  return [area_ha, &pools](const Rational& volume_m3_per_ha) {
    TonnesCO2e stock;
    for (const auto& pool : pools) {
      stock += round_half_even(pool.per_m3 * Rational(area_ha * volume_m3_per_ha));
    }
    return stock;
  };
}

class ArCm003 final : public Method {
 public:
  const MethodDeclaration& declaration() const override { return declaration_; }

  EstimateOutcome estimate(const std::vector<Stand>& stands, const EstimateOptions& options,
                           const TableFiles& tables) const override {
    auto species = SpeciesTable::build(kArCmSpecies, tables);
    if (const auto* fault = std::get_if<Finding>(&species)) return Findings{*fault};
    auto& table = std::get<SpeciesTable>(species);

    Findings faults;
    Estimate estimate;
    check_options(options, declaration_, faults);
    check_stands(stands, StandKind::forest, declaration_.id, faults);
    for (const auto& stand : stands) {
      if (stand.kind != StandKind::forest) continue;
      check_species(stand, table.of(stand), options.strict, faults, estimate.notes);
      check_volumes(stand, options, faults, estimate.notes);
      check_baseline(stand, options, true, faults, estimate.notes);
    }
    if (!faults.empty()) return faults;

    LiveTrees trees(table);
    for (std::size_t i = 0; i < stands.size(); ++i) {
      const auto& pools = trees.of(stands[i]);
      add_linear_rows(stands[i], i, pools, options, estimate.rows);
      add_baseline_terms(stands[i], i, options, baseline_stock(stands[i], pools), estimate.terms);
    }
    estimate.options = options;
    std::vector<TableUse> uses = table.uses();
    if (const auto fault =
            add_deduction(estimate, declaration_, DeductionRule::change, tables, uses)) {
      return Findings{*fault};
    }
    return finish_estimate(std::move(estimate), declaration_, std::move(uses));
  }

  ExplainOutcome explain(const Stand& stand, const EstimateOptions& options,
                         const TableFiles& tables) const override {
    return explain_ar_cm(*this, stand, options, tables);
  }

  Explanation explain_terms(const Estimate& estimate, const TableFiles& tables) const override {
    Explanation steps;
    explain_deduction(estimate, DeductionRule::change, tables, steps);
    return steps;
  }

  std::optional<GrowingStockModel> growing_stock_model(const EstimateOptions&,
                                                       const TableFiles& tables) const override {
    return ar_cm_growing_stock(tables, true);
  }

  std::optional<Rational> above_ground_dry_matter(const Stand& stand, const Decimal& volume_m3_ha,
                                                  const TableFiles& tables) const override {
    return methodology::above_ground_dry_matter(stand, volume_m3_ha, tables);
  }

 private:
  MethodDeclaration declaration_ = declare_ar_cm_003();
};

}  // namespace

std::unique_ptr<Method> make_ar_cm_003() { return std::make_unique<ArCm003>(); }

}  // namespace linhui::methodology
