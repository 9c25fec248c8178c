#include "methodology/methods/ipcc_wetland/ipcc_wetland_formula.h"

#include <cassert>

namespace linhui::methodology {
namespace {

// t CO2e/ha over the period.
class WetlandRemoval {
 public:
  WetlandRemoval(const Stand& stand, WetlandTables& table, const EstimateOptions& options,
                 FormulaSheet& sheet)
      : stand_(stand), table_(table), sheet_(sheet) {
    if (stand.wetland_type == "mineral" && stand.changed_in) {
      table.soil_factors();
      stages_ = table.lookups();
    }
    table.of(stand);
    lookups_ = table.lookups();
    first_ = options.from_year;
    last_ = options.to_year;
  }

  Formula per_ha() {
    const std::string& type = stand_.wetland_type;
    if (type == "mineral") return stand_.changed_in ? restored_mineral() : Formula(0);
    if (type == "organic_rewetted") {
      const Formula carbon = number("EF_CO2") + number("EF_DOC");
      return (carbon * Rational(-44, 12) - methane(number("EF_CH4") * Rational(16, 12))) *
             active_years();
    }
    if (type == "organic_drained") return drained() * active_years();
    if (type == "reservoir") return reservoir();
    return methane(number("EF_CH4")) * -active_years();
  }

 private:
  Formula cell(const WetlandLookup& lookup) {
    return sheet_.cell({WetlandTables::kFactors, lookup.row, "value"}, lookup.value);
  }

  // The number of a parameter; `nth` of its lookups.
  Formula number(const std::string& parameter, int nth = 0) {
    for (const auto& lookup : lookups_) {
      if (lookup.parameter == parameter && nth-- == 0) return cell(lookup);
    }
    assert(false && "not a parameter of this wetland type");
    return 0;
  }

  // kg of the gas.
  Formula methane(const Formula& kg) {
    const WarmingPotentials& potentials = table_.potentials();
    return kg * sheet_.cell(potentials.ch4_cell(), potentials.ch4()) * Rational(1, 1000);
  }
  Formula nitrous_oxide(const Formula& kg) {
    const WarmingPotentials& potentials = table_.potentials();
    return kg * sheet_.cell(potentials.n2o_cell(), potentials.n2o()) * Rational(1, 1000);
  }

  // Years of the period but its first that lie after y0, up to `most` after it.
  int active_years(int most = 10'000) const {
    int count = 0;
    for (int year = first_ + 1; year <= last_; ++year) {
      const int since = stand_.changed_in ? year - *stand_.changed_in : 1;
      count += since > 0 && since <= most;
    }
    return count;
  }

  // As soil_share() has it.
  Formula share(int year) {
    const int years = year - *stand_.changed_in;
    const auto stage = [&](std::size_t k) { return cell(stages_.at(k)); };
    if (years <= 0) return stage(0);
    if (years >= kFullRecoveryYears) return stage(2);
    const std::size_t from = years <= kFirstRecoveryYears ? 0 : 1;
    const Rational passed(
        years - (from == 0 ? 0 : kFirstRecoveryYears),
        from == 0 ? kFirstRecoveryYears : kFullRecoveryYears - kFirstRecoveryYears);
    return stage(from) + (stage(from + 1) - stage(from)) * passed;
  }

  Formula restored_mineral() {
    return number("SOC_ref") * (share(last_) - share(first_)) * Rational(44, 12) -
           methane(number("EF_CH4")) * active_years();
  }

  Formula drained() {
    const Formula ditch = number("Frac_ditch");
    const Formula land_share = ditch * -1 + 1;
    return (number("EF_CO2") + number("EF_DOC_drained")) * Rational(-44, 12) -
           methane(land_share * number("EF_CH4_land") + ditch * number("EF_CH4_ditch")) -
           nitrous_oxide(number("EF_N2O") * Rational(44, 28));
  }

  Formula reservoir() {
    const int young = stand_.changed_in ? active_years(kYoungReservoirYears) : 0;
    const auto emitted = [&](int nth) {
      return methane(number("EF_CH4", nth) * (number("R_d") + 1) * number("alpha_trophic"));
    };
    Formula removal = emitted(0) * (young - active_years());
    if (young > 0) removal = removal - (emitted(1) + number("EF_CO2") * Rational(44, 12)) * young;
    return removal;
  }

  const Stand& stand_;
  WetlandTables& table_;
  FormulaSheet& sheet_;
  std::vector<WetlandLookup> lookups_, stages_;
  int first_ = 0, last_ = 0;
};

}  // namespace

void add_ipcc_wetland_removal(const Stand& stand, std::size_t position, WetlandTables& table,
                              const EstimateOptions& options, FormulaSheet& sheet) {
  sheet.begin_stand(position);
  const Formula per_ha = WetlandRemoval(stand, table, options, sheet).per_ha();
  sheet.end_stand(per_ha * stand.area_ha.rational());
}

}  // namespace linhui::methodology
