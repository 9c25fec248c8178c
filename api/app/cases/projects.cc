#include "api/app/cases/projects.h"

#include <algorithm>
#include <array>

#include "api/app/cases/stand_rows.h"
#include "ledger/rules/report_rows.h"
#include "ledger/shares/issuance.h"

namespace linhui::api::app {
namespace {

using ledger::get_state;
using ledger::key_of;

// The lines of a table as rows, so that the ledger keeps the whole text.
void add_lines(const std::string& name, const std::string& text, ledger::Rows& rows) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    rows.push_back(ledger::canonical({{"table", name}, {"text", text.substr(begin, end - begin)}}));
    begin = end + 1;
  }
}

Outcome<std::vector<methodology::Stand>> recorded_stands(const ledger::LedgerView& view,
                                                         const std::string& inventory) {
  const auto entry = get_state(view.state(), key_of("inventory", inventory));
  if (!entry) return to_problem({ledger::ErrorCode::inventory_not_found, inventory});
  const auto rows = LINHUI_API_TRY(
      view.rows(*ledger::hash_from_hex(inventory), entry->at("count").get<std::uint64_t>()));
  std::vector<methodology::Stand> stands;
  for (const std::string& row : rows) {
    auto stand = stand_of_row(row);
    if (!stand) return to_problem({ledger::ErrorCode::row_malformed, row.substr(0, 80)});
    stands.push_back(std::move(*stand));
  }
  return stands;
}

struct Computed {
  methodology::Estimate estimate;
  std::vector<methodology::Stand> stands;
};

