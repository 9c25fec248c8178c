#include "methodology/methods/ar_cm_explain.h"

#include <algorithm>
#include <map>

#include "methodology/methods/ar_cm_species.h"
#include "methodology/methods/explain_text.h"

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
      const std::string equation = std::string(column.symbol) + " of " + group;
      steps.push_back({0, column.symbol, equation, value, value, column.unit,
                       cited(table, part.row, group, column.name)});
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
                   const std::string& source, Explanation& steps) {
  for (const auto& row : estimate.rows) {
    if (row.pool == Pool::total) continue;
    const bool is_below = row.pool == Pool::below_ground;
    const std::string pool = name_of(row.pool);
    steps.push_back({row.year, pool,
                     pool + (is_below ? " = A * V * D * BEF * R * CF * 44/12"
                                      : " = A * V * D * BEF * CF * 44/12"),
                     stand.area_ha.str() + " ha * " + volume_text(measured, row.year) +
                         " m3/ha * " + (is_below ? per_m3_below : per_m3) + " * 44/12",
                     row.stock->str(), "t CO2e", source});
  }
}

}  // namespace

void explain_totals(const Estimate& estimate, Explanation& steps) {
  std::map<int, std::string> sums;
  std::string before;
  for (const auto& row : estimate.rows) {
    std::string& sum = sums[row.year];
    if (row.pool != Pool::total) {
      if (row.stock) sum += (sum.empty() ? "" : " + ") + row.stock->str();
      continue;
    }
    steps.push_back({row.year, "total", "total = sum of the rounded pools", sum, row.stock->str(),
                     "t CO2e", "sum"});
    if (row.change) {
      steps.push_back({row.year, "change", "change = total(y) - total(y-1)",
                       row.stock->str() + " - " + before, row.change->str(), "t CO2e",
                       "difference of rounded stocks"});
    }
    before = row.stock->str();
  }
}

void explain_baseline(const Estimate& estimate, const Stand& stand, const std::string& per_m3,
                      const std::string& source, Explanation& steps) {
  const Measurements baseline = baseline_measurements_of(stand);
  for (const auto& term : estimate.terms) {
    if (term.term != Term::baseline || !term.stand) continue;
    const std::string factor = stand.area_ha.str() + " ha * ";
    steps.push_back({term.year, "baseline",
                     "baseline = A * (V_baseline(y) - V_baseline(y-1)) * factors of one m3, as the "
                     "difference of rounded stocks",
                     factor + "(" + volume_text(baseline, term.year) + " - " +
                         volume_text(baseline, term.year - 1) + ") m3/ha * " + per_m3 + " * 44/12",
                     term.amount.str(), "t CO2e", source});
  }
}

void sort_by_year(Explanation& steps) {
  std::stable_sort(steps.begin(), steps.end(),
                   [](const auto& a, const auto& b) { return a.year < b.year; });
}

ExplainOutcome explain_ar_cm(const Method& method, const Stand& stand,
                             const EstimateOptions& options, const TableFiles& tables) {
  const auto outcome = method.estimate({stand}, options, tables);
  if (const auto* faults = std::get_if<Findings>(&outcome)) return *faults;
  const auto& estimate = std::get<Estimate>(outcome);
  auto species = std::get<SpeciesTable>(SpeciesTable::build(kArCmSpecies, tables));
  const auto& shares = species.of(stand).shares;
  const std::string source =
      method.declaration().id + ", biomass expansion factor method (recalled; number not known)";
  const Measurements measured = measurements_of(stand, options.from_year);
  const std::string above = per_m3_text(species, shares, false);
  const std::string below = per_m3_text(species, shares, true);

  Explanation steps;
  explain_factors(species, shares, steps);
  explain_volumes(measured, options.from_year, options.to_year, steps);
  explain_pools(estimate, stand, measured, above, below, source, steps);
  explain_totals(estimate, steps);
  explain_baseline(estimate, stand, "(" + above + " + " + below + ")",
                   method.declaration().id + ", continued former management (recalled)", steps);
  sort_by_year(steps);
  return steps;
}

}  // namespace linhui::methodology
