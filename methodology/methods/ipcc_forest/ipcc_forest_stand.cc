#include "methodology/methods/ipcc_forest/ipcc_forest_stand.h"

#include <algorithm>
#include <cassert>

#include "methodology/findings.h"
#include "methodology/methods/shared/stock_findings.h"

namespace linhui::methodology {
namespace {

// Looks up what one stand needs and notes what is missing.
class Opener {
 public:
  Opener(const Stand& stand, const ForestChoices& choices, const EstimateOptions& options,
         ForestTables& tables)
      : stand_(stand), choices_(choices), options_(options), tables_(tables) {}

  ForestStand open() && {
    const StandSpecies& species = tables_.species().of(stand_);
    check_species(stand_, species, options_.strict, opened_.faults, opened_.notes);
    check_origin();
    if (choices_.is_gain_loss) {
      check_age();
    } else {
      check_volumes(stand_, options_, opened_.faults, opened_.notes);
    }
    if (!opened_.faults.empty()) return std::move(opened_);
    for (const auto& share : species.shares) add_part(share);
    if (!choices_.is_gain_loss || (needs_class() && has_volume())) add_expansion(species);
    if (choices_.is_gain_loss && needs_class()) check_class_volume();
    if (choices_.dead_wood || choices_.litter || choices_.soil) find_conversion();
    if (choices_.dead_wood) add_dead_matter(Pool::dead_wood, "dead wood");
    if (choices_.litter) add_dead_matter(Pool::litter, "litter");
    if (choices_.soil) add_soil();
    return std::move(opened_);
  }

 private:
  // The value, or a fault and an empty one.
  template <class T>
  T found(Lookup<T> lookup) {
    if (auto* value = std::get_if<T>(&lookup)) return std::move(*value);
    const auto& miss = std::get<ValueMissing>(lookup);
    opened_.faults.push_back(parameters_missing(stand_.stand_id, miss.english, miss.chinese));
    return {};
  }

  void check_origin() {
    if (stand_.origin == "natural" || stand_.origin == "planted") return;
    opened_.faults.push_back(
        stand_.origin.empty()
            ? field_missing(stand_.stand_id, "origin", "natural planted")
            : field_unknown(stand_.stand_id, "origin", stand_.origin, "natural planted"));
  }

  void check_age() {
    if (!stand_.age && !stand_.planted_in) {
      opened_.faults.push_back(field_missing(stand_.stand_id, "age", "0-8000"));
    } else if (stand_.age && (*stand_.age < Decimal(0) || *stand_.age > Decimal(8000))) {
      opened_.faults.push_back(number_out_of_range(stand_.stand_id, "age", *stand_.age, "0-8000"));
    }
  }

  void add_part(const SpeciesShare& share) {
    const ForestType type = tables_.type_of(share.row);
    ForestPart part;
    part.share = share.share;
    part.ratio = found(tables_.root_shoot(choices_.zone, stand_.origin, type, choices_.root_shoot));
    part.carbon = found(tables_.carbon_fraction(choices_.zone, type));
    if (choices_.is_gain_loss) add_growth(type, part);
    for (const auto& each : part.ratio) {
      if (!each.factor.is_2006) continue;
      opened_.notes.push_back(older_edition_used(stand_.stand_id, each.factor.citation));
      break;
    }
    opened_.parts.push_back(std::move(part));
  }

  // Only the rows that the stand's age passes through are asked for.
  void add_growth(const ForestType& type, ForestPart& part) {
    const auto growth = [&](ForestStatus status) {
      return found(tables_.growth(choices_.zone, stand_.origin, type, status, choices_.growth));
    };
    if (stand_.origin == "natural" && choices_.natural_is_primary) {
      part.growth_young = part.growth_old = growth(ForestStatus::primary);
      return;
    }
    if (age_in(stand_, options_, options_.from_year + 1) <= kYoungYears) {
      part.growth_young = growth(ForestStatus::young);
    }
    if (age_in(stand_, options_, options_.to_year) > kYoungYears) {
      part.growth_old = growth(ForestStatus::old);
    }
  }

