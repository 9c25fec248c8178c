#include "methodology/monte_carlo/distribution.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "methodology/numbers/basic_math.h"

namespace linhui::methodology {
namespace {

constexpr double kLeastBetweenBounds = 1e-4;
constexpr double kLargestValue = 1e15, kLeastValue = 1e-15;

const struct {
  DistributionKind kind;
  const char* name;
} kNames[] = {{DistributionKind::normal, "normal"},
              {DistributionKind::truncated_normal, "truncated_normal"},
              {DistributionKind::lognormal, "lognormal"},
              {DistributionKind::triangular, "triangular"},
              {DistributionKind::interval, "interval"}};

// Standard normal distance of a bound from the middle.
double standardised(const Distribution& d, double bound) {
  if (d.kind == DistributionKind::interval) {
    return (bound - d.mean) / (bound < d.mean ? d.sd_below : d.sd_above);
  }
  return (bound - d.mean) / d.sd;
}

double probability_below(const Distribution& d, double bound) {
  return basic::normal_probability(standardised(d, bound));
}

bool is_measure(double value) { return value >= kLeastValue && value <= kLargestValue; }
bool is_value(double value) { return value >= -kLargestValue && value <= kLargestValue; }

bool has_bounds(const Distribution& d) {
  return (d.kind == DistributionKind::truncated_normal || d.kind == DistributionKind::interval) &&
         (std::isfinite(d.low) || std::isfinite(d.high));
}

}  // namespace

const char* name_of(DistributionKind kind) {
  for (const auto& entry : kNames) {
    if (entry.kind == kind) return entry.name;
  }
  return "";
}

std::optional<DistributionKind> distribution_named(std::string_view name) {
  for (const auto& entry : kNames) {
    if (entry.name == name) return entry.kind;
  }
  return std::nullopt;
}

std::optional<DistributionFault> fault_of(const Distribution& d) {
  if (d.kind == DistributionKind::triangular) {
    if (!is_value(d.low) || !is_value(d.mode) || !is_value(d.high) || !(d.low < d.high) ||
        !(d.low <= d.mode) || !(d.mode <= d.high)) {
      return DistributionFault{"low <= mode <= high, with low < high, are expected",
                               "应满足 low <= mode <= high 且 low < high"};
    }
    return std::nullopt;
  }
  if (!is_value(d.mean)) {
    return DistributionFault{"a finite mean is expected", "均值应为有限数"};
  }
  const bool has_sd = d.kind == DistributionKind::interval
                          ? is_measure(d.sd_below) && is_measure(d.sd_above)
                          : is_measure(d.sd);
  if (!has_sd) {
    return DistributionFault{"a standard deviation above zero is expected", "标准差应大于零"};
  }
  if (d.kind == DistributionKind::lognormal && !(d.mean >= kLeastValue)) {
    return DistributionFault{"a lognormal value is positive", "对数正态分布的均值应为正"};
  }
  if (has_bounds(d)) {
    if (!(d.low < d.high)) {
      return DistributionFault{"low < high is expected", "应满足 low < high"};
    }
    if (!(probability_below(d, d.high) - probability_below(d, d.low) >= kLeastBetweenBounds)) {
      return DistributionFault{"next to nothing of the normal lies between the bounds",
                               "上下限之间几乎不含该正态分布"};
    }
  }
  return std::nullopt;
}

Sampler::Sampler(const Distribution& distribution)
    : distribution_(distribution), bounded_(has_bounds(distribution)) {
  const Distribution& d = distribution_;
  if (d.kind == DistributionKind::lognormal) {
    // Mean m, sd s: the logarithm has variance v = log(1 + s²/m²) and mean log m - v/2.
    const double ratio = d.sd / d.mean;
    const double variance = basic::log(1 + ratio * ratio);
    location_ = basic::log(d.mean) - variance / 2;
    scale_ = __builtin_sqrt(variance);
  }
  if (bounded_) {
    probability_below_ = probability_below(d, d.low);
    probability_between_ = probability_below(d, d.high) - probability_below_;
  }
}

double Sampler::from_uniform(double u) const {
  const Distribution& d = distribution_;
  if (d.kind == DistributionKind::triangular) {
    const double width = d.high - d.low, rise = d.mode - d.low;
    if (u * width < rise) return d.low + __builtin_sqrt(u * width * rise);
    return d.high - __builtin_sqrt((1 - u) * width * (d.high - d.mode));
  }
  const double p =
      std::clamp(probability_below_ + u * probability_between_, 0x1p-1000, 1 - 0x1p-53);
  const double z = basic::normal_quantile(p);
  const double sd = d.kind == DistributionKind::interval ? (z < 0 ? d.sd_below : d.sd_above) : d.sd;
  return std::clamp(d.mean + sd * z, d.low, d.high);
}

void Sampler::draw(const DrawKernel& kernel, std::uint64_t seed, const StreamId& stream,
                   std::uint32_t first_group, std::size_t groups, double* out) const {
  const Distribution& d = distribution_;
  const std::size_t count = groups * kDrawsAGroup;
  if (bounded_ || d.kind == DistributionKind::triangular) {
    kernel.uniforms(seed, stream, first_group, groups, out);
    for (std::size_t k = 0; k < count; ++k) out[k] = from_uniform(out[k]);
    return;
  }
  kernel.normals(seed, stream, first_group, groups, out);
  if (d.kind == DistributionKind::lognormal) {
    kernel.exponential(location_, scale_, count, out);
  } else if (d.kind == DistributionKind::interval) {
    for (std::size_t k = 0; k < count; ++k) {
      out[k] = d.mean + (out[k] < 0 ? d.sd_below : d.sd_above) * out[k];
    }
  } else {
    for (std::size_t k = 0; k < count; ++k) out[k] = d.mean + d.sd * out[k];
  }
}

std::vector<double> draw_column(const Sampler& sampler, std::uint64_t seed, const StreamId& stream,
                                std::size_t count) {
  const std::size_t groups = (count + kDrawsAGroup - 1) / kDrawsAGroup;
  std::vector<double> column(groups * kDrawsAGroup);
  sampler.draw(*usable_draw_kernels().front(), seed, stream, 0, groups, column.data());
  column.resize(count);
  return column;
}

}  // namespace linhui::methodology
