#include "api/app/cases/projects.h"

#include "api/app/cases/inventories.h"
#include "api/app/cases/stand_rows.h"
#include "api/app/desk/amounts.h"
#include "ledger/bodies/project.h"
#include "ledger/state/inventory.h"

namespace linhui::api::app {

Outcome<Prepared> prepare_inventory(const Desk& desk, const std::string& developer,
                                    const std::string& project,
                                    const exchange::Inventory& inventory) {
  if (!inventory.usable()) return inventory_problem(inventory.faults);
  const auto digest = ledger::hash_from_hex(inventory.sha256);
  ledger::InventoryImportBody body;
  ledger::Rows rows = stand_rows(inventory.stands, inventory.places);
  body.project = project;
  body.file = inventory.file;
  body.file_sha256 = digest.value_or(ledger::Hash{});
  body.area_m2 = inventory.area_m2();
  body.rows = ledger::reference_to(rows);
  const std::string stands = grouped(static_cast<std::int64_t>(rows.size())),
                    mu = mu_text(body.area_m2);
  return desk.prepare(developer, body,
                      {"Records " + stands + " stands, " + mu + " mu, of " + inventory.file +
                           " for project " + project + ".",
                       "为项目 " + project + " 登记 " + inventory.file + " 的小班 " + stands +
                           " 个，" + mu + " 亩。"},
                      std::move(rows));
}

Outcome<ledger::Hash> newest_inventory(const ledger::LedgerView& view, const std::string& project) {
  std::optional<ledger::Hash> newest;
  std::uint64_t index = 0;
  ledger::scan<ledger::Inventory>(
      view.state(), [&](std::string_view root, const ledger::Inventory& inventory) {
        if (inventory.project == project && (!newest || inventory.index > index)) {
          newest = ledger::hash_from_hex(root);
          index = inventory.index;
        }
        return true;
      });
  if (!newest) return to_problem({ledger::ErrorCode::inventory_not_found, project});
  return *newest;
}

Outcome<Prepared> prepare_project(const Desk& desk, const std::string& developer,
                                  const NewProject& project) {
  ledger::ProjectRegisterBody body;
  body.project = project.project;
  body.name = project.name;
  body.method = project.method;
  body.mechanism = project.mechanism;
  body.inventory = LINHUI_API_TRY(newest_inventory(desk.view(), project.project));
  body.from_year = project.from_year;
  body.to_year = project.to_year;
  const std::string years =
      std::to_string(project.from_year) + "–" + std::to_string(project.to_year);
  const bool assessed = project.mechanism.empty();
  return desk.prepare(
      developer, body,
      {"Registers project " + project.project + " (" + project.name + "), " + years + ", " +
           (assessed ? "for assessment only." : "under " + project.mechanism + "."),
       "登记项目 " + project.project + "（" + project.name + "），计入期 " + years + "，" +
           (assessed ? "仅作评估。" : "机制 " + project.mechanism + "。")});
}

Prepared prepare_validation(const Desk& desk, const std::string& verifier,
                            const std::string& project, const ledger::Hash& statement_sha256) {
  return desk.prepare(verifier, ledger::ProjectValidateBody{project, statement_sha256},
                      {"Validates project " + project + ".", "审定项目 " + project + "。"});
}

Prepared prepare_approval(const Desk& desk, const std::string& registrar,
                          const std::string& project) {
  return desk.prepare(registrar, ledger::ProjectApproveBody{project},
                      {"Approves project " + project + ".", "批准项目 " + project + "。"});
}

}  // namespace linhui::api::app
