#include "methodology/monte_carlo/monte_carlo_result.h"

#include <cassert>

#include "methodology/numbers/basic_math.h"

namespace linhui::methodology {
namespace {

constexpr double kBound = 2e15;  // counts; see draw_kernel_body.h

std::int64_t to_count(double value) {
  return basic::round_half_even(std::clamp(value, -kBound, kBound));
}

std::string four_places(double value) {
  return TonnesCO2e::of_ten_thousandths(to_count(value * 10000)).str();
}

// Sums in the order of the draws: the same bits everywhere.
double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double variance_of(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size() - 1);
}

std::vector<double> doubles_of(const std::vector<std::int64_t>& counts) {
  return {counts.begin(), counts.end()};
}

// The share of the variance of y that a cubic in x explains, adjusted; 0 where x or y is constant.
// The powers of x are made orthogonal by Gram and Schmidt.
double explained_by_cubic(const std::vector<double>& x, const std::vector<double>& y) {
  const std::size_t n = x.size();
  const double x_mean = mean_of(x), y_mean = mean_of(y);
  const double x_sd = __builtin_sqrt(variance_of(x)), y_variance = variance_of(y);
  if (!(x_sd > 0) || !(y_variance > 0)) return 0;
  std::vector<std::vector<double>> basis = {std::vector<double>(n, 1)};
  double explained = 0;
  for (int power = 1; power <= 3; ++power) {
    std::vector<double> column(n);
    for (std::size_t k = 0; k < n; ++k) column[k] = basis.back()[k] * ((x[k] - x_mean) / x_sd);
    for (const auto& other : basis) {
      double product = 0, square = 0;
      for (std::size_t k = 0; k < n; ++k) {
        product += column[k] * other[k];
        square += other[k] * other[k];
      }
      for (std::size_t k = 0; k < n; ++k) column[k] -= product / square * other[k];
    }
    double product = 0, square = 0;
    for (std::size_t k = 0; k < n; ++k) {
      product += column[k] * (y[k] - y_mean);
      square += column[k] * column[k];
    }
    if (!(square > 0)) break;
    explained += product * product / square;
    basis.push_back(std::move(column));
  }
  const double rest = 1 - explained / (y_variance * static_cast<double>(n - 1));
  return std::max(0.0, 1 - rest * static_cast<double>(n - 1) / static_cast<double>(n - 4));
}

// Totals of the whole under the parameters' values: one view of both routes.
class Totals {
 public:
  explicit Totals(const MonteCarloPart& whole)
      : whole_(whole), plan_(whole.plan), values_(draw_parameters(plan_)) {}

  const std::vector<std::vector<double>>& values() const { return values_; }
  bool by_growing_stock() const { return plan_.route == DrawRoute::growing_stock; }

  std::vector<std::int64_t> all() const {
    if (!by_growing_stock()) return whole_.totals.all[0];
    std::vector<std::int64_t> removal(plan_.draws);
    for (std::size_t k = 0; k < plan_.draws; ++k) {
      removal[k] = to_count(sum(whole_.totals.all, k, [&](int p) { return value(p, k); }));
    }
    return removal;
  }

  std::vector<double> parameters_only() const {
    if (!by_growing_stock()) {
      return doubles_of(plan_.measurements.empty() ? whole_.totals.all[0] : whole_.parameters_only);
    }
    std::vector<double> removal(plan_.draws);
    for (std::size_t k = 0; k < plan_.draws; ++k) {
      removal[k] = measured([&](int p) { return value(p, k); });
    }
    return removal;
  }

  // With that measurement alone drawn.
  std::vector<double> measurement_only(const std::string& id) const {
    const DrawTotals& own = id == kStandArea ? whole_.totals.area : whole_.totals.volume;
    const DrawTotals& drawn = own.empty() ? whole_.totals.all : own;
    if (!by_growing_stock()) return doubles_of(drawn[0]);
    std::vector<double> removal(plan_.draws);
    for (std::size_t k = 0; k < plan_.draws; ++k) {
      removal[k] = sum(drawn, k, [&](int p) { return written(p); });
    }
    return removal;
  }

  // With one parameter at its 5 or 95 % point.
  std::int64_t swing(std::size_t parameter, std::size_t end) const {
    if (!by_growing_stock()) return whole_.swings[parameter][end];
    const double moved = quantile_of(values_[parameter], end == 0 ? 5 : 95);
    return to_count(measured(
        [&](int p) { return static_cast<std::size_t>(p) == parameter ? moved : written(p); }));
  }

 private:
  double value(int p, std::size_t k) const { return values_[static_cast<std::size_t>(p)][k]; }
  double written(int p) const {
    const Distribution& d = plan_.parameters[static_cast<std::size_t>(p)].distribution;
    return d.mean;
  }

