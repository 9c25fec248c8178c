#include "methodology/methods/chn_bv/chn_bv.h"

#include <memory>

#include "methodology/findings.h"
#include "methodology/methods/chn_bv/chn_bv_explanation.h"
#include "methodology/methods/chn_bv/chn_bv_tables.h"
#include "methodology/methods/shared/stock_findings.h"
#include "methodology/settings.h"
#include "methodology/stands/stand_check.h"

namespace linhui::methodology {
namespace {

MethodDeclaration declare_chn_bv() {
  MethodDeclaration d;
  d.id = "CHN-BV";
  d.version = "2016/2018 parameter sets";
  d.title = {"Stock assessment by biomass-volume equations", "蓄积-生物量方程法碳储量评估"};
  d.applies_to = {
      "Forest stands with growing stock, moso bamboo with culms counted, and shrub land with its "
      "cover, for a baseline survey or a carbon stock assessment; no crediting.",
      "有蓄积的林分、有株数的毛竹林、有盖度的灌木林，用于本底调查和碳储量评估；不签发。"};
  d.deduction = {"None: default equations, no sampling; the uncertainty is not assessed.",
                 "不扣减：采用缺省方程，无抽样数据，未评估不确定性。"};
  d.crediting = false;
  d.pools = {Pool::living_biomass};
  d.inputs = {"stand_id",    "area_ha",      "species",
              "composition", "volume_m3_ha", "volume_m3_ha_by_year",
              "stems_ha",    "shrub_cover",  "forest_category"};
  d.settings = {
      {"parameters",
       ChnBvTables::kParameters,
       "zhejiang",
       {"the set of a and b: as a Zhejiang or as a Shandong study prints them; never mixed",
        "a、b 参数组：浙江或山东研究所列，不混用"}},
      {"carbon_fraction",
       ChnBvTables::kCarbonFractions,
       "ipcc",
       {"CF of trees: IPCC default 0.47, or 0.5 as the Shandong study takes it",
        "乔木含碳率：IPCC 缺省 0.47，或山东研究所用 0.5"}}};
  d.equations = {
      {"living_biomass = A * (a * V + b) * CF * 44/12; nothing where V is 0 (equation (1) of "
       "ChinaXiv-201605.00429V1 and of ChinaXiv-201803.01069V1, after Fang et al. 2001, 2007 and "
       "Zhang et al.; b is the intercept of closed stands, not the biomass of bare land)",
       "活立木 = A·(a·V+b)·CF·44/12，V=0 时为零（ChinaXiv-201605.00429V1、201803.01069V1 式(1)；b "
       "为成林回归截距，非无林地生物量）"},
      {"a mixed stand takes the mean of its species' equations by share of V",
       "混交林按各树种蓄积比例取方程均值"},
      {"between two inventories the stock runs linearly by calendar year",
       "两次调查之间储量按公历年线性变化"},
      {"bamboo: living_biomass = A * stems_ha * culm_biomass * CF * 44/12 (section 1.2.2 of "
       "ChinaXiv-201605.00429V1)",
       "毛竹：活立木 = A·每公顷株数·单株生物量·CF·44/12（ChinaXiv-201605.00429V1 第 1.2.2 节）"},
      {"shrubs: living_biomass = A * b_forest * BDR_SF * shrub_cover * (1 + R) * CF * 44/12; "
       "nothing below 5 % cover (AR-TOOL14 v04.2, shrubs)",
       "灌木：活立木 = A·b_forest·BDR_SF·盖度·(1+R)·CF·44/12，盖度低于 5 % 计零（AR-TOOL14 "
       "v04.2）"}};
  d.refuses = {
      {"to be issued as credits", "不得用于签发"},
      {"wetlands", "湿地"},
      {"economic forest without growing stock: no default biomass is in hand",
       "无蓄积的经济林：没有生物量缺省值"},
      {"bamboo or shrubs within a composition: they have no share of the growing stock",
       "树种组成中的竹或灌木：不占蓄积"},
      {"years after the last measurement", "最后一次调查之后的年份"},
      {"with --strict, a species without an equation of its own", "--strict 时，无专用方程的树种"}};
  d.tables = {ChnBvTables::kEquations, ChnBvTables::kGroups, SpeciesIndex::kCodes,
              SpeciesIndex::kAliases, ChnBvTables::kOther};
  return d;
}

void check_number(const Stand& stand, const std::string& field, const std::optional<Decimal>& value,
                  const Decimal& most, Findings& faults) {
  const std::string expected = "0-" + most.str();
  if (!value) {
    faults.push_back(field_missing(stand.stand_id, field, expected));
  } else if (*value < Decimal(0) || *value > most) {
    faults.push_back(number_out_of_range(stand.stand_id, field, *value, expected));
  }
}

constexpr int kMostStemsHa = 1'000'000;  // culms a hectare; the densest bamboo has some 10,000s

// A stand that holds the same all the time.
ExactTonnesCO2e held_per_ha(const Stand& stand, BiomassRoute route, ChnBvTables& table) {
  if (route == BiomassRoute::culms) {
    const TonnesDryMatter culms{stand.stems_ha->rational() * table.other("culm_biomass", kBamboo) /
                                1000};
    return to_co2e(TonnesCarbon{culms.value * table.other("CF", kBamboo)});
  }
  const Rational cover = stand.shrub_cover->rational();
  const Rational least = table.other("least_cover", kShrubs);
  const Rational above = table.other("b_forest", kShrubs) * table.other("BDR_SF", kShrubs) * cover;
  const Rational both = above * (1 + table.other("R", kShrubs)) * table.other("CF", kShrubs);
  return to_co2e(TonnesCarbon{cover < least ? Rational(0) : both});
}

class ChnBv final : public Method {
 public:
  const MethodDeclaration& declaration() const override { return declaration_; }

