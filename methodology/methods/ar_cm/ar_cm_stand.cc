#include "methodology/methods/ar_cm/ar_cm_stand.h"

#include <memory>

namespace linhui::methodology {

const std::vector<LinearPool>& LiveTrees::of(const Stand& stand) {
  const StandSpecies& species = species_.of(stand);
  if (species.number >= pools_.size()) pools_.resize(species.number + 1);
  auto& pools = pools_[species.number];
  if (!pools.empty()) return pools;
  pools = {{Pool::above_ground, {}, {}}, {Pool::below_ground, {}, {}}};
  const CubicMetres one_m3{1};
  for (const auto& part : species.shares) {
    const TreeFactors tree = tree_factors(species_.rows(), part.row);
    pools[0].per_m3 =
        pools[0].per_m3 + to_co2e(above_ground_biomass(one_m3, tree), tree) * part.share;
    pools[1].per_m3 =
        pools[1].per_m3 + to_co2e(below_ground_biomass(one_m3, tree), tree) * part.share;
  }
  return pools;
}

GrowingStockModel ar_cm_growing_stock(const TableFiles& tables, bool counts_baseline) {
  const auto species = std::make_shared<SpeciesTable>(
      std::get<SpeciesTable>(SpeciesTable::build(kArCmSpecies, tables)));
  const auto shares_of = [species](const Stand& stand) {
    std::vector<GrowingStockShare> shares;
    for (const auto& part : species->of(stand).shares) {
      const auto cell = [&](const char* column, int plus = 0) {
        return CellFactor{kArCmSpecies.name, part.row, column, plus};
      };
      shares.push_back({part.share, {cell("D_t_m3"), cell("BEF"), cell("CF"), cell("R", 1)}});
    }
    return shares;
  };
  return {shares_of, counts_baseline};
}

std::optional<Rational> above_ground_dry_matter(const Stand& stand, const Decimal& volume_m3_ha,
                                                const TableFiles& tables) {
  auto built = SpeciesTable::build(kArCmSpecies, tables);
  auto* species = std::get_if<SpeciesTable>(&built);
  if (species == nullptr) return std::nullopt;
  const StandSpecies& found = species->of(stand);
  if (!found.faults.empty()) return std::nullopt;
  Rational sum = 0;
  for (const auto& part : found.shares) {
    const CubicMetres stock{volume_m3_ha.rational() * part.share};  // of a hectare
    sum += above_ground_biomass(stock, tree_factors(species->rows(), part.row)).value;
  }
  return sum;
}

}  // namespace linhui::methodology