  template <class Value>
  static double per_count(const DrawnColumn& column, const Value& value) {
    double product = 1;
    for (const DrawnFactor& factor : column.factors) {
      product *= factor.plus + (factor.parameter < 0 ? factor.value : value(factor.parameter));
    }
    return product * 44 / 12;
  }
  template <class Value>
  double sum(const DrawTotals& counts, std::size_t k, const Value& value) const {
    double total = 0;
    for (std::size_t c = 0; c < plan_.columns.size(); ++c) {
      total += per_count(plan_.columns[c], value) * static_cast<double>(counts[c][k]);
    }
    return total;
  }
  template <class Value>
  double measured(const Value& value) const {
    double total = 0;
    for (std::size_t c = 0; c < plan_.columns.size(); ++c) {
      total += per_count(plan_.columns[c], value) * static_cast<double>(whole_.totals.measured[c]);
    }
    return total;
  }

  const MonteCarloPart& whole_;
  const MonteCarloPlan& plan_;
  std::vector<std::vector<double>> values_;
};

// sqrt(numerator / denominator) of counts², rounded half even to a count.
std::int64_t root_of(const Integer& numerator, const Integer& denominator) {
  // floor(2 · root) decides between the two neighbours; it is exact in integers.
  const Integer four = 4 * numerator / denominator;
  const Integer twice = boost::multiprecision::sqrt(four);
  auto root = static_cast<std::int64_t>(Integer(twice / 2));
  const bool is_odd = boost::multiprecision::bit_test(twice, 0);
  const bool is_tie = is_odd && twice * twice * denominator == 4 * numerator;
  if (is_odd && (!is_tie || root % 2 != 0)) ++root;
  return root;
}

void describe(const std::vector<std::int64_t>& draws, MonteCarloResult& result) {
  Integer sum = 0, squares = 0;
  for (const std::int64_t draw : draws) {
    sum += draw;
    squares += Integer(draw) * draw;
  }
  const Integer n = draws.size();
  result.mean = round_half_even(sum, n * 10000);
  result.standard_deviation =
      TonnesCO2e::of_ten_thousandths(root_of(n * squares - sum * sum, n * (n - 1)));
  const auto quantile = [&](std::size_t percent) {
    return TonnesCO2e::of_ten_thousandths(quantile_of(draws, percent));
  };
  result.p5 = quantile(5);
  result.p50 = quantile(50);
  result.p95 = quantile(95);
  const Integer width = Integer(result.p95.ten_thousandths()) - result.p5.ten_thousandths();
  result.half_width = round_half_even(width, Integer(20000));
  if (sum != 0) {
    const Integer magnitude = boost::multiprecision::abs(sum);
    result.half_width_percent = round_half_even(width * n * 50, magnitude).str();
  }
}

}  // namespace

std::vector<std::int64_t> removal_by_draw(const MonteCarloPart& whole) {
  return Totals(whole).all();
}

MonteCarloResult conclude(const MonteCarloPart& whole) {
  assert(missing_parts(whole).empty());
  MonteCarloResult result;
  const Totals totals(whole);
  const std::vector<std::int64_t> draws = totals.all();
  describe(draws, result);

  const double variance = variance_of(doubles_of(draws));
  const std::vector<double> parameters_only = totals.parameters_only();
  const double parameter_variance = variance_of(parameters_only);
  std::vector<std::pair<double, Contribution>> found;
  for (std::size_t p = 0; p < whole.plan.parameters.size(); ++p) {
    const double share = variance > 0 ? explained_by_cubic(totals.values()[p], parameters_only) *
                                            (parameter_variance / variance)
                                      : 0;
    found.push_back({share,
                     {whole.plan.parameters[p], four_places(share),
                      TonnesCO2e::of_ten_thousandths(totals.swing(p, 0)),
                      TonnesCO2e::of_ten_thousandths(totals.swing(p, 1))}});
  }
  for (const auto& source : whole.plan.measurements) {
    const std::vector<double> alone = totals.measurement_only(source.id);
    const double share = variance > 0 ? variance_of(alone) / variance : 0;
    found.push_back({share,
                     {source, four_places(share),
                      TonnesCO2e::of_ten_thousandths(to_count(quantile_of(alone, 5))),
                      TonnesCO2e::of_ten_thousandths(to_count(quantile_of(alone, 95)))}});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  double rest = 1;
  for (auto& [share, contribution] : found) {
    rest -= share;
    result.contributions.push_back(std::move(contribution));
  }
  result.other_share = four_places(rest);
  return result;
}

}  // namespace linhui::methodology
