// One stand under IPCC-2019-FL: its factors, looked up once, and its figures year by year.
//
//   stock_difference   stock = A · V · BCEF_S(V) · (1 + R(b)) · CF · 44/12,  b = V · BCEF_S(V)
//   gain_loss          change = A · G_w(age) · (1 + R) · CF · 44/12
//
// above and below ground apart, a sum over species by their share of V. Source: 2006 Guidelines
// vol. 4 Eq. 2.8, 2.9, 2.10; tables as ipcc_forest_tables.h has them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "methodology/methods/ipcc_forest/ipcc_forest_tables.h"
#include "methodology/methods/shared/estimate_rows.h"

namespace linhui::methodology {

// The choices of a run, from its settings; empty where a setting was left out. `bcef_zone` is
// resolved: never by_zone.
struct ForestChoices {
  bool is_gain_loss = false;
  std::string zone, bcef_zone, root_shoot, growth, biomass_class;
  bool natural_is_primary = false;
  bool dead_wood = false, litter = false, soil = false;
  std::optional<Decimal> soil_factor_before;
};

// The factors of one species of a stand. Empty where the approach does not use them: BCEF under
// gain_loss unless the class of R needs it, G_w under stock_difference and for ages that the period
// does not pass through.
struct ForestPart {
  Rational share;                       // of the growing stock
  FactorClasses bcef;                   // by m³/ha; empty where growing stock is not used
  FactorClasses ratio;                  // R, by t d.m./ha above ground
  CitedValue growth_young, growth_old;  // G_w; equal where age does not matter
  CitedValue carbon;                    // CF
};

// A pool that passes linearly from `before` to `after`, t C/ha, in the 20 years after `since` (2006
// Guidelines vol. 4 Eq. 2.23, 2.25); without `since` it is `after` all the time.
struct TransitionPool {
  Pool pool = Pool::dead_wood;
  CitedValue after;
  Rational before;
  std::optional<int> since;
  Rational at(int year) const;  // t C/ha
};

// A stand ready for its figures, or its faults.
struct ForestStand {
  std::vector<ForestPart> parts;
  std::vector<TransitionPool> pools;
  Findings faults, notes;
};

// Looks up what the stand needs. Faults where a field is missing or wrong; where none is, those
// where the tables have no number (parameters_missing). Notes: fallbacks of species, volumes
// measured late, numbers of the older edition.
ForestStand open_forest_stand(const Stand& stand, const ForestChoices& choices,
                              const EstimateOptions& options, ForestTables& tables);

// Growing stock and above-ground biomass of a year, per hectare.
struct YearBiomass {
  // V, and b of all species together.
  Rational volume;  // m³/ha
  Rational above;   // t d.m./ha
};
// Requires: a stand without faults, opened for stock-difference, or with growing stock.
YearBiomass biomass_of(const ForestStand& forest, const Measurements& measured, int year);
// The year whose growing stock tells the class of R under gain_loss: the last measured one up to
// `year`, or the first. Requires: `measured` is not empty.
int class_year(const Measurements& measured, int year);
// Whether R of the part differs by class of biomass.
bool differs_by_class(const ForestPart& part);
// R of a part in a year under gain_loss: by the setting biomass_class where it is given, otherwise
// by the growing stock of class_year(). The reference is to the part's own factor.
const CitedValue& ratio_in(const ForestStand& forest, const ForestPart& part,
                           const ForestChoices& choices, const Measurements& measured, int year);
// Age at the end of a year, years; from planted_in, otherwise from the age at the start of the
// period. Below zero before the planting. Requires: one of the two is given.
Rational age_in(const Stand& stand, const EstimateOptions& options, int year);
// Table 4.9's limit of young stands; the period of Eq. 2.25.
inline constexpr int kYoungYears = 20, kTransitionYears = 20;

// Appends the rows of the stand, and to `notes` what there is to say about its figures
// (factor_class_crossed: the years in which a factor changes its class, which is no growth).
// `years` applies to stocks; growth is worked out every year.
void add_forest_rows(const Stand& stand, std::size_t position, const ForestStand& forest,
                     const ForestChoices& choices, const EstimateOptions& options,
                     std::vector<EstimateRow>& rows, Findings& notes, Years years = Years::every);

}  // namespace linhui::methodology
