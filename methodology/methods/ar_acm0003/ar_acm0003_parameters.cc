#include "methodology/methods/ar_acm0003/ar_acm0003_parameters.h"

#include "methodology/methods/shared/ar_findings.h"
#include "methodology/methods/shared/sampling_deduction.h"
#include "methodology/settings.h"

namespace linhui::methodology {
namespace {

// Beyond the densest forests known.
constexpr int kLargestBiomassTHa = 5000;
constexpr int kLargestDisplacedHa = 1'000'000;

MethodSetting choice(std::string name, std::vector<std::string> values, std::string otherwise,
                     Bilingual meaning) {
  MethodSetting setting;
  setting.name = std::move(name);
  setting.values = std::move(values);
  setting.is_optional = otherwise.empty();
  setting.otherwise = std::move(otherwise);
  setting.meaning = std::move(meaning);
  return setting;
}

MethodSetting number(std::string name, Bilingual meaning) {
  return choice(std::move(name), {}, "", std::move(meaning));
}

// Reads settings, and tells those that are lacking or out of range.
class SettingReader {
 public:
  SettingReader(const EstimateOptions& options, const MethodDeclaration& method, Findings& faults)
      : options_(options), method_(method), faults_(faults) {}

  const std::string& text(const std::string& name) const {
    return setting_of(options_, method_, name);
  }
  bool is_given(const std::string& name) const { return !text(name).empty(); }

  const std::string& needed_text(const std::string& name, const std::string& by) {
    if (!is_given(name)) faults_.push_back(setting_needed(name, by));
    return text(name);
  }
  Decimal needed_number(const std::string& name, const std::string& by, const Decimal& most) {
    const auto value = decimal_setting(options_, method_, name);
    if (!value) {
      faults_.push_back(setting_needed(name, by));
      return {};
    }
    if (*value < Decimal(0) || *value > most) {
      faults_.push_back(setting_out_of_range(name, value->str(), "0-" + most.str()));
    }
    return *value;
  }

