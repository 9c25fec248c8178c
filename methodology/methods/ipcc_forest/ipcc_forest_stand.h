// One stand under IPCC-2019-FL: its factors, looked up once, and its figures year by year.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "methodology/methods/ipcc_forest/ipcc_forest_tables.h"
#include "methodology/methods/shared/estimate_rows.h"

namespace linhui::methodology {

// The choices of a run, from its settings.
struct ForestChoices {
  bool is_gain_loss = false;
  std::string zone, bcef_zone, root_shoot, growth, biomass_class;
  bool natural_is_primary = false;
  bool dead_wood = false, litter = false, soil = false;
  std::optional<Decimal> soil_factor_before;
};

// The factors of one species of a stand.
struct ForestPart {
  Rational share;                       // of the growing stock
  FactorClasses bcef;                   // by m³/ha; empty where growing stock is not used
  FactorClasses ratio;                  // R, by t d.m./ha above ground
  CitedValue growth_young, growth_old;  // G_w; equal where age does not matter
  CitedValue carbon;                    // CF
};

// A pool that passes linearly from `before` to `after`, t C/ha, in the 20 years after `since`
// (2006 Guidelines vol. 4 Eq. 2.23, 2.25); without `since` it is `after` all the time.
struct TransitionPool {
  Pool pool = Pool::dead_wood;
  CitedValue after;
  Rational before;
  std::optional<int> since;
  Rational at(int year) const;  // t C/ha
};

struct ForestStand {
  std::vector<ForestPart> parts;
  std::vector<TransitionPool> pools;
  Findings faults, notes;
};

// Looks up what the stand needs; faults where a field or a number is missing.
ForestStand open_forest_stand(const Stand& stand, const ForestChoices& choices,
                              const EstimateOptions& options, ForestTables& tables);

// Growing stock and above-ground biomass of a year, per hectare.
struct YearBiomass {
  Rational volume;  // m³/ha
  Rational above;   // t d.m./ha
};
// Requires: a stand without faults, opened for stock-difference, or with growing stock.
YearBiomass biomass_of(const ForestStand& forest, const Measurements& measured, int year);
// The year whose growing stock tells the biomass class under gain-loss: the last measured one up
// to `year`, or the first.
int class_year(const Measurements& measured, int year);
// Whether R of the part differs by class of biomass.
bool differs_by_class(const ForestPart& part);
// R of a part in a year under gain-loss.
const CitedValue& ratio_in(const ForestStand& forest, const ForestPart& part,
                           const ForestChoices& choices, const Measurements& measured, int year);
// Age at the end of a year; from planted_in, otherwise from the age at the start of the period.
Rational age_in(const Stand& stand, const EstimateOptions& options, int year);
inline constexpr int kYoungYears = 20, kTransitionYears = 20;

// Appends the rows of the stand, and to `notes` what there is to say about its figures.
void add_forest_rows(const Stand& stand, std::size_t position, const ForestStand& forest,
                     const ForestChoices& choices, const EstimateOptions& options,
                     std::vector<EstimateRow>& rows, Findings& notes, Years years = Years::every);

}  // namespace linhui::methodology
