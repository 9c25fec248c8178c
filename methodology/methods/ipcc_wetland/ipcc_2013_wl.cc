#include "methodology/methods/ipcc_wetland/ipcc_2013_wl.h"

#include <algorithm>
#include <unordered_map>

#include "methodology/findings.h"
#include "methodology/methods/ipcc_wetland/ipcc_wetland_equations.h"
#include "methodology/methods/ipcc_wetland/ipcc_wetland_explanation.h"
#include "methodology/methods/ipcc_wetland/ipcc_wetland_formula.h"
#include "methodology/methods/ipcc_wetland/ipcc_wetland_tables.h"
#include "methodology/methods/shared/estimate_rows.h"
#include "methodology/stands/stand_check.h"

namespace linhui::methodology {
namespace {

bool is_among(const std::string& value, const std::vector<std::string>& allowed) {
  return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

// A field that must be there if `needed`, and hold one of the values whenever it is there.
void check_field(const Stand& stand, const std::string& field, const std::string& value,
                 const std::vector<std::string>& allowed, bool needed, Findings& faults) {
  if (value.empty()) {
    if (needed) faults.push_back(field_missing(stand.stand_id, field, joined(allowed, " ")));
  } else if (!is_among(value, allowed)) {
    faults.push_back(field_unknown(stand.stand_id, field, value, joined(allowed, " ")));
  }
}

void check_fields(const Stand& stand, Findings& faults) {
  using Table = WetlandTables;
  const std::string& type = stand.wetland_type;
  const bool any_climate = type.empty() || type == "pond" || type == "ditch";
  check_field(stand, "wetland_type", type, Table::kTypes, true, faults);
  check_field(stand, "climate", stand.climate, Table::kClimates, !any_climate, faults);
  check_field(stand, "land_use", stand.land_use, Table::kLandUses, type == "organic_drained",
              faults);
  check_field(stand, "nutrient", stand.nutrient, Table::kNutrients, false, faults);
  check_field(stand, "trophic", stand.trophic, Table::kTrophicStates, false, faults);
}

Finding missing_factor(const std::string& stand_id, const FactorMissing& missing) {
  const std::string place =
      missing.category + ", " + missing.climate + ", " + missing.type + ", " + missing.parameter;
  Finding finding =
      parameters_missing(stand_id, WetlandTables::kFactors + " has no factor for " + place,
                         WetlandTables::kFactors + " 中没有：" + place);
  finding.value = place;
  return finding;
}

// What the stands of one kind have in common, worked out once.
class FactorCache {
 public:
  explicit FactorCache(WetlandTables& table) : table_(table) {}

  const std::variant<WetlandFactors, FactorMissing>& of(const Stand& stand) {
    const std::string key = stand.wetland_type + '/' + stand.climate + '/' + stand.nutrient + '/' +
                            stand.land_use + '/' + stand.trophic + '/' +
                            (stand.changed_in ? 'y' : 'n');
    const auto found = known_.find(key);
    if (found != known_.end()) return found->second;
    return known_.emplace(key, table_.of(stand)).first->second;
  }

 private:
  WetlandTables& table_;
  std::unordered_map<std::string, std::variant<WetlandFactors, FactorMissing>> known_;
};

// The figures of a year for a stand of `area`: each is a factor times hectares, rounded once.
class WetlandStand {
 public:
  WetlandStand(const Stand& stand, const WetlandFactors& factors, const SoilFactors& soil)
      : stand_(stand), factors_(factors), soil_(soil), area_(stand.area_ha.rational()) {
    if (factors.soil_change) soil_change_ = of_area(*factors.soil_change);
    ch4_ = of_area(factors.ch4);
    n2o_ = of_area(factors.n2o);
    ch4_young_ = of_area(factors.ch4_young);
    co2_young_ = of_area(factors.co2_young);
  }

  void add_year(int year, StandRows& out) const {
    out.begin_year(year);
    add_soil(year, out);
    if (is_active(year) && !out.is_first_year()) add_emissions(year, out);
    out.end_year();
  }

 private:
  TonnesCO2e of_area(const ExactTonnesCO2e& per_ha) const {
    return round_half_even(per_ha * area_);
  }
  // After y0, or always where there is none.
  bool is_active(int year) const { return !stand_.changed_in || year > *stand_.changed_in; }

  void add_soil(int year, StandRows& out) const {
    if (factors_.soil_reference) {
      const Rational share =
          stand_.changed_in ? soil_share(year - *stand_.changed_in, soil_) : Rational(1);
      out.add_stock(Pool::soil, of_area(*factors_.soil_reference * share));
    } else if (soil_change_) {
      out.add_flux(Pool::soil, is_active(year) ? *soil_change_ : TonnesCO2e());
    }
  }

  void add_emissions(int year, StandRows& out) const {
    const std::string& type = stand_.wetland_type;
    if (type == "mineral" && !stand_.changed_in) return;  // natural
    const bool young = type == "reservoir" && stand_.changed_in &&
                       year - *stand_.changed_in <= kYoungReservoirYears;
    out.add_emission(Pool::emissions_ch4, young ? ch4_young_ : ch4_);
    if (type == "organic_drained") out.add_emission(Pool::emissions_n2o, n2o_);
    if (young) out.add_emission(Pool::emissions_co2, co2_young_);
  }

  const Stand& stand_;
  const WetlandFactors& factors_;
  const SoilFactors& soil_;
  Rational area_;  // ha
  std::optional<TonnesCO2e> soil_change_;
  TonnesCO2e ch4_, n2o_, ch4_young_, co2_young_;
};

MethodDeclaration declare_ipcc_2013_wl() {
  MethodDeclaration d;
  d.id = "IPCC-2013-WL";
  d.version = "2013 Supplement, 2019 Refinement ch. 7";
  d.title = {"Inland wetlands after the IPCC, Tier 1", "内陆湿地（IPCC 缺省方法）"};
  d.applies_to = {
      "Inland wetlands: mineral soil, rewetted and drained organic soil, reservoirs, ponds and "
      "ditches. For stock assessment and the baseline survey; no mechanism in force credits them.",
      "内陆湿地：矿质土、复湿与排水有机土、水库、坑塘、沟渠。用于本底调查和碳储量评估，现行机制均不"
      "签发。"};
  d.deduction = {"None: default factors, no sampling; the uncertainty is not assessed.",
                 "不扣减：采用缺省因子，无抽样数据，未评估不确定性。"};
  d.crediting = false;
  d.pools = {Pool::soil, Pool::emissions_ch4, Pool::emissions_n2o, Pool::emissions_co2};
  d.inputs = {"stand_id", "area_ha",  "wetland_type", "climate",
              "nutrient", "land_use", "trophic",      "changed_in"};
  d.equations = {
      {"mineral: stock = A * SOC_ref * F(y) * 44/12, F linear 0.71 -> 0.80 -> 1.0 at 0, 20 and 40 "
       "years after y0; CH4 = A * EF_CH4 after y0 (2013 Wetlands Supplement ch. 5, Tables 5.2-5.4)",
       "矿质土：储量 = A·SOC_ref·F(y)·44/12，F 在 y0 后 0、20、40 年由 0.71 线性至 0.80、1.0；"
       "y0 后 CH4 = A·EF_CH4（2013 湿地增补第 5 章表 5.2–5.4）"},
      {"organic_rewetted: change = -(EF_CO2 + EF_DOC) * A * 44/12; CH4 = A * EF_CH4 * 16/12 (2013 "
       "Wetlands Supplement ch. 3, Tables 3.1-3.3)",
       "复湿有机土：变化量 = -(EF_CO2+EF_DOC)·A·44/12；CH4 = A·EF_CH4·16/12（2013 湿地增补第 3 "
       "章表 3.1–3.3）"},
      {"organic_drained: change = -(EF_CO2 + EF_DOC_drained) * A * 44/12; CH4 = A * ((1 - "
       "Frac_ditch) * EF_CH4_land + Frac_ditch * EF_CH4_ditch); N2O = A * EF_N2O * 44/28 (2013 "
       "Wetlands Supplement ch. 2, Tables 2.1-2.5)",
       "排水有机土：变化量 = -(EF_CO2+EF_DOC)·A·44/12；CH4 = A·((1-Frac)·EF_land+Frac·EF_ditch)；"
       "N2O = A·EF_N2O·44/28（2013 湿地增补第 2 章表 2.1–2.5）"},
      {"reservoir: CH4 = A * EF_CH4 * (1 + R_d) * alpha, young factor up to 20 years after "
       "flooding; CO2 = A * EF_CO2 * 44/12 in those years (2019 Refinement vol. 4 ch. 7)",
       "水库：CH4 = A·EF_CH4·(1+R_d)·alpha，淹没 20 年内用初期因子；其间 CO2 = A·EF_CO2·44/12"
       "（2019 精细化指南第 4 卷第 7 章）"},
      {"pond, ditch: CH4 = A * EF_CH4 (2019 Refinement vol. 4 ch. 7, Table 7.12)",
       "坑塘、沟渠：CH4 = A·EF_CH4（2019 精细化指南第 4 卷第 7 章表 7.12）"}};
  d.refuses = {
      {"to be issued as credits", "不得用于签发"},
      {"a zone or land use that the tables have no factor for",
       "参数表中没有因子的气候区或土地利用"},
      {"herbaceous biomass: in balance over a year, not counted", "草本生物量：年内平衡，不计"}};
  d.tables = {WetlandTables::kFactors, WarmingPotentials::kTable};
  return d;
}

void add_notes(const Stand& stand, const WetlandFactors& factors, TonnesCO2e change,
               std::vector<Finding>& notes) {
  if (factors.nutrient_assumed) notes.push_back(nutrient_assumed(stand.stand_id, factors.nutrient));
  if (factors.trophic_assumed) notes.push_back(trophic_assumed(stand.stand_id));
  if (change < TonnesCO2e()) notes.push_back(net_source(stand.stand_id, change));
}

class Ipcc2013Wl final : public Method {
 public:
  const MethodDeclaration& declaration() const override { return declaration_; }

  EstimateOutcome estimate(const std::vector<Stand>& stands, const EstimateOptions& options,
                           const TableFiles& tables) const override {
    Findings faults;
    check_options(options, declaration_, faults);
    check_stands(stands, StandKind::wetland, declaration_.id, faults);
    for (const auto& stand : stands) {
      if (stand.kind == StandKind::wetland) check_fields(stand, faults);
    }
    if (!faults.empty()) return faults;

    auto built = WetlandTables::build(tables, options.gwp);
    if (const auto* fault = std::get_if<Finding>(&built)) return Findings{*fault};
    auto& table = std::get<WetlandTables>(built);
    FactorCache cache(table);
    SoilFactors soil;
    for (const auto& stand : stands) {
      if (const auto* missing = std::get_if<FactorMissing>(&cache.of(stand))) {
        faults.push_back(missing_factor(stand.stand_id, *missing));
      }
    }
    if (std::any_of(stands.begin(), stands.end(), [](const Stand& stand) {
          return stand.wetland_type == "mineral" && stand.changed_in;
        })) {
      const auto found = table.soil_factors();
      if (const auto* missing = std::get_if<FactorMissing>(&found)) {
        faults.push_back(missing_factor("", *missing));
      } else {
        soil = std::get<SoilFactors>(found);
      }
    }
    if (!faults.empty()) return faults;

    Estimate estimate;
    for (std::size_t i = 0; i < stands.size(); ++i) {
      const auto& factors = std::get<WetlandFactors>(cache.of(stands[i]));
      const WetlandStand figures(stands[i], factors, soil);
      StandRows out(i, estimate.rows);
      for (int year = options.from_year; year <= options.to_year; ++year) {
        figures.add_year(year, out);
      }
      add_notes(stands[i], factors, out.change(), estimate.notes);
    }
    estimate.options = options;
    return finish_estimate(std::move(estimate), declaration_, table.uses());
  }

  bool add_removals(const std::vector<Stand>& stands, const EstimateOptions& options,
                    const TableFiles& tables, FormulaSheet& sheet) const override {
    auto built = WetlandTables::build(tables, options.gwp);
    auto& table = std::get<WetlandTables>(built);
    for (std::size_t i = 0; i < stands.size(); ++i) {
      add_ipcc_wetland_removal(stands[i], i, table, options, sheet);
    }
    return true;
  }

  ExplainOutcome explain(const Stand& stand, const EstimateOptions& options,
                         const TableFiles& tables) const override {
    const auto outcome = estimate({stand}, options, tables);
    if (const auto* faults = std::get_if<Findings>(&outcome)) return *faults;
    auto table = WetlandTables::build(tables, options.gwp);
    return explain_ipcc_wetland(stand, options.gwp, std::get<WetlandTables>(table),
                                std::get<Estimate>(outcome).rows);
  }

 private:
  MethodDeclaration declaration_ = declare_ipcc_2013_wl();
};

}  // namespace

std::unique_ptr<Method> make_ipcc_2013_wl() { return std::make_unique<Ipcc2013Wl>(); }

}  // namespace linhui::methodology
