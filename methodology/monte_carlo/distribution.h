// What a value may be instead of the one written: its distribution, and draws from it.
//
// A parameter is drawn once for all stands, a measurement for its stand alone: which of the two is
// a matter of the stream (draw_kernel.h). Distributions are independent of each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "methodology/monte_carlo/draw_kernel.h"

namespace linhui::methodology {

// All but `interval` may be stated by a project; `interval` is what tables publish.
enum class DistributionKind {
  normal,            // mean, sd
  truncated_normal,  // that normal, given that it lies in [low, high]
  lognormal,         // mean and sd of the value itself, not of its logarithm
  triangular,        // from low over mode to high
  // Half of a normal on each side of `mean`, which is the median: a published best value with its
  // two-sided 95 % interval, sd_below and sd_above being its halves / 1.959964. Bounded to
  // [low, high] in the same way.
  interval
};
// As the file of uncertainties has it; and back, nothing for another word.
const char* name_of(DistributionKind kind);
std::optional<DistributionKind> distribution_named(std::string_view name);

// Of one value. Members that the kind does not have are zero. A value is drawn in the value's own
// unit; for a measurement it is the factor by which what is drawn differs from what was measured.
struct Distribution {
  DistributionKind kind = DistributionKind::normal;
  double mean = 0;                    // normal, truncated_normal, lognormal; the median of interval
  double sd = 0;                      // > 0
  double low = 0, high = 0;           // infinite where there is no bound
  double mode = 0;                    // triangular
  double sd_below = 0, sd_above = 0;  // interval

  friend bool operator==(const Distribution&, const Distribution&) = default;
};

// The half of a two-sided 95 % interval is so many standard deviations.
inline constexpr double kNormalQuantile975 = 1.9599639845400545;

// What is wrong with it, in a few words of both languages.
struct DistributionFault {
  std::string english, chinese;
};
// Nothing where it can be drawn from: all numbers finite (bounds may be infinite) and of a
// magnitude that doubles hold (10^-15 to 10^15), sd > 0, low < high, low <= mode <= high, a
// lognormal's mean > 0, a truncated one with at least a ten-thousandth of the normal between its
// bounds.
std::optional<DistributionFault> fault_of(const Distribution& distribution);

// Draws from a distribution; what depends on the distribution alone is worked out once. Immutable:
// threads may share one.
class Sampler {
 public:
  // Requires: !fault_of(distribution).
  explicit Sampler(const Distribution& distribution);

  // Draws 64 * first_group and on, of 64 * groups, into `out`. Same bits by every kernel: uniform
  // words by inversion where there are bounds or a triangle, normals otherwise.
  void draw(const DrawKernel& kernel, std::uint64_t seed, const StreamId& stream,
            std::uint32_t first_group, std::size_t groups, double* out) const;

  const Distribution& distribution() const { return distribution_; }

 private:
  double from_uniform(double u) const;

  Distribution distribution_;
  double location_ = 0, scale_ = 0;                         // of a lognormal's logarithm
  double probability_below_ = 0, probability_between_ = 1;  // of bounds
  bool bounded_ = false;
};

// The first `count` draws of a stream, by the fastest kernel.
std::vector<double> draw_column(const Sampler& sampler, std::uint64_t seed, const StreamId& stream,
                                std::size_t count);

}  // namespace linhui::methodology
