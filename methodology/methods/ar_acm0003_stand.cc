#include "methodology/methods/ar_acm0003_stand.h"

#include <algorithm>
#include <cassert>

namespace linhui::methodology {
namespace {

// A figure with b · R in it, which lies on no tie.
TonnesCO2e rounded(const Enclosure& tonnes) {
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
  // Three figures rest on the roots: they are worked out once for the bits that mostly suffice.
  const Interval first = root_biomass(trees, kFirstBits);
  const auto roots = [&](unsigned bits) {
    return bits == kFirstBits ? first : root_biomass(trees, bits);
  };
  stocks.below_ground = rounded([&](unsigned bits) {
    return (roots(bits) + Interval::around(shrub_roots, bits)) *
           Interval::around(carbon_per_t_, bits);
  });
  const auto share_of_trees = [&](const ToolValue& percent) {
    if (percent.value == 0) return TonnesCO2e();
    return rounded([&](unsigned bits) {
      return (Interval::around(trees, bits) + roots(bits)) *
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
