#include "methodology/methods/ipcc_forest/ipcc_2019_fl.h"

#include "methodology/methods/ipcc_forest/ipcc_forest_explanation.h"
#include "methodology/methods/ipcc_forest/ipcc_forest_formula.h"
#include "methodology/methods/ipcc_forest/ipcc_forest_stand.h"
#include "methodology/settings.h"
#include "methodology/settings_findings.h"
#include "methodology/stands/stand_check.h"

namespace linhui::methodology {
namespace {

std::vector<MethodSetting> declare_settings() {
  const std::vector<std::string> none_or_tier1 = {"none", "tier1"};
  return {
      {"approach",
       {"stock_difference", "gain_loss"},
       "stock_difference",
       {"from growing stock in two inventories, or from default growth by age",
        "储量差法（两次调查的蓄积），或增减法（按龄级缺省生长量）"}},
      {"zone",
       ForestTables::kZones,
       "",
       {"ecological zone of the tables; which one a place lies in depends on the map, so write the "
        "rule down",
        "参数表的生态区；地点归属因图而异，须写明依据"}},
      {"bcef_zone",
       {"by_zone", "temperate", "subtropical", "humid_tropical"},
       "by_zone",
       {"climate under which Table 4.5 is read; by_zone: as `zone`, tropical mountains must choose",
        "表 4.5 的气候带；by_zone 同 zone，热带山地须另选"}},
      {"root_shoot",
       {"printed", "aggregate"},
       "",
       {"Table 4.4 for temperate mountains: a transcription of the printed rows, or an aggregate "
        "of "
        "them; the two differ",
        "温带山地根茎比：表 4.4 各行的转录，或其汇总值，二者不同"},
       true},
      {"growth",
       {"earthshot", "fao"},
       "",
       {"growth where two condensations of Tables 4.8 and 4.10 differ: 5.0 or 6.5 t d.m./ha/yr in "
        "planted subtropical mountain forest",
        "表 4.8、4.10 两种归并不一致处的生长量：亚热带山地人工林 5.0 或 6.5"},
       true},
      {"natural_status",
       {"secondary", "primary"},
       "secondary",
       {"what natural stands are under Table 4.9", "天然林在表 4.9 中的类别"}},
      {"biomass_class",
       {"low", "high"},
       "",
       {"gain_loss: R for up to 125 t d.m./ha above ground or for more; not given: by the growing "
        "stock",
        "增减法：按地上生物量不超过或超过 125 t/ha 取根茎比；未给则由蓄积判定"},
       true},
      {"dead_wood",
       none_or_tier1,
       "none",
       {"Table 2.2 default of dead wood", "枯死木缺省值（表 2.2）"}},
      {"litter", none_or_tier1, "none", {"Table 2.2 default of litter", "枯落物缺省值（表 2.2）"}},
      {"soil",
       none_or_tier1,
       "none",
       {"Table 2.3 reference stock, 0-30 cm mineral soil", "矿质土 0–30 cm 参考储量（表 2.3）"}},
      {"soil_factor_before",
       {},
       "",
       {"soil: product of the stock change factors F_LU, F_MG, F_I of the land before",
        "土壤：原地类储量变化因子 F_LU·F_MG·F_I 之积"},
       true}};
}

MethodDeclaration declare_ipcc_2019_fl() {
  MethodDeclaration d;
  d.id = "IPCC-2019-FL";
  d.version = "2019 Refinement vol. 4 ch. 2 and 4";
  d.title = {"Forest land after the IPCC, Tier 1", "林地温室气体清单（IPCC 缺省方法）"};
  d.applies_to = {
      "Forest land of a national or district inventory; stock assessment and annual change by "
      "default factors. No crediting.",
      "国家或区县清单的林地：以缺省因子评估储量和年变化；不签发。"};
  d.deduction = {"None: default factors, no sampling; the uncertainty is not assessed.",
                 "不扣减：采用缺省因子，无抽样数据，未评估不确定性。"};
  d.crediting = false;
  d.pools = {Pool::above_ground, Pool::below_ground, Pool::dead_wood, Pool::litter, Pool::soil};
  d.inputs = {
      "stand_id", "area_ha", "species",    "composition", "volume_m3_ha", "volume_m3_ha_by_year",
      "origin",   "age",     "planted_in", "land_before", "soil",         "climate"};
  d.settings = declare_settings();
  d.equations = {
      {"stock_difference: above_ground = A * V * BCEF_S(V) * CF * 44/12; below_ground = "
       "above_ground * R(b), b = V * BCEF_S (2006 Guidelines vol. 4 Eq. 2.8; Tables 4.3, 4.4, 4.5)",
       "储量差法：地上 = A·V·BCEF_S(V)·CF·44/12；地下 = 地上·R(b)，b = V·BCEF_S（2006 指南第 4 "
       "卷式 "
       "2.8，表 4.3、4.4、4.5）"},
      {"a class holds above its lower and up to its upper limit; V runs linearly by calendar year "
       "between two inventories, and the factors follow V year by year",
       "分级上限含、下限不含；两次调查之间 V 按公历年线性变化，因子逐年随 V 取级"},
      {"gain_loss: change = A * G_w * CF * 44/12 above ground, times R below (2006 Guidelines vol. "
       "4 Eq. 2.9, 2.10; Tables 4.9, 4.10), G_w up to 20 years or older by the age at the end of "
       "the year; gains only: losses are not in it",
       "增减法：地上变化 = A·G_w·CF·44/12，地下再乘 R（2006 指南第 4 卷式 2.9、2.10，表 "
       "4.9、4.10），按年末林龄取 20 年以内或以上；只计增量，不含损失"},
      {"dead_wood, litter, soil: stock = A * C * 44/12; on land converted to forest linear from "
       "the "
       "stock before to C in 20 years (2006 Guidelines vol. 4 Eq. 2.23, 2.25; Tables 2.2, 2.3)",
       "枯死木、枯落物、土壤：储量 = A·C·44/12；转为林地者 20 年内线性达到 C（2006 指南第 4 卷式 "
       "2.23、2.25，表 2.2、2.3）"}};
  d.refuses = {
      {"to be issued as credits", "不得用于签发"},
      {"wetlands, bamboo, shrubs", "湿地、竹林、灌木林"},
      {"a zone, origin or species for which the tables have no number", "参数表没有数值的情形"},
      {"a mixture of conifers and broadleaved without its composition", "未给树种组成的针阔混交林"},
      {"stock_difference: years after the last measurement", "储量差法：最后一次调查之后的年份"}};
  d.tables = {ForestTables::kTypes,  SpeciesIndex::kCodes,          SpeciesIndex::kAliases,
              ForestTables::kBcef,   ForestTables::kCarbonFraction, ForestTables::kRootShoot,
              ForestTables::kGrowth, ForestTables::kDeadAndSoil};
  return d;
}

class Ipcc2019Fl final : public Method {
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
    auto built = ForestTables::build(tables);
    auto& table = std::get<ForestTables>(built);
    const ForestChoices choices = choices_of(options);
    for (std::size_t i = 0; i < stands.size(); ++i) {
      const ForestStand forest = open_forest_stand(stands[i], choices, options, table);
      add_ipcc_forest_removal(stands[i], i, forest, choices, options, sheet);
    }
    return true;
  }

