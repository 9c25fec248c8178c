#include "methodology/methods/ar_cm_001.h"

#include <algorithm>
#include <utility>

#include "methodology/methods/ar_cm_explain.h"
#include "methodology/methods/ar_cm_species.h"
#include "methodology/methods/sampling_deduction.h"
#include "methodology/methods/volume_route.h"
#include "methodology/stands/stand_check.h"

namespace linhui::methodology {
namespace {

MethodDeclaration declare_ar_cm_001() {
  MethodDeclaration d;
  d.id = "AR-CM-001-V01";
  d.version = "V01";
  d.title = {"Afforestation carbon sink projects", "碳汇造林项目方法学"};
  d.applies_to = {
      "Planted trees on land that had not been forest, not wetland and not organic soil. Published "
      "in 2013; CCER-14-001-V01 took its place in 2023 for new projects.",
      "在无林地上营造的乔木林，不含湿地和有机土。2013 年发布，新项目自 2023 年起改用 "
      "CCER-14-001-V01。"};
  d.deduction = {
      "By the half-width of the 90 % interval of the sampled stock change (setting "
      "uncertainty_percent); without it nothing is deducted and the uncertainty counts as not "
      "assessed.",
      "按抽样估计的 90 % 置信区间半宽（设置 uncertainty_percent）扣减；不给出则不扣减，并注明未评估"
      "不确定性。"};
  d.crediting = true;
  d.pools = {Pool::above_ground, Pool::below_ground};
  d.inputs = {"stand_id",    "area_ha",      "species",
              "composition", "volume_m3_ha", "volume_m3_ha_by_year"};
  d.settings = {uncertainty_setting()};
  d.equations = {
      {"above_ground = A * V * D * BEF * CF * 44/12 (AR-CM-001-V01, biomass expansion factor "
       "method; recalled)",
       "地上 = A·V·D·BEF·CF·44/12（AR-CM-001-V01 生物量扩展因子法，凭记忆）"},
      {"below_ground = A * V * D * BEF * R * CF * 44/12 (AR-CM-001-V01, biomass expansion factor "
       "method; recalled)",
       "地下 = A·V·D·BEF·R·CF·44/12（AR-CM-001-V01 生物量扩展因子法，凭记忆）"},
      {"V runs linearly by calendar year from one measured year to the next (change = (C2 - C1) / "
       "(t2 - t1), AR-CM-001-V01; recalled)",
       "两次调查之间 V 按公历年线性变化（变化量 = (C2-C1)/(t2-t1)，AR-CM-001-V01，凭记忆）"}};
  d.refuses = {
      {"wetlands", "湿地"},
      {"bamboo: it grows by culms, not by volume", "竹林：按株数而非蓄积计"},
      {"years after the last measurement: no growth curve is known",
       "最后一次调查之后的年份：无生长曲线"},
      {"with --strict, a species without parameters of its own", "--strict 时，无专用参数的树种"}};
  d.tables = {kArCmSpecies.name, SpeciesIndex::kCodes, SpeciesIndex::kAliases};
  return d;
}

class ArCm001 final : public Method {
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
    }
    if (!faults.empty()) return faults;

    LiveTrees trees(table);
    const std::size_t years = static_cast<std::size_t>(options.to_year - options.from_year) + 1;
    estimate.rows.reserve(std::min<std::size_t>(stands.size() * years * 3, 1 << 26));
    for (std::size_t i = 0; i < stands.size(); ++i) {
      add_linear_rows(stands[i], i, trees.of(stands[i]), options, estimate.rows);
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
    return ar_cm_growing_stock(tables, false);
  }

  std::optional<Rational> above_ground_dry_matter(const Stand& stand, const Decimal& volume_m3_ha,
                                                  const TableFiles& tables) const override {
    return methodology::above_ground_dry_matter(stand, volume_m3_ha, tables);
  }

 private:
  MethodDeclaration declaration_ = declare_ar_cm_001();
};

}  // namespace

std::unique_ptr<Method> make_ar_cm_001() { return std::make_unique<ArCm001>(); }

}  // namespace linhui::methodology