  void add_expansion(const StandSpecies& species) {
    for (std::size_t i = 0; i < opened_.parts.size(); ++i) {
      const ForestType type = tables_.type_of(species.shares[i].row);
      opened_.parts[i].bcef = found(tables_.stock_expansion(choices_.bcef_zone, type));
    }
  }

  bool has_volume() const { return stand_.volume_m3_ha || !stand_.volume_m3_ha_by_year.empty(); }

  // Whether R differs by class of biomass and nobody has said the class.
  bool needs_class() const {
    return choices_.biomass_class.empty() &&
           std::any_of(opened_.parts.begin(), opened_.parts.end(),
                       [](const ForestPart& part) { return differs_by_class(part); });
  }

  // Under gain-loss a period beyond the last inventory is no fault.
  void check_class_volume() {
    Findings faults, notes;
    check_volumes(stand_, options_, faults, notes);
    for (auto& fault : faults) {
      if (fault.code != "no_forecast") opened_.faults.push_back(std::move(fault));
    }
  }

  // The year in which land of another use became this stand; none: it has long been forest.
  void find_conversion() {
    if (stand_.origin != "planted" || stand_.land_before == "forest") return;
    if (!stand_.planted_in && stand_.land_before.empty()) return;
    if (!stand_.planted_in) {
      opened_.faults.push_back(field_missing(stand_.stand_id, "planted_in", "1000-2999"));
    }
    if (stand_.land_before.empty()) {
      opened_.faults.push_back(
          field_missing(stand_.stand_id, "land_before",
                        "bare shrub sparse_trees cropland grassland forest wetland"));
    }
    converted_in_ = stand_.planted_in;
  }

  void add_dead_matter(Pool pool, const std::string& name) {
    opened_.pools.push_back(
        {pool, found(tables_.dead_matter(choices_.zone, name)), 0, converted_in_});
  }

  void add_soil() {
    const std::string& id = stand_.stand_id;
    if (stand_.soil.empty()) {
      opened_.faults.push_back(field_missing(id, "soil", "HAC LAC sandy spodic volcanic"));
    }
    if (stand_.climate.empty()) {
      opened_.faults.push_back(
          field_missing(id, "climate", "warm_temperate_moist tropical_montane"));
    }
    if (stand_.soil.empty() || stand_.climate.empty()) return;
    TransitionPool pool{Pool::soil, found(tables_.soil_reference(stand_.climate, stand_.soil)), 0,
                        converted_in_};
    if (pool.since && !choices_.soil_factor_before) {
      opened_.faults.push_back(soil_factor_missing(id, stand_.land_before));
    } else if (pool.since) {
      pool.before = pool.after.value * choices_.soil_factor_before->rational();
    }
    opened_.pools.push_back(std::move(pool));
  }

  const Stand& stand_;
  const ForestChoices& choices_;
  const EstimateOptions& options_;
  ForestTables& tables_;
  ForestStand opened_;
  std::optional<int> converted_in_;
};

// t CO2e a hectare of a pool, by part; `factor` multiplies each part's above-ground biomass.
template <class PartValue>
ExactTonnesCO2e sum_of_parts(const ForestStand& forest, const Rational& per_share,
                             const PartValue& factor) {
  Rational carbon = 0;
  for (const auto& part : forest.parts) {
    carbon += part.share * per_share * factor(part) * part.carbon.value;
  }
  return to_co2e(TonnesCarbon{carbon});
}

// Years in which a factor is another than the year before.
class ClassWatch {
 public:
  void see(int year, std::vector<Rational> factors) {
    if (!before_.empty() && factors != before_) {
      years_ += (years_.empty() ? "" : ", ") + std::to_string(year);
    }
    before_ = std::move(factors);
  }
  const std::string& years() const { return years_; }

