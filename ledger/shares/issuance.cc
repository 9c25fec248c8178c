#include "ledger/shares/issuance.h"

#include "ledger/state/blocks.h"
#include "ledger/state/method.h"
#include "ledger/state/project.h"
#include "ledger/state/report.h"

namespace linhui::ledger {
namespace {

constexpr std::int64_t kE4PerTonne = 10'000;

std::int64_t floor_to_credits(std::int64_t net_e4) {
  return net_e4 / kE4PerTonne - (net_e4 % kE4PerTonne < 0 ? 1 : 0);
}

}  // namespace

Result<IssuePlan> plan_issue(const View& view, const std::string& id) {
  const Report report = LINHUI_TRY(need<Report>(view, id));
  const Project project = LINHUI_TRY(need<Project>(view, report.project));
  if (project.mechanism.empty()) return Error{ErrorCode::method_not_crediting, report.project};
  const Mechanism mechanism = LINHUI_TRY(need<Mechanism>(view, project.mechanism));

  IssuePlan plan;
  plan.net_e4 = project.net_e4;
  plan.credited = project.credited;
  for (const VintageNet& vintage : report.nets) {
    plan.net_e4 += vintage.net_e4;
    if (plan.net_e4 > kMaxInteger || plan.net_e4 < -kMaxInteger) {
      return Error{ErrorCode::amount_overflow, report.project};
    }
    const std::int64_t credits = floor_to_credits(plan.net_e4) - plan.credited;
    if (credits <= 0) continue;
    const std::int64_t issued = total_of(view, report.project, vintage.vintage).issued;
    const std::int64_t buffer =
        (credits * mechanism.buffer_num + mechanism.buffer_den - 1) / mechanism.buffer_den;
    plan.vintages.push_back(
        {{report.project, vintage.vintage, issued + 1, issued + credits}, buffer});
    plan.credited += credits;
  }
  plan.carried_e4 = plan.net_e4 - plan.credited * kE4PerTonne;
  return plan;
}

std::vector<IssuedVintage> issued_vintages(const IssuePlan& plan) {
  std::vector<IssuedVintage> vintages;
  for (const VintageIssue& issue : plan.vintages) {
    vintages.push_back({issue.block.vintage, issue.block.first, issue.block.last, issue.buffer});
  }
  return vintages;
}

}  // namespace linhui::ledger
