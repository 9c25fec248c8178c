#include "api/app/cases/eligibility.h"

#include <algorithm>
#include <map>

#include "api/app/cases/methods.h"
#include "api/app/desk/files.h"
#include "api/app/desk/problems.h"
#include "api/exchange/output/csv_text.h"

namespace linhui::api::app {
namespace {

using methodology::Estimable;
using methodology::Route;
using methodology::Stand;
using methodology::Verdict;

constexpr int kAnyYear = 2020;  // where no stand has a measured one

int newest_measured_year(const std::vector<Stand>& stands) {
  int year = 0;
  for (const Stand& stand : stands) {
    const auto& measured = stand.volume_m3_ha_by_year;
    if (!measured.empty()) year = std::max(year, measured.rbegin()->first);
  }
  return year ? year : kAnyYear;
}

std::vector<RouteCheck> check_routes(const std::vector<Stand>& stands,
                                     const std::vector<std::string>& wanted,
                                     methodology::EligibilityTable& table,
                                     const methodology::TableFiles& tables) {
  const int year = newest_measured_year(stands);
  std::map<std::string, std::shared_ptr<const std::vector<Estimable>>> by_method;
  std::vector<RouteCheck> checks;
  for (const Route& route : table.routes()) {
    const auto* method = methodology::find_method(route.method);
    const bool chosen =
        wanted.empty() || std::find(wanted.begin(), wanted.end(), route.method) != wanted.end();
    if (!method || !chosen) continue;
    auto& estimable = by_method[route.method];
    if (!estimable) {
      estimable = std::make_shared<const std::vector<Estimable>>(
          methodology::check_estimable(*method, stands, {}, year, tables));
    }
    RouteCheck check{route, {}, estimable, table.by_hand(route)};
    check.conditions.reserve(stands.size());
    for (const Stand& stand : stands) check.conditions.push_back(table.check(stand, route));
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace

const char* name_of(EligibilityReason::Kind kind) {
  return kind == EligibilityReason::Kind::condition ? "condition" : "estimate";
}

Verdict RouteCheck::verdict(std::size_t stand) const {
  return std::min(conditions[stand].verdict, (*estimable)[stand].verdict);
}

std::vector<EligibilityReason> RouteCheck::reasons(std::size_t stand) const {
  std::vector<EligibilityReason> reasons;
  for (const auto& obstacle : conditions[stand].obstacles) {
    const auto& condition = obstacle.condition;
    reasons.push_back({EligibilityReason::Kind::condition,
                       condition.rule,
                       condition.field,
                       obstacle.value,
                       condition.source,
                       methodology::name_of(condition.confidence),
                       obstacle.verdict,
                       {condition.requirement.english, condition.requirement.chinese}});
  }
  for (const auto& fault : (*estimable)[stand].faults) {
    reasons.push_back({EligibilityReason::Kind::estimate,
                       fault.code,
                       fault.field,
                       fault.value,
                       "",
                       "",
                       methodology::verdict_of(fault),
                       {fault.english, fault.chinese}});
  }
  return reasons;
}

Outcome<EligibilityCheck> check_eligibility(const InventorySource& source,
                                            const std::vector<std::string>& methods) {
  for (const std::string& id : methods) LINHUI_API_TRY(method_named(id));
  const auto tables = methodology::shipped_tables();
  auto found = methodology::EligibilityTable::find(tables);
  if (const auto* fault = std::get_if<methodology::Finding>(&found)) {
    return findings_problem({*fault}, fault->field);
  }
  EligibilityCheck check;
  check.inventory = LINHUI_API_TRY(read_stands(source));
  check.routes = check_routes(check.inventory.stands, methods,
                              std::get<methodology::EligibilityTable>(found), tables);
  return check;
}

EligibilityTotals totals_of(const RouteCheck& route, const exchange::Inventory& inventory) {
  EligibilityTotals totals;
  for (std::size_t stand = 0; stand < inventory.places.size(); ++stand) {
    const auto verdict = static_cast<std::size_t>(route.verdict(stand));
    ++totals.stands[verdict];
    totals.area_m2[verdict] += inventory.places[stand].area_m2;
  }
  return totals;
}

std::string codes_of(const std::vector<EligibilityReason>& reasons) {
  std::string text;
  for (const EligibilityReason& reason : reasons) {
    if (!text.empty()) text += ' ';
    text += reason.code;
    if (reason.verdict == Verdict::unknown) text += '?';
  }
  return text;
}

void write_eligibility_csv(std::ostream& to, const EligibilityCheck& check) {
  to << "stand_id,area_ha,method,mechanism,verdict,conditions,estimate,reasons\n";
  for (std::size_t i = 0; i < check.inventory.stands.size(); ++i) {
    const Stand& stand = check.inventory.stands[i];
    for (const RouteCheck& one : check.routes) {
      to << exchange::csv_field(stand.stand_id) << ',' << stand.area_ha.str() << ','
         << one.route.method << ',' << one.route.mechanism << ','
         << methodology::name_of(one.verdict(i)) << ','
         << methodology::name_of(one.conditions[i].verdict) << ','
         << methodology::name_of((*one.estimable)[i].verdict) << ',' << codes_of(one.reasons(i))
         << '\n';
    }
  }
}

Outcome<void> write_eligibility(const std::string& path, const EligibilityCheck& check) {
  return write_file(path, [&](std::ostream& to) { write_eligibility_csv(to, check); });
}

}  // namespace linhui::api::app
