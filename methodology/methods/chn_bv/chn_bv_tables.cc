#include "methodology/methods/chn_bv/chn_bv_tables.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>

#include "methodology/findings.h"
#include "methodology/methods/shared/explanation_text.h"

namespace linhui::methodology {

const std::string ChnBvTables::kEquations = "stand_biomass_volume.csv";
const std::string ChnBvTables::kGroups = "biomass_volume_groups.csv";
const std::string ChnBvTables::kOther = "other_biomass.csv";
const std::vector<std::string> ChnBvTables::kParameters = {"zhejiang", "shandong"};
const std::vector<std::string> ChnBvTables::kCarbonFractions = {"ipcc", "study"};

namespace {

struct ParameterSet {
  std::string region;  // as stand_biomass_volume.csv names it
  SpeciesScope scope;
};

const ParameterSet& parameter_set(const std::string& name) {
  static const std::map<std::string, ParameterSet> kSets = {
      {"zhejiang",
       {"Zhejiang study, national parameters",
        {"parameters", "zhejiang", "其他松类", "硬阔类", "软阔类", false}}},
      {"shandong",
       {"Shandong study, national parameters",
        {"parameters", "shandong", "针叶混", "硬阔类", "软阔类", false}}}};
  const auto found = kSets.find(name);
  assert(found != kSets.end());
  return found->second;
}

bool is_by_volume(std::string_view group) {
  return group != kBamboo && group != kShrubs && group != kEconomicForest;
}

// What other_biomass.csv must have.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kNeeded = {
    {{"CF", "ipcc"},
     {"CF", "study"},
     {"CF", kBamboo},
     {"culm_biomass", kBamboo},
     {"b_forest", kShrubs},
     {"BDR_SF", kShrubs},
     {"R", kShrubs},
     {"CF", kShrubs},
     {"least_cover", kShrubs}}};

}  // namespace

std::variant<ChnBvTables, Finding> ChnBvTables::build(const TableFiles& files,
                                                      const std::string& parameters,
                                                      const std::string& carbon_fraction) {
  const ParameterSet& set = parameter_set(parameters);
  auto species = SpeciesTable::build({kGroups,
                                      {"parameters", "species_zh", "species_latin", "group"},
                                      {},
                                      {"parameters", "species_zh"},
                                      0},
                                     files, set.scope);
  if (const auto* fault = std::get_if<Finding>(&species)) return *fault;
  auto equations = ParameterTable::find({kEquations,
                                         {"region", "species_group_zh"},
                                         {"a_t_per_m3", "b_t_per_ha"},
                                         {"region", "species_group_zh"},
                                         100},
                                        files);
  if (const auto* fault = std::get_if<Finding>(&equations)) return *fault;
  auto other = ParameterTable::find(
      {kOther, {"parameter", "applies_to", "unit"}, {"value"}, {"parameter", "applies_to"}, 1000},
      files);
  if (const auto* fault = std::get_if<Finding>(&other)) return *fault;

  ChnBvTables table(std::get<SpeciesTable>(std::move(species)),
                    std::get<ParameterTable>(std::move(equations)),
                    std::get<ParameterTable>(std::move(other)), set.region, carbon_fraction);
  const ParameterTable& groups = table.species_.rows();
  for (std::size_t row = 0; row < groups.row_count(); ++row) {
    const std::string& group = groups.text(row, "group");
    if (groups.text(row, "parameters") != parameters || !is_by_volume(group)) continue;
    if (table.equations_.find_row({{"region", set.region}, {"species_group_zh", group}})) continue;
    return table_invalid(kGroups, "group", group, kEquations + " has no such group",
                         kEquations + " 中没有该树种组");
  }
  for (const auto& [parameter, applies_to] : kNeeded) {
    if (table.other_.find_row({{"parameter", parameter}, {"applies_to", applies_to}})) continue;
    return table_invalid(kOther, "parameter", std::string(parameter),
                         "it has none for " + std::string(applies_to),
                         "缺少 " + std::string(applies_to) + " 的参数");
  }
  return table;
}

BiomassRoute ChnBvTables::route_of(const StandSpecies& species) const {
  assert(!species.shares.empty());
  const ParameterTable& groups = species_.rows();
  for (const auto& share : species.shares) {
    const std::string& group = groups.text(share.row, "group");
    if (is_by_volume(group)) continue;
    if (species.shares.size() > 1 || group == kEconomicForest) return BiomassRoute::none;
    return group == kBamboo ? BiomassRoute::culms : BiomassRoute::cover;
  }
  return BiomassRoute::growing_stock;
}

std::vector<BiomassEquation> ChnBvTables::equations_of(const StandSpecies& species) {
  std::vector<BiomassEquation> equations;
  for (const auto& share : species.shares) {
    const std::string& group = species_.rows().look_up_text(share.row, "group");
    const auto row = equations_.find_row({{"region", region_}, {"species_group_zh", group}});
    assert(row);  // build() has seen to it
    equations.push_back({equations_.look_up(*row, "a_t_per_m3")->rational(),
                         equations_.look_up(*row, "b_t_per_ha")->rational(), *row, share.species,
                         share.share});
  }
  return equations;
}

std::vector<GrowingStockShare> ChnBvTables::growing_stock_shares(const StandSpecies& species) {
  const CellFactor carbon{kOther, row_of_other("CF", carbon_fraction_), "value"};
  std::vector<GrowingStockShare> shares;
  for (const auto& equation : equations_of(species)) {
    shares.push_back({equation.share,
                      {{kEquations, equation.row, "a_t_per_m3"}, carbon},
                      {{kEquations, equation.row, "b_t_per_ha"}, carbon}});
  }
  return shares;
}

std::size_t ChnBvTables::row_of_other(std::string_view parameter,
                                      std::string_view applies_to) const {
  const auto row = other_.find_row({{"parameter", parameter}, {"applies_to", applies_to}});
  assert(row);
  return *row;
}

Rational ChnBvTables::other(std::string_view parameter, std::string_view applies_to) {
  return other_.look_up(row_of_other(parameter, applies_to), "value")->rational();
}

Bilingual ChnBvTables::cite_other(std::string_view parameter, std::string_view applies_to) const {
  const std::size_t row = row_of_other(parameter, applies_to);
  return cited(other_, row, in_both(std::string(parameter) + " " + std::string(applies_to)),
               "value");
}

Bilingual ChnBvTables::cite_equation(const BiomassEquation& equation) const {
  const std::string& group = equations_.text(equation.row, "species_group_zh");
  return cited(equations_, equation.row, of_species("a", group), "a_t_per_m3") +
         Bilingual{"; b ", "；b "} + equations_.text(equation.row, "b_t_per_ha");
}

std::vector<TableUse> ChnBvTables::uses() const {
  std::vector<TableUse> uses = {equations_.use()};
  for (auto& use : species_.uses()) uses.push_back(std::move(use));
  uses.push_back(other_.use());
  return uses;
}

}  // namespace linhui::methodology
