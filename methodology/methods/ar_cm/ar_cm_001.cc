#include "methodology/methods/ar_cm/ar_cm_001.h"

#include "methodology/methods/ar_cm/ar_cm_method.h"
#include "methodology/methods/ar_cm/ar_cm_tables.h"
#include "methodology/methods/shared/sampling_deduction.h"
#include "methodology/stands/species.h"

namespace linhui::methodology {
namespace {

MethodDeclaration declare_ar_cm_001() {
  MethodDeclaration d;
  d.id = "AR-CM-001-V01";
  d.version = "V01";
  d.title = {"Afforestation carbon sink projects", "碳汇造林项目方法学"};
  d.applies_to = {
      "Planted trees on land that had not been forest, not wetland and not organic soil. Published "
      "in 2013; CCER-14-001-V01 took its place in 2023 for new projects.",
      "在无林地上营造的乔木林，不含湿地和有机土。2013 年发布，新项目自 2023 年起改用 "
      "CCER-14-001-V01。"};
  d.deduction = {
      "By the half-width of the 90 % interval of the sampled stock change (setting "
      "uncertainty_percent); without it nothing is deducted and the uncertainty counts as not "
      "assessed.",
      "按抽样估计的 90 % 置信区间半宽（设置 uncertainty_percent）扣减；不给出则不扣减，并注明未评估"
      "不确定性。"};
  d.crediting = true;
  d.pools = {Pool::above_ground, Pool::below_ground};
  d.inputs = {"stand_id",    "area_ha",      "species",
              "composition", "volume_m3_ha", "volume_m3_ha_by_year"};
  d.settings = {uncertainty_setting()};
  d.equations = {
      {"above_ground = A * V * D * BEF * CF * 44/12 (AR-CM-001-V01, biomass expansion factor "
       "method; recalled)",
       "地上 = A·V·D·BEF·CF·44/12（AR-CM-001-V01 生物量扩展因子法，凭记忆）"},
      {"below_ground = A * V * D * BEF * R * CF * 44/12 (AR-CM-001-V01, biomass expansion factor "
       "method; recalled)",
       "地下 = A·V·D·BEF·R·CF·44/12（AR-CM-001-V01 生物量扩展因子法，凭记忆）"},
      {"V runs linearly by calendar year from one measured year to the next (change = (C2 - C1) / "
       "(t2 - t1), AR-CM-001-V01; recalled)",
       "两次调查之间 V 按公历年线性变化（变化量 = (C2-C1)/(t2-t1)，AR-CM-001-V01，凭记忆）"}};
  d.refuses = {
      {"wetlands", "湿地"},
      {"bamboo: it grows by culms, not by volume", "竹林：按株数而非蓄积计"},
      {"years after the last measurement: no growth curve is known",
       "最后一次调查之后的年份：无生长曲线"},
      {"with --strict, a species without parameters of its own", "--strict 时，无专用参数的树种"}};
  d.tables = {kArCmSpecies.name, SpeciesIndex::kCodes, SpeciesIndex::kAliases};
  return d;
}

}  // namespace

std::unique_ptr<Method> make_ar_cm_001() {
  return std::make_unique<ArCmMethod>(declare_ar_cm_001(), ArCmMethod::Baseline::none);
}

}  // namespace linhui::methodology
