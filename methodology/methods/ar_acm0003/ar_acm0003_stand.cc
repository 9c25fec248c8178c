#include "methodology/methods/ar_acm0003/ar_acm0003_stand.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "methodology/numbers/basic_math.h"

namespace linhui::methodology {
namespace {

constexpr double kNoBound = std::numeric_limits<double>::infinity();

// A figure with b · R in it, which lies on no tie.
TonnesCO2e rounded(const Approximation& first, const Enclosure& tonnes) {
  if (const auto figure = round_half_even(first)) return *figure;
  const auto figure = round_half_even(tonnes);
  assert(figure && "a transcendental value is never a tie");
  return *figure;
}

}  // namespace

ArAcm0003Stand::ArAcm0003Stand(const Stand& stand, const ArStandParameters& own,
                               const ArAcm0003Parameters& parameters)
    : stand_(stand), own_(own), parameters_(parameters), area_ha_(stand.area_ha.rational()) {
  carbon_per_t_ = to_co2e(TonnesCarbon{area_ha_ * parameters.carbon_fraction.value}).value;
}

Rational ArAcm0003Stand::biomass(const Rational& volume_m3_per_ha) const {
  return volume_m3_per_ha * own_.density * parameters_.expansion.value;
}

Interval ArAcm0003Stand::root_biomass(const Rational& biomass, unsigned bits) const {
  return exp(Interval::around(parameters_.root_intercept.value, bits) +
             Interval::around(parameters_.root_exponent.value, bits) *
                 Interval::ln_of(biomass, bits));
}

// exp(c + e ln b) by basic_math.h, whose exp and log are within 1e-14; the factors are within 2^-52
// of their fractions. The exponent is then off by less than 2e-14 (|c| + |e ln b|), b R by that
// share of itself and 1e-14; twice that is left for what follows: a few products and one sum.
Approximation ArAcm0003Stand::root_biomass(double biomass) const {
  const double intercept = static_cast<double>(parameters_.root_intercept.value);
  const double rise = static_cast<double>(parameters_.root_exponent.value) * basic::log(biomass);
  const double size = (intercept < 0 ? -intercept : intercept) + (rise < 0 ? -rise : rise);
  if (!(size < 700)) return {0, kNoBound};
  return {basic::exp(intercept + rise), 4e-14 * (size + 1)};
}

Rational ArAcm0003Stand::shrub_biomass() const {
  if (!parameters_.shrubs) return 0;
  const auto& shrubs = *parameters_.shrubs;
  const Rational cover = stand_.shrub_cover->rational();
  if (cover < shrubs.least_cover.value) return 0;
  return cover * shrubs.ratio.value * shrubs.forest_biomass.rational();
}

ExactTonnesCO2e ArAcm0003Stand::to_stock(const Rational& biomass_t_per_ha) const {
  return {carbon_per_t_ * biomass_t_per_ha};
}

ArAcm0003Stand::TreeStocks ArAcm0003Stand::stocks(const Rational& volume_m3_per_ha) const {
  const Rational trees = biomass(volume_m3_per_ha), shrubs = shrub_biomass();
  const Rational shrub_roots = shrubs == 0 ? shrubs : shrubs * parameters_.shrubs->root_shoot.value;
  TreeStocks stocks;
  stocks.above_ground = round_half_even(to_stock(trees + shrubs));
  if (trees == 0) {
    stocks.below_ground = round_half_even(to_stock(shrub_roots));
    return stocks;
  }
  const double carbon = static_cast<double>(carbon_per_t_), above = static_cast<double>(trees);
  Approximation roots = root_biomass(above);
  if (shrub_roots < 0) roots.relative_error = kNoBound;  // they would take away
  stocks.below_ground =
      rounded({(roots.value + static_cast<double>(shrub_roots)) * carbon, roots.relative_error},
              [&](unsigned bits) {
                return (root_biomass(trees, bits) + Interval::around(shrub_roots, bits)) *
                       Interval::around(carbon_per_t_, bits);
              });
  const auto share_of_trees = [&](const ToolValue& percent) {
    if (percent.value == 0) return TonnesCO2e();
    const double share = carbon * static_cast<double>(percent.value) / 100;
    return rounded({(above + roots.value) * share, roots.relative_error}, [&](unsigned bits) {
      return (Interval::around(trees, bits) + root_biomass(trees, bits)) *
             Interval::around(carbon_per_t_ * percent.value / 100, bits);
    });
  };
  if (parameters_.dead_wood) stocks.dead_wood = share_of_trees(*parameters_.dead_wood);
  if (parameters_.litter) stocks.litter = share_of_trees(*parameters_.litter);
  return stocks;
}

TonnesCO2e ArAcm0003Stand::baseline_stock(const Rational& volume_m3_per_ha) const {
  return round_half_even(
      to_stock(biomass(volume_m3_per_ha) * (1 + parameters_.root_shoot_baseline.value)));
}

TonnesCO2e ArAcm0003Stand::burning() const {
  const auto& burning = *parameters_.burning;
  return round_half_even(to_stock(burning.burnt.rational() * burning.ratio.value));
}

SoilCourse soil_course(const Stand& stand, const ToolValue& reference,
                       const SoilParameters& parameters) {
  SoilCourse course;
  course.before = reference.value * parameters.before_percent.rational() / 100;
  const bool is_disturbed =
      stand.soil_disturbed->rational() * 100 > parameters.undisturbed_most.value;
  course.start = course.before;
  if (is_disturbed) course.start -= course.before * parameters.loss_percent.value / 100;
  course.gain = std::min<Rational>(parameters.most_gain.value,
                                   (reference.value - course.start) / parameters.years.value);
  return course;
}

Rational ArAcm0003Stand::soil_carbon(int year) const {
  const auto course = soil_course(stand_, *own_.soil_reference, *parameters_.soil);
  const int since = year - *stand_.planted_in;
  if (since < 0) return course.before;
  return course.start + course.gain * std::min<Rational>(since, parameters_.soil->years.value);
}

TonnesCO2e ArAcm0003Stand::soil(int year) const {
  return round_half_even(to_co2e(TonnesCarbon{area_ha_ * soil_carbon(year)}));
}

}  // namespace linhui::methodology
