// Inventories and the projects over them.
#pragma once

#include "api/app/desk/workspace.h"
#include "api/exchange/inventory/inventory.h"

namespace linhui::api::app {

// inventory.import for a project, of stands as read_stands() gave them; warnings are let pass.
// Errors: inventory_refused, with every fault of the file.
Outcome<Prepared> prepare_inventory(const Desk& desk, const std::string& developer,
                                    const std::string& project,
                                    const exchange::Inventory& inventory);
// The root of the project's newest inventory. Goes through all inventories. Errors:
// inventory_not_found.
Outcome<ledger::Hash> newest_inventory(const ledger::LedgerView& view, const std::string& project);

struct NewProject {
  std::string project, name, method, mechanism;  // mechanism empty: assessment only
  int from_year = 0, to_year = 0;                // crediting years, both inclusive
};
// project.register over the newest inventory. Errors: inventory_not_found.
Outcome<Prepared> prepare_project(const Desk& desk, const std::string& developer,
                                  const NewProject& project);
// project.validate, with the digest of the verifier's statement.
Prepared prepare_validation(const Desk& desk, const std::string& verifier,
                            const std::string& project, const ledger::Hash& statement_sha256);
// project.approve.
Prepared prepare_approval(const Desk& desk, const std::string& registrar,
                          const std::string& project);

}  // namespace linhui::api::app
