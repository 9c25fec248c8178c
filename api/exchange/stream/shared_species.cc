#include "api/exchange/stream/shared_species.h"

#include <algorithm>
#include <cassert>

namespace linhui::api::exchange {

SharedSpecies::Found SharedSpecies::of(const methodology::Stand& stand) {
  const std::scoped_lock lock(mutex_);
  Found found;
  found.species = &table_.of(stand);
  if (!found.species->faults.empty()) return found;
  found.pools = &trees_.of(stand);
  assert(found.pools->size() == kStreamPools);
  for (const auto& pool : *found.pools) {
    largest_per_m3_ = std::max(largest_per_m3_, pool.per_m3.value.convert_to<double>());
  }
  const bool is_mixed = !stand.composition.empty();
  if (seen_.emplace(stand.composition, is_mixed ? "" : stand.species).second) {
    methodology::Stand& example = examples_.emplace_back();
    example.species = stand.species;
    example.composition = stand.composition;
  }
  return found;
}

}  // namespace linhui::api::exchange
