// Rules of monitoring reports. The estimate's rows lie beside the record; the ledger adds them up
// itself, so that what is claimed is what the rows say.
#include "ledger/rules/report_rows.h"
#include "ledger/rules/rule.h"
#include "ledger/state/project.h"
#include "ledger/state/report.h"

namespace linhui::ledger {
namespace {

// Refused where another report of the project has a year of (from, to].
Result<void> check_period_free(const View& state, const std::string& project, int from, int to) {
  std::optional<Error> refused;
  const Visit<ReportPeriod> each = [&](std::string_view, const ReportPeriod& other) {
    if (from < other.to_year && other.from_year < to) {
      refused = Error{ErrorCode::period_overlaps, other.report};
    }
    return !refused;
  };
  scan_under<ReportPeriod>(state, each, project);
  if (refused) return *refused;
  return {};
}

// The stated terms by year, each balanced.
Result<std::map<int, VintageTerms>> by_year(const std::vector<VintageTerms>& vintages) {
  std::map<int, VintageTerms> years;
  for (const VintageTerms& terms : vintages) {
    if (terms.net_e4 != terms.change_e4 - terms.project_emissions_e4 - terms.baseline_e4 -
                            terms.leakage_e4 - terms.deduction_e4) {
      return Error{ErrorCode::rows_mismatch, "net_e4 " + std::to_string(terms.vintage)};
    }
    if (!years.emplace(terms.vintage, terms).second) {
      return Error{ErrorCode::record_malformed, "body.vintages"};
    }
  }
  return years;
}

// What each vintage of (from, to] comes to, where the rows say what is stated.
Result<std::vector<VintageNet>> checked_nets(const View& state, const ReportFileBody& body) {
  const auto stated = LINHUI_TRY(by_year(body.vintages));
  const auto summed = LINHUI_TRY(sum_report_rows(state, body.rows.root, body.rows.count));
  std::vector<VintageNet> nets;
  for (int year = body.from_year + 1; year <= body.to_year; ++year) {
    const auto claim = stated.find(year);
    if (claim == stated.end()) return Error{ErrorCode::rows_mismatch, std::to_string(year)};
    const auto sums = summed.find(year);
    const std::int64_t change = sums == summed.end() ? 0 : sums->second.change_e4;
    const std::int64_t emissions = sums == summed.end() ? 0 : sums->second.emissions_e4;
    // Emissions that no pool's row shows come on top; a verifier makes them again.
    if (claim->second.change_e4 != change || claim->second.project_emissions_e4 < emissions) {
      return Error{ErrorCode::rows_mismatch, std::to_string(year)};
    }
    nets.push_back({year, claim->second.net_e4});
  }
  if (stated.size() != nets.size()) return Error{ErrorCode::rows_mismatch, "vintages"};
  return nets;
}

}  // namespace

Result<void> rule_report_file(RuleContext& c, const ReportFileBody& body) {
  const Project project = LINHUI_TRY(need<Project>(c.state, body.project));
  if (project.developer != c.by()) return Error{ErrorCode::role_missing, body.project};
  if (project.state != ProjectState::registered) {
    return Error{ErrorCode::project_state, std::string(word_of(project.state))};
  }
  if (project.method != body.method) return Error{ErrorCode::method_not_accepted, body.method};
  if (project.inventory != body.inventory) {
    return Error{ErrorCode::inventory_not_found, hex(body.inventory)};
  }
  if (has<Report>(c.state, body.report)) return Error{ErrorCode::report_exists, body.report};
  // The first year shows stocks only: the vintages are those after it.
  if (body.from_year >= body.to_year || body.from_year + 1 < project.from_year ||
      body.to_year > project.to_year) {
    return Error{ErrorCode::period_invalid};
  }
  LINHUI_TRY(check_period_free(c.state, body.project, body.from_year, body.to_year));

  Report report;
  report.nets = LINHUI_TRY(checked_nets(c.state, body));
  report.project = body.project;
  report.developer = c.by();
  report.from_year = body.from_year;
  report.to_year = body.to_year;
  for (const TableDigest& table : body.tables) report.tables.push_back(table.sha256);
  report.root = body.rows.root;
  report.row_count = body.rows.count;
  report.index = c.index;
  write(c.state, ReportPeriod{body.report, body.from_year, body.to_year}, body.project,
        body.report);
  write(c.state, report, body.report);
  return {};
}

namespace {

// A filed report that someone other than its developer may decide on.
Result<Report> filed_report(RuleContext& c, const std::string& id) {
  Report report = LINHUI_TRY(need<Report>(c.state, id));
  if (report.state != ReportState::filed) {
    return Error{ErrorCode::report_state, std::string(word_of(report.state))};
  }
  if (report.developer == c.by()) return Error{ErrorCode::two_hands, c.by()};
  return report;
}

}  // namespace

// The verifier states the root of the rows as recomputed: it must be the reported one.
Result<void> rule_report_verify(RuleContext& c, const ReportVerifyBody& body) {
  Report report = LINHUI_TRY(filed_report(c, body.report));
  if (report.root != body.recomputed_root) {
    return Error{ErrorCode::recomputation_differs, hex(body.recomputed_root)};
  }
  report.state = ReportState::verified;
  report.verifier = c.by();
  write(c.state, report, body.report);
  return {};
}

// A rejected report frees its period for a new one.
Result<void> rule_report_reject(RuleContext& c, const ReportRejectBody& body) {
  Report report = LINHUI_TRY(filed_report(c, body.report));
  report.state = ReportState::rejected;
  write(c.state, report, body.report);
  erase<ReportPeriod>(c.state, report.project, body.report);
  return {};
}

}  // namespace linhui::ledger