  ExplainOutcome explain(const Stand& stand, const EstimateOptions& options,
                         const TableFiles& tables) const override {
    const auto outcome = estimate({stand}, options, tables);
    if (const auto* faults = std::get_if<Findings>(&outcome)) return *faults;
    auto built = ForestTables::build(tables);
    const ForestChoices choices = choices_of(options);
    const ForestStand forest =
        open_forest_stand(stand, choices, options, std::get<ForestTables>(built));
    return explain_ipcc_forest(stand, forest, choices, options, std::get<Estimate>(outcome).rows);
  }

 private:
  EstimateOutcome work_out(const std::vector<Stand>& stands, const EstimateOptions& options,
                           const TableFiles& tables, Years years) const {
    Findings faults;
    check_options(options, declaration_, faults);
    check_soil_factor(options, faults);
    check_stands(stands, StandKind::forest, declaration_.id, faults);
    if (!faults.empty()) return faults;
    auto built = ForestTables::build(tables);
    if (const auto* fault = std::get_if<Finding>(&built)) return Findings{*fault};
    auto& table = std::get<ForestTables>(built);
    const ForestChoices choices = choices_of(options);
    Estimate estimate;
    for (std::size_t i = 0; i < stands.size(); ++i) {
      ForestStand forest = open_forest_stand(stands[i], choices, options, table);
      faults.insert(faults.end(), forest.faults.begin(), forest.faults.end());
      estimate.notes.insert(estimate.notes.end(), forest.notes.begin(), forest.notes.end());
      if (!faults.empty()) continue;
      add_forest_rows(stands[i], i, forest, choices, options, estimate.rows, estimate.notes, years);
    }
    if (!faults.empty()) return faults;
    estimate.options = options;
    return finish_estimate(std::move(estimate), declaration_, table.uses());
  }

  const std::string& setting(const EstimateOptions& options, const char* name) const {
    return setting_of(options, declaration_, name);
  }

  void check_soil_factor(const EstimateOptions& options, Findings& faults) const {
    const auto given = options.settings.find("soil_factor_before");
    if (given == options.settings.end()) return;
    const auto factor = Decimal::parse(given->second);
    if (!factor || (*factor >= Decimal(0) && *factor <= Decimal(10))) return;
    faults.push_back(setting_value_unknown("soil_factor_before", given->second, "0-10"));
  }

  ForestChoices choices_of(const EstimateOptions& options) const {
    ForestChoices choices;
    choices.is_gain_loss = setting(options, "approach") == "gain_loss";
    choices.zone = setting(options, "zone");
    choices.bcef_zone = setting(options, "bcef_zone");
    if (choices.bcef_zone == "by_zone") {
      choices.bcef_zone = choices.zone == "temperate_mountain"  ? "temperate"
                          : choices.zone == "tropical_mountain" ? ""
                                                                : "subtropical";
    }
    choices.root_shoot = setting(options, "root_shoot");
    choices.growth = setting(options, "growth");
    choices.biomass_class = setting(options, "biomass_class");
    choices.natural_is_primary = setting(options, "natural_status") == "primary";
    choices.dead_wood = setting(options, "dead_wood") == "tier1";
    choices.litter = setting(options, "litter") == "tier1";
    choices.soil = setting(options, "soil") == "tier1";
    choices.soil_factor_before = decimal_setting(options, declaration_, "soil_factor_before");
    return choices;
  }

  MethodDeclaration declaration_ = declare_ipcc_2019_fl();
};

}  // namespace

std::unique_ptr<Method> make_ipcc_2019_fl() { return std::make_unique<Ipcc2019Fl>(); }

}  // namespace linhui::methodology
