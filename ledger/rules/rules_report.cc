// Rules of monitoring reports. The estimate's rows lie beside the record; the ledger adds them up
// itself, so that what is claimed is what the rows say.
#include <map>

#include "ledger/rules/apply_rules.h"
#include "ledger/rules/report_rows.h"

namespace linhui::ledger {
namespace {

constexpr std::int64_t kMaxE4 = 9'000'000'000'000'000;  // 9 × 10^11 t CO2e

// Every term of one vintage, in 0.0001 t CO2e.
struct VintageTerms {
  std::int64_t change = 0, emissions = 0, baseline = 0, leakage = 0, deduction = 0, net = 0;
};

Result<std::map<int, VintageTerms>> read_vintages(const Json& array) {
  std::map<int, VintageTerms> vintages;
  for (const Json& entry : array) {
    Fields f(entry, "body.vintages");
    const int year = static_cast<int>(f.whole("vintage", 1900, 2200));
    VintageTerms terms;
    terms.change = f.whole("change_e4", -kMaxE4, kMaxE4);
    terms.emissions = f.whole("project_emissions_e4", -kMaxE4, kMaxE4);
    terms.baseline = f.whole("baseline_e4", -kMaxE4, kMaxE4);
    terms.leakage = f.whole("leakage_e4", -kMaxE4, kMaxE4);
    terms.deduction = f.whole("deduction_e4", 0, kMaxE4);
    terms.net = f.whole("net_e4", -kMaxE4, kMaxE4);
    LINHUI_TRY(f.done());
    if (terms.net !=
        terms.change - terms.emissions - terms.baseline - terms.leakage - terms.deduction) {
      return Error{ErrorCode::rows_mismatch, "net_e4 " + std::to_string(year)};
    }
    if (!vintages.emplace(year, terms).second) {
      return Error{ErrorCode::record_malformed, "body.vintages"};
    }
  }
  return vintages;
}

constexpr std::size_t kMaxSettings = 64, kMaxSettingBytes = 200;

// The choices that the estimate was made with: text by name.
Result<void> check_settings(Fields& f) {
  if (!f.has("settings")) return {};
  const Json& settings = f.object("settings");
  if (settings.size() > kMaxSettings) f.fail("settings");
  Fields fields(settings, "body.settings");
  for (const auto& [name, value] : settings.items()) {
    if (!is_id(name)) f.fail("settings");
    fields.text(name.c_str(), kMaxSettingBytes);
  }
  return fields.done();
}

}  // namespace

Result<void> rule_report_file(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string report = f.id("report");
  const std::string project = f.id("project");
  const std::string method = f.id("method");
  f.text("version", 100);
  f.text("gwp", 20);
  f.text("statement");
  const std::string inventory = hex(f.hash("inventory"));
  const auto from = f.whole("from_year", 1900, 2200);
  const auto to = f.whole("to_year", 1900, 2200);
  f.hash("parameter_set_sha256");
  const Json& tables = f.array("tables");
  const Json& vintages = f.array("vintages");
  LINHUI_TRY(check_settings(f));
  const RowsReference rows = read_rows_reference(f);
  LINHUI_TRY(f.done());

  const auto entry = get_state(c.state, key_of("project", project));
  if (!entry) return Error{ErrorCode::project_not_found, project};
  if (entry->at("developer") != c.by()) return Error{ErrorCode::role_missing, project};
  if (entry->at("state") != "registered") {
    return Error{ErrorCode::project_state, entry->at("state").get<std::string>()};
  }
  if (entry->at("method") != method) return Error{ErrorCode::method_not_accepted, method};
  if (entry->at("inventory") != inventory) return Error{ErrorCode::inventory_not_found, inventory};
  if (has_state(c.state, key_of("report", report))) return Error{ErrorCode::report_exists, report};
  // The first year shows stocks only: the vintages are those after it.
  if (from >= to || from + 1 < entry->at("from_year") || to > entry->at("to_year")) {
    return Error{ErrorCode::period_invalid};
  }
  std::optional<Error> refused;
  scan_state(c.state, key_of("reports_of", project) + "/",
             [&](std::string_view, const Json& other) {
               if (from < other.at("to_year") && other.at("from_year") < to) {
                 refused = Error{ErrorCode::period_overlaps, other.at("report").get<std::string>()};
               }
               return !refused;
             });
  if (refused) return *refused;

  Json digests = Json::array();
  for (const Json& table : tables) {
    Fields fields(table, "body.tables");
    fields.id("name");
    digests.push_back(hex(fields.hash("sha256")));
    LINHUI_TRY(fields.done());
  }
  const auto stated = read_vintages(vintages);
  if (!stated.ok()) return stated.error();
  const auto summed = sum_report_rows(c.state, rows.root, rows.count);
  if (!summed.ok()) return summed.error();
  Json nets = Json::array();
  for (int year = static_cast<int>(from) + 1; year <= to; ++year) {
    const auto claim = stated.value().find(year);
    if (claim == stated.value().end()) {
      return Error{ErrorCode::rows_mismatch, std::to_string(year)};
    }
    const auto sums = summed.value().find(year);
    const ReportYear none;
    const ReportYear& year_sums = sums == summed.value().end() ? none : sums->second;
    // Emissions that no pool's row shows come on top; a verifier makes them again.
    if (claim->second.change != year_sums.change_e4 ||
        claim->second.emissions < year_sums.emissions_e4) {
      return Error{ErrorCode::rows_mismatch, std::to_string(year)};
    }
    nets.push_back({{"vintage", year}, {"net_e4", claim->second.net}});
  }
  if (stated.value().size() != nets.size()) return Error{ErrorCode::rows_mismatch, "vintages"};

  const Json reports_of = {{"report", report}, {"from_year", from}, {"to_year", to}};
  put_state(c.state, key_of("reports_of", project, report), reports_of);
  put_state(c.state, key_of("report", report),
            {{"project", project},
             {"developer", c.by()},
             {"state", "filed"},
             {"from_year", from},
             {"to_year", to},
             {"tables", digests},
             {"nets", nets},
             {"root", hex(rows.root)},
             {"count", rows.count},
             {"index", c.index}});
  return {};
}

namespace {

// A filed report that someone other than its developer may decide on.
Result<Json> filed_report(RuleContext& c, const std::string& report) {
  auto entry = get_state(c.state, key_of("report", report));
  if (!entry) return Error{ErrorCode::report_not_found, report};
  if (entry->at("state") != "filed") {
    return Error{ErrorCode::report_state, entry->at("state").get<std::string>()};
  }
  if (entry->at("developer") == c.by()) return Error{ErrorCode::two_hands, c.by()};
  return *entry;
}

}  // namespace

// The verifier states the root of the rows as recomputed: it must be the reported one.
Result<void> rule_report_verify(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string report = f.id("report");
  const std::string root = hex(f.hash("recomputed_root"));
  f.text("opinion");
  LINHUI_TRY(f.done());
  auto entry = filed_report(c, report);
  if (!entry.ok()) return entry.error();
  if (entry.value().at("root") != root) return Error{ErrorCode::recomputation_differs, root};
  entry.value()["state"] = "verified";
  entry.value()["verifier"] = c.by();
  put_state(c.state, key_of("report", report), entry.value());
  return {};
}

// A rejected report frees its period for a new one.
Result<void> rule_report_reject(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string report = f.id("report");
  f.text("reason");
  LINHUI_TRY(f.done());
  auto entry = filed_report(c, report);
  if (!entry.ok()) return entry.error();
  entry.value()["state"] = "rejected";
  put_state(c.state, key_of("report", report), entry.value());
  c.state.erase(Table::state,
                key_of("reports_of", entry.value().at("project").get<std::string>(), report));
  return {};
}

}  // namespace linhui::ledger
