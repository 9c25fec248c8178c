#include "methodology/methods/ar_cm/ar_cm_003.h"

#include "methodology/methods/ar_cm/ar_cm_method.h"
#include "methodology/methods/ar_cm/ar_cm_tables.h"
#include "methodology/methods/shared/sampling_deduction.h"
#include "methodology/stands/species.h"

namespace linhui::methodology {
namespace {

MethodDeclaration declare_ar_cm_003() {
  MethodDeclaration d;
  d.id = "AR-CM-003-V01";
  d.version = "V01";
  d.title = {"Forest management carbon sink projects", "森林经营碳汇项目方法学"};
  d.applies_to = {
      "Tending and improvement of planted young and middle-aged stands, against the growth that "
      "the former management would have led to. Of its text only the beginning was read: its rules "
      "are recalled, its own parameter tables were not read and those of AR-CM-001-V01 stand in.",
      "人工中幼龄林的抚育经营，以原有经营方式下的生长为基线。仅读到原文开头：规则凭记忆；其自身参数"
      "表"
      "未读到，以 AR-CM-001-V01 的参数表代替。"};
  d.deduction = {
      "By the half-width of the 90 % interval of the sampled stock change (setting "
      "uncertainty_percent): 6 % of the change above 10 %, 11 % above 20 %; above 30 % more plots.",
      "按抽样估计的 90 % 置信区间半宽（设置 uncertainty_percent）扣减：10 % 以上扣变化量的 6 %，"
      "20 % 以上扣 11 %；30 % 以上须增加样地。"};
  d.crediting = true;
  d.pools = {Pool::above_ground, Pool::below_ground};
  d.inputs = {"stand_id",
              "area_ha",
              "species",
              "composition",
              "volume_m3_ha",
              "volume_m3_ha_by_year",
              "baseline_volume_m3_ha_by_year"};
  d.settings = {uncertainty_setting()};
  d.equations = {
      {"above_ground = A * V * D * BEF * CF * 44/12 (biomass expansion factors as in "
       "AR-CM-001-V01; recalled)",
       "地上 = A·V·D·BEF·CF·44/12（生物量扩展因子法，同 AR-CM-001-V01，凭记忆）"},
      {"below_ground = A * V * D * BEF * R * CF * 44/12 (the same; recalled)",
       "地下 = A·V·D·BEF·R·CF·44/12（同上，凭记忆）"},
      {"baseline(y) = stock of V_baseline(y) - stock of V_baseline(y-1), by the same equations "
       "(continued former management; recalled)",
       "基线(y) = V 基线(y) 的储量 - V 基线(y-1) 的储量，公式同上（延续原有经营方式，凭记忆）"},
      {"V and V_baseline run linearly by calendar year between the years that are given (recalled)",
       "已知年份之间 V 与基线 V 按公历年线性变化（凭记忆）"}};
  d.refuses = {
      {"a stand without its growing stock in the baseline scenario", "未填写基线情景蓄积的小班"},
      {"carbon in harvested wood: not counted, which is conservative", "木产品碳库：不计，偏保守"},
      {"wetlands and bamboo", "湿地和竹林"},
      {"years after the last measurement or the last year of the baseline",
       "最后一次调查或基线末年之后的年份"},
      {"with --strict, a species without parameters of its own", "--strict 时，无专用参数的树种"}};
  d.tables = {kArCmSpecies.name, SpeciesIndex::kCodes, SpeciesIndex::kAliases};
  return d;
}

}  // namespace

std::unique_ptr<Method> make_ar_cm_003() {
  return std::make_unique<ArCmMethod>(declare_ar_cm_003(), ArCmMethod::Baseline::growing_stock);
}

}  // namespace linhui::methodology
