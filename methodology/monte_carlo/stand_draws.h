// Growing stock drawn stand by stand: each stand's measurements have errors of their own, which
// no other stand shares, and which therefore even out over many stands.
//
//   increment(i, k) = (1 + a(i, k)) · Σ_m amount(i, m) · (1 + e(i, m, k))      counts in draw k
//   total(c, k)     = Σ_i round(share(i, c) · increment(i, k))
//
// over the stands i, their measurements m and the columns c; a count is 0.0001 m³, or what else the
// column is of. Rounded to whole counts a stand, the totals are the same in whatever order and on
// however many threads they are added, and those of parts add up to those of the whole.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "methodology/monte_carlo/distribution.h"

namespace linhui::methodology {

// 0.0001 m³.
inline constexpr double kCountsAM3 = 10000;

// What a stand has to add: its area's stream, and where its measurements and shares stand.
struct DrawnStand {
  StreamId area;
  std::uint32_t first_measurement = 0, measurement_count = 0;
  std::uint32_t first_share = 0, share_count = 0;
  bool draws_volume = true;  // false: its amounts are no measured volumes
};
// One growing stock of a stand, weighted by what it does to the change over the period.
struct DrawnMeasurement {
  StreamId stream;
  double amount = 0;  // counts: area · weight of the year · growing stock a hectare
};
// What part of a stand's increment goes into which column: its species' product of parameters.
struct DrawnShare {
  std::uint32_t column = 0;
  double share = 1;
};

// All stands of a part, in lists that DrawnStand points into.
struct StandDraws {
  std::vector<DrawnStand> stands;
  std::vector<DrawnMeasurement> measurements;
  std::vector<DrawnShare> shares;
  std::size_t columns = 0;
  // Of the factor by which a drawn value differs from the measured one; none: measured exactly.
  std::optional<Sampler> volume, area;
};

// Column after column, each of `draws` counts.
using DrawTotals = std::vector<std::vector<std::int64_t>>;

struct StandDrawTotals {
  DrawTotals all;     // every error drawn
  DrawTotals volume;  // only those of volume, where both have a distribution; otherwise empty
  DrawTotals area;    // only those of area, where both have one; otherwise empty
  // By column, one number.
  std::vector<std::int64_t> measured;  // nothing drawn, by column
};

// As MonteCarloOptions has them.
struct DrawOptions {
  std::uint64_t seed = 0;
  std::size_t draws = 0;
  unsigned threads = 1;
  const DrawKernel* kernel = nullptr;  // nothing: the fastest
  // Called from any of the threads, one at a time; may be empty.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress = {};
};

// The totals of `draws` draws, block by block on so many threads, which all end with the call.
// Requires: no sum over stands of the amounts' magnitudes times 100 exceeds 9 × 10^18.
StandDrawTotals draw_stands(const StandDraws& model, const DrawOptions& options);

}  // namespace linhui::methodology
