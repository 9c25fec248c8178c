#include "ledger/rules/apply.h"

#include <algorithm>
#include <map>

#include "ledger/base/calendar.h"
#include "ledger/rules/apply_rules.h"

namespace linhui::ledger {
namespace {

struct RuleEntry {
  Rule rule;
  const char* role;  // the role that record.by must have; nullptr: the rule itself decides
};

const std::map<std::string_view, RuleEntry>& rules() {
  static const std::map<std::string_view, RuleEntry> table = {
      {"ledger.create", {rule_ledger_create, nullptr}},
      {"party.admit", {rule_party_admit, "registrar"}},
      {"key.add", {rule_key_add, nullptr}},
      {"key.revoke", {rule_key_revoke, nullptr}},
      {"mechanism.define", {rule_mechanism_define, "registrar"}},
      {"method.publish", {rule_method_publish, "registrar"}},
      {"inventory.import", {rule_inventory_import, "developer"}},
      {"project.register", {rule_project_register, "developer"}},
      {"project.validate", {rule_project_validate, "verifier"}},
      {"project.approve", {rule_project_approve, "registrar"}},
      {"report.file", {rule_report_file, "developer"}},
      {"report.verify", {rule_report_verify, "verifier"}},
      {"report.reject", {rule_report_reject, "verifier"}},
      {"credit.issue", {rule_credit_issue, "registrar"}},
      {"credit.offer", {rule_credit_offer, nullptr}},
      {"credit.accept", {rule_credit_accept, nullptr}},
      {"credit.decline", {rule_credit_decline, nullptr}},
      {"credit.withdraw", {rule_credit_withdraw, nullptr}},
      {"credit.retire", {rule_credit_retire, nullptr}},
      {"credit.cancel", {rule_credit_cancel, nullptr}},
      {"sale.match", {rule_sale_match, nullptr}},
      {"sale.settle", {rule_sale_settle, nullptr}},
      {"sale.cancel", {rule_sale_cancel, nullptr}},
      {"right.register", {rule_right_register, "registrar"}},
      {"scheme.adopt", {rule_scheme_adopt, "developer"}},
      {"run.calculate", {rule_run_calculate, "developer"}},
      {"run.approve", {rule_run_approve, "collective"}},
      {"run.publish", {rule_run_publish, "developer"}},
      {"run.finalise", {rule_run_finalise, "developer"}},
      {"run.pay", {rule_run_pay, "developer"}},
      {"export.record", {rule_export_record, "registrar"}},
  };
  return table;
}

// Every signature must be by a live key of the ledger; gives the parties that have signed.
Result<std::set<std::string>> check_signatures(const View& state, const Record& record) {
  std::set<std::string> signers;
  const std::string message = signing_input(record.bytes);
  for (const Signature& signature : record.signatures) {
    const auto key = get_state(state, key_of("key", signature.key));
    if (!key) return Error{ErrorCode::key_unknown, signature.key};
    if (key->at("revoked").get<bool>()) return Error{ErrorCode::key_revoked, signature.key};
    const auto der = from_base64(key->at("spki").get<std::string>());
    const auto public_key = public_key_from_spki(der.value_or(""));
    if (!public_key.ok() || !verify_signature(public_key.value(), message, signature.sig)) {
      return Error{ErrorCode::signature_invalid, signature.key};
    }
    signers.insert(key->at("party").get<std::string>());
  }
  if (!signers.contains(record.by())) return Error{ErrorCode::signature_missing, record.by()};
  return signers;
}

// Remembers the request id and the newest time; both belong to every record.
void note_record(Overlay& state, const Record& record, std::uint64_t index) {
  put_state(state, key_of("request", record.request()), {{"index", index}});
  Json ledger = *get_state(state, "ledger");
  if (!ledger.contains("time") || ledger.at("time").get<std::string>() < record.time()) {
    ledger["time"] = record.time();
    put_state(state, "ledger", ledger);
  }
}

}  // namespace

bool RuleContext::has_role(std::string_view party, std::string_view role) const {
  const auto entry = get_state(state, key_of("party", std::string(party)));
  if (!entry) return false;
  const Json& roles = entry->at("roles");
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Result<void> RuleContext::needs_signature(std::string_view party) const {
  if (signers.contains(std::string(party))) return {};
  return Error{ErrorCode::signature_missing, std::string(party)};
}

RowsReference read_rows_reference(Fields& fields, const char* name) {
  Fields inner(fields.object(name), std::string("body.") + name);
  RowsReference reference;
  reference.root = inner.hash("root");
  reference.count = static_cast<std::uint64_t>(inner.whole("count", 0, 1'000'000'000));
  if (inner.done().ok()) return reference;
  fields.fail(name);
  return {};
}

std::vector<std::string_view> record_types() {
  std::vector<std::string_view> names;
  for (const auto& [name, rule] : rules()) names.push_back(name);
  return names;
}

Result<void> apply(Overlay& state, const Record& record, std::uint64_t index) {
  const auto rule = rules().find(record.type());
  if (rule == rules().end()) return Error{ErrorCode::record_type_unknown, record.type()};

  RuleContext context{state, record, index, {}};
  if (index == 0) {
    if (record.type() != "ledger.create") return Error{ErrorCode::record_malformed, "index 0"};
    LINHUI_TRY(rule_ledger_create(context));
    note_record(state, record, index);
    return {};
  }

  const auto ledger = get_state(state, "ledger");
  if (!ledger || record.value.at("ledger") != ledger->at("id")) {
    return Error{ErrorCode::wrong_ledger, record.value.at("ledger").get<std::string>()};
  }
  if (const auto earlier = get_state(state, key_of("request", record.request()))) {
    return Error{ErrorCode::request_conflict, record.request()};
  }
  auto signers = check_signatures(state, record);
  if (!signers.ok()) return signers.error();
  context.signers = std::move(signers).value();
  if (rule->second.role && !context.has_role(record.by(), rule->second.role)) {
    return Error{ErrorCode::role_missing, rule->second.role};
  }
  LINHUI_TRY(rule->second.rule(context));
  note_record(state, record, index);
  return {};
}

}  // namespace linhui::ledger
