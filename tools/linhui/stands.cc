// linhui stands: inventories checked, and recorded.
#include "api/app/cases/projects.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/inventory_input.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/stands_indicators.h"

namespace linhui::cli {
namespace {

struct StandsOptions {
  InventoryInput input;
  std::string project;
};

Ended check(Session& session, const StandsOptions& options) {
  const auto inventory = LINHUI_API_TRY(options.input.read());
  const std::string area_ha = scaled_text(inventory.area_m2(), 4);
  Json columns = Json::object();
  TextTable table({session.out.in({"field", "字段"}), session.out.in({"column", "列"})});
  for (const auto& [field, column] : inventory.columns) {
    columns[field] = column;
    table.add({field, printable(column)});
  }
  if (!session.out.json) tell_warnings(session.out, inventory.faults);
  return session.out.done({{"file", inventory.file},
                           {"layer", inventory.layer},
                           {"sha256", inventory.sha256},
                           {"stands", inventory.stands.size()},
                           {"area_ha", area_ha},
                           {"columns", columns},
                           {"faults", 0},
                           {"warnings", faults_json(inventory.faults)}},
                          table.str() + session.out.in({"stands: ", "小班数："}) +
                              std::to_string(inventory.stands.size()) +
                              session.out.in({", area_ha: ", "，面积(公顷):"}) + area_ha +
                              session.out.in({", no fault\n", "，无错误\n"}));
}

Ended import(Session& session, const StandsOptions& options) {
  const auto inventory = LINHUI_API_TRY(options.input.read());
  if (!session.out.json) tell_warnings(session.out, inventory.faults);
  return writing(session, ledger::Role::developer,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   return record(session, workspace,
                                 api::app::prepare_inventory(workspace.desk(), party,
                                                             options.project, inventory),
                                 {{"stands", inventory.stands.size()},
                                  {"area_ha", scaled_text(inventory.area_m2(), 4)}});
                 });
}

}  // namespace

void add_stands(const Command& root) {
  const Command noun = root.noun("stands", {"inventories of stands", "小班清查数据"});
  const auto options = std::make_shared<StandsOptions>();
  Session& session = root.session();
  const Command checked =
      noun.verb("check", {"report every fault, record nothing", "检查并报告全部错误，不作记录"},
                "linhui stands check stands.shp --map volume_m3_ha_2025=XJ25",
                [=, &session] { return check(session, *options); });
  options->input.add_to(checked);
  const Command imported =
      noun.verb("import", {"read, check, record for a project", "读取、检查并记入项目"},
                "linhui stands import stands.shp --project QJ-01 --ledger DIR",
                [=, &session] { return import(session, *options); });
  options->input.add_to(imported);
  imported.option("--project", options->project, {"project id", "项目编号"})->required();
  imported.acts();
  add_stands_indicators(noun);
}

}  // namespace linhui::cli
