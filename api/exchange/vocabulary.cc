#include "api/exchange/vocabulary.h"

#include <cassert>

#include "api/exchange/columns.h"

namespace linhui::api::exchange {
namespace {

// Wetland classes, land uses and climate zones: IPCC 2006 Guidelines vol. 4 ch. 3 Figure 3A.5.1 and
// the 2013 Wetlands Supplement, with the Chinese terms of their translation. Right types: the
// certificate's own words 所有权, 承包权, 经营权; 收益权 where it is the carbon's 碳汇收益权.
const std::vector<Vocabulary>& vocabularies() {
  static const std::vector<Vocabulary> kVocabularies = {
      {"kind", {{"forest", {"森林", "林地", "乔木林", "乔木林地"}}, {"wetland", {"湿地"}}}},
      {"wetland_type",
       {{"mineral", {"矿质土", "矿质土湿地", "矿质土壤", "内陆矿质土湿地"}},
        {"organic_drained", {"排水有机土", "有机土排水", "排水泥炭地", "泥炭排水"}},
        {"organic_rewetted",
         {"复湿有机土", "有机土复湿", "泥炭", "泥炭地", "泥炭沼泽", "复湿泥炭地"}},
        {"reservoir", {"水库"}},
        {"pond", {"池塘", "塘", "山坪塘", "坑塘", "养殖塘"}},
        {"ditch", {"沟渠", "渠", "水渠", "沟"}}}},
      {"nutrient",
       {{"rich", {"富营养", "富", "养分丰富"}}, {"poor", {"贫营养", "贫", "养分贫乏"}}}},
      {"land_use",
       {{"forest", {"林地", "森林"}},
        {"cropland", {"耕地", "农田"}},
        {"grassland_shallow", {"草地浅排", "浅排草地", "浅排水草地"}},
        {"grassland_deep", {"草地深排", "深排草地", "深排水草地"}}}},
      {"trophic",
       {{"oligotrophic", {"贫营养"}},
        {"mesotrophic", {"中营养"}},
        {"eutrophic", {"富营养"}},
        {"hypereutrophic", {"重度富营养", "超富营养"}}}},
      {"climate",
       {{"polar_dry", {"极地干燥"}},
        {"polar_moist", {"极地湿润"}},
        {"boreal_dry", {"北方干燥", "寒温带干燥"}},
        {"boreal_moist", {"北方湿润", "寒温带湿润"}},
        {"cool_temperate_dry", {"冷温带干燥"}},
        {"cool_temperate_moist", {"冷温带湿润"}},
        {"warm_temperate_dry", {"暖温带干燥"}},
        {"warm_temperate_moist", {"暖温带湿润"}},
        {"tropical_dry", {"热带干燥"}},
        {"tropical_montane", {"热带山地"}},
        {"tropical_moist", {"热带湿润"}},
        {"tropical_wet", {"热带潮湿", "热带多雨"}}}},
      {"type",
       {{"ownership", {"所有权", "林地所有权"}},
        {"contract", {"承包权", "承包经营权", "林地承包经营权", "林地承包权"}},
        {"management", {"经营权", "林地经营权"}},
        {"carbon_income", {"碳汇收益权", "碳汇收益", "林业碳汇收益权", "碳收益权"}}}},
      {"holder_kind",
       {{"household", {"农户", "家庭", "户", "承包户"}},
        {"collective", {"集体", "村集体", "村集体经济组织", "农村集体经济组织", "集体经济组织"}},
        {"company", {"企业", "公司", "合作社"}},
        {"state_farm", {"国有林场", "林场", "国有"}}}},
  };
  return kVocabularies;
}

}  // namespace

std::optional<std::string> Vocabulary::find(std::string_view written) const {
  const std::string wanted = comparable(written);
  for (const Term& term : terms) {
    if (wanted == term.value) return std::string(term.value);
    for (const std::string_view name : term.also) {
      if (wanted == name) return std::string(term.value);
    }
  }
  return std::nullopt;
}

std::string Vocabulary::canonical_values() const {
  std::string list;
  for (const Term& term : terms) {
    if (!list.empty()) list += ", ";
    list += term.value;
  }
  return list;
}

const Vocabulary& vocabulary(std::string_view field) {
  for (const Vocabulary& each : vocabularies()) {
    if (each.field == field) return each;
  }
  assert(false && "no vocabulary of that name");
  return vocabularies().front();
}

}  // namespace linhui::api::exchange
