// What a cubic metre of a stand's growing stock holds under the methods of the AR-CM family: the
// equations of tree_biomass.h with the factors of ar_cm_tables.h, a mean by share of V where the
// stand is mixed.
//
// LiveTrees is the estimate's own figure. The two functions beside it put the same equations in
// other forms: without carbon, for fires, and as cells of the table, for draws.
#pragma once

#include <deque>
#include <vector>

#include "methodology/growing_stock_model.h"
#include "methodology/methods/ar_cm/ar_cm_tables.h"
#include "methodology/methods/shared/volume_route.h"

namespace linhui::methodology {

// Above and below ground of the live trees: linear in V, so that a mixed stand takes the mean of
// its species' factors by their share. Each species or composition is worked out once.
class LiveTrees {
 public:
  // `species` outlives this, and was built by kArCmSpecies.
  explicit LiveTrees(SpeciesTable& species) : species_(species) {}

  // The two pools in order of output, t CO2e/m³ exactly; nothing per hectare. The reference stays
  // good as long as this does, whatever is asked for later.
  // Requires: the species have no faults.
  const std::vector<LinearPool>& of(const Stand& stand);

 private:
  SpeciesTable& species_;
  std::deque<std::vector<LinearPool>> pools_;  // by StandSpecies::number
};

// Σ share · D · BEF · V, t d.m./ha above ground. Nothing where the species or the table is at
// fault. Reads the table again at every call.
std::optional<Rational> above_ground_dry_matter(const Stand& stand, const Decimal& volume_m3_ha,
                                                const TableFiles& tables);

// D · BEF · CF · (1 + R) a species: both pools together, as a removal counts them. The model keeps
// the table that it has read. Requires: the table is in order.
GrowingStockModel ar_cm_growing_stock(const TableFiles& tables, bool counts_baseline);

}  // namespace linhui::methodology
