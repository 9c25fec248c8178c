#include "methodology/methods/ar_cm/ar_cm_method.h"

#include <algorithm>
#include <utility>

#include "methodology/methods/ar_cm/ar_cm_explanation.h"
#include "methodology/methods/ar_cm/ar_cm_stand.h"
#include "methodology/methods/shared/baseline_trees.h"
#include "methodology/methods/shared/sampling_deduction.h"
#include "methodology/methods/shared/volume_route.h"
#include "methodology/stands/stand_check.h"

namespace linhui::methodology {
namespace {

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

}  // namespace

EstimateOutcome ArCmMethod::estimate(const std::vector<Stand>& stands,
                                     const EstimateOptions& options,
                                     const TableFiles& tables) const {
  const bool has_baseline = baseline_ == Baseline::growing_stock;
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
    if (has_baseline) check_baseline(stand, options, true, faults, estimate.notes);
  }
  if (!faults.empty()) return faults;

  LiveTrees trees(table);
  const std::size_t years = static_cast<std::size_t>(options.to_year - options.from_year) + 1;
  estimate.rows.reserve(std::min<std::size_t>(stands.size() * years * 3, 1 << 26));
  for (std::size_t i = 0; i < stands.size(); ++i) {
    const auto& pools = trees.of(stands[i]);
    add_linear_rows(stands[i], i, pools, options, estimate.rows);
    if (has_baseline) {
      add_baseline_terms(stands[i], i, options, baseline_stock(stands[i], pools), estimate.terms);
    }
  }
  estimate.options = options;
  std::vector<TableUse> uses = table.uses();
  if (const auto fault =
          add_deduction(estimate, declaration_, DeductionRule::change, tables, uses)) {
    return Findings{*fault};
  }
  return finish_estimate(std::move(estimate), declaration_, std::move(uses));
}

ExplainOutcome ArCmMethod::explain(const Stand& stand, const EstimateOptions& options,
                                   const TableFiles& tables) const {
  return explain_ar_cm(*this, stand, options, tables);
}

Explanation ArCmMethod::explain_terms(const Estimate& estimate, const TableFiles& tables) const {
  Explanation steps;
  explain_deduction(estimate, DeductionRule::change, tables, steps);
  return steps;
}

std::optional<GrowingStockModel> ArCmMethod::growing_stock_model(const EstimateOptions&,
                                                                 const TableFiles& tables) const {
  return ar_cm_growing_stock(tables, baseline_ == Baseline::growing_stock);
}

std::optional<Rational> ArCmMethod::above_ground_dry_matter(const Stand& stand,
                                                            const Decimal& volume_m3_ha,
                                                            const TableFiles& tables) const {
  return methodology::above_ground_dry_matter(stand, volume_m3_ha, tables);
}

}  // namespace linhui::methodology
