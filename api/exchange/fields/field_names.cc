// The names under which bureaux write a field.
//
// Source: field names of the forest resource survey's map files (XIANG, CUN, LIN_BAN … as county
// 小班 layers carry them) and the Chinese names beside them.
#include "api/exchange/fields/columns.h"

namespace linhui::api::exchange {

const std::vector<FieldNames>& inventory_fields() {
  static const std::vector<FieldNames> kFields = {
      {"stand_id",
       {"stand_id", "standid", "小班号", "小班编号", "小班id", "小班代码", "小班唯一号"}},
      {"lin_ban", {"lin_ban", "linban", "林班", "林班号"}},
      {"xiao_ban", {"xiao_ban", "xiaoban", "xiao_ban_h", "小班"}},
      {"kind", {"kind", "类型", "小班类型", "资源类型"}},
      {"area_ha",
       {"area_ha", "mian_ji", "mianji", "面积", "小班面积", "面积_公顷", "面积_ha", "面积(公顷)",
        "面积(ha)", "面积(hm2)", "面积(hm²)", "小班面积(公顷)"}},
      {"area_mu", {"area_mu", "面积(亩)", "面积_亩", "面积亩", "小班面积(亩)"}},
      {"area_m2", {"area_m2", "面积_平方米", "面积(平方米)", "面积(m2)", "面积(㎡)"}},
      {"species", {"species", "you_shi_sz", "优势树种", "优势树种(组)", "优势树种组", "树种"}},
      {"age", {"age", "pingjun_nl", "平均年龄", "年龄", "林龄", "平均林龄"}},
      {"volume_m3_ha",
       {"volume_m3_ha", "huo_lmgqxj", "公顷蓄积", "每公顷蓄积", "公顷蓄积量", "每公顷蓄积量",
        "活立木公顷蓄积", "gqxj"}},
      {"dbh_cm", {"dbh_cm", "pingjun_xj", "平均胸径", "胸径"}},
      {"height_m", {"height_m", "pingjun_sg", "平均高", "平均树高", "树高"}},
      {"stems_ha", {"stems_ha", "mei_gq_zs", "公顷株数", "每公顷株数"}},
      {"composition", {"composition", "树种组成", "shu_zhong_zc", "sz_zc"}},
      {"wetland_type", {"wetland_type", "湿地类型", "shi_di_lx", "sdlx"}},
      {"nutrient", {"nutrient", "养分", "养分状况", "营养状况"}},
      {"land_use", {"land_use", "土地利用", "土地利用类型", "利用方式"}},
      {"trophic", {"trophic", "营养水平", "富营养化程度", "水体营养状态"}},
      {"changed_in", {"changed_in", "变化年份", "恢复年份", "蓄水年份", "复湿年份"}},
      {"climate", {"climate", "气候带", "气候区"}},
      {"admin_code", {"admin_code", "xian", "行政代码", "行政区代码", "行政区划代码", "县代码"}},
      {"township", {"township", "xiang", "乡镇", "乡(镇)", "乡", "镇", "乡镇名称", "街道"}},
      {"village", {"village", "cun", "村", "村(社区)", "村社区", "村名", "行政村"}},
      {"right_cert",
       {"right_cert", "林权证号", "不动产权证号", "lin_quan_zh", "lqzh", "林权证编号"}},
      {"origin", {"origin", "qi_yuan", "起源", "林分起源"}},
      {"forest_category", {"forest_category", "lin_zhong", "林种"}},
      {"land_before", {"land_before", "造林前地类", "造林前土地利用"}},
      {"soil", {"soil", "ipcc土壤类型", "土壤类型(ipcc)"}},
      {"planted_in", {"planted_in", "造林年度", "造林年份", "栽植年份", "种植年份"}},
      {"not_forest_since", {"not_forest_since", "无林起始年份", "非林地起始年份"}},
      {"crown_density", {"crown_density", "yu_bi_du", "郁闭度"}},
      {"shrub_cover", {"shrub_cover", "灌木盖度", "灌木覆盖度"}},
      {"soil_disturbed", {"soil_disturbed", "土壤扰动比例", "整地面积比例"}},
      {"credited_under", {"credited_under", "曾签发机制", "已签发机制"}},
  };
  return kFields;
}

const std::vector<FieldNames>& right_fields() {
  static const std::vector<FieldNames> kFields = {
      {"certificate_no",
       {"certificate_no", "certificate", "right_cert", "林权证号", "不动产权证号", "证号",
        "林权证号/不动产权证号"}},
      {"stand_id", {"stand_id", "小班号", "小班编号", "小班"}},
      {"type", {"type", "right_type", "权利类型", "林权类型"}},
      {"holder_code", {"holder_code", "household_code", "户号", "户编号", "农户编号"}},
      {"holder_name",
       {"holder_name", "holder", "户主姓名", "户主", "权利人", "权利人名称", "权利人姓名",
        "户主姓名/权利人"}},
      {"holder_kind", {"holder_kind", "权利人类型", "权利人性质", "主体类型"}},
      {"village", {"village", "村", "村(社区)", "行政村"}},
      {"township", {"township", "乡镇", "乡(镇)", "乡", "镇"}},
      {"area_mu", {"area_mu", "面积_亩", "面积(亩)", "面积亩", "亩数"}},
      {"area_m2", {"area_m2", "面积_平方米", "面积(平方米)", "面积(m2)", "面积(㎡)"}},
      {"area_ha", {"area_ha", "面积_公顷", "面积(公顷)", "面积_ha"}},
      {"percent", {"percent", "share", "份额", "份额(%)", "份额_百分比", "比例", "比例(%)"}},
      {"from", {"from", "起始日期", "开始日期", "起始", "自"}},
      {"to", {"to", "终止日期", "截止日期", "结束日期", "终止", "至"}},
      {"basis", {"basis", "依据", "合同条款", "依据(合同条款或决议)"}},
      {"phone", {"phone", "电话", "联系电话", "手机", "手机号"}},
      {"id_no", {"id_no", "身份证号", "身份证号码", "证件号码", "统一社会信用代码"}},
      {"bank_account", {"bank_account", "银行账号", "银行卡号", "账号"}},
  };
  return kFields;
}

}  // namespace linhui::api::exchange
