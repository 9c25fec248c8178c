#include "methodology/methods/ipcc_forest/ipcc_forest_formula.h"

#include <algorithm>
#include <tuple>

namespace linhui::methodology {
namespace {

class ForestRemoval {
 public:
  ForestRemoval(const Stand& stand, const ForestStand& forest, const ForestChoices& choices,
                const EstimateOptions& options, FormulaSheet& sheet)
      : stand_(stand),
        forest_(forest),
        choices_(choices),
        options_(options),
        sheet_(sheet),
        measured_(measurements_of(stand, options.from_year)) {}

  // t CO2e/ha over the period.
  Formula per_ha() {
    const int first = choices_.is_gain_loss ? options_.from_year
                                            : std::max(options_.from_year, measured_.front().first);
    Formula carbon = choices_.is_gain_loss ? growth(first) : stock(options_.to_year) - stock(first);
    for (const TransitionPool& pool : forest_.pools) carbon = carbon + change(pool, first);
    return carbon * Rational(44, 12);
  }

 private:
  Formula cell(const CitedValue& value) { return sheet_.cell(value.cell, value.value); }

  // The factor of the class in which `value` lies, as class_of() has it.
  Formula factor_at(const FactorClasses& classes, const Formula& value) {
    Formula factor = cell(classes.back().factor);
    for (std::size_t k = classes.size() - 1; k-- > 0;) {
      factor = by_limit(value, *classes[k].most, cell(classes[k].factor), factor);
    }
    return factor;
  }

  // Above-ground biomass of each part at a growing stock, t d.m./ha, and of all.
  std::vector<Formula> biomass(const Formula& volume, Formula& sum) {
    std::vector<Formula> parts;
    sum = 0;
    for (const ForestPart& part : forest_.parts) {
      parts.push_back(volume * factor_at(part.bcef, volume) * part.share);
      sum = sum + parts.back();
    }
    return parts;
  }

  // Stock of the trees, t C/ha.
  Formula stock(int year) {
    const Formula volume = volume_formula(measured_, year, sheet_);
    if (volume.is_zero()) return 0;
    Formula above = 0, carbon = 0;
    const std::vector<Formula> parts = biomass(volume, above);
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const ForestPart& part = forest_.parts[k];
      carbon = carbon + parts[k] * ((factor_at(part.ratio, above) + 1) * cell(part.carbon));
    }
    return carbon;
  }

  // Growth of the trees in the years after `first`, t C/ha. Years of the same age class and of the
  // same class of R are counted together.
  Formula growth(int first) {
    std::map<std::pair<bool, int>, int> years;  // young, year that tells the class of R
    for (int year = first + 1; year <= options_.to_year; ++year) {
      const Rational age = age_in(stand_, options_, year);
      if (age <= 0) continue;
      ++years[{age <= kYoungYears, measured_.empty() ? 0 : class_year(measured_, year)}];
    }
    Formula carbon = 0;
    for (const auto& [kind, count] : years) {
      const auto& [is_young, year] = kind;
      for (const ForestPart& part : forest_.parts) {
        const CitedValue& gain = is_young ? part.growth_young : part.growth_old;
        carbon = carbon + cell(gain) * (ratio(part, year) + 1) * cell(part.carbon) *
                              Rational(part.share * count);
      }
    }
    return carbon;
  }

  // R under gain-loss, as ratio_in() has it.
  Formula ratio(const ForestPart& part, int year) {
    if (choices_.biomass_class == "low") return cell(part.ratio.front().factor);
    if (choices_.biomass_class == "high") return cell(part.ratio.back().factor);
    if (!differs_by_class(part)) return cell(part.ratio.front().factor);
    Formula above = 0;
    biomass(volume_formula(measured_, year, sheet_), above);
    return factor_at(part.ratio, above);
  }

  // Of a pool that passes linearly to another level, t C/ha.
  Formula change(const TransitionPool& pool, int first) {
    if (!pool.since) return 0;
    const auto passed = [&](int year) {
      return std::clamp(year - *pool.since, 0, kTransitionYears);
    };
    const Rational share(passed(options_.to_year) - passed(first), kTransitionYears);
    const bool is_share = pool.pool == Pool::soil;  // of the level after
    const Rational before = is_share ? choices_.soil_factor_before->rational() : Rational(0);
    return cell(pool.after) * Rational((1 - before) * share);
  }

  const Stand& stand_;
  const ForestStand& forest_;
  const ForestChoices& choices_;
  const EstimateOptions& options_;
  FormulaSheet& sheet_;
  const Measurements measured_;
};

}  // namespace

void add_ipcc_forest_removal(const Stand& stand, std::size_t position, const ForestStand& forest,
                             const ForestChoices& choices, const EstimateOptions& options,
                             FormulaSheet& sheet) {
  sheet.begin_stand(position);
  const Formula per_ha = ForestRemoval(stand, forest, choices, options, sheet).per_ha();
  sheet.end_stand(per_ha * stand.area_ha.rational());
}

}  // namespace linhui::methodology
