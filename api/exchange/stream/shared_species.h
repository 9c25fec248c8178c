// Species and compositions of a whole file, each looked up once; for all threads. Internal to
// api/exchange.
#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "methodology/columns/stock_sums.h"
#include "methodology/methods/ar_cm/ar_cm_stand.h"

namespace linhui::api::exchange {

inline constexpr std::size_t kStreamPools = 2;  // above and below ground

class SharedSpecies {
 public:
  explicit SharedSpecies(methodology::SpeciesTable table)
      : table_(std::move(table)), trees_(table_) {}

  // What is known of a stand's species; no pools where it has faults. Both stay good.
  struct Found {
    const methodology::StandSpecies* species = nullptr;
    const std::vector<methodology::LinearPool>* pools = nullptr;
  };
  // From any thread; one at a time looks up.
  Found of(const methodology::Stand& stand);

  // One stand of each species and composition without faults that has been asked for. These two
  // when no thread is in of() any more.
  const std::vector<methodology::Stand>& examples() const { return examples_; }
  double largest_per_m3() const { return largest_per_m3_; }

 private:
  std::mutex mutex_;
  methodology::SpeciesTable table_;
  methodology::LiveTrees trees_;
  std::set<std::pair<std::string, std::string>> seen_;
  std::vector<methodology::Stand> examples_;
  double largest_per_m3_ = 0;
};

}  // namespace linhui::api::exchange
