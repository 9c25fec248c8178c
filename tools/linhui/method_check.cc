// linhui method check: which methods and mechanisms each stand may use, and why not the others.
#include <algorithm>
#include <array>
#include <map>
#include <ostream>

#include "api/app/desk/problems.h"
#include "methodology/planning/eligibility.h"
#include "methodology/planning/estimable.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/files.h"
#include "tools/linhui/inventory_input.h"
#include "tools/linhui/method_verbs.h"

namespace linhui::cli {
namespace {

using methodology::Eligibility;
using methodology::Estimable;
using methodology::Route;
using methodology::Verdict;

constexpr std::size_t kStandsShown = 50;  // in text; CSV and JSON have all
constexpr unsigned kHaDecimals = 4;       // of m²
constexpr int kAnyYear = 2020;            // where no stand has a measured one

struct MethodCheckOptions {
  InventoryInput input;
  std::vector<std::string> methods;  // empty: all
  std::string out;
};

// One stand under one route.
struct Answer {
  std::size_t stand = 0;
  Eligibility conditions;
  const Estimable* estimable = nullptr;
  Verdict verdict() const { return std::min(conditions.verdict, estimable->verdict); }
};

// Why a stand is not, or not yet, eligible: a condition of the method, or a finding of its
// estimate.
struct Reason {
  std::string kind;  // condition, estimate
  std::string code, field, value, source, confidence;
  Verdict verdict = Verdict::unknown;
  Text sentence;
};

struct Checked {
  std::vector<Route> routes;
  std::vector<std::vector<Answer>> answers;  // by route, then stand
  std::map<std::string, std::vector<Estimable>> estimable;
};

std::vector<Reason> reasons_of(const Answer& answer) {
  std::vector<Reason> reasons;
  for (const auto& obstacle : answer.conditions.obstacles) {
    const auto& condition = obstacle.condition;
    reasons.push_back({"condition",
                       condition.rule,
                       condition.field,
                       obstacle.value,
                       condition.source,
                       name_of(condition.confidence),
                       obstacle.verdict,
                       {condition.requirement.english, condition.requirement.chinese}});
  }
  for (const auto& fault : answer.estimable->faults) {
    reasons.push_back({"estimate",
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

std::string ha_text(std::int64_t area_m2) { return scaled_text(area_m2, kHaDecimals); }

Checked check(const api::exchange::Inventory& inventory, const MethodCheckOptions& options,
              methodology::EligibilityTable& table, const methodology::TableFiles& tables) {
  const auto& stands = inventory.stands;
  int year = 0;
  for (const auto& stand : stands) {
    const auto& measured = stand.volume_m3_ha_by_year;
    if (!measured.empty()) year = std::max(year, measured.rbegin()->first);
  }
  Checked checked;
  for (const Route& route : table.routes()) {
    const auto* method = methodology::find_method(route.method);
    const auto& wanted = options.methods;
    const bool chosen =
        wanted.empty() || std::find(wanted.begin(), wanted.end(), route.method) != wanted.end();
    if (!method || !chosen) continue;
    auto [found, fresh] = checked.estimable.try_emplace(route.method);
    if (fresh) {
      found->second =
          methodology::check_estimable(*method, stands, {}, year ? year : kAnyYear, tables);
    }
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < stands.size(); ++i) {
      answers.push_back({i, table.check(stands[i], route), &found->second[i]});
    }
    checked.routes.push_back(route);
    checked.answers.push_back(std::move(answers));
  }
  return checked;
}

// Stands and area under each verdict of a route.
struct Totals {
  std::array<std::size_t, 3> stands{};
  std::array<std::int64_t, 3> area_m2{};
  void add(Verdict verdict, std::int64_t area) {
    ++stands[static_cast<std::size_t>(verdict)];
    area_m2[static_cast<std::size_t>(verdict)] += area;
  }
};

Totals totals_of(const std::vector<Answer>& answers, const api::exchange::Inventory& inventory) {
  Totals totals;
  for (const Answer& answer : answers) {
    totals.add(answer.verdict(), inventory.places[answer.stand].area_m2);
  }
  return totals;
}

std::string word_of(const Output& out, Verdict verdict) {
  switch (verdict) {
    case Verdict::no:
      return out.in({"no", "否"});
    case Verdict::unknown:
      return out.in({"not known", "不明"});
    case Verdict::yes:
      return out.in({"yes", "是"});
  }
  return "";
}

std::string mechanism_of(const Output& out, const Route& route) {
  return route.mechanism.empty() ? out.in({"(method)", "（方法学）"}) : route.mechanism;
}

Json summary_json(const Checked& checked, const api::exchange::Inventory& inventory) {
  Json summary = Json::array();
  for (std::size_t r = 0; r < checked.routes.size(); ++r) {
    const Totals totals = totals_of(checked.answers[r], inventory);
    Json line = {{"method", checked.routes[r].method}, {"mechanism", checked.routes[r].mechanism}};
    for (const Verdict verdict : {Verdict::yes, Verdict::unknown, Verdict::no}) {
      const auto i = static_cast<std::size_t>(verdict);
      line[name_of(verdict)] = {{"stands", totals.stands[i]},
                                {"area_ha", ha_text(totals.area_m2[i])}};
    }
    summary.push_back(std::move(line));
  }
  return summary;
}

Json reasons_json(const std::vector<Reason>& reasons) {
  Json array = Json::array();
  for (const Reason& reason : reasons) {
    array.push_back({{"kind", reason.kind},
                     {"code", reason.code},
                     {"verdict", name_of(reason.verdict)},
                     {"field", reason.field},
                     {"value", reason.value},
                     {"en", reason.sentence.english},
                     {"zh", reason.sentence.chinese},
                     {"source", reason.source},
                     {"confidence", reason.confidence}});
  }
  return array;
}

Json stands_json(const Checked& checked, const api::exchange::Inventory& inventory) {
  Json stands = Json::array();
  for (std::size_t i = 0; i < inventory.stands.size(); ++i) {
    Json routes = Json::array();
    for (std::size_t r = 0; r < checked.routes.size(); ++r) {
      const Answer& answer = checked.answers[r][i];
      Json notes = Json::array();
      for (const auto& note : answer.estimable->notes) notes.push_back(note.code);
      routes.push_back({{"method", checked.routes[r].method},
                        {"mechanism", checked.routes[r].mechanism},
                        {"verdict", name_of(answer.verdict())},
                        {"conditions", name_of(answer.conditions.verdict)},
                        {"estimate", name_of(answer.estimable->verdict)},
                        {"reasons", reasons_json(reasons_of(answer))},
                        {"notes", notes}});
    }
    stands.push_back({{"stand_id", inventory.stands[i].stand_id},
                      {"area_ha", inventory.stands[i].area_ha.str()},
                      {"routes", routes}});
  }
  return stands;
}

Json by_hand_json(const Checked& checked, methodology::EligibilityTable& table) {
  Json array = Json::array();
  for (const Route& route : checked.routes) {
    for (const auto& condition : table.by_hand(route)) {
      array.push_back({{"method", route.method},
                       {"mechanism", route.mechanism},
                       {"code", condition.rule},
                       {"en", condition.requirement.english},
                       {"zh", condition.requirement.chinese},
                       {"source", condition.source},
                       {"confidence", name_of(condition.confidence)}});
    }
  }
  return array;
}

std::string codes_of(const std::vector<Reason>& reasons) {
  std::string text;
  for (const Reason& reason : reasons) {
    if (!text.empty()) text += ' ';
    text += reason.code;
    if (reason.verdict == Verdict::unknown) text += '?';
  }
  return text;
}

std::string stands_text(const Output& out, const Checked& checked,
                        const api::exchange::Inventory& inventory) {
  if (inventory.stands.size() > kStandsShown) {
    return out.in({"The rows of each stand: --out F.csv or --json.\n\n",
                   "各小班的结果请用 --out F.csv 或 --json 输出。\n\n"});
  }
  TextTable table({out.in({"stand", "小班"}), out.in({"area_ha", "面积_公顷"}),
                   out.in({"method", "方法学"}), out.in({"mechanism", "机制"}),
                   out.in({"verdict", "结论"}),
                   out.in({"why not (? = not known)", "原因（? 为不明）"})});
  for (std::size_t i = 0; i < inventory.stands.size(); ++i) {
    const auto& stand = inventory.stands[i];
    for (std::size_t r = 0; r < checked.routes.size(); ++r) {
      const Answer& answer = checked.answers[r][i];
      table.add({printable(stand.stand_id), stand.area_ha.str(), checked.routes[r].method,
                 mechanism_of(out, checked.routes[r]), word_of(out, answer.verdict()),
                 codes_of(reasons_of(answer))});
    }
  }
  return table.str() + "\n";
}

// What stands in the way, by how much land it stops.
std::string reasons_text(const Output& out, const Checked& checked,
                         const api::exchange::Inventory& inventory) {
  TextTable table({out.in({"method", "方法学"}), out.in({"mechanism", "机制"}),
                   out.in({"reason", "原因"}), out.in({"verdict", "结论"}),
                   out.in({"stands", "小班数"}), out.in({"area_ha", "面积_公顷"}),
                   out.in({"what is asked", "要求"}), out.in({"source", "依据"})});
  for (std::size_t r = 0; r < checked.routes.size(); ++r) {
    std::map<std::pair<std::string, Verdict>,
             std::pair<Reason, std::pair<std::size_t, std::int64_t>>>
        by_reason;
    std::vector<std::pair<std::string, Verdict>> order;
    for (const Answer& answer : checked.answers[r]) {
      for (const Reason& reason : reasons_of(answer)) {
        const std::pair key{reason.code, reason.verdict};
        const auto [entry, fresh] = by_reason.try_emplace(key, reason, std::pair{0, 0});
        if (fresh) order.push_back(key);
        ++entry->second.second.first;
        entry->second.second.second += inventory.places[answer.stand].area_m2;
      }
    }
    for (const auto& key : order) {
      const auto& [reason, count] = by_reason.at(key);
      table.add({checked.routes[r].method, mechanism_of(out, checked.routes[r]), reason.code,
                 word_of(out, reason.verdict), std::to_string(count.first), ha_text(count.second),
                 printable(out.in(reason.sentence)),
                 reason.source.empty() ? "" : reason.source + " [" + reason.confidence + "]"});
    }
  }
  return table.empty() ? "" : table.str() + "\n";
}

std::string summary_text(const Output& out, const Checked& checked,
                         const api::exchange::Inventory& inventory) {
  TextTable table({out.in({"method", "方法学"}), out.in({"mechanism", "机制"}),
                   out.in({"yes: stands", "是：小班"}), out.in({"ha", "公顷"}),
                   out.in({"not known: stands", "不明：小班"}), out.in({"ha", "公顷"}),
                   out.in({"no: stands", "否：小班"}), out.in({"ha", "公顷"})});
  for (std::size_t r = 0; r < checked.routes.size(); ++r) {
    const Totals totals = totals_of(checked.answers[r], inventory);
    std::vector<std::string> line = {checked.routes[r].method,
                                     mechanism_of(out, checked.routes[r])};
    for (const Verdict verdict : {Verdict::yes, Verdict::unknown, Verdict::no}) {
      const auto i = static_cast<std::size_t>(verdict);
      line.push_back(std::to_string(totals.stands[i]));
      line.push_back(ha_text(totals.area_m2[i]));
    }
    table.add(std::move(line));
  }
  return table.str();
}

std::string by_hand_text(const Output& out, const Checked& checked,
                         methodology::EligibilityTable& table) {
  TextTable lines({out.in({"method", "方法学"}), out.in({"mechanism", "机制"}),
                   out.in({"to be seen to by a person", "须人工核查"}),
                   out.in({"source", "依据"})});
  for (const Route& route : checked.routes) {
    for (const auto& condition : table.by_hand(route)) {
      lines.add({route.method, mechanism_of(out, route),
                 out.in({condition.requirement.english, condition.requirement.chinese}),
                 condition.source + " [" + name_of(condition.confidence) + "]"});
    }
  }
  return lines.empty() ? "" : "\n" + lines.str();
}

// stand_id,area_ha,method,mechanism,verdict,conditions,estimate,reasons
void write_csv(std::ostream& to, const Checked& checked,
               const api::exchange::Inventory& inventory) {
  to << "stand_id,area_ha,method,mechanism,verdict,conditions,estimate,reasons\n";
  for (std::size_t i = 0; i < inventory.stands.size(); ++i) {
    const auto& stand = inventory.stands[i];
    for (std::size_t r = 0; r < checked.routes.size(); ++r) {
      const Answer& answer = checked.answers[r][i];
      to << csv_field(stand.stand_id) << ',' << stand.area_ha.str() << ','
         << checked.routes[r].method << ',' << checked.routes[r].mechanism << ','
         << name_of(answer.verdict()) << ',' << name_of(answer.conditions.verdict) << ','
         << name_of(answer.estimable->verdict) << ',' << codes_of(reasons_of(answer)) << '\n';
    }
  }
}

Ended run_method_check(const Output& out, const MethodCheckOptions& options) {
  for (const std::string& id : options.methods) {
    if (methodology::find_method(id)) continue;
    return api::app::simple_problem("method_unknown",
                                    {"There is no such method; see `linhui method list`.",
                                     "没有此方法学，见 linhui method list。"},
                                    id);
  }
  const auto tables = methodology::shipped_tables();
  auto found = methodology::EligibilityTable::find(tables);
  if (const auto* fault = std::get_if<methodology::Finding>(&found)) {
    return api::app::findings_problem({*fault}, fault->field);
  }
  auto& table = std::get<methodology::EligibilityTable>(found);
  const auto inventory = LINHUI_API_TRY(options.input.read());
  const Checked checked = check(inventory, options, table, tables);
  if (!options.out.empty()) {
    LINHUI_API_TRY(
        write_file(options.out, [&](std::ostream& to) { write_csv(to, checked, inventory); }));
  }
  if (!out.json) tell_warnings(out, inventory.faults);
  Json document;
  if (out.json) {
    document = {{"input_sha256", inventory.sha256},
                {"summary", summary_json(checked, inventory)},
                {"by_hand", by_hand_json(checked, table)},
                {"stands", stands_json(checked, inventory)},
                {"input_warnings", faults_json(inventory.faults)}};
  }
  return out.done(document,
                  stands_text(out, checked, inventory) + reasons_text(out, checked, inventory) +
                      summary_text(out, checked, inventory) + by_hand_text(out, checked, table));
}

}  // namespace

void add_method_check(const Command& noun) {
  const auto options = std::make_shared<MethodCheckOptions>();
  Session& session = noun.session();
  const Command command =
      noun.verb("check",
                {"which methods and mechanisms each stand may use, and why not the others",
                 "各小班可用的方法学和机制，以及不可用的原因"},
                "linhui method check stands.csv --out eligibility.csv",
                [=, &session] { return run_method_check(session.out, *options); });
  options->input.add_to(command);
  command
      .option("--method", options->methods,
              {"only this method; may be given again", "只查此方法学，可多次给出"})
      ->repeatable();
  command.option(
      "--out", options->out,
      {"F.csv: a row for each stand, method and mechanism", "F.csv:每个小班、方法学和机制一行"});
}

}  // namespace linhui::cli
