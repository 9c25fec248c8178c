#include "methodology/methods/ar_acm0003/ar_acm0003_declaration.h"

#include "methodology/methods/ar_acm0003/ar_acm0003_parameters.h"
#include "methodology/methods/ar_cm/ar_cm_tables.h"
#include "methodology/methods/shared/uncertainty.h"
#include "methodology/stands/species.h"

namespace linhui::methodology {

MethodDeclaration declare_ar_acm0003() {
  MethodDeclaration d;
  d.id = "AR-ACM0003";
  d.version = "02.0";
  d.title = {"Afforestation and reforestation of lands except wetlands (CDM, large scale)",
             "除湿地以外土地的造林与再造林（CDM，大规模）"};
  d.applies_to = {
      "Trees planted on land that is not wetland; on organic soil and on certain managed land the "
      "soil may be disturbed on at most 10 % of the area. Its other removals and emissions (herbs, "
      "fuel, fertiliser, roads, transport) are insignificant and set to zero.",
      "在非湿地上造林；有机土及特定管理土地上扰动面积不超过 10 "
      "%。其他清除和排放（草本、燃料、化肥、"
      "道路、运输）不显著，计为零。"};
  d.deduction = {
      "By AR-TOOL14's classes, a share of the half-width of the 90 % interval (setting "
      "uncertainty_percent): none up to 10 %, then 25, 50, 75 and 100 % above 10, 15, 20 and 30 %.",
      "按 AR-TOOL14 分级，扣 90 % 置信区间半宽（设置 uncertainty_percent）的一部分：10 % 以内不扣，"
      "10、15、20、30 % 以上分别扣 25、50、75、100 %。"};
  d.crediting = true;
  d.pools = {Pool::above_ground, Pool::below_ground, Pool::dead_wood, Pool::litter, Pool::soil};
  d.inputs = {"stand_id",
              "area_ha",
              "species",
              "composition",
              "volume_m3_ha",
              "volume_m3_ha_by_year",
              "baseline_volume_m3_ha_by_year",
              "shrub_cover",
              "planted_in",
              "soil",
              "climate",
              "soil_disturbed"};
  d.settings = ar_acm0003_settings();
  d.equations = {
      {"b = V * D * BEF; above_ground = A * b * CF * 44/12 (AR-TOOL14 v04.2, BEF method; D of the "
       "species from AR-CM-001-V01, recalled; BEF 1.15 and CF 0.47 are the tool's defaults)",
       "b = V·D·BEF；地上 = A·b·CF·44/12（AR-TOOL14 v04.2 BEF 法；树种 D 取自 AR-CM-001-V01，"
       "凭记忆；BEF 1.15、CF 0.47 为工具缺省值）"},
      {"below_ground = above_ground * R, R = exp(-1.085 + 0.9256 * ln(b))/b with b of the stand "
       "and "
       "the year (AR-TOOL14 v04.2)",
       "地下 = 地上·R，R = exp(-1.085+0.9256·ln b)/b，b 为该小班该年的值（AR-TOOL14 v04.2）"},
      {"shrubs = A * cover * 0.10 * b_forest * (1 + 0.40) * CF * 44/12, zero below 5 % cover; in "
       "the rows of above and below ground (AR-TOOL14 v04.2)",
       "灌木 = A·盖度·0.10·b_forest·(1+0.40)·CF·44/12，盖度低于 5 % 计为零；并入地上、地下各行"
       "（AR-TOOL14 v04.2）"},
      {"dead_wood = (above_ground + below_ground of trees) * DF_DW/100; litter likewise with DF_LI "
       "(AR-TOOL12 v03.1, section 8)",
       "枯死木 = 树木（地上+地下）·DF_DW/100；枯落物同理用 DF_LI（AR-TOOL12 v03.1 第 8 节）"},
      {"soil = A * SOC(y) * 44/12; SOC runs linearly from the stock before planting, less 10 % of "
       "it "
       "where more than 10 % of the ground is disturbed, to the reference over 20 years, by at "
       "most "
       "0.8 t C/ha in a year (AR-TOOL16 v01.1.0)",
       "土壤 = A·SOC(y)·44/12；SOC 自造林前值（扰动超过 10 % 时先减 10 %）在 20 "
       "年内线性增至参考值，"
       "每年不超过 0.8 吨碳/公顷（AR-TOOL16 v01.1.0）"},
      {"baseline(y) = stock(y) - stock(y-1) of the trees without the project, A * b * (1 + 0.25) * "
       "CF "
       "* 44/12; zero without them (AR-ACM0003 v02.0, AR-TOOL14 v04.2)",
       "基线(y) = 无项目时树木储量之差，储量 = A·b·(1+0.25)·CF·44/12；没有则为零（AR-ACM0003 "
       "v02.0、AR-TOOL14 v04.2）"},
      {"project_emissions = 0.07 * A * burnt * CF * 44/12 in the year of planting (AR-TOOL08 "
       "v04.0.0; the 0.07 rests on the tool's own warming potentials and does not follow --gwp)",
       "项目排放 = 0.07·A·烧除量·CF·44/12，计入造林年度（AR-TOOL08 v04.0.0；0.07 依据该工具自带的"
       "增温潜势，不随 --gwp 变化）"},
      {"leakage = 1.1 * displaced_ha * biomass * (1 + 0.25) * CF * 44/12 in the year of clearing "
       "(AR-TOOL15 v02.0, woody biomass; soil of that land is not read and not counted)",
       "泄漏 = 1.1·转移面积·生物量·(1+0.25)·CF·44/12，计入清除当年（AR-TOOL15 v02.0，木本生物量；"
       "该土地土壤部分未读到，不计）"}};
  d.refuses = {
      {"wetlands, and soil carbon of organic soil", "湿地，以及有机土的土壤碳"},
      {"soil carbon of a zone and soil without a reference stock in the table",
       "参数表中没有参考碳储量的气候区与土壤"},
      {"bamboo", "竹林"},
      {"years after the last measurement: no growth curve is known",
       "最后一次调查之后的年份：无生长曲线"},
      {"with --strict, a species without parameters of its own", "--strict 时，无专用参数的树种"}};
  d.tables = {kArCmSpecies.name,       SpeciesIndex::kCodes,       SpeciesIndex::kAliases,
              ArAcm0003Tables::kTools, ArAcm0003Tables::kDefaults, ArAcm0003Tables::kDeadWood,
              ArAcm0003Tables::kSoil,  UncertaintyDiscount::kTable};
  return d;
}

}  // namespace linhui::methodology
