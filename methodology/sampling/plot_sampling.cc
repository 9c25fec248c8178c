#include "methodology/sampling/plot_sampling.h"

#include <boost/math/distributions/students_t.hpp>
#include <map>
#include <set>

#include "methodology/numbers/decimal.h"
#include "methodology/sampling/sampling_findings.h"

namespace linhui::methodology {
namespace {

// n − 1 in the denominator. Requires: two values at least.
Rational variance_of(const std::vector<Rational>& values, const Rational& mean) {
  Rational sum = 0;
  for (const Rational& value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<long long>(values.size() - 1);
}

void check(const std::vector<Stratum>& strata, const std::vector<PlotValue>& plots,
           Findings& faults) {
  if (strata.empty()) faults.push_back(sample_missing("strata", "碳层"));
  if (plots.empty()) faults.push_back(sample_missing("plots", "样地"));
  std::set<std::string> names, ids;
  for (const Stratum& stratum : strata) {
    if (!names.insert(stratum.name).second) faults.push_back(stratum_duplicate(stratum.name));
    if (stratum.area_ha <= 0) {
      faults.push_back(sample_value_invalid(stratum.name, "area_ha",
                                            fixed_decimal_text(stratum.area_ha, 4),
                                            "an area is above zero", "面积应大于零"));
    }
  }
  for (const PlotValue& plot : plots) {
    if (!ids.insert(plot.plot_id).second) faults.push_back(plot_duplicate(plot.plot_id));
    if (!names.contains(plot.stratum)) {
      faults.push_back(plot_without_stratum(plot.plot_id, plot.stratum));
    }
  }
}

}  // namespace

std::string root_text(const Rational& value, unsigned decimals) {
  // The integer part of the root with 50 digits behind the point: what is cut off is less than the
  // last, so a tie at `decimals` is a tie only if the root is exact.
  const unsigned digits = 50;
  const Integer scaled = numerator(value) * power_of_ten(2 * digits) / denominator(value);
  const Integer root = boost::multiprecision::sqrt(scaled);
  return fixed_decimal_text(Rational(root, power_of_ten(digits)), decimals);
}

Rational student_t(double confidence, std::size_t degrees_of_freedom) {
  const boost::math::students_t_distribution<double> t(static_cast<double>(degrees_of_freedom));
  const double value = boost::math::quantile(t, 0.5 + confidence / 2);
  return Rational(static_cast<long long>(value * 1e9 + 0.5), 1'000'000'000);
}

std::variant<SampleStatistics, Findings> sample_statistics(const std::vector<Stratum>& strata,
                                                           const std::vector<PlotValue>& plots) {
  Findings faults;
  check(strata, plots, faults);
  if (!faults.empty()) return faults;
  std::map<std::string, std::vector<Rational>> values;
  for (const PlotValue& plot : plots) values[plot.stratum].push_back(plot.value);

  SampleStatistics result;
  result.plots = plots.size();
  for (const Stratum& stratum : strata) result.area_ha += stratum.area_ha;
  for (const Stratum& stratum : strata) {
    const std::vector<Rational>& own = values[stratum.name];
    if (own.size() < 2) {
      faults.push_back(stratum_too_few_plots(stratum.name, own.size()));
      continue;
    }
    StratumStatistics one{stratum.name, stratum.area_ha, own.size(), 0, 0};
    for (const Rational& value : own) one.mean += value;
    one.mean /= static_cast<long long>(own.size());
    one.variance = variance_of(own, one.mean);
    const Rational weight = stratum.area_ha / result.area_ha;
    result.mean += weight * one.mean;
    result.squared_error += weight * weight * one.variance / static_cast<long long>(own.size());
    result.strata.push_back(std::move(one));
  }
  if (plots.size() <= strata.size()) faults.push_back(t_undefined(plots.size(), strata.size()));
  if (faults.empty() && result.mean <= 0) {
    faults.push_back(mean_not_positive(fixed_decimal_text(result.mean, 4)));
  }
  if (!faults.empty()) return faults;

  result.t = student_t(kConfidence, plots.size() - strata.size());
  const Rational squared_width = result.t * result.t * result.squared_error;
  result.half_width_text = root_text(squared_width, 4);
  result.half_width = Decimal::parse(result.half_width_text).value().rational();
  result.percent_text = root_text(squared_width * 10000 / (result.mean * result.mean), 4);
  result.percent = Decimal::parse(result.percent_text).value().rational();
  return result;
}

}  // namespace linhui::methodology
