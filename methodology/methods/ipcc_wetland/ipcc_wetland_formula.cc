#include "methodology/methods/ipcc_wetland/ipcc_wetland_formula.h"

#include "methodology/methods/ipcc_wetland/ipcc_wetland_equations.h"

namespace linhui::methodology {
namespace {

// What the equations need, as cells that may be drawn.
class DrawnNumbers {
 public:
  using Number = Formula;
  DrawnNumbers(const std::vector<WetlandLookup>& lookups, const WarmingPotentials& potentials,
               FormulaSheet& sheet)
      : lookups_(lookups), potentials_(potentials), sheet_(sheet) {}

  Formula of(std::string_view parameter, int nth = 0) const {
    return cell(lookup_of(lookups_, parameter, nth));
  }
  Formula cell(const WetlandLookup& lookup) const {
    return sheet_.cell({WetlandTables::kFactors, lookup.row, "value"}, lookup.value);
  }
  static Formula fraction(int above, int below) { return Rational(above, below); }
  static Formula carbon_dioxide(const Formula& t) { return t * Rational(44, 12); }
  Formula methane(const Formula& kg) const {
    return kg * sheet_.cell(potentials_.ch4_cell(), potentials_.ch4()) * Rational(1, 1000);
  }
  Formula nitrous_oxide(const Formula& kg) const {
    return kg * sheet_.cell(potentials_.n2o_cell(), potentials_.n2o()) * Rational(1, 1000);
  }

 private:
  const std::vector<WetlandLookup>& lookups_;
  const WarmingPotentials& potentials_;
  FormulaSheet& sheet_;
};

// Years of the period but its first that lie after y0, up to `most` after it.
int active_years(const Stand& stand, const EstimateOptions& options, int most = 10'000) {
  int count = 0;
  for (int year = options.from_year + 1; year <= options.to_year; ++year) {
    const int since = stand.changed_in ? year - *stand.changed_in : 1;
    count += since > 0 && since <= most;
  }
  return count;
}

// t CO2e/ha over the period.
Formula removal_per_ha(const Stand& stand, WetlandTables& table, const EstimateOptions& options,
                       FormulaSheet& sheet) {
  const std::string& type = stand.wetland_type;
  std::vector<WetlandLookup> stages;
  if (type == "mineral" && stand.changed_in) {
    table.soil_factors();
    stages = table.lookups();
  }
  table.of(stand);
  const DrawnNumbers numbers(table.lookups(), table.potentials(), sheet);
  const WetlandEquations equations{numbers};
  const int years = active_years(stand, options);
  if (type == "mineral") {
    if (!stand.changed_in) return 0;
    const auto share = [&](int year) {
      const auto stage = [&](int k) {
        return numbers.cell(stages.at(static_cast<std::size_t>(k)));
      };
      return soil_share(year - *stand.changed_in, stage, DrawnNumbers::fraction);
    };
    return equations.mineral_soil(share(options.to_year) - share(options.from_year)) -
           equations.methane() * years;
  }
  if (type == "organic_rewetted") {
    return (equations.organic_soil(false) + equations.rewetted_methane()) * -years;
  }
  if (type == "organic_drained") {
    return (equations.organic_soil(true) + equations.drained_methane() +
            equations.drained_nitrous_oxide()) *
           -years;
  }
  if (type != "reservoir") return equations.methane() * -years;
  const int young = stand.changed_in ? active_years(stand, options, kYoungReservoirYears) : 0;
  const Formula removal = equations.reservoir_methane(false) * (young - years);
  if (young == 0) return removal;
  return removal -
         (equations.reservoir_methane(true) + equations.young_reservoir_carbon_dioxide()) * young;
}

}  // namespace

void add_ipcc_wetland_removal(const Stand& stand, std::size_t position, WetlandTables& table,
                              const EstimateOptions& options, FormulaSheet& sheet) {
  sheet.begin_stand(position);
  const Formula per_ha = removal_per_ha(stand, table, options, sheet);
  sheet.end_stand(per_ha * stand.area_ha.rational());
}

}  // namespace linhui::methodology
