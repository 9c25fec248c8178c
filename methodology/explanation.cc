#include "methodology/explanation.h"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <iterator>

namespace linhui::methodology {
namespace {

struct TermInWords {
  std::string_view term;
  const char* chinese;
};

// Terms that are no symbols.
constexpr TermInWords kTermsInWords[] = {{"above_ground", "地上生物量"},
                                         {"below_ground", "地下生物量"},
                                         {"living_biomass", "活生物量"},
                                         {"dead_wood", "枯死木"},
                                         {"litter", "枯落物"},
                                         {"soil", "土壤有机碳"},
                                         {"emissions_ch4", "甲烷排放"},
                                         {"emissions_n2o", "氧化亚氮排放"},
                                         {"emissions_co2", "二氧化碳排放"},
                                         {"total", "合计"},
                                         {"change", "变化量"},
                                         {"baseline_above_ground", "基线地上生物量"},
                                         {"baseline_below_ground", "基线地下生物量"},
                                         {"baseline_trees", "基线林木"},
                                         {"baseline", "基线"},
                                         {"leakage", "泄漏"},
                                         {"project_emissions", "项目排放"},
                                         {"deduction", "不确定性扣减"},
                                         {"net", "净清除量"},
                                         {"root biomass intercept", "根生物量方程截距"},
                                         {"root biomass exponent", "根生物量方程指数"},
                                         {"SOC loss", "整地的土壤碳损失比例"},
                                         {"SOC years", "土壤碳恢复年限"},
                                         {"SOC gain at most", "土壤碳年增量上限"}};

// Where a symbol stands for something else in another method, both are said.
constexpr ExplainedSymbol kSymbols[] = {
    {"A", "area", "面积", "ha"},
    {"y", "calendar year", "公历年份", ""},
    {"y0", "year of planting or of the change of the land's use", "造林或土地利用变化的年份", ""},
    {"V", "growing stock", "每公顷蓄积", "m3/ha"},
    {"V_baseline", "growing stock of the baseline", "基线情景每公顷蓄积", "m3/ha"},
    {"V1", "growing stock of the inventory before", "前一次调查的每公顷蓄积", "m3/ha"},
    {"V2", "growing stock of the inventory after", "后一次调查的每公顷蓄积", "m3/ha"},
    {"y1", "year of the inventory before", "前一次调查的年份", ""},
    {"y2", "year of the inventory after", "后一次调查的年份", ""},
    {"D", "basic wood density", "木材基本密度", "t d.m./m3"},
    {"BEF", "biomass expansion factor", "生物量扩展因子", "1"},
    {"BCEF_S", "biomass conversion and expansion factor", "生物量转换与扩展因子", "t d.m./m3"},
    {"G_w", "growth above ground in a year", "地上生物量年增长量", "t d.m./ha"},
    {"a", "slope of biomass over growing stock", "生物量对蓄积的斜率", "t d.m./m3"},
    {"b", "biomass above ground; intercept where it stands in a * V + b",
     "每公顷地上生物量；a * V + b 中为截距", "t d.m./ha"},
    {"stems_ha", "bamboo culms a hectare", "每公顷竹株数", "1/ha"},
    {"culm_biomass", "biomass of a culm", "单株竹生物量", "kg d.m."},
    {"shrubs", "biomass of shrubs above ground", "灌木地上生物量", "t d.m./ha"},
    {"b_forest", "biomass of forest of the region above ground", "当地森林地上生物量", "t d.m./ha"},
    {"BDR_SF", "ratio of the biomass of shrubs to that of forest", "灌木与森林生物量之比", "1"},
    {"shrub_cover", "crown cover of shrubs", "灌木盖度", "1"},
    {"R", "roots to what stands above ground", "根茎比", "1"},
    {"R_shrub", "roots of shrubs to what stands above ground", "灌木根茎比", "1"},
    {"CF", "carbon fraction", "含碳率", "t C/t d.m."},
    {"DF", "dead wood or litter to the carbon of trees", "枯死木或枯落物与林木碳之比", "%"},
    {"DF_DW", "dead wood to the carbon of trees", "枯死木与林木碳之比", "%"},
    {"DF_LI", "litter to the carbon of trees", "枯落物与林木碳之比", "%"},
    {"B_burnt", "biomass burnt", "燃烧的生物量", "t d.m./ha"},
    {"B_cleared", "biomass of the land cleared", "被清除土地的地上生物量", "t d.m./ha"},
    {"A_cleared", "land cleared for displaced farming", "因农业转移被清除的土地", "ha"},
    {"C", "carbon", "每公顷碳储量", "t C/ha"},
    {"C_before", "carbon under the use before", "原地类每公顷碳储量", "t C/ha"},
    {"SOC", "carbon of the soil", "土壤有机碳密度", "t C/ha"},
    {"SOC_start", "carbon of the soil at planting", "造林时土壤有机碳密度", "t C/ha"},
    {"SOC_ref", "reference carbon of the soil", "土壤有机碳参考值", "t C/ha"},
    {"F", "carbon of the soil to its reference", "土壤有机碳与参考值之比", "1"},
    {"EF_CO2", "emission factor of CO2", "二氧化碳排放因子", "t C/ha"},
    {"EF_DOC", "emission factor of dissolved carbon", "溶解有机碳排放因子", "t C/ha"},
    {"EF_DOC_drained", "emission factor of dissolved carbon, drained", "排水的溶解有机碳排放因子",
     "t C/ha"},
    {"EF_CH4", "emission factor of methane", "甲烷排放因子", "kg/ha"},
    {"EF_CH4_land", "emission factor of methane, drained land", "排水地甲烷排放因子", "kg/ha"},
    {"EF_CH4_ditch", "emission factor of methane, ditches", "沟渠甲烷排放因子", "kg/ha"},
    {"Frac_ditch", "share of ditches in the area", "沟渠占面积比例", "1"},
    {"EF_N2O", "emission factor of nitrous oxide", "氧化亚氮排放因子", "kg N/ha"},
    {"R_d", "methane below the dam to that of the surface", "坝下与水面甲烷排放之比", "1"},
    {"alpha", "adjustment for the trophic state", "营养状态调整系数", "1"},
    {"GWP", "global warming potential of the gas", "该气体的全球增温潜势", "t CO2e/t"},
    {"U", "half-width of the 90 % interval of the change", "变化量 90 % 置信区间半宽", "%"},
    {"44/12", "carbon to CO2", "碳换算为二氧化碳", "t CO2e/t C"},
    {"16/12", "carbon to methane", "碳换算为甲烷", "1"},
    {"44/28", "nitrogen to nitrous oxide", "氮换算为氧化亚氮", "1"},
    {"d.m.", "dry matter", "干物质", ""}};

bool is_of_a_symbol(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

// As a whole, not as part of a longer one.
bool mentions(std::string_view text, std::string_view symbol) {
  for (auto at = text.find(symbol); at != text.npos; at = text.find(symbol, at + 1)) {
    const auto end = at + symbol.size();
    const bool begins = at == 0 || !is_of_a_symbol(text[at - 1]);
    if (begins && (end == text.size() || !is_of_a_symbol(text[end]))) return true;
  }
  return false;
}

}  // namespace

Bilingual term_name(std::string_view term) {
  for (const auto& each : kTermsInWords) {
    if (each.term == term) return {std::string(term), each.chinese};
  }
  for (const auto& each : kSymbols) {
    if (each.symbol == term) return {std::string(term), each.chinese + (" " + std::string(term))};
  }
  assert(false && "a term without a name");
  return in_both(std::string(term));
}

Bilingual equation_of(std::string_view term, const Bilingual& formula) {
  const bool is_symbol = std::any_of(std::begin(kSymbols), std::end(kSymbols),
                                     [&](const auto& each) { return each.symbol == term; });
  return (is_symbol ? in_both(std::string(term)) : term_name(term)) + " = " + formula;
}

Bilingual equation_of(std::string_view term, const std::string& formula) {
  return equation_of(term, in_both(formula));
}

Bilingual change_equation_of(std::string_view term, const std::string& formula) {
  return term_name(term) + Bilingual{" change", "变化"} + " = " + formula;
}

std::vector<ExplainedSymbol> symbols_in(const Explanation& steps) {
  std::vector<ExplainedSymbol> symbols;
  std::copy_if(std::begin(kSymbols), std::end(kSymbols), std::back_inserter(symbols),
               [&](const ExplainedSymbol& each) {
                 return std::any_of(steps.begin(), steps.end(), [&](const ExplainedStep& step) {
                   // In Chinese nothing but symbols is written in letters.
                   return mentions(step.equation.chinese, each.symbol) ||
                          (each.symbol == "d.m." && mentions(step.unit + step.arithmetic, "d.m."));
                 });
               });
  return symbols;
}

}  // namespace linhui::methodology
