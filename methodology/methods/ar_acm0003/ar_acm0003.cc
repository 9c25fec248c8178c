#include "methodology/methods/ar_acm0003/ar_acm0003.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "methodology/findings.h"
#include "methodology/methods/ar_acm0003/ar_acm0003_declaration.h"
#include "methodology/methods/ar_acm0003/ar_acm0003_explanation.h"
#include "methodology/methods/ar_acm0003/ar_acm0003_formula.h"
#include "methodology/methods/ar_acm0003/ar_acm0003_stand.h"
#include "methodology/methods/ar_cm/ar_cm_tables.h"
#include "methodology/methods/shared/ar_findings.h"
#include "methodology/methods/shared/baseline_trees.h"
#include "methodology/methods/shared/sampling_deduction.h"
#include "methodology/methods/shared/stand_explanation.h"
#include "methodology/stands/stand_check.h"

namespace linhui::methodology {
namespace {

const std::vector<std::string> kSoils = {"HAC", "LAC", "sandy", "spodic", "volcanic"};

void check_share(const Stand& stand, const std::string& field, const std::optional<Decimal>& share,
                 Findings& faults) {
  if (share && (*share < Decimal(0) || *share > Decimal(1))) {
    faults.push_back(share_out_of_range(stand.stand_id, field, *share));
  }
}

void check_soil(const Stand& stand, Findings& faults) {
  if (stand.soil.empty()) {
    faults.push_back(field_missing(stand.stand_id, "soil", "HAC LAC sandy spodic volcanic"));
  } else if (std::find(kSoils.begin(), kSoils.end(), stand.soil) == kSoils.end()) {
    faults.push_back(soil_not_covered(stand.stand_id, stand.soil));
  }
  if (stand.climate.empty()) {
    faults.push_back(
        field_missing(stand.stand_id, "climate", "the IPCC zones, as in warm_temperate_moist"));
  }
  if (!stand.planted_in) faults.push_back(planted_in_missing(stand.stand_id, "soil"));
  if (!stand.soil_disturbed) {
    faults.push_back(field_missing(stand.stand_id, "soil_disturbed", "the shares from 0 to 1"));
  }
  check_share(stand, "soil_disturbed", stand.soil_disturbed, faults);
}

// Roots follow from the logarithm of V · D · BEF.
Finding not_positive(const std::string& column, const std::string& value) {
  return table_invalid(column == "D_t_m3" ? kArCmSpecies.name : ArAcm0003Tables::kDefaults, column,
                       value, "a density or expansion factor above zero is expected",
                       "密度和扩展因子应大于零");
}

// Everything that an estimate and its explanation rest on.
struct Inputs {
  SpeciesTable species;
  ArAcm0003Tables tools;
  ArAcm0003Parameters parameters;
};

class ArAcm0003 final : public Method {
 public:
  const MethodDeclaration& declaration() const override { return declaration_; }

  EstimateOutcome estimate(const std::vector<Stand>& stands, const EstimateOptions& options,
                           const TableFiles& tables) const override {
    return work_out(stands, options, tables, Years::every);
  }

  RemovalOutcome removals(const std::vector<Stand>& stands, const EstimateOptions& options,
                          const TableFiles& tables) const override {
    return removals_of(work_out(stands, options, tables, Years::ends), stands.size());
  }

  bool add_removals(const std::vector<Stand>& stands, const EstimateOptions& options,
                    const TableFiles& tables, FormulaSheet& sheet) const override {
    Findings faults, notes;
    auto inputs = read(options, tables, faults);
    for (std::size_t i = 0; i < stands.size(); ++i) {
      const auto own = check(stands[i], options, *inputs, faults, notes);
      add_ar_acm0003_removal(stands[i], i, own, inputs->species.of(stands[i]),
                             inputs->species.rows(), inputs->parameters, options, sheet);
    }
    return true;
  }

  ExplainOutcome explain(const Stand& stand, const EstimateOptions& options,
                         const TableFiles& tables) const override {
    const auto outcome = estimate({stand}, options, tables);
    if (const auto* faults = std::get_if<Findings>(&outcome)) return *faults;
    Findings faults, notes;
    auto inputs = read(options, tables, faults);
    const auto own = check(stand, options, *inputs, faults, notes);
    return explain_ar_acm0003(std::get<Estimate>(outcome), stand, own, inputs->species,
                              inputs->parameters);
  }

  Explanation explain_terms(const Estimate& estimate, const TableFiles& tables) const override {
    Explanation steps;
    Findings faults;
    if (const auto inputs = read(estimate.options, tables, faults)) {
      explain_displacement(estimate, inputs->parameters, steps);
    }
    explain_deduction(estimate, DeductionRule::half_width, tables, steps);
    sort_by_year(steps);
    return steps;
  }

 private:
  EstimateOutcome work_out(const std::vector<Stand>& stands, const EstimateOptions& options,
                           const TableFiles& tables, Years years) const {
    Findings faults;
    auto inputs = read(options, tables, faults);
    if (!inputs) return faults;
    Estimate estimate;
    check_stands(stands, StandKind::forest, declaration_.id, faults);
    std::deque<ArStandParameters> own;
    for (const auto& stand : stands) {
      own.push_back(check(stand, options, *inputs, faults, estimate.notes));
    }
    if (!faults.empty()) return faults;

    for (std::size_t i = 0; i < stands.size(); ++i) {
      add_stand(stands[i], i, own[i], inputs->parameters, options, years, estimate);
    }
    if (inputs->parameters.displacement) {
      const auto& displaced = *inputs->parameters.displacement;
      estimate.terms.push_back(
          {std::nullopt, displaced.year, Term::leakage,
           round_half_even(displacement_leakage(displaced, inputs->parameters.carbon_fraction))});
    }
    estimate.options = options;
    std::vector<TableUse> uses = inputs->species.uses();
    for (auto& use : inputs->tools.uses()) uses.push_back(std::move(use));
    if (const auto fault =
            add_deduction(estimate, declaration_, DeductionRule::half_width, tables, uses)) {
      return Findings{*fault};
    }
    return finish_estimate(std::move(estimate), declaration_, std::move(uses));
  }

