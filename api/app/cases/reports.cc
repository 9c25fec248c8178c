#include "api/app/cases/reports.h"

#include <algorithm>
#include <array>

#include "api/app/cases/methods.h"
#include "api/app/cases/stand_rows.h"
#include "api/app/desk/amounts.h"
#include "ledger/rules/report_rows.h"
#include "ledger/state/inventory.h"
#include "ledger/state/project.h"
#include "ledger/state/report.h"
#include "ledger/store/log_keys.h"

namespace linhui::api::app {
namespace {

Outcome<std::vector<methodology::Stand>> recorded_stands(const ledger::LedgerView& view,
                                                         const ledger::Hash& root) {
  const auto inventory =
      LINHUI_API_TRY(ledger::need<ledger::Inventory>(view.state(), ledger::hex(root)));
  std::vector<methodology::Stand> stands;
  stands.reserve(inventory.row_count);
  std::string unread;
  const bool complete =
      ledger::scan_rows(view.state(), root, inventory.row_count, [&](auto, std::string_view row) {
        auto stand = stand_of_row(row);
        if (stand) stands.push_back(std::move(*stand));
        if (!stand) unread = row.substr(0, 80);
        return unread.empty();
      });
  if (!unread.empty()) return to_problem({ledger::ErrorCode::row_malformed, unread});
  if (!complete) return to_problem({ledger::ErrorCode::rows_missing, ledger::hex(root)});
  return stands;
}

struct Computed {
  methodology::Estimate estimate;
  std::vector<methodology::Stand> stands;
};

// The estimate of a project's stands, from what the ledger holds.
Outcome<Computed> estimate_recorded(const ledger::LedgerView& view, const std::string& method_id,
                                    const ledger::Hash& inventory,
                                    const methodology::EstimateOptions& options) {
  const auto* method = methodology::find_method(method_id);
  if (!method) return to_problem({ledger::ErrorCode::method_not_published, method_id});
  const auto tables = LINHUI_API_TRY(published_tables(view, method_id));
  Computed computed;
  computed.stands = LINHUI_API_TRY(recorded_stands(view, inventory));
  auto outcome = method->estimate(computed.stands, options, tables);
  if (const auto* findings = std::get_if<methodology::Findings>(&outcome)) {
    return findings_problem(*findings, "");
  }
  computed.estimate = std::move(std::get<methodology::Estimate>(outcome));
  return computed;
}

struct YearSums {
  std::int64_t change_e4 = 0, emissions_e4 = 0;  // of the rows
  std::array<std::int64_t, 4> terms_e4 = {};     // what the method works out beside them, by Term
  std::int64_t term(methodology::Term term) const {
    return terms_e4[static_cast<std::size_t>(term)];
  }
};

// The first year has no vintage: a term that falls in it counts in the vintage after it.
std::map<int, YearSums> sums_by_year(const methodology::Estimate& estimate) {
  std::map<int, YearSums> sums;
  for (const methodology::EstimateRow& row : estimate.rows) {
    if (!row.change || row.pool == methodology::Pool::total) continue;
    const std::int64_t e4 = row.change->ten_thousandths();
    if (row.pool >= methodology::Pool::emissions_ch4) {
      sums[row.year].emissions_e4 -= e4;
    } else {
      sums[row.year].change_e4 += e4;
    }
  }
  const int first_vintage = estimate.options.from_year + 1;
  for (const methodology::EstimateTerm& term : estimate.terms) {
    sums[std::max(term.year, first_vintage)].terms_e4[static_cast<std::size_t>(term.term)] +=
        term.amount.ten_thousandths();
  }
  return sums;
}

// A vintage's terms: the rows, what the method works out beside them, and what the developer
// states.
std::vector<ledger::VintageTerms> vintage_terms(const methodology::Estimate& estimate,
                                                const ReportRequest& request) {
  using methodology::Term;
  auto by_year = sums_by_year(estimate);
  std::vector<ledger::VintageTerms> vintages;
  for (int year = request.from_year + 1; year <= request.to_year; ++year) {
    const YearSums& sums = by_year[year];
    ledger::VintageTerms& terms = vintages.emplace_back();
    terms.vintage = year;
    terms.change_e4 = sums.change_e4;
    terms.project_emissions_e4 = sums.emissions_e4 + sums.term(Term::project_emissions);
    terms.baseline_e4 = request.baseline_e4_a_year + sums.term(Term::baseline);
    terms.leakage_e4 = request.leakage_e4_a_year + sums.term(Term::leakage);
    terms.deduction_e4 = sums.term(Term::deduction);
    terms.net_e4 = terms.change_e4 - terms.project_emissions_e4 - terms.baseline_e4 -
                   terms.leakage_e4 - terms.deduction_e4;
  }
  return vintages;
}

Outcome<ledger::ReportFileBody> report_body(const ledger::LedgerView& view, const std::string& id) {
  const auto report = LINHUI_API_TRY(ledger::need<ledger::Report>(view.state(), id));
  const auto record = LINHUI_API_TRY(view.record(report.index));
  return LINHUI_API_TRY(ledger::body_of<ledger::ReportFileBody>(record));
}

std::string figures_of(const std::string& bytes) {
  const auto row = ledger::row_of<ledger::EstimateRow>(bytes);
  if (!row.ok()) return bytes;
  const ledger::EstimateRow& figures = row.value();
  return figures.stand + " " + std::to_string(figures.year) + " " + figures.pool + ": " +
         figures.stock + " / " + figures.change;
}

std::string first_difference(const ledger::Rows& reported, const ledger::Rows& recomputed) {
  for (std::size_t i = 0; i < reported.size() || i < recomputed.size(); ++i) {
    const std::string one = i < reported.size() ? reported[i] : "";
    const std::string other = i < recomputed.size() ? recomputed[i] : "";
    if (one != other) {
      return "row " + std::to_string(i) + ": reported " + figures_of(one) + ", recomputed " +
             figures_of(other);
    }
  }
  return {};
}

// Where the vintages' terms cannot be what the estimate and one statement a year give: emissions
// and deduction are the estimate's, baseline and leakage the estimate's plus the same amount each
// year. Empty where they can.
std::string term_difference(const std::vector<ledger::VintageTerms>& vintages,
                            const methodology::Estimate& estimate) {
  using methodology::Term;
  auto by_year = sums_by_year(estimate);
  std::optional<std::int64_t> baseline, leakage;  // that the developer states, a year
  for (const ledger::VintageTerms& vintage : vintages) {
    const YearSums& made = by_year[vintage.vintage];
    if (!baseline) baseline = vintage.baseline_e4 - made.term(Term::baseline);
    if (!leakage) leakage = vintage.leakage_e4 - made.term(Term::leakage);
    struct Compared {
      const char* name;
      std::int64_t reported, recomputed;
    };
    for (const Compared& term :
         {Compared{"project_emissions_e4", vintage.project_emissions_e4,
                   made.emissions_e4 + made.term(Term::project_emissions)},
          Compared{"baseline_e4", vintage.baseline_e4, *baseline + made.term(Term::baseline)},
          Compared{"leakage_e4", vintage.leakage_e4, *leakage + made.term(Term::leakage)},
          Compared{"deduction_e4", vintage.deduction_e4, made.term(Term::deduction)}}) {
      if (term.reported == term.recomputed) continue;
      return std::to_string(vintage.vintage) + " " + term.name + ": reported " +
             ledger::e4_text(term.reported) + ", recomputed " + ledger::e4_text(term.recomputed);
    }
  }
  return {};
}

methodology::EstimateOptions options_of(int from_year, int to_year, const std::string& gwp,
                                        const std::map<std::string, std::string>& settings) {
  methodology::EstimateOptions options;
  options.from_year = from_year;
  options.to_year = to_year;
  options.gwp = gwp;
  options.settings = settings;
  return options;
}

Text filing_summary(const ReportRequest& request,
                    const std::vector<ledger::VintageTerms>& vintages) {
  std::int64_t net_e4 = 0;
  for (const ledger::VintageTerms& terms : vintages) net_e4 += terms.net_e4;
  const std::string years =
      std::to_string(request.from_year + 1) + "–" + std::to_string(request.to_year);
  const std::string net = tonnes_text(net_e4);
  return {"Reports " + net + " t CO2e net for " + request.project + ", " + years + ".",
          "报告项目 " + request.project + " " + years + " 年净减排量 " + net + " t CO2e。"};
}

}  // namespace

Outcome<PreparedReport> prepare_report(const Desk& desk, const std::string& developer,
                                       const ReportRequest& request) {
  const auto project = LINHUI_API_TRY(ledger::need<ledger::Project>(desk.state(), request.project));
  const Computed computed = LINHUI_API_TRY(estimate_recorded(
      desk.view(), project.method, project.inventory,
      options_of(request.from_year, request.to_year, request.gwp, request.settings)));
  const methodology::Estimate& estimate = computed.estimate;
  ledger::Rows rows = estimate_rows(estimate, computed.stands);
  ledger::ReportFileBody body;
  body.report = request.report;
  body.project = request.project;
  body.method = project.method;
  body.version = estimate.method_version;
  body.gwp = request.gwp;
  body.statement = request.statement;
  body.inventory = project.inventory;
  body.from_year = request.from_year;
  body.to_year = request.to_year;
  body.parameter_set_sha256 =
      ledger::hash_from_hex(estimate.parameter_set_sha256).value_or(ledger::Hash{});
  for (const auto& table : estimate.tables) {
    body.tables.push_back(
        {table.name, ledger::hash_from_hex(table.sha256).value_or(ledger::Hash{})});
  }
  body.vintages = vintage_terms(estimate, request);
  body.settings = request.settings;
  body.rows = ledger::reference_to(rows);
  PreparedReport result;
  result.vintages = body.vintages;
  result.prepared =
      desk.prepare(developer, body, filing_summary(request, body.vintages), std::move(rows));
  return result;
}

Outcome<Recomputation> recompute_report(const ledger::LedgerView& view, const std::string& report) {
  const auto stated = LINHUI_API_TRY(report_body(view, report));
  Computed computed = LINHUI_API_TRY(
      estimate_recorded(view, stated.method, stated.inventory,
                        options_of(stated.from_year, stated.to_year, stated.gwp, stated.settings)));
  Recomputation result;
  result.rows = estimate_rows(computed.estimate, computed.stands);
  result.reported_root = stated.rows.root;
  result.reported_count = stated.rows.count;
  result.recomputed_root = ledger::rows_root(result.rows);
  result.first_difference = term_difference(stated.vintages, computed.estimate);
  result.estimate = std::move(computed.estimate);
  if (result.recomputed_root != result.reported_root) {
    const auto reported = LINHUI_API_TRY(view.rows(result.reported_root, result.reported_count));
    result.first_difference = first_difference(reported, result.rows);
  }
  return result;
}

Outcome<Prepared> prepare_verification(const Desk& desk, const std::string& verifier,
                                       const std::string& report, const std::string& opinion) {
  const auto recomputed = LINHUI_API_TRY(recompute_report(desk.view(), report));
  if (!recomputed.equal()) {
    return to_problem({ledger::ErrorCode::recomputation_differs, recomputed.first_difference});
  }
  const std::string figures = grouped(static_cast<std::int64_t>(recomputed.rows.size()));
  return desk.prepare(
      verifier, ledger::ReportVerifyBody{report, recomputed.recomputed_root, opinion},
      {"Verifies report " + report + ": all " + figures + " figures recomputed, the same.",
       "核查报告 " + report + "：重算全部 " + figures + " 个数值，逐位一致。"});
}

Prepared prepare_rejection(const Desk& desk, const std::string& verifier, const std::string& report,
                           const std::string& reason) {
  return desk.prepare(
      verifier, ledger::ReportRejectBody{report, reason},
      {"Rejects report " + report + ": " + reason, "退回报告 " + report + "：" + reason});
}

}  // namespace linhui::api::app
