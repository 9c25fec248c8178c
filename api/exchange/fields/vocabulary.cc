#include "api/exchange/fields/vocabulary.h"

#include <cassert>

#include "api/exchange/fields/columns.h"

namespace linhui::api::exchange {
namespace {

// Wetland classes, land uses and climate zones: IPCC 2006 Guidelines vol. 4 ch. 3 Figure 3A.5.1 and
// the 2013 Wetlands Supplement, with the Chinese terms of their translation. Right types: the
// certificate's own words 所有权, 承包权, 经营权; 收益权 where it is the carbon's 碳汇收益权.
// Origin and forest category: the words of the forest survey with its two- and three-digit codes
// (recalled).
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
      {"origin",
       {{"natural",
         {"天然", "天然林", "天然下种", "人工促进", "人工促进天然更新", "天然萌生", "10", "11",
          "12", "13"}},
        {"planted",
         {"人工", "人工林", "植苗", "直播", "飞播", "人工萌生", "20", "21", "22", "23", "24"}}}},
      {"forest_category",
       {{"timber",
         {"用材林", "短轮伐期用材林", "速生丰产用材林", "一般用材林", "231", "232", "233"}},
        {"protection",
         {"防护林", "水源涵养林", "水土保持林", "防风固沙林", "农田牧场防护林", "护岸林", "护路林",
          "其他防护林", "111", "112", "113", "114", "115", "116", "117"}},
        {"special_use",
         {"特种用途林", "特用林", "国防林", "实验林", "母树林", "环境保护林", "风景林",
          "自然保护林", "121", "122", "123", "124", "125", "126", "127"}},
        {"fuelwood", {"薪炭林", "能源林", "240", "241"}},
        {"economic",
         {"经济林", "果树林", "食用原料林", "林化工业原料林", "药用林", "其他经济林", "251", "252",
          "253", "254", "255"}}}},
      {"land_before",
       {{"bare", {"荒山", "宜林荒山荒地", "荒地", "无立木林地", "采伐迹地", "裸地"}},
        {"shrub", {"灌木林地", "灌木林"}},
        {"sparse_trees", {"疏林地", "疏林"}},
        {"cropland", {"耕地", "农田", "退耕地", "坡耕地"}},
        {"grassland", {"草地", "牧草地"}},
        {"forest", {"林地", "有林地", "乔木林地"}},
        {"wetland", {"湿地"}}}},
      {"soil",
       {{"hac", {"高活性黏土", "高活性粘土"}},
        {"lac", {"低活性黏土", "低活性粘土"}},
        {"sandy", {"砂质土", "沙质土"}},
        {"spodic", {"灰化土"}},
        {"volcanic", {"火山灰土"}},
        {"organic", {"有机土", "泥炭土"}}}},
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
