#include "methodology/sampling/plot_plan.h"

#include <algorithm>
#include <set>

#include "methodology/sampling/plot_sampling.h"
#include "methodology/sampling/sampling_findings.h"

namespace linhui::methodology {
namespace {

constexpr std::size_t kManyPlots = 1'000'000;  // of freedom: the normal distribution

std::size_t rounded_up(const Rational& value) {
  const Integer whole = numerator(value) / denominator(value);
  const bool is_whole = whole * denominator(value) == numerator(value);
  return static_cast<std::size_t>(whole) + (is_whole ? 0 : 1);
}

struct Sums {
  Rational area, mean, deviation, variance;  // Σ A, Σ w c, Σ w s, Σ w s²
};

Sums sums_of(const std::vector<PlanStratum>& strata) {
  Sums sums;
  for (const auto& stratum : strata) sums.area += stratum.area_ha;
  for (const auto& stratum : strata) {
    const Rational weight = stratum.area_ha / sums.area;
    sums.mean += weight * stratum.mean;
    sums.deviation += weight * stratum.sd;
    sums.variance += weight * stratum.sd * stratum.sd;
  }
  return sums;
}

// Plots by stratum where `share` of n falls on each. `numerator_sum`: (Σ w s)² or Σ w s².
std::vector<std::size_t> allocate(const std::vector<PlanStratum>& strata, const Sums& sums,
                                  const Rational& possible, const Rational& half_width,
                                  const Rational& numerator_sum,
                                  const std::vector<Rational>& shares) {
  std::vector<std::size_t> plots(strata.size(), 2);
  std::size_t freedom = kManyPlots;
  for (int round = 0; round < 20; ++round) {
    const Rational t = student_t(kConfidence, freedom), t2 = t * t;
    const Rational n =
        possible * t2 * numerator_sum / (possible * half_width * half_width + t2 * sums.variance);
    std::size_t total = 0;
    for (std::size_t h = 0; h < strata.size(); ++h) {
      plots[h] = std::max<std::size_t>(2, rounded_up(n * shares[h]));
      total += plots[h];
    }
    const std::size_t next = total - strata.size();
    if (next == freedom) break;
    // Never back to fewer than a former round found too few.
    freedom = round < 10 ? next : std::min(freedom, next);
  }
  return plots;
}

void check(const std::vector<PlanStratum>& strata, const Rational& percent,
           const Rational& plot_area_ha, Findings& faults) {
  if (strata.empty()) faults.push_back(sample_missing("strata", "碳层"));
  if (percent <= 0 || percent > 100) {
    faults.push_back(sample_value_invalid("", "precision", fixed_decimal_text(percent, 4),
                                          "a precision lies above 0 and up to 100 percent",
                                          "精度应大于 0 且不超过 100 %"));
  }
  if (plot_area_ha <= 0) {
    faults.push_back(sample_value_invalid("", "plot_area", fixed_decimal_text(plot_area_ha, 4),
                                          "an area is above zero", "面积应大于零"));
  }
  std::set<std::string> names;
  for (const auto& stratum : strata) {
    if (!names.insert(stratum.name).second) faults.push_back(stratum_duplicate(stratum.name));
    if (stratum.area_ha <= 0 || stratum.area_ha <= 2 * plot_area_ha) {
      faults.push_back(sample_value_invalid(
          stratum.name, "area_ha", fixed_decimal_text(stratum.area_ha, 4),
          "a stratum has room for more than two plots", "碳层面积应大于两个样地"));
    }
    if (stratum.sd < 0) {
      faults.push_back(sample_value_invalid(stratum.name, "sd", fixed_decimal_text(stratum.sd, 4),
                                            "a standard deviation is not negative",
                                            "标准差不应为负"));
    }
  }
}

}  // namespace

std::variant<PlotPlan, Findings> plan_plots(const std::vector<PlanStratum>& strata,
                                            const Rational& percent, const Rational& plot_area_ha) {
  Findings faults;
  check(strata, percent, plot_area_ha, faults);
  if (!faults.empty()) return faults;
  const Sums sums = sums_of(strata);
  if (sums.mean <= 0) return Findings{mean_not_positive(fixed_decimal_text(sums.mean, 4))};
  const Rational half_width = sums.mean * percent / 100;
  const Rational possible = sums.area / plot_area_ha;
  std::vector<Rational> by_deviation, by_area;
  for (const auto& stratum : strata) {
    const Rational weight = stratum.area_ha / sums.area;
    by_area.push_back(weight);
    by_deviation.push_back(sums.deviation > 0 ? Rational(weight * stratum.sd / sums.deviation)
                                              : weight);
  }
  const auto neyman =
      allocate(strata, sums, possible, half_width, sums.deviation * sums.deviation, by_deviation);
  const auto proportional = allocate(strata, sums, possible, half_width, sums.variance, by_area);
  PlotPlan plan;
  plan.mean = fixed_decimal_text(sums.mean, 4);
  plan.wanted_half_width = fixed_decimal_text(half_width, 4);
  for (std::size_t h = 0; h < strata.size(); ++h) {
    plan.rows.push_back({strata[h].name, neyman[h], proportional[h]});
    plan.neyman += neyman[h];
    plan.proportional += proportional[h];
  }
  return plan;
}

}  // namespace linhui::methodology
