// Monitoring reports: estimated from what the ledger holds, filed, made again, decided on.
#pragma once

#include "api/app/desk/workspace.h"
#include "ledger/bodies/report.h"
#include "methodology/method.h"

namespace linhui::api::app {

// What a developer files, and what a verifier recomputes.
struct ReportRequest {
  std::string report, project, gwp = "AR5", statement;
  int from_year = 0, to_year = 0;  // vintages from_year + 1 … to_year
  // Stated by the project for each vintage, 0.0001 t CO2e; on top of what the method works out.
  std::int64_t baseline_e4_a_year = 0, leakage_e4_a_year = 0;
  std::map<std::string, std::string> settings;  // of the method, by name
};

// The vintages are those of the record: what a developer looks at before signing.
struct PreparedReport {
  Prepared prepared;  // report.file
  std::vector<ledger::VintageTerms> vintages;
};
// Estimates the stands of the project's inventory, as recorded, with the method's tables as last
// published. Errors: project_not_found; method_not_published (in the ledger, or not in this
// program); rows_missing, row_malformed; what the method finds in the stands (estimate_refused).
Outcome<PreparedReport> prepare_report(const Desk& desk, const std::string& developer,
                                       const ReportRequest& request);

// An estimate made again from nothing but the ledger: recorded rows, and the tables that the method
// was published with last.
struct Recomputation {
  ledger::Rows rows;  // as made again
  methodology::Estimate estimate;
  ledger::Hash reported_root{}, recomputed_root{};
  std::uint64_t reported_count = 0;
  bool equal() const { return reported_root == recomputed_root && first_difference.empty(); }
  // Of the rows, each with stock / change, or else of the vintages' terms; empty where there is
  // none. "row 3: reported S1 2023 above_ground: 1.0000 / 0.1000, recomputed S1 2023 …", "2023
  // leakage_e4: reported 1.0000, recomputed 2.0000".
  std::string first_difference;
};
// Errors: report_not_found; as prepare_report().
Outcome<Recomputation> recompute_report(const ledger::LedgerView& view, const std::string& report);

// report.verify, after recomputing. Errors: recomputation_differs, with the first difference.
Outcome<Prepared> prepare_verification(const Desk& desk, const std::string& verifier,
                                       const std::string& report, const std::string& opinion);
// report.reject.
Prepared prepare_rejection(const Desk& desk, const std::string& verifier, const std::string& report,
                           const std::string& reason);

}  // namespace linhui::api::app