// The estimate of a project's stands, from what the ledger holds.
Outcome<Computed> estimate_recorded(const ledger::LedgerView& view, const std::string& method_id,
                                    const std::string& inventory,
                                    const methodology::EstimateOptions& options) {
  const auto* method = methodology::find_method(method_id);
  if (!method) return to_problem({ledger::ErrorCode::method_not_published, method_id});
  const auto tables = LINHUI_API_TRY(published_tables(view, method_id));
  auto stands = LINHUI_API_TRY(recorded_stands(view, inventory));
  Computed computed;
  computed.stands = std::move(stands);
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
Json vintage_json(int year, const YearSums& sums, const ReportRequest& request) {
  using methodology::Term;
  const std::int64_t emissions = sums.emissions_e4 + sums.term(Term::project_emissions);
  const std::int64_t baseline = request.baseline_e4_a_year + sums.term(Term::baseline);
  const std::int64_t leakage = request.leakage_e4_a_year + sums.term(Term::leakage);
  const std::int64_t deduction = sums.term(Term::deduction);
  return {{"vintage", year},
          {"change_e4", sums.change_e4},
          {"project_emissions_e4", emissions},
          {"baseline_e4", baseline},
          {"leakage_e4", leakage},
          {"deduction_e4", deduction},
          {"net_e4", sums.change_e4 - emissions - baseline - leakage - deduction}};
}

Json vintages_json(const methodology::Estimate& estimate, const ReportRequest& request) {
  auto sums = sums_by_year(estimate);
  Json vintages = Json::array();
  for (int year = request.from_year + 1; year <= request.to_year; ++year) {
    vintages.push_back(vintage_json(year, sums[year], request));
  }
  return vintages;
}

Outcome<Json> report_body(const ledger::LedgerView& view, const std::string& report) {
  const auto entry = get_state(view.state(), key_of("report", report));
  if (!entry) return to_problem({ledger::ErrorCode::report_not_found, report});
  const auto record = LINHUI_API_TRY(view.record(entry->at("index").get<std::uint64_t>()));
  return record.body();
}

std::string figures_of(const std::string& row) {
  const Json value = Json::parse(row, nullptr, false);
  if (!value.is_object()) return row;
  return value.value("stand", "") + " " + std::to_string(value.value("year", 0)) + " " +
         value.value("pool", "") + ": " + value.value("stock", "") + " / " +
         value.value("change", "");
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
std::string term_difference(const Json& vintages, const methodology::Estimate& estimate) {
  using methodology::Term;
  auto sums = sums_by_year(estimate);
  std::optional<std::int64_t> baseline, leakage;  // that the developer states, a year
  for (const Json& vintage : vintages) {
    const int year = vintage.at("vintage").get<int>();
    const YearSums& made = sums[year];
    const auto differs = [&](const char* name, std::int64_t recomputed) -> std::string {
      const auto reported = vintage.at(name).get<std::int64_t>();
      if (reported == recomputed) return {};
      return std::to_string(year) + " " + name + ": reported " + ledger::e4_text(reported) +
             ", recomputed " + ledger::e4_text(recomputed);
    };
    const auto stated = [&](const char* name, Term term) {
      return vintage.at(name).get<std::int64_t>() - made.term(term);
    };
    if (!baseline) baseline = stated("baseline_e4", Term::baseline);
    if (!leakage) leakage = stated("leakage_e4", Term::leakage);
    for (const std::string& difference :
         {differs("project_emissions_e4", made.emissions_e4 + made.term(Term::project_emissions)),
          differs("baseline_e4", *baseline + made.term(Term::baseline)),
          differs("leakage_e4", *leakage + made.term(Term::leakage)),
          differs("deduction_e4", made.term(Term::deduction))}) {
      if (!difference.empty()) return difference;
    }
  }
  return {};
}

}  // namespace

Outcome<std::uint64_t> admit_party(Workspace& workspace, const std::string& registrar,
                                   const NewParty& party) {
  auto key = LINHUI_API_TRY(workspace.keys().create(party.party));
  Json body = {{"party", party.party},
               {"roles", party.roles},
               {"kind", party.kind},
               {"name", party.name},
               {"key", ledger::base64(ledger::spki(key))}};
  if (!party.township.empty()) body["township"] = party.township;
  if (!party.village.empty()) body["village"] = party.village;
  auto done = workspace.submit({"party.admit", registrar, body});
  // A key without a party is of no use to anyone.
  if (!done.ok()) {
    std::filesystem::remove(workspace.keys().folder() / (party.party + ".pem"));
  }
  return done;
}

Outcome<std::uint64_t> publish_method(Workspace& workspace, const std::string& registrar,
                                      const Publication& publication) {
  const auto* method = methodology::find_method(publication.method);
  if (!method) {
    return to_problem({ledger::ErrorCode::method_not_published, publication.method});
  }
  const auto& declaration = method->declaration();
  if (!declaration.missing.empty()) {
    return simple_problem("parameters_missing",
                          {"The method's parameters are not in hand; it cannot be published.",
                           "该方法学参数不全，不能公布。"},
                          publication.method);
  }
  const auto shipped = methodology::shipped_tables();
  ledger::Rows rows;
  Json tables = Json::array();
  for (const std::string& name : declaration.tables) {
    const std::string& text = shipped.at(name);
    add_lines(name, text, rows);
    tables.push_back({{"name", name}, {"sha256", ledger::hex(ledger::sha256(text))}});
  }
  return workspace.submit({"method.publish",
                           registrar,
                           {{"method", publication.method},
                            {"version", declaration.version},
                            {"crediting", declaration.crediting},
                            {"basis", publication.basis},
                            {"compared_with", publication.compared_with},
                            {"compared_by", publication.compared_by},
                            {"compared_on", publication.compared_on},
                            {"tables", tables},
                            {"rows", ledger::rows_reference(rows)}},
                           rows});
}

Outcome<methodology::TableFiles> published_tables(const ledger::LedgerView& view,
                                                  const std::string& method) {
  const auto entry = get_state(view.state(), key_of("method", method));
  if (!entry) return to_problem({ledger::ErrorCode::method_not_published, method});
  const auto rows =
      LINHUI_API_TRY(view.rows(*ledger::hash_from_hex(entry->at("root").get<std::string>()),
                               entry->at("count").get<std::uint64_t>()));
  methodology::TableFiles files;
  for (const std::string& bytes : rows) {
    const Json row = Json::parse(bytes);
    files[row.at("table")] += row.at("text").get<std::string>() + "\n";
  }
  return files;
}

Outcome<std::uint64_t> import_inventory(Workspace& workspace, const std::string& developer,
                                        const std::string& project,
                                        const exchange::Inventory& inventory) {
  if (!inventory.usable()) {
    return faults_problem(
        "inventory_refused",
        {"The inventory has faults; nothing was imported.", "清查数据有错误，未导入任何内容。"},
        inventory.faults);
  }
  const ledger::Rows rows = stand_rows(inventory.stands, inventory.places);
  const std::int64_t area_m2 = inventory.area_m2();
  return workspace.submit({"inventory.import",
                           developer,
                           {{"project", project},
                            {"file", inventory.file},
                            {"file_sha256", inventory.sha256},
                            {"area_m2", area_m2},
                            {"rows", ledger::rows_reference(rows)}},
                           rows});
}

Outcome<std::string> newest_inventory(const ledger::LedgerView& view, const std::string& project) {
  std::string newest;
  std::uint64_t index = 0;
  ledger::scan_state(view.state(), "inventory/", [&](std::string_view key, const Json& entry) {
    const auto at = entry.at("index").get<std::uint64_t>();
    if (entry.at("project") == project && (newest.empty() || at > index)) {
      newest = std::string(key.substr(10));
      index = at;
    }
    return true;
  });
  if (newest.empty()) return to_problem({ledger::ErrorCode::inventory_not_found, project});
  return newest;
}

Outcome<std::uint64_t> register_project(Workspace& workspace, const std::string& developer,
                                        const NewProject& project) {
  const auto inventory = LINHUI_API_TRY(newest_inventory(workspace.view(), project.project));
  Json body = {{"project", project.project},     {"name", project.name},
               {"method", project.method},       {"inventory", inventory},
               {"from_year", project.from_year}, {"to_year", project.to_year}};
  if (!project.mechanism.empty()) body["mechanism"] = project.mechanism;
  return workspace.submit({"project.register", developer, body});
}

Outcome<std::uint64_t> file_report(Workspace& workspace, const std::string& developer,
                                   const ReportRequest& request) {
  const auto view = workspace.view();
  const auto project = get_state(view.state(), key_of("project", request.project));
  if (!project) return to_problem({ledger::ErrorCode::project_not_found, request.project});
  const std::string inventory = project->at("inventory"), method = project->at("method");
  methodology::EstimateOptions options;
  options.from_year = request.from_year;
  options.to_year = request.to_year;
  options.gwp = request.gwp;
  options.settings = request.settings;
  auto outcome = LINHUI_API_TRY(estimate_recorded(view, method, inventory, options));
  const Computed& computed = outcome;
  const ledger::Rows rows = estimate_rows(computed.estimate, computed.stands);
  Json tables = Json::array();
  for (const auto& table : computed.estimate.tables) {
    tables.push_back({{"name", table.name}, {"sha256", table.sha256}});
  }
  Json body = {{"report", request.report},
               {"project", request.project},
               {"method", method},
               {"version", computed.estimate.method_version},
               {"gwp", request.gwp},
               {"statement", request.statement},
               {"inventory", inventory},
               {"from_year", request.from_year},
               {"to_year", request.to_year},
               {"parameter_set_sha256", computed.estimate.parameter_set_sha256},
               {"tables", tables},
               {"vintages", vintages_json(computed.estimate, request)},
               {"rows", ledger::rows_reference(rows)}};
  if (!request.settings.empty()) body["settings"] = request.settings;
  return workspace.submit({"report.file", developer, body, rows});
}

Outcome<Recomputation> recompute_report(const ledger::LedgerView& view, const std::string& report) {
  auto body = LINHUI_API_TRY(report_body(view, report));
  const Json& stated = body;
  methodology::EstimateOptions options;
  options.from_year = stated.at("from_year").get<int>();
  options.to_year = stated.at("to_year").get<int>();
  options.gwp = stated.at("gwp");
  if (stated.contains("settings")) {
    options.settings = stated.at("settings").get<std::map<std::string, std::string>>();
  }
  auto outcome =
      LINHUI_API_TRY(estimate_recorded(view, stated.at("method"), stated.at("inventory"), options));
  Computed& computed = outcome;
  Recomputation result;
  result.rows = estimate_rows(computed.estimate, computed.stands);
  result.reported_root = stated.at("rows").at("root");
  result.reported_count = stated.at("rows").at("count").get<std::size_t>();
  result.recomputed_root = ledger::hex(ledger::rows_root(result.rows));
  result.first_difference = term_difference(stated.at("vintages"), computed.estimate);
  result.estimate = std::move(computed.estimate);
  if (result.recomputed_root != result.reported_root) {
    const auto reported = LINHUI_API_TRY(
        view.rows(*ledger::hash_from_hex(result.reported_root), result.reported_count));
    result.first_difference = first_difference(reported, result.rows);
  }
  return result;
}

Outcome<std::uint64_t> verify_report(Workspace& workspace, const std::string& verifier,
                                     const std::string& report, const std::string& opinion) {
  const auto recomputed = LINHUI_API_TRY(recompute_report(workspace.view(), report));
  if (!recomputed.equal()) {
    return to_problem({ledger::ErrorCode::recomputation_differs, recomputed.first_difference});
  }
  return workspace.submit({"report.verify",
                           verifier,
                           {{"report", report},
                            {"recomputed_root", recomputed.recomputed_root},
                            {"opinion", opinion}}});
}

Outcome<std::uint64_t> issue_credits(Workspace& workspace, const std::string& registrar,
                                     const std::string& report) {
  const auto plan = LINHUI_API_TRY(ledger::plan_issue(workspace.view().state(), report));
  return workspace.submit(
      {"credit.issue", registrar, {{"report", report}, {"vintages", ledger::to_json(plan)}}});
}

}  // namespace linhui::api::app
