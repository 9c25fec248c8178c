// From an inventory to issued credits: methods, mechanisms, inventories, projects, reports.
#pragma once

#include "api/app/desk/workspace.h"
#include "api/exchange/inventory/inventory.h"
#include "methodology/method.h"

namespace linhui::api::app {

// Admits an organisation with a fresh key on this machine. Gives the record's index.
struct NewParty {
  std::string party, kind, name, township, village;
  std::vector<std::string> roles;
};
Outcome<std::uint64_t> admit_party(Workspace& workspace, const std::string& registrar,
                                   const NewParty& party);

// Publishes the tables of a method that ship with this program. `basis` is "read_back" (compared
// with the publisher's document) or "recalled" (demonstration ledgers only).
struct Publication {
  std::string method, basis, compared_with, compared_by, compared_on;
};
Outcome<std::uint64_t> publish_method(Workspace& workspace, const std::string& registrar,
                                      const Publication& publication);
// The tables as a ledger has them published. Errors: method_not_published.
Outcome<methodology::TableFiles> published_tables(const ledger::LedgerView& view,
                                                  const std::string& method);

// Records an inventory for a project; refused whole where it has a fault.
Outcome<std::uint64_t> import_inventory(Workspace& workspace, const std::string& developer,
                                        const std::string& project,
                                        const exchange::Inventory& inventory);
// The root of the project's newest inventory. Errors: inventory_not_found.
Outcome<std::string> newest_inventory(const ledger::LedgerView& view, const std::string& project);

struct NewProject {
  std::string project, name, method, mechanism;  // mechanism empty: assessment only
  int from_year = 0, to_year = 0;
};
Outcome<std::uint64_t> register_project(Workspace& workspace, const std::string& developer,
                                        const NewProject& project);

// What a developer files, and what a verifier recomputes.
struct ReportRequest {
  std::string report, project, gwp = "AR5", statement;
  int from_year = 0, to_year = 0;  // vintages from_year + 1 … to_year
  // Stated by the project, t CO2e a year, in 0.0001 t.
  std::int64_t baseline_e4_a_year = 0, leakage_e4_a_year = 0;
  std::map<std::string, std::string> settings;  // of the method, by name
};
Outcome<std::uint64_t> file_report(Workspace& workspace, const std::string& developer,
                                   const ReportRequest& request);

// An estimate made again from nothing but the ledger: recorded rows, published tables.
struct Recomputation {
  ledger::Rows rows;
  methodology::Estimate estimate;
  std::string reported_root, recomputed_root;  // hex
  std::size_t reported_count = 0;
  bool equal() const { return reported_root == recomputed_root && first_difference.empty(); }
  // Of the rows, or else of the vintages' terms:
  std::string first_difference;  // "QJ-7 2023 above_ground: reported 1.0000, recomputed 2.0000"
};
Outcome<Recomputation> recompute_report(const ledger::LedgerView& view, const std::string& report);

// Recomputes and signs; refused (recomputation_differs) where the figures are not the reported
// ones.
Outcome<std::uint64_t> verify_report(Workspace& workspace, const std::string& verifier,
                                     const std::string& report, const std::string& opinion);

// Issues what the verified report gives.
Outcome<std::uint64_t> issue_credits(Workspace& workspace, const std::string& registrar,
                                     const std::string& report);

}  // namespace linhui::api::app
