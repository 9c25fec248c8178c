#include "methodology/methods/ar_acm0003/ar_acm0003_formula.h"

#include <algorithm>

namespace linhui::methodology {
namespace {

class ArRemoval {
 public:
  ArRemoval(const Stand& stand, const ArAcm0003Parameters& parameters, FormulaSheet& sheet)
      : stand_(stand), parameters_(parameters), sheet_(sheet) {}

  // Mean of the species' D by their share of V.
  void set_density(const StandSpecies& species, const ParameterTable& table) {
    const std::string column = "D_t_m3";
    for (const SpeciesShare& part : species.shares) {
      const Rational written = Decimal::parse(table.text(part.row, column))->rational();
      density_ = density_ + sheet_.cell({table.name(), part.row, column}, written) * part.share;
    }
  }

  // t CO2e/ha of the trees, with what is counted as a share of them.
  Formula trees(const Formula& volume) {
    if (volume.is_zero()) return 0;
    const Formula above = volume * (density_ * cell(parameters_.expansion));
    const Formula roots =
        exp_of(cell(parameters_.root_exponent) * log_of(above) + cell(parameters_.root_intercept));
    Formula dead = 1;
    for (const auto* percent : {&parameters_.dead_wood, &parameters_.litter}) {
      if (*percent) dead = dead + cell(**percent) * Rational(1, 100);
    }
    return (above + roots) * (dead * carbon());
  }

  Formula baseline_trees(const Rational& volume) {
    return density_ * cell(parameters_.expansion) * (cell(parameters_.root_shoot_baseline) + 1) *
           carbon() * volume;
  }

  // t CO2e/ha at the end of a year.
  Formula soil(int year, const ToolValue& reference) {
    const SoilParameters& soil = *parameters_.soil;
    const Formula before = cell(reference) * Rational(soil.before_percent.rational() / 100);
    const Formula lost =
        by_limit(Rational(stand_.soil_disturbed->rational() * 100), cell(soil.undisturbed_most), 0,
                 cell(soil.loss_percent) * Rational(1, 100));
    const Formula start = before - before * lost;
    const Formula gain =
        smaller_of(cell(soil.most_gain), (cell(reference) - start) / cell(soil.years));
    const int since = year - *stand_.planted_in;
    if (since < 0) return before * Rational(44, 12);
    return (start + gain * smaller_of(since, cell(soil.years))) * Rational(44, 12);
  }

  Formula burning() {
    const BurningParameters& burning = *parameters_.burning;
    return cell(burning.ratio) * carbon() * burning.burnt.rational();
  }

 private:
  Formula cell(const ToolValue& value) { return sheet_.cell(value.cell, value.value); }
  Formula carbon() {
    return cell(parameters_.carbon_fraction) * Rational(44, 12);
  }  // t CO2e/t d.m.

  const Stand& stand_;
  const ArAcm0003Parameters& parameters_;
  FormulaSheet& sheet_;
  Formula density_ = 0;
};

}  // namespace

void add_ar_acm0003_removal(const Stand& stand, std::size_t position, const ArStandParameters& own,
                            const StandSpecies& species, const ParameterTable& species_table,
                            const ArAcm0003Parameters& parameters, const EstimateOptions& options,
                            FormulaSheet& sheet) {
  sheet.begin_stand(position);
  ArRemoval terms(stand, parameters, sheet);
  terms.set_density(species, species_table);
  const Measurements measured = measurements_of(stand, options.from_year);
  const int first = std::max(options.from_year, measured.front().first), last = options.to_year;
  Formula per_ha = terms.trees(volume_formula(measured, last, sheet)) -
                   terms.trees(volume_formula(measured, first, sheet));
  const Measurements baseline = baseline_measurements_of(stand);
  if (!baseline.empty()) {
    per_ha = per_ha - terms.baseline_trees(volume_at(baseline, last) - volume_at(baseline, first));
  }
  if (parameters.soil) {
    per_ha =
        per_ha + terms.soil(last, *own.soil_reference) - terms.soil(first, *own.soil_reference);
  }
  const bool burnt_in_period = parameters.burning && *stand.planted_in > options.from_year &&
                               *stand.planted_in <= options.to_year;
  if (burnt_in_period) per_ha = per_ha - terms.burning();
  sheet.end_stand(per_ha * stand.area_ha.rational());
}

}  // namespace linhui::methodology
