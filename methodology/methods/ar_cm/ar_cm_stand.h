// D, BEF, R and CF by species group, as AR-CM-001-V01 gives them, and what a cubic metre holds.
#pragma once

#include <deque>
#include <vector>

#include "methodology/growing_stock_model.h"
#include "methodology/methods/shared/tree_biomass.h"
#include "methodology/methods/shared/volume_route.h"

namespace linhui::methodology {

extern const TableSchema kArCmSpecies;  // species_ar_cm_001.csv

// Requires: `row` of a table that was read by kArCmSpecies.
TreeFactors tree_factors(ParameterTable& table, std::size_t row);

// Σ share · D · BEF · V, t d.m./ha. Nothing where the species or the table is at fault.
std::optional<Rational> above_ground_dry_matter(const Stand& stand, const Decimal& volume_m3_ha,
                                                const TableFiles& tables);

// The same pools, above and below ground together, for draws. Requires: the table is in order.
GrowingStockModel ar_cm_growing_stock(const TableFiles& tables, bool counts_baseline);

// Above and below ground of the live trees: linear in V, so that a mixed stand takes the mean of
// its species' factors by their share. Each species or composition is worked out once.
class LiveTrees {
 public:
  explicit LiveTrees(SpeciesTable& species) : species_(species) {}
  // Requires: the species have no faults. The reference stays good.
  const std::vector<LinearPool>& of(const Stand& stand);

 private:
  SpeciesTable& species_;
  std::deque<std::vector<LinearPool>> pools_;  // by StandSpecies::number
};

}  // namespace linhui::methodology
