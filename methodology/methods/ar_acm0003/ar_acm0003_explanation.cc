#include "methodology/methods/ar_acm0003/ar_acm0003_explanation.h"

#include <algorithm>
#include <cassert>

#include "methodology/methods/shared/explanation_text.h"
#include "methodology/methods/shared/stand_explanation.h"

namespace linhui::methodology {
namespace {

const Bilingual kTrees{"AR-TOOL14 v04.2, BEF method", "AR-TOOL14 v04.2，BEF 法"};
const Bilingual kRoots = in_both("AR-TOOL14 v04.2, R = exp(-1.085 + 0.9256 ln b)/b");
const Bilingual kShrubTerms{"AR-TOOL14 v04.2, shrubs", "AR-TOOL14 v04.2，灌木"};
const Bilingual kDeadMatter{"AR-TOOL12 v03.1, section 8", "AR-TOOL12 v03.1 第 8 节"};
const Bilingual kSoil = in_both("AR-TOOL16 v01.1.0");

class Explainer {
 public:
  Explainer(const Estimate& estimate, const Stand& stand, const ArStandParameters& own,
            SpeciesTable& species, const ArAcm0003Parameters& parameters)
      : estimate_(estimate),
        stand_(stand),
        own_(own),
        parameters_(parameters),
        figures_(stand, own, parameters),
        measured_(measurements_of(stand, estimate.options.from_year)) {
    explain_densities(species);
    explain_parameters();
    explain_shrubs();
  }

  Explanation steps() {
    explain_volumes(measured_, estimate_.options.from_year, estimate_.options.to_year, steps_);
    for (const auto& row : estimate_.rows) explain_row(row);
    explain_totals(estimate_, steps_);
    explain_baseline(estimate_, stand_, {baseline_trees()},
                     "AR-ACM0003 v02.0" + Bilingual{"; ", "；"} + kTrees +
                         Bilingual{", R of the baseline", "，R 取基线值"},
                     steps_);
    explain_burning();
    sort_by_year(steps_);
    return steps_;
  }

 private:
  void parameter(const std::string& term, const ToolValue& value, const std::string& unit) {
    steps_.push_back({0,
                      term,
                      {term + " of the tables", "取表列的 " + term_name(term).chinese},
                      value.text,
                      value.text,
                      unit,
                      value.source});
  }

  BaselineStep baseline_trees() const {
    return {"baseline_trees", "A * V_baseline * D * BEF * (1 + R) * CF * 44/12",
            density_ + " t/m3 * " + parameters_.expansion.text + " * (1 + " +
                parameters_.root_shoot_baseline.text + ") * " + parameters_.carbon_fraction.text,
            [this](const Rational& volume) { return figures_.baseline_stock(volume); }};
  }

  void explain_densities(SpeciesTable& species) {
    const auto& shares = species.of(stand_).shares;
    for (const auto& part : shares) {
      const auto& table = species.rows();
      const std::string& group = table.text(part.row, "species_zh");
      const std::string& value = table.text(part.row, "D_t_m3");
      steps_.push_back({0, "D", of_species("D", group), value, value, "t d.m./m3",
                        cited(table, part.row, in_both(group), "D_t_m3")});
      density_ += (density_.empty() ? "" : " + ") +
                  (shares.size() > 1 ? decimal_text(part.share) + " * " : "") + value;
    }
    if (shares.size() == 1) return;
    density_ = "(" + density_ + ")";
    steps_.push_back({0,
                      "D",
                      equation_of("D", Bilingual{"mean by share of V", "按蓄积比例的均值"}),
                      density_,
                      decimal_text(own_.density),
                      "t d.m./m3",
                      {"composition of the stand", "小班的树种组成"}});
  }

  void explain_parameters() {
    parameter("BEF", parameters_.expansion, "1");
    parameter("CF", parameters_.carbon_fraction, "t C/t d.m.");
    parameter("root biomass intercept", parameters_.root_intercept, "1");
    parameter("root biomass exponent", parameters_.root_exponent, "1");
    if (parameters_.dead_wood) parameter("DF_DW", *parameters_.dead_wood, "%");
    if (parameters_.litter) parameter("DF_LI", *parameters_.litter, "%");
    if (!parameters_.soil) return;
    parameter("SOC_ref", *own_.soil_reference, "t C/ha");
    parameter("SOC loss", parameters_.soil->loss_percent, "%");
    parameter("SOC years", parameters_.soil->years, "a");
    parameter("SOC gain at most", parameters_.soil->most_gain, "t C/ha/a");
  }

