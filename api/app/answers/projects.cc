#include "api/app/answers/projects.h"

#include "api/app/answers/parties.h"
#include "api/app/answers/reports.h"
#include "api/app/answers/words.h"
#include "api/app/desk/amounts.h"
#include "ledger/base/hash.h"
#include "ledger/state/inventory.h"

namespace linhui::api::app {
namespace {

PageFields project_fields(const ledger::View& state, std::string_view id,
                          const ledger::Project& project) {
  PageField mechanism = text_field("mechanism", {"mechanism", "机制"}, project.mechanism);
  if (project.mechanism.empty()) mechanism.text = {"none: assessed only", "无，仅作评估"};
  const std::string inventory = ledger::hex(project.inventory);
  const auto imported = ledger::read<ledger::Inventory>(state, inventory);
  const std::int64_t area_m2 = imported ? imported->area_m2 : 0;
  PageField area = count_field("area_m2", {"area, mu", "面积(亩)"}, area_m2);
  area.text = {mu_text(area_m2), mu_text(area_m2)};
  return {text_field("project", {"project", "项目"}, std::string(id)),
          text_field("name", {"name", "名称"}, project.name),
          state_field(project.state),
          text_field("developer", {"developer", "业主"}, project.developer),
          text_field("method", {"method", "方法学"}, project.method),
          std::move(mechanism),
          plain_field("from_year", {"credited from", "计入期自"}, project.from_year),
          plain_field("to_year", {"to", "至"}, project.to_year),
          count_field("stands", {"stands", "小班数"}, static_cast<std::int64_t>(project.stands)),
          std::move(area),
          text_field("inventory", {"inventory", "清查数据"}, inventory),
          text_field("validator", {"validated by", "审定机构"}, project.validator),
          tonnes_field("net_tCO2e", {"issued on, t CO2e", "已签发报告净量 t CO2e"}, project.net_e4),
          count_field("credited_tCO2e", {"issued, t CO2e", "已签发 t CO2e"}, project.credited),
          index_field(project.index)};
}

PageTable vintage_table(const ledger::View& state, const std::string& project) {
  PageTable table{"vintages", {"Credits by vintage, t CO2e", "各年份减排量 t CO2e"}, {}};
  const ledger::Visit<ledger::BlockTotal> visit = [&](std::string_view vintage,
                                                      const ledger::BlockTotal& total) {
    PageFields row = {plain_field("vintage", {"vintage", "年份"}, std::stoi(std::string(vintage))),
                      count_field("issued_tCO2e", {"issued", "签发"}, total.issued)};
    for (std::size_t i = 0; i < total.by_state.size(); ++i) {
      const auto of = static_cast<ledger::BlockState>(i);
      row.push_back(count_field(std::string(ledger::word_of(of)) + "_tCO2e", in_words(of),
                                total.by_state[i]));
    }
    table.rows.push_back(std::move(row));
    return true;
  };
  ledger::scan_under<ledger::BlockTotal>(state, visit, project);
  return table;
}

}  // namespace

Outcome<Page> project_page(const ledger::LedgerView& view, const std::string& id) {
  const auto project = LINHUI_API_TRY(ledger::need<ledger::Project>(view.state(), id));
  Page page{{"Project " + id, "项目 " + id}, project_fields(view.state(), id, project), {}};
  name_parties(view.state(), page.fields, {"developer", "validator"});
  page.tables.push_back(report_table(view, id));
  page.tables.push_back(vintage_table(view.state(), id));
  return page;
}

Page project_list(const ledger::LedgerView& view) {
  PageTable table{"projects", {"Projects", "项目"}, {}};
  table.columns = {"project",   "state",     "method",  "mechanism",
                   "developer", "from_year", "to_year", "name"};
  ledger::scan<ledger::Project>(view.state(),
                                [&](std::string_view id, const ledger::Project& project) {
                                  table.rows.push_back(project_fields(view.state(), id, project));
                                  return true;
                                });
  return list_page(std::move(table));
}

}  // namespace linhui::api::app