 private:
  const EstimateOptions& options_;
  const MethodDeclaration& method_;
  Findings& faults_;
};

// The table's words for the place that the settings name.
ToolValue dead_matter(SettingReader& settings, const std::string& by, const std::string& parameter,
                      ArAcm0003Tables& tables) {
  const std::string biome = settings.needed_text("biome", by);
  if (biome.empty()) return {};
  if (biome == "temperate_boreal") {
    return tables.dead_matter("temperate/boreal", "all", "all", parameter);
  }
  const std::string elevation = settings.needed_text("elevation", by);
  if (elevation.empty()) return {};
  if (elevation == "above_2000") {
    return tables.dead_matter("tropical", ">2000", "all", parameter);
  }
  const std::string rainfall = settings.needed_text("rainfall", by);
  if (rainfall.empty()) return {};
  const std::string band = rainfall == "below_1000"   ? "<1000"
                           : rainfall == "above_1600" ? ">1600"
                                                      : "1000-1600";
  return tables.dead_matter("tropical", "<2000", band, parameter);
}

ShrubParameters shrubs(SettingReader& settings, ArAcm0003Tables& tables) {
  const std::string defaults = "AR-TOOL14 defaults";
  return {tables.tool("AR-TOOL14", "least shrub crown cover"),
          tables.fallback(defaults, "any", "", "shrub biomass ratio to forest default"),
          tables.fallback(defaults, "any", "", "R shrub"),
          settings.needed_number("forest_biomass_t_ha", "shrubs", kLargestBiomassTHa)};
}

SoilParameters soil(SettingReader& settings, ArAcm0003Tables& tables) {
  const std::string process = "soil disturbance";
  return {
      settings.text("soil") == "ipcc_2006" ? "2006" : "2019",
      settings.needed_number("soil_before_percent", "soil", 100),
      tables.tool("AR-TOOL16", "largest disturbance without loss"),
      tables.fallback(process, "any", "more than 10 % of the area disturbed", "initial SOC loss"),
      tables.fallback(process, "any", "", "SOC transition period"),
      tables.fallback(process, "any", "", "upper limit of SOC gain")};
}

DisplacementParameters displacement(SettingReader& settings, const EstimateOptions& options,
                                    ArAcm0003Tables& tables, Findings& faults) {
  const std::string by = "displaced_ha, displaced_biomass_t_ha, displaced_in";
  DisplacementParameters result{
      tables.fallback("land displaced", "any", "agricultural activity displacement",
                      "factor adding dead wood and litter to leakage stock"),
      tables.fallback("land displaced", "any", "", "root:shoot ratio"),
      settings.needed_number("displaced_ha", by, kLargestDisplacedHa),
      settings.needed_number("displaced_biomass_t_ha", by, kLargestBiomassTHa), 0};
  const std::string& year = settings.needed_text("displaced_in", by);
  if (year.empty()) return result;
  for (int in = options.from_year + 1; in <= options.to_year; ++in) {
    if (Decimal(in) == Decimal::parse(year)) result.year = in;
  }
  if (result.year == 0) {
    faults.push_back(setting_out_of_range(
        "displaced_in", year,
        std::to_string(options.from_year + 1) + "-" + std::to_string(options.to_year)));
  }
  return result;
}

}  // namespace

ExactTonnesCO2e displacement_leakage(const DisplacementParameters& displaced,
                                     const ToolValue& carbon_fraction) {
  const TonnesDryMatter biomass{displaced.area.rational() * displaced.biomass.rational() *
                                (1 + displaced.root_shoot.value)};
  return to_co2e(TonnesCarbon{biomass.value * displaced.dead_matter.value * carbon_fraction.value});
}

std::vector<MethodSetting> ar_acm0003_settings() {
  return {
      uncertainty_setting(),
      choice("dead_wood", {"off", "left_on_site"}, "off",
             {"dead wood as a share of the trees' carbon (AR-TOOL12), which needs dead wood to be "
              "left on the site",
              "枯死木按活立木碳的比例计（AR-TOOL12），前提是枯死木留在林内"}),
      choice("litter", {"off", "default"}, "off",
             {"litter as a share of the trees' carbon (AR-TOOL12)",
              "枯落物按活立木碳的比例计（AR-TOOL12）"}),
      choice("biome", {"tropical", "temperate_boreal"}, "",
             {"row of AR-TOOL12's table; it does not name the subtropics, so the choice is the "
              "project's to justify",
              "AR-TOOL12 表中的生物群区；表中没有亚热带，须由项目选择并说明理由"}),
      choice("elevation", {"below_2000", "above_2000"}, "",
             {"m, for the tropical rows of AR-TOOL12", "海拔（米），用于 AR-TOOL12 的热带各行"}),
      choice("rainfall", {"below_1000", "1000_1600", "above_1600"}, "",
             {"mm a year, for the tropical rows of AR-TOOL12 below 2000 m",
              "年降水量（毫米），用于 AR-TOOL12 海拔 2000 米以下的热带各行"}),
      choice("shrubs", {"off", "counted"}, "off",
             {"shrubs by their crown cover (AR-TOOL14), held constant; needs forest_biomass_t_ha",
              "灌木按盖度计（AR-TOOL14），视为不变；需要 forest_biomass_t_ha"}),
      number("forest_biomass_t_ha",
             {"above-ground biomass of forest of the region, t d.m./ha, with the project's source",
              "当地森林地上生物量（吨干物质/公顷），由项目给出来源"}),
      choice("soil", {"off", "ipcc_2006", "ipcc_2019"}, "off",
             {"soil carbon up to the native reference (AR-TOOL16), with the IPCC's reference "
              "stocks of that edition",
              "土壤碳增至原生参考值（AR-TOOL16），采用该版 IPCC 参考碳储量"}),
      number("soil_before_percent",
             {"soil carbon before planting, percent of the reference: 100 f_LU f_MG f_IN of the "
              "former land use",
              "造林前土壤碳占参考值的百分比，即原土地利用的 100·f_LU·f_MG·f_IN"}),
      number(
          "site_preparation_burnt_t_ha",
          {"biomass burnt before planting, t d.m./ha; CH4 and N2O as 0.07 of its CO2 "
           "(AR-TOOL08), in the year of planting",
           "造林前炼山烧除的生物量（吨干物质/公顷）；CH4 和 N2O 按其 CO2 的 0.07 计（AR-TOOL08），"
           "计入造林年度"}),
      number(
          "displaced_ha",
          {"land cleared elsewhere for farming or grazing that the project displaces (AR-TOOL15), "
           "ha; without it nothing is displaced and the leakage is what the options state",
           "因项目转移农牧活动而在别处清除植被的面积（AR-TOOL15，公顷）；不给出则视为无转移"}),
      number("displaced_biomass_t_ha", {"above-ground biomass on that land, t d.m./ha",
                                        "该土地的地上生物量（吨干物质/公顷）"}),
      number("displaced_in",
             {"calendar year in which that land is cleared", "该土地清除植被的公历年份"}),
  };
}

ArAcm0003Parameters read_parameters(const EstimateOptions& options, const MethodDeclaration& method,
                                    ArAcm0003Tables& tables, Findings& faults) {
  SettingReader settings(options, method, faults);
  const std::string defaults = "AR-TOOL14 defaults";
  ArAcm0003Parameters result;
  result.carbon_fraction = tables.fallback(defaults, "any", "", "CF_TREE default");
  result.expansion = tables.fallback(defaults, "any", "", "BEF ex post default");
  result.root_shoot_baseline = tables.fallback(defaults, "any", "", "R baseline default");
  result.root_intercept = tables.tool("AR-TOOL14", "root biomass intercept");
  result.root_exponent = tables.tool("AR-TOOL14", "root biomass exponent");
  if (settings.text("dead_wood") != "off") {
    result.dead_wood = dead_matter(settings, "dead_wood", "DF_DW", tables);
  }
  if (settings.text("litter") != "off") {
    result.litter = dead_matter(settings, "litter", "DF_LI", tables);
  }
  if (settings.text("shrubs") != "off") result.shrubs = shrubs(settings, tables);
  if (settings.text("soil") != "off") result.soil = soil(settings, tables);
  if (settings.is_given("site_preparation_burnt_t_ha")) {
    result.burning = {
        tables.fallback("site preparation burning", "any", "", "non-CO2 to CO2 emission ratio"),
        settings.needed_number("site_preparation_burnt_t_ha", "", kLargestBiomassTHa)};
  }
  if (settings.is_given("displaced_ha") || settings.is_given("displaced_biomass_t_ha") ||
      settings.is_given("displaced_in")) {
    result.displacement = displacement(settings, options, tables, faults);
  }
  faults.insert(faults.end(), tables.missing().begin(), tables.missing().end());
  return result;
}

}  // namespace linhui::methodology
