#include "methodology/methods/ar_cm/ar_cm_explanation.h"

#include "methodology/methods/ar_cm/ar_cm_stand.h"
#include "methodology/methods/shared/explanation_text.h"
#include "methodology/methods/shared/stand_explanation.h"

namespace linhui::methodology {
namespace {

struct FactorOfSpecies {
  const char* name;
  const char* symbol;
  const char* unit;
};
constexpr FactorOfSpecies kFactorsOfSpecies[] = {
    {"D_t_m3", "D", "t d.m./m3"}, {"BEF", "BEF", "1"}, {"R", "R", "1"}, {"CF", "CF", "t C/t d.m."}};

void explain_factors(const SpeciesTable& species, const std::vector<SpeciesShare>& shares,
                     Explanation& steps) {
  for (const auto& part : shares) {
    const auto& table = species.rows();
    const std::string& group = table.text(part.row, "species_zh");
    for (const auto& column : kFactorsOfSpecies) {
      const std::string& value = table.text(part.row, column.name);
      steps.push_back({0, column.symbol, of_species(column.symbol, group), value, value,
                       column.unit, cited(table, part.row, in_both(group), column.name)});
    }
  }
}

// Carbon of one m³ as arithmetic: of one species, or the mean of several by their share.
std::string per_m3_text(const SpeciesTable& species, const std::vector<SpeciesShare>& shares,
                        bool below_ground) {
  std::string text;
  for (const auto& part : shares) {
    const auto value = [&](const char* column) { return species.rows().text(part.row, column); };
    text += text.empty() ? "" : " + ";
    if (shares.size() > 1) text += decimal_text(part.share) + " * ";
    text += value("D_t_m3") + " t/m3 * " + value("BEF");
    if (below_ground) text += " * " + value("R");
    text += " * " + value("CF");
  }
  return shares.size() > 1 ? "(" + text + ")" : text;
}

void explain_pools(const Estimate& estimate, const Stand& stand, const Measurements& measured,
                   const std::string& per_m3, const std::string& per_m3_below,
                   const Bilingual& source, Explanation& steps) {
  for (const auto& row : estimate.rows) {
    if (row.pool == Pool::total) continue;
    const bool is_below = row.pool == Pool::below_ground;
    const std::string pool = name_of(row.pool);
    steps.push_back({row.year, pool,
                     equation_of(pool, is_below ? "A * V * D * BEF * R * CF * 44/12"
                                                : "A * V * D * BEF * CF * 44/12"),
                     stand.area_ha.str() + " ha * " + volume_text(measured, row.year) +
                         " m3/ha * " + (is_below ? per_m3_below : per_m3) + " * 44/12",
                     row.stock->str(), "t CO2e", source});
  }
}

// Both pools of the baseline, as the method rounds them.
std::vector<BaselineStep> baseline_steps(const Stand& stand, const std::vector<LinearPool>& pools,
                                         const std::string& above, const std::string& below) {
  const auto stock_of = [&](const LinearPool& pool) {
    const Rational area_ha = stand.area_ha.rational();
    return [pool, area_ha](const Rational& volume) {
      return round_half_even(pool.per_m3 * Rational(area_ha * volume));
    };
  };
  return {{"baseline_above_ground", "A * V_baseline * D * BEF * CF * 44/12", above,
           stock_of(pools.at(0))},
          {"baseline_below_ground", "A * V_baseline * D * BEF * R * CF * 44/12", below,
           stock_of(pools.at(1))}};
}

}  // namespace

ExplainOutcome explain_ar_cm(const Method& method, const Stand& stand,
                             const EstimateOptions& options, const TableFiles& tables) {
  const auto outcome = method.estimate({stand}, options, tables);
  if (const auto* faults = std::get_if<Findings>(&outcome)) return *faults;
  const auto& estimate = std::get<Estimate>(outcome);
  auto species = std::get<SpeciesTable>(SpeciesTable::build(kArCmSpecies, tables));
  const auto& shares = species.of(stand).shares;
  const std::string& id = method.declaration().id;
  const Bilingual source =
      id + Bilingual{", biomass expansion factor method (recalled; number not known)",
                     "，生物量扩展因子法（凭记忆，式号不明）"};
  const Measurements measured = measurements_of(stand, options.from_year);
  const std::string above = per_m3_text(species, shares, false);
  const std::string below = per_m3_text(species, shares, true);

  Explanation steps;
  explain_factors(species, shares, steps);
  explain_volumes(measured, options.from_year, options.to_year, steps);
  explain_pools(estimate, stand, measured, above, below, source, steps);
  explain_totals(estimate, steps);
  explain_baseline(
      estimate, stand, baseline_steps(stand, LiveTrees(species).of(stand), above, below),
      id + Bilingual{", continued former management (recalled)", "，延续原有经营方式（凭记忆）"},
      steps);
  sort_by_year(steps);
  return steps;
}

}  // namespace linhui::methodology
