#include "api/app/answers/reports.h"

#include "api/app/answers/parties.h"
#include "api/app/answers/words.h"
#include "ledger/base/hash.h"
#include "ledger/bodies/report.h"

namespace linhui::api::app {
namespace {

std::int64_t net_of(const ledger::Report& report) {
  std::int64_t net_e4 = 0;
  for (const ledger::VintageNet& vintage : report.nets) net_e4 += vintage.net_e4;
  return net_e4;
}

// What a list of reports has of each.
PageFields report_row(std::string_view id, const ledger::Report& report) {
  return {text_field("report", {"report", "报告"}, std::string(id)),
          state_field(report.state),
          plain_field("from_year", {"first stock", "首次储量年份"}, report.from_year),
          plain_field("to_year", {"last vintage", "末个年份"}, report.to_year),
          tonnes_field("net_tCO2e", {"net, t CO2e", "净量 t CO2e"}, net_of(report)),
          index_field(report.index)};
}

PageTable term_table(const ledger::ReportFileBody& filed) {
  PageTable table{"vintages", {"Terms by vintage, t CO2e", "各年份分项 t CO2e"}, {}};
  for (const ledger::VintageTerms& terms : filed.vintages) {
    table.rows.push_back(
        {plain_field("vintage", {"vintage", "年份"}, terms.vintage),
         tonnes_field("change_tCO2e", {"change", "储量变化"}, terms.change_e4),
         tonnes_field("project_emissions_tCO2e", {"emissions", "项目排放"},
                      terms.project_emissions_e4),
         tonnes_field("baseline_tCO2e", {"baseline", "基线"}, terms.baseline_e4),
         tonnes_field("leakage_tCO2e", {"leakage", "泄漏"}, terms.leakage_e4),
         tonnes_field("deduction_tCO2e", {"deduction", "扣减"}, terms.deduction_e4),
         tonnes_field("net_tCO2e", {"net", "净量"}, terms.net_e4)});
  }
  return table;
}

PageTable setting_table(const ledger::ReportFileBody& filed) {
  PageTable table{"settings", {"Settings", "设置"}, {}};
  for (const auto& [name, value] : filed.settings) {
    table.rows.push_back({text_field("name", {"name", "名称"}, name),
                          text_field("value", {"value", "取值"}, value)});
  }
  return table;
}

PageTable parameter_table(const ledger::ReportFileBody& filed) {
  PageTable table{"tables", {"Parameter tables", "参数表"}, {}};
  for (const ledger::TableDigest& digest : filed.tables) {
    table.rows.push_back(
        {text_field("name", {"name", "名称"}, digest.name),
         text_field("sha256", {"SHA-256", "SHA-256"}, ledger::hex(digest.sha256))});
  }
  return table;
}

}  // namespace

Outcome<Page> report_page(const ledger::LedgerView& view, const std::string& id) {
  const auto report = LINHUI_API_TRY(ledger::need<ledger::Report>(view.state(), id));
  const auto record = LINHUI_API_TRY(view.record(report.index));
  const auto filed = LINHUI_API_TRY(ledger::body_of<ledger::ReportFileBody>(record));
  Page page{{"Report " + id, "监测报告 " + id}, report_row(id, report), {}};
  PageFields& fields = page.fields;
  const PageField index = fields.back();
  fields.pop_back();
  fields.insert(
      fields.end(),
      {text_field("project", {"project", "项目"}, report.project),
       text_field("developer", {"filed by", "申报方"}, report.developer),
       text_field("verifier", {"verified by", "核查机构"}, report.verifier),
       text_field("issued_by", {"issued by", "签发机构"}, report.issued_by),
       text_field("method", {"method", "方法学"}, filed.method),
       text_field("version", {"version", "版本"}, filed.version),
       text_field("gwp", {"warming potentials", "增温潜势"}, filed.gwp),
       text_field("statement", {"statement", "申报说明"}, filed.statement),
       text_field("inventory", {"inventory", "清查数据"}, ledger::hex(filed.inventory)),
       count_field("count", {"rows", "数据行数"}, static_cast<std::int64_t>(report.row_count)),
       text_field("root", {"root of the rows", "数据行的根"}, ledger::hex(report.root)), index});
  name_parties(view.state(), fields, {"developer", "verifier", "issued_by"});
  page.tables = {term_table(filed), setting_table(filed), parameter_table(filed)};
  return page;
}

PageTable report_table(const ledger::LedgerView& view, const std::string& project) {
  PageTable table{"reports", {"Reports", "监测报告"}, {}};
  ledger::scan<ledger::Report>(view.state(),
                               [&](std::string_view id, const ledger::Report& report) {
                                 if (report.project == project) {
                                   table.rows.push_back(report_row(id, report));
                                 }
                                 return true;
                               });
  return table;
}

}  // namespace linhui::api::app