  // Nothing where there are faults.
  std::optional<Inputs> read(const EstimateOptions& options, const TableFiles& tables,
                             Findings& faults) const {
    auto species = SpeciesTable::build(kArCmSpecies, tables);
    if (const auto* fault = std::get_if<Finding>(&species)) faults.push_back(*fault);
    auto tools = ArAcm0003Tables::build(tables);
    if (const auto* fault = std::get_if<Finding>(&tools)) faults.push_back(*fault);
    if (!faults.empty()) return std::nullopt;
    check_options(options, declaration_, faults);
    if (!faults.empty()) return std::nullopt;
    auto& tool_tables = std::get<ArAcm0003Tables>(tools);
    auto parameters = read_parameters(options, declaration_, tool_tables, faults);
    if (faults.empty() && parameters.expansion.value <= 0) {
      faults.push_back(not_positive("value", parameters.expansion.text));
    }
    if (!faults.empty()) return std::nullopt;
    return Inputs{std::get<SpeciesTable>(std::move(species)), std::move(tool_tables),
                  std::move(parameters)};
  }

  static ArStandParameters check(const Stand& stand, const EstimateOptions& options, Inputs& inputs,
                                 Findings& faults, Findings& notes) {
    ArStandParameters own;
    if (stand.kind != StandKind::forest) return own;
    const StandSpecies& species = inputs.species.of(stand);
    check_species(stand, species, options.strict, faults, notes);
    for (const auto& part : species.shares) {
      const Decimal density = *inputs.species.rows().look_up(part.row, "D_t_m3");
      if (density <= Decimal(0)) faults.push_back(not_positive("D_t_m3", density.str()));
      own.density += part.share * density.rational();
    }
    check_volumes(stand, options, faults, notes);
    check_baseline(stand, options, false, faults, notes);
    const auto& parameters = inputs.parameters;
    if (parameters.shrubs) {
      if (!stand.shrub_cover) faults.push_back(shrub_cover_missing(stand.stand_id));
      check_share(stand, "shrub_cover", stand.shrub_cover, faults);
    }
    if (parameters.burning) {
      if (!stand.planted_in) {
        faults.push_back(planted_in_missing(stand.stand_id, "site_preparation_burnt_t_ha"));
      } else if (*stand.planted_in <= options.from_year) {
        notes.push_back(burnt_before_period(stand.stand_id, *stand.planted_in, options.from_year));
      }
    }
    if (parameters.soil) {
      const std::size_t before = faults.size();
      check_soil(stand, faults);
      if (faults.size() == before) add_reference(stand, inputs, own, faults);
    }
    return own;
  }

  static void add_reference(const Stand& stand, Inputs& inputs, ArStandParameters& own,
                            Findings& faults) {
    const std::string& edition = inputs.parameters.soil->edition;
    own.soil_reference = inputs.tools.reference_soil(edition, stand.climate, stand.soil);
    if (own.soil_reference) return;
    const std::string place = edition + ", " + stand.climate + ", " + stand.soil;
    faults.push_back(parameters_missing(
        stand.stand_id, ArAcm0003Tables::kSoil + " has no reference stock for " + place,
        ArAcm0003Tables::kSoil + " 中没有参考碳储量：" + place));
  }

  static void add_stand(const Stand& stand, std::size_t position, const ArStandParameters& own,
                        const ArAcm0003Parameters& parameters, const EstimateOptions& options,
                        Years years, Estimate& estimate) {
    const ArAcm0003Stand figures(stand, own, parameters);
    const Measurements measured = measurements_of(stand, options.from_year);
    StandRows out(position, estimate.rows);
    const int first = std::max(options.from_year, measured.front().first);
    for (int year = first; year <= options.to_year;
         year = next_year(year, options.to_year, years)) {
      const auto trees = figures.stocks(volume_at(measured, year));
      out.begin_year(year);
      out.add_stock(Pool::above_ground, trees.above_ground);
      out.add_stock(Pool::below_ground, trees.below_ground);
      if (parameters.dead_wood) out.add_stock(Pool::dead_wood, trees.dead_wood);
      if (parameters.litter) out.add_stock(Pool::litter, trees.litter);
      if (parameters.soil) out.add_stock(Pool::soil, figures.soil(year));
      out.end_year();
    }
    add_baseline_terms(
        stand, position, options,
        [&](const Rational& volume) { return figures.baseline_stock(volume); }, estimate.terms,
        years);
    const bool burnt_in_period = parameters.burning && *stand.planted_in > options.from_year &&
                                 *stand.planted_in <= options.to_year;
    if (burnt_in_period) {
      estimate.terms.push_back(
          {position, *stand.planted_in, Term::project_emissions, figures.burning()});
    }
  }

  MethodDeclaration declaration_ = declare_ar_acm0003();
};

}  // namespace

std::unique_ptr<Method> make_ar_acm0003() { return std::make_unique<ArAcm0003>(); }

}  // namespace linhui::methodology
