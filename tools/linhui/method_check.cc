// linhui method check: which methods and mechanisms each stand may use, and why not the others.
#include <map>

#include "api/app/cases/eligibility.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/inventory_input.h"
#include "tools/linhui/method_verbs.h"

namespace linhui::cli {
namespace {

using api::app::EligibilityCheck;
using api::app::EligibilityReason;
using api::app::RouteCheck;
using methodology::Route;
using methodology::Verdict;

constexpr std::size_t kStandsShown = 50;  // in text; CSV and JSON have all
constexpr unsigned kHaDecimals = 4;       // of m²

struct MethodCheckOptions {
  InventoryInput input;
  std::vector<std::string> methods;  // empty: all
  std::string out;
};

std::string ha_text(std::int64_t area_m2) { return scaled_text(area_m2, kHaDecimals); }

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

Json summary_json(const EligibilityCheck& checked) {
  Json summary = Json::array();
  for (const RouteCheck& check : checked.routes) {
    const auto totals = api::app::totals_of(check, checked.inventory);
    Json line = {{"method", check.route.method}, {"mechanism", check.route.mechanism}};
    for (const Verdict verdict : {Verdict::yes, Verdict::unknown, Verdict::no}) {
      const auto i = static_cast<std::size_t>(verdict);
      line[name_of(verdict)] = {{"stands", totals.stands[i]},
                                {"area_ha", ha_text(totals.area_m2[i])}};
    }
    summary.push_back(std::move(line));
  }
  return summary;
}

Json reasons_json(const std::vector<EligibilityReason>& reasons) {
  Json array = Json::array();
  for (const EligibilityReason& reason : reasons) {
    array.push_back({{"kind", name_of(reason.kind)},
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

Json stands_json(const EligibilityCheck& checked) {
  const auto& inventory = checked.inventory;
  Json stands = Json::array();
  for (std::size_t i = 0; i < inventory.stands.size(); ++i) {
    Json routes = Json::array();
    for (const RouteCheck& check : checked.routes) {
      Json notes = Json::array();
      for (const auto& note : (*check.estimable)[i].notes) notes.push_back(note.code);
      routes.push_back({{"method", check.route.method},
                        {"mechanism", check.route.mechanism},
                        {"verdict", name_of(check.verdict(i))},
                        {"conditions", name_of(check.conditions[i].verdict)},
                        {"estimate", name_of((*check.estimable)[i].verdict)},
                        {"reasons", reasons_json(check.reasons(i))},
                        {"notes", notes}});
    }
    stands.push_back({{"stand_id", inventory.stands[i].stand_id},
                      {"area_ha", inventory.stands[i].area_ha.str()},
                      {"routes", routes}});
  }
  return stands;
}

Json by_hand_json(const EligibilityCheck& checked) {
  Json array = Json::array();
  for (const RouteCheck& check : checked.routes) {
    for (const auto& condition : check.by_hand) {
      array.push_back({{"method", check.route.method},
                       {"mechanism", check.route.mechanism},
                       {"code", condition.rule},
                       {"en", condition.requirement.english},
                       {"zh", condition.requirement.chinese},
                       {"source", condition.source},
                       {"confidence", name_of(condition.confidence)}});
    }
  }
  return array;
}

std::string stands_text(const Output& out, const EligibilityCheck& checked) {
  const auto& inventory = checked.inventory;
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
    for (const RouteCheck& check : checked.routes) {
      table.add({printable(stand.stand_id), stand.area_ha.str(), check.route.method,
                 mechanism_of(out, check.route), word_of(out, check.verdict(i)),
                 codes_of(check.reasons(i))});
    }
  }
  return table.str() + "\n";
}

// What stands in the way, by how much land it stops.
std::string reasons_text(const Output& out, const EligibilityCheck& checked) {
  const auto& inventory = checked.inventory;
  TextTable table({out.in({"method", "方法学"}), out.in({"mechanism", "机制"}),
                   out.in({"reason", "原因"}), out.in({"verdict", "结论"}),
                   out.in({"stands", "小班数"}), out.in({"area_ha", "面积_公顷"}),
                   out.in({"what is asked", "要求"}), out.in({"source", "依据"})});
  for (const RouteCheck& check : checked.routes) {
    std::map<std::pair<std::string, Verdict>,
             std::pair<EligibilityReason, std::pair<std::size_t, std::int64_t>>>
        by_reason;
    std::vector<std::pair<std::string, Verdict>> order;
    for (std::size_t i = 0; i < inventory.stands.size(); ++i) {
      for (const EligibilityReason& reason : check.reasons(i)) {
        const std::pair key{reason.code, reason.verdict};
        const auto [entry, fresh] = by_reason.try_emplace(key, reason, std::pair{0, 0});
        if (fresh) order.push_back(key);
        ++entry->second.second.first;
        entry->second.second.second += inventory.places[i].area_m2;
      }
    }
    for (const auto& key : order) {
      const auto& [reason, count] = by_reason.at(key);
      table.add({check.route.method, mechanism_of(out, check.route), reason.code,
                 word_of(out, reason.verdict), std::to_string(count.first), ha_text(count.second),
                 printable(out.in(reason.sentence)),
                 reason.source.empty() ? "" : reason.source + " [" + reason.confidence + "]"});
    }
  }
  return table.empty() ? "" : table.str() + "\n";
}

std::string summary_text(const Output& out, const EligibilityCheck& checked) {
  TextTable table({out.in({"method", "方法学"}), out.in({"mechanism", "机制"}),
                   out.in({"yes: stands", "是：小班"}), out.in({"ha", "公顷"}),
                   out.in({"not known: stands", "不明：小班"}), out.in({"ha", "公顷"}),
                   out.in({"no: stands", "否：小班"}), out.in({"ha", "公顷"})});
  for (const RouteCheck& check : checked.routes) {
    const auto totals = api::app::totals_of(check, checked.inventory);
    std::vector<std::string> line = {check.route.method, mechanism_of(out, check.route)};
    for (const Verdict verdict : {Verdict::yes, Verdict::unknown, Verdict::no}) {
      const auto i = static_cast<std::size_t>(verdict);
      line.push_back(std::to_string(totals.stands[i]));
      line.push_back(ha_text(totals.area_m2[i]));
    }
    table.add(std::move(line));
  }
  return table.str();
}

std::string by_hand_text(const Output& out, const EligibilityCheck& checked) {
  TextTable lines({out.in({"method", "方法学"}), out.in({"mechanism", "机制"}),
                   out.in({"to be seen to by a person", "须人工核查"}),
                   out.in({"source", "依据"})});
  for (const RouteCheck& check : checked.routes) {
    for (const auto& condition : check.by_hand) {
      lines.add({check.route.method, mechanism_of(out, check.route),
                 out.in({condition.requirement.english, condition.requirement.chinese}),
                 condition.source + " [" + name_of(condition.confidence) + "]"});
    }
  }
  return lines.empty() ? "" : "\n" + lines.str();
}

Ended run_method_check(const Output& out, const MethodCheckOptions& options) {
  const auto source = LINHUI_API_TRY(options.input.source());
  const auto checked = LINHUI_API_TRY(api::app::check_eligibility(source, options.methods));
  if (!options.out.empty()) LINHUI_API_TRY(api::app::write_eligibility(options.out, checked));
  const auto& inventory = checked.inventory;
  if (!out.json) tell_warnings(out, inventory.faults);
  Json document;
  if (out.json) {
    document = {{"input_sha256", inventory.sha256},
                {"summary", summary_json(checked)},
                {"by_hand", by_hand_json(checked)},
                {"stands", stands_json(checked)},
                {"input_warnings", faults_json(inventory.faults)}};
  }
  return out.done(document, stands_text(out, checked) + reasons_text(out, checked) +
                                summary_text(out, checked) + by_hand_text(out, checked));
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
