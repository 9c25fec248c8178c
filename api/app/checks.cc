#include "api/app/checks.h"

#include "api/app/projects.h"

namespace linhui::api::app {

Outcome<std::vector<RecomputedReport>> recompute_all(const ledger::LedgerView& view) {
  std::vector<std::pair<std::string, std::string>> reports;
  ledger::scan_state(view.state(), "report/", [&](std::string_view key, const Json& entry) {
    const std::string state = entry.at("state");
    if (state == "verified" || state == "issued") {
      reports.emplace_back(key.substr(7), entry.at("project").get<std::string>());
    }
    return true;
  });
  std::vector<RecomputedReport> results;
  for (const auto& [report, project] : reports) {
    auto outcome = recompute_report(view, report);
    LINHUI_APP_PASS(outcome);
    const auto& recomputed = std::get<Recomputation>(outcome);
    results.push_back(
        {report, project, recomputed.rows.size(), recomputed.equal(), recomputed.first_difference});
  }
  return results;
}

}  // namespace linhui::api::app