  EstimateOutcome estimate(const std::vector<Stand>& stands, const EstimateOptions& options,
                           const TableFiles& tables) const override {
    Findings faults;
    check_options(options, declaration_, faults);
    check_stands(stands, StandKind::forest, declaration_.id, faults);
    if (!faults.empty()) return faults;
    auto built = open(options, tables);
    if (const auto* fault = std::get_if<Finding>(&built)) return Findings{*fault};
    auto& table = std::get<ChnBvTables>(built);

    Estimate estimate;
    for (const auto& stand : stands) check_stand(stand, options, table, faults, estimate.notes);
    if (!faults.empty()) return faults;
    std::vector<std::optional<LinearPool>> pool_by_species;
    for (std::size_t i = 0; i < stands.size(); ++i) {
      const StandSpecies& species = table.species_of(stands[i]);
      const BiomassRoute route = table.route_of(species);
      if (route != BiomassRoute::growing_stock) {
        add_held_rows(
            i, round_half_even(held_per_ha(stands[i], route, table) * stands[i].area_ha.rational()),
            options, estimate.rows);
        continue;
      }
      if (pool_by_species.size() <= species.number) pool_by_species.resize(species.number + 1);
      auto& pool = pool_by_species[species.number];
      if (!pool) pool = pool_of(species, table);
      add_linear_rows(stands[i], i, {*pool}, options, estimate.rows);
    }
    estimate.options = options;
    return finish_estimate(std::move(estimate), declaration_, table.uses());
  }

  std::optional<GrowingStockModel> growing_stock_model(const EstimateOptions& options,
                                                       const TableFiles& tables) const override {
    const auto table = std::make_shared<ChnBvTables>(std::get<ChnBvTables>(open(options, tables)));
    const auto shares_of = [table](const Stand& stand) {
      const StandSpecies& species = table->species_of(stand);
      if (table->route_of(species) != BiomassRoute::growing_stock) {
        return std::vector<GrowingStockShare>{};  // held constant
      }
      return table->growing_stock_shares(species);
    };
    return GrowingStockModel{shares_of};
  }

  ExplainOutcome explain(const Stand& stand, const EstimateOptions& options,
                         const TableFiles& tables) const override {
    const auto outcome = estimate({stand}, options, tables);
    if (const auto* faults = std::get_if<Findings>(&outcome)) return *faults;
    auto built = open(options, tables);
    return explain_chn_bv(std::get<Estimate>(outcome), stand, std::get<ChnBvTables>(built));
  }

 private:
  std::variant<ChnBvTables, Finding> open(const EstimateOptions& options,
                                          const TableFiles& tables) const {
    return ChnBvTables::build(tables, setting_of(options, declaration_, "parameters"),
                              setting_of(options, declaration_, "carbon_fraction"));
  }

  void check_stand(const Stand& stand, const EstimateOptions& options, ChnBvTables& table,
                   Findings& faults, Findings& notes) const {
    const StandSpecies& species = table.species_of(stand);
    check_species(stand, species, options.strict, faults, notes);
    if (!species.faults.empty()) return;
    switch (table.route_of(species)) {
      case BiomassRoute::culms:
        check_number(stand, "stems_ha", stand.stems_ha, kMostStemsHa, faults);
        notes.push_back(held_constant(stand.stand_id, "stems_ha"));
        return;
      case BiomassRoute::cover:
        check_number(stand, "shrub_cover", stand.shrub_cover, 1, faults);
        notes.push_back(held_constant(stand.stand_id, "shrub_cover"));
        return;
      case BiomassRoute::none:
        faults.push_back(species.shares.size() > 1
                             ? species_not_covered(stand.stand_id, "composition", stand.composition)
                             : economic_forest_missing(stand.stand_id, declaration_.id));
        return;
      case BiomassRoute::growing_stock:
        break;
    }
    const bool has_volume = stand.volume_m3_ha || !stand.volume_m3_ha_by_year.empty();
    if (stand.forest_category == "economic" && !has_volume) {
      faults.push_back(economic_forest_missing(stand.stand_id, declaration_.id));
    } else {
      check_volumes(stand, options, faults, notes);
    }
  }

  static LinearPool pool_of(const StandSpecies& species, ChnBvTables& table) {
    LinearPool pool{Pool::living_biomass, {}, {}};
    const Rational carbon = table.carbon_fraction();
    for (const auto& equation : table.equations_of(species)) {
      pool.per_ha = pool.per_ha + to_co2e(TonnesCarbon{equation.b * carbon}) * equation.share;
      pool.per_m3 = pool.per_m3 + to_co2e(TonnesCarbon{equation.a * carbon}) * equation.share;
    }
    return pool;
  }

  static void add_held_rows(std::size_t position, TonnesCO2e stock, const EstimateOptions& options,
                            std::vector<EstimateRow>& rows) {
    StandRows out(position, rows);
    for (int year = options.from_year; year <= options.to_year; ++year) {
      out.begin_year(year);
      out.add_stock(Pool::living_biomass, stock);
      out.end_year();
    }
  }

  MethodDeclaration declaration_ = declare_chn_bv();
};

}  // namespace

std::unique_ptr<Method> make_chn_bv() { return std::make_unique<ChnBv>(); }

}  // namespace linhui::methodology