 private:
  std::vector<Rational> before_;
  std::string years_;
};

}  // namespace

Rational TransitionPool::at(int year) const {
  if (!since) return after.value;
  const int passed = std::clamp(year - *since, 0, kTransitionYears);
  return before + (after.value - before) * Rational(passed, kTransitionYears);
}

ForestStand open_forest_stand(const Stand& stand, const ForestChoices& choices,
                              const EstimateOptions& options, ForestTables& tables) {
  return Opener(stand, choices, options, tables).open();
}

bool differs_by_class(const ForestPart& part) {
  return !part.ratio.empty() && part.ratio.front().factor.value != part.ratio.back().factor.value;
}

YearBiomass biomass_of(const ForestStand& forest, const Measurements& measured, int year) {
  YearBiomass result{volume_at(measured, year), 0};
  for (const auto& part : forest.parts) {
    result.above += part.share * result.volume * class_of(part.bcef, result.volume).factor.value;
  }
  return result;
}

int class_year(const Measurements& measured, int year) {
  int found = measured.front().first;
  for (const auto& [measured_year, volume] : measured) {
    if (measured_year <= year) found = measured_year;
  }
  return found;
}

const CitedValue& ratio_in(const ForestStand& forest, const ForestPart& part,
                           const ForestChoices& choices, const Measurements& measured, int year) {
  if (choices.biomass_class == "low") return part.ratio.front().factor;
  if (choices.biomass_class == "high") return part.ratio.back().factor;
  if (!differs_by_class(part)) return part.ratio.front().factor;
  const YearBiomass biomass = biomass_of(forest, measured, class_year(measured, year));
  return class_of(part.ratio, biomass.above).factor;
}

Rational age_in(const Stand& stand, const EstimateOptions& options, int year) {
  if (stand.planted_in) return year - *stand.planted_in;
  return stand.age->rational() + (year - options.from_year);
}

void add_forest_rows(const Stand& stand, std::size_t position, const ForestStand& forest,
                     const ForestChoices& choices, const EstimateOptions& options,
                     std::vector<EstimateRow>& rows, Findings& notes, Years years) {
  const Rational area = stand.area_ha.rational();
  const Measurements measured = measurements_of(stand, options.from_year);
  StandRows out(position, rows);
  ClassWatch watch;
  const int first = choices.is_gain_loss ? options.from_year
                                         : std::max(options.from_year, measured.front().first);
  if (choices.is_gain_loss) years = Years::every;  // growth is of each year
  for (int year = first; year <= options.to_year; year = next_year(year, options.to_year, years)) {
    out.begin_year(year);
    if (choices.is_gain_loss) {
      const bool grown = !out.is_first_year() && age_in(stand, options, year) > 0;
      const bool young = age_in(stand, options, year) <= kYoungYears;
      const auto growth = [&](const ForestPart& part) -> const Rational& {
        return young ? part.growth_young.value : part.growth_old.value;
      };
      const auto above = sum_of_parts(forest, 1, growth);
      const auto below = sum_of_parts(forest, 1, [&](const ForestPart& part) -> Rational {
        return growth(part) * ratio_in(forest, part, choices, measured, year).value;
      });
      const auto gain = [&](const ExactTonnesCO2e& per_ha) {
        return grown ? round_half_even(per_ha * area) : TonnesCO2e();
      };
      out.add_flux(Pool::above_ground, gain(above));
      out.add_flux(Pool::below_ground, gain(below));
    } else {
      const YearBiomass biomass = biomass_of(forest, measured, year);
      std::vector<Rational> factors;
      for (const auto& part : forest.parts) {
        factors.push_back(class_of(part.bcef, biomass.volume).factor.value);
        factors.push_back(class_of(part.ratio, biomass.above).factor.value);
      }
      watch.see(year, std::move(factors));
      const auto expansion = [&](const ForestPart& part) -> Rational {
        return class_of(part.bcef, biomass.volume).factor.value;
      };
      const auto above = sum_of_parts(forest, biomass.volume, expansion);
      const auto below =
          sum_of_parts(forest, biomass.volume, [&](const ForestPart& part) -> Rational {
            return expansion(part) * class_of(part.ratio, biomass.above).factor.value;
          });
      out.add_stock(Pool::above_ground, round_half_even(above * area));
      out.add_stock(Pool::below_ground, round_half_even(below * area));
    }
    for (const auto& pool : forest.pools) {
      out.add_stock(pool.pool, round_half_even(to_co2e(TonnesCarbon{pool.at(year)}) * area));
    }
    out.end_year();
  }
  if (!watch.years().empty()) notes.push_back(factor_class_crossed(stand.stand_id, watch.years()));
}

}  // namespace linhui::methodology