  void explain_shrubs() {
    if (!parameters_.shrubs) return;
    const auto& shrubs = *parameters_.shrubs;
    if (figures_.shrub_biomass() == 0) {
      Bilingual source = kShrubTerms;
      cite_too(source, shrubs.least_cover.source);
      steps_.push_back(
          {0, "shrubs",
           equation_of("shrubs", Bilingual{"0 below the least crown cover", "0，盖度低于下限"}),
           "0", "0", "t d.m./ha", source});
      return;
    }
    shrubs_ = stand_.shrub_cover->str() + " * " + shrubs.ratio.text + " * " +
              shrubs.forest_biomass.str() + " t d.m./ha";
    Bilingual source = kShrubTerms;
    cite_too(source, shrubs.ratio.source);
    cite_too(source, {"b_forest stated by the project", "b_forest 由项目申明"});
    steps_.push_back({0, "shrubs", equation_of("shrubs", "shrub_cover * BDR_SF * b_forest"),
                      shrubs_, decimal_text(figures_.shrub_biomass()), "t d.m./ha", source});
  }

  void explain_row(const EstimateRow& row) {
    if (row.pool == Pool::total) return;
    if (row.pool == Pool::soil) return explain_soil(row);
    const Rational biomass = figures_.biomass(volume_at(measured_, row.year));
    const std::string b = volume_text(measured_, row.year) + " m3/ha * " + density_ + " t/m3 * " +
                          parameters_.expansion.text;
    const std::string roots = "exp(" + parameters_.root_intercept.text + " + " +
                              parameters_.root_exponent.text + " * ln(" + b + "))";
    if (row.pool == Pool::above_ground) explain_biomass(row.year, biomass, b, roots);
    const bool has_trees = biomass != 0;
    std::string sum, formula;
    Bilingual source = kTrees;
    if (row.pool == Pool::above_ground) {
      sum = b + (shrubs_.empty() ? "" : " + " + shrubs_);
      formula = "A * (b + shrubs) * CF * 44/12";
    } else if (row.pool == Pool::below_ground) {
      sum = has_trees ? roots + " t d.m./ha" : "0";
      if (!shrubs_.empty()) sum += " + " + shrubs_ + " * " + parameters_.shrubs->root_shoot.text;
      formula = "A * (b * R + shrubs * R_shrub) * CF * 44/12";
      source = kRoots;
    } else {
      sum = has_trees ? b + " + " + roots + " t d.m./ha" : "0";
      formula = "A * (b + b * R) * CF * 44/12 * DF/100";
      source = kDeadMatter;
    }
    std::string arithmetic = stand_.area_ha.str() + " ha * (" + sum + ") * " +
                             parameters_.carbon_fraction.text + " * 44/12";
    if (row.pool == Pool::dead_wood) arithmetic += " * " + parameters_.dead_wood->text + "/100";
    if (row.pool == Pool::litter) arithmetic += " * " + parameters_.litter->text + "/100";
    figure(row, formula, arithmetic, source);
  }

  void explain_biomass(int year, const Rational& biomass, const std::string& b,
                       const std::string& roots) {
    steps_.push_back({year, "b", equation_of("b", "V * D * BEF"), b, decimal_text(biomass),
                      "t d.m./ha", kTrees});
    if (biomass == 0) return;
    const auto ratio = round_half_even(Enclosure([&](unsigned bits) {
                                         return figures_.root_biomass(biomass, bits) /
                                                Interval::around(biomass, bits);
                                       }),
                                       8);
    assert(ratio && "a transcendental value is never a tie");
    steps_.push_back({year, "R",
                      equation_of("R", "exp(-1.085 + 0.9256 * ln(b))/b" +
                                           Bilingual{", to 8 decimals", "，取 8 位小数"}),
                      roots + "/(" + b + ")", ratio->str(), "1", kRoots});
  }

