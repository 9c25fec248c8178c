#include "ledger/shares/issuance.h"

#include "ledger/base/padded.h"

namespace linhui::ledger {
namespace {

constexpr std::int64_t kE4PerTonne = 10'000;
constexpr std::int64_t kMaxInteger = (std::int64_t{1} << 53) - 1;  // what canonical JSON holds

std::int64_t floor_to_credits(std::int64_t net_e4) {
  return net_e4 / kE4PerTonne - (net_e4 % kE4PerTonne < 0 ? 1 : 0);
}

}  // namespace

Result<IssuePlan> plan_issue(const View& view, const std::string& report) {
  const auto entry = get_state(view, key_of("report", report));
  if (!entry) return Error{ErrorCode::report_not_found, report};
  const std::string project = entry->at("project");
  const auto owner = get_state(view, key_of("project", project));
  if (!owner) return Error{ErrorCode::project_not_found, project};
  const std::string mechanism = owner->at("mechanism");
  if (mechanism.empty()) return Error{ErrorCode::method_not_crediting, project};
  const auto rules = get_state(view, key_of("mechanism", mechanism));
  if (!rules) return Error{ErrorCode::mechanism_not_found, mechanism};
  const auto buffer_num = rules->at("buffer_num").get<std::int64_t>();
  const auto buffer_den = rules->at("buffer_den").get<std::int64_t>();

  IssuePlan plan;
  plan.net_e4 = owner->at("net_e4");
  plan.credited = owner->at("credited");
  for (const Json& vintage : entry->at("nets")) {
    plan.net_e4 += vintage.at("net_e4").get<std::int64_t>();
    if (plan.net_e4 > kMaxInteger || plan.net_e4 < -kMaxInteger) {
      return Error{ErrorCode::amount_overflow, project};
    }
    const std::int64_t credits = floor_to_credits(plan.net_e4) - plan.credited;
    if (credits <= 0) continue;
    const int year = vintage.at("vintage");
    const auto total = get_state(view, key_of("total", project, padded(year, 4)));
    const std::int64_t issued = total ? total->at("issued").get<std::int64_t>() : 0;
    const std::int64_t buffer = (credits * buffer_num + buffer_den - 1) / buffer_den;
    plan.vintages.push_back({{project, year, issued + 1, issued + credits}, buffer});
    plan.credited += credits;
  }
  plan.carried_e4 = plan.net_e4 - plan.credited * kE4PerTonne;
  return plan;
}

Json to_json(const IssuePlan& plan) {
  Json vintages = Json::array();
  for (const VintageIssue& issue : plan.vintages) {
    vintages.push_back({{"vintage", issue.block.vintage},
                        {"first", issue.block.first},
                        {"last", issue.block.last},
                        {"buffer", issue.buffer}});
  }
  return vintages;
}

}  // namespace linhui::ledger
