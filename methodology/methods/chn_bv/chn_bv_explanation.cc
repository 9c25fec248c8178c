#include "methodology/methods/chn_bv/chn_bv_explanation.h"

#include <algorithm>

#include "methodology/methods/shared/explanation_text.h"

namespace linhui::methodology {
namespace {

// "(0.5034 t/m3 * 86.4 m3/ha + 20.547 t/ha)"; nothing where V is 0.
std::string biomass_text(const std::vector<BiomassEquation>& equations, const Decimal& volume) {
  if (volume == Decimal(0)) return "0 t/ha";
  std::string text;
  for (const auto& equation : equations) {
    if (!text.empty()) text += " + ";
    if (equation.share != 1) text += decimal_text(equation.share) + " * (";
    text += decimal_text(equation.a) + " t/m3 * " + volume.str() + " m3/ha + " +
            decimal_text(equation.b) + " t/ha";
    if (equation.share != 1) text += ")";
  }
  return "(" + text + ")";
}

// B of a year: of an inventory, or on the line between two.
std::string biomass_text(const std::vector<BiomassEquation>& equations,
                         const Measurements& measured, int year) {
  const auto end = std::find_if(measured.begin(), measured.end(),
                                [&](const auto& entry) { return entry.first >= year; });
  if (end->first == year) return biomass_text(equations, *end->second);
  const auto begin = std::prev(end);
  const std::string first = biomass_text(equations, *begin->second);
  return "(" + first + " + (" + biomass_text(equations, *end->second) + " - " + first + ") * " +
         weight_text(year, begin->first, end->first) + ")";
}

}  // namespace

Explanation explain_chn_bv(const Estimate& estimate, const Stand& stand, ChnBvTables& table) {
  const StandSpecies& species = table.species_of(stand);
  const BiomassRoute route = table.route_of(species);
  const std::string area = stand.area_ha.str() + " ha * ";
  std::string formula, factors;
  Bilingual source;
  std::vector<BiomassEquation> equations;
  const Measurements measured = measurements_of(stand, estimate.options.from_year);
  Bilingual citations;  // of other_biomass.csv, in order of use
  const auto other = [&](std::string_view name, std::string_view of) {
    cite_too(citations, table.cite_other(name, of));
    return decimal_text(table.other(name, of));
  };
  if (route == BiomassRoute::growing_stock) {
    formula = "A * (a * V + b) * CF * 44/12";
    source = {"ChinaXiv-201605.00429V1 and ChinaXiv-201803.01069V1, equation (1)",
              "ChinaXiv-201605.00429V1、201803.01069V1 式(1)"};
    equations = table.equations_of(species);
    for (const auto& each : equations) cite_too(source, table.cite_equation(each));
    cite_too(source, table.cite_carbon_fraction());
    factors = " * " + decimal_text(table.carbon_fraction()) + " t C/t d.m. * 44/12 t CO2e/t C";
  } else if (route == BiomassRoute::culms) {
    formula = "A * stems_ha * culm_biomass * CF * 44/12";
    source = {"ChinaXiv-201605.00429V1 section 1.2.2", "ChinaXiv-201605.00429V1 第 1.2.2 节"};
    factors = stand.stems_ha->str() + " culms/ha";
    factors += " * " + other("culm_biomass", kBamboo) + " kg d.m./culm * 1/1000 t/kg";
    factors += " * " + other("CF", kBamboo) + " t C/t d.m. * 44/12 t CO2e/t C";
  } else {
    formula = "A * b_forest * BDR_SF * shrub_cover * (1 + R) * CF * 44/12";
    const std::string least = other("least_cover", kShrubs);
    source = {"AR-TOOL14 v04.2, shrubs; cover below " + least + " counts as zero",
              "AR-TOOL14 v04.2 灌木；盖度低于 " + least + " 计零"};
    const bool is_zero = stand.shrub_cover->rational() < table.other("least_cover", kShrubs);
    factors = other("b_forest", kShrubs) + " t d.m./ha";
    factors += " * " + other("BDR_SF", kShrubs);
    factors += " * " + (is_zero ? std::string("0") : stand.shrub_cover->str());
    factors += " * (1 + " + other("R", kShrubs) + ")";
    factors += " * " + other("CF", kShrubs) + " t C/t d.m. * 44/12 t CO2e/t C";
  }
  Explanation steps;
  for (const auto& row : estimate.rows) {
    if (row.pool == Pool::total) continue;
    const std::string arithmetic =
        area +
        (equations.empty() ? factors : biomass_text(equations, measured, row.year) + factors);
    steps.push_back({row.year, name_of(row.pool), equation_of(name_of(row.pool), formula),
                     arithmetic, row.stock->str(), "t CO2e", source + citations});
  }
  return steps;
}

}  // namespace linhui::methodology