  void explain_soil(const EstimateRow& row) {
    const auto& soil = *parameters_.soil;
    const std::string& reference = own_.soil_reference->text;
    const auto course = soil_course(stand_, *own_.soil_reference, soil);
    const std::string before = reference + " t C/ha * " + soil.before_percent.str() + "/100";
    const std::string start =
        course.start == course.before
            ? before
            : "(" + before + " - " + before + " * " + soil.loss_percent.text + "/100)";
    const bool capped = course.gain == soil.most_gain.value;
    const std::string gain =
        capped ? soil.most_gain.text : "(" + reference + " - " + start + ")/" + soil.years.text;
    const int since = row.year - *stand_.planted_in;
    std::string text = since < 0 ? before : start;
    if (since > 0) {
      const Rational years = std::min<Rational>(since, soil.years.value);
      text += " + " + gain + " t C/ha * " + decimal_text(years);
    }
    Bilingual source = kSoil;
    cite_too(source, own_.soil_reference->source);
    cite_too(source, {"stock before planting stated by the project", "造林前储量由项目申明"});
    steps_.push_back(
        {row.year, "SOC",
         equation_of("SOC", "SOC_start + min(0.8, (SOC_ref - SOC_start)/20) * min(20, y - y0)"),
         text, decimal_text(figures_.soil_carbon(row.year)), "t C/ha", source});
    figure(row, "A * SOC * 44/12", stand_.area_ha.str() + " ha * (" + text + ") * 44/12", kSoil);
  }

  void explain_burning() {
    for (const auto& term : estimate_.terms) {
      if (term.term != Term::project_emissions || !term.stand) continue;
      const auto& burning = *parameters_.burning;
      steps_.push_back({term.year, "project_emissions",
                        equation_of("project_emissions", "0.07 * A * B_burnt * CF * 44/12"),
                        burning.ratio.text + " * " + stand_.area_ha.str() + " ha * " +
                            burning.burnt.str() + " t d.m./ha * " +
                            parameters_.carbon_fraction.text + " * 44/12",
                        term.amount.str(), "t CO2e", burning.ratio.source});
    }
  }

  void figure(const EstimateRow& row, const std::string& formula, const std::string& arithmetic,
              const Bilingual& source) {
    const std::string pool = name_of(row.pool);
    steps_.push_back({row.year, pool, equation_of(pool, formula), arithmetic, row.stock->str(),
                      "t CO2e", source});
  }

  const Estimate& estimate_;
  const Stand& stand_;
  const ArStandParameters& own_;
  const ArAcm0003Parameters& parameters_;
  ArAcm0003Stand figures_;
  Measurements measured_;
  std::string density_, shrubs_;  // as arithmetic; shrubs empty where there are none
  Explanation steps_;
};

}  // namespace

Explanation explain_ar_acm0003(const Estimate& estimate, const Stand& stand,
                               const ArStandParameters& own, SpeciesTable& species,
                               const ArAcm0003Parameters& parameters) {
  return Explainer(estimate, stand, own, species, parameters).steps();
}

void explain_displacement(const Estimate& estimate, const ArAcm0003Parameters& parameters,
                          Explanation& steps) {
  if (!parameters.displacement) return;
  const auto& displaced = *parameters.displacement;
  Bilingual source = displaced.dead_matter.source;
  cite_too(source, displaced.root_shoot.source);
  cite_too(source, {"area and biomass stated by the project", "面积与生物量由项目申明"});
  for (const auto& term : estimate.terms) {
    if (term.term != Term::leakage) continue;
    steps.push_back({term.year, "leakage",
                     equation_of("leakage", "1.1 * A_cleared * B_cleared * (1 + R) * CF * 44/12"),
                     displaced.dead_matter.text + " * " + displaced.area.str() + " ha * " +
                         displaced.biomass.str() + " t d.m./ha * (1 + " +
                         displaced.root_shoot.text + ") * " + parameters.carbon_fraction.text +
                         " * 44/12",
                     term.amount.str(), "t CO2e", source});
  }
}

}  // namespace linhui::methodology
