#include "ledger/rules/apply.h"

#include <algorithm>
#include <map>

#include "ledger/rules/rule.h"
#include "ledger/rules/signatures.h"

namespace linhui::ledger {
namespace {

struct RuleEntry {
  Result<void> (*rule)(RuleContext&);
  std::optional<Role> role;  // that record.by must have; nothing: the rule itself decides
};

// A rule behind the reading of its body: a record whose form is wrong never gets to it.
template <class Body>
Body body_taken_by(Result<void> (*)(RuleContext&, const Body&));

template <auto rule>
Result<void> with_body(RuleContext& c) {
  return rule(c, LINHUI_TRY(body_of<decltype(body_taken_by(rule))>(c.record)));
}

const std::map<std::string_view, RuleEntry>& rules() {
  static const std::map<std::string_view, RuleEntry> table = {
      {"ledger.create", {with_body<rule_ledger_create>, {}}},
      {"log.key.rotate", {with_body<rule_log_key_rotate>, Role::registrar}},
      {"party.admit", {with_body<rule_party_admit>, Role::registrar}},
      {"key.add", {with_body<rule_key_add>, {}}},
      {"key.revoke", {with_body<rule_key_revoke>, {}}},
      {"mechanism.define", {with_body<rule_mechanism_define>, Role::registrar}},
      {"method.publish", {with_body<rule_method_publish>, Role::registrar}},
      {"inventory.import", {with_body<rule_inventory_import>, Role::developer}},
      {"project.register", {with_body<rule_project_register>, Role::developer}},
      {"project.validate", {with_body<rule_project_validate>, Role::verifier}},
      {"project.approve", {with_body<rule_project_approve>, Role::registrar}},
      {"report.file", {with_body<rule_report_file>, Role::developer}},
      {"report.verify", {with_body<rule_report_verify>, Role::verifier}},
      {"report.reject", {with_body<rule_report_reject>, Role::verifier}},
      {"credit.issue", {with_body<rule_credit_issue>, Role::registrar}},
      {"credit.offer", {with_body<rule_credit_offer>, {}}},
      {"credit.accept", {with_body<rule_credit_accept>, {}}},
      {"credit.decline", {with_body<rule_credit_decline>, {}}},
      {"credit.withdraw", {with_body<rule_credit_withdraw>, {}}},
      {"credit.retire", {with_body<rule_credit_retire>, {}}},
      {"credit.cancel", {with_body<rule_credit_cancel>, {}}},
      {"sale.match", {with_body<rule_sale_match>, {}}},
      {"sale.settle", {with_body<rule_sale_settle>, {}}},
      {"sale.cancel", {with_body<rule_sale_cancel>, {}}},
      {"right.register", {with_body<rule_right_register>, Role::registrar}},
      {"scheme.adopt", {with_body<rule_scheme_adopt>, Role::developer}},
      {"run.calculate", {with_body<rule_run_calculate>, Role::developer}},
      {"run.approve", {with_body<rule_run_approve>, Role::collective}},
      {"run.publish", {with_body<rule_run_publish>, Role::developer}},
      {"run.finalise", {with_body<rule_run_finalise>, Role::developer}},
      {"run.pay", {with_body<rule_run_pay>, Role::developer}},
      {"export.record", {with_body<rule_export_record>, Role::registrar}},
  };
  return table;
}

// Remembers the request id and the newest time; both belong to every record.
void note_record(Overlay& state, const Record& record, std::uint64_t index) {
  write(state, Request{index}, record.request());
  auto ledger = read<LedgerInfo>(state);
  require(ledger.has_value());
  if (ledger->time < record.time()) {
    ledger->time = record.time();
    write(state, *ledger);
  }
}

}  // namespace

Result<void> RuleContext::needs_signature(std::string_view party) const {
  if (signers.contains(party)) return {};
  return Error{ErrorCode::signature_missing, std::string(party)};
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
  } else {
    const auto ledger = read<LedgerInfo>(state);
    if (!ledger || record.ledger() != ledger->id) {
      return Error{ErrorCode::wrong_ledger, record.ledger()};
    }
    if (has<Request>(state, record.request())) {
      return Error{ErrorCode::request_conflict, record.request()};
    }
    context.signers = LINHUI_TRY(check_signatures(state, record));
    if (rule->second.role && !has_role(state, record.by(), *rule->second.role)) {
      return Error{ErrorCode::role_missing, std::string(word_of(*rule->second.role))};
    }
  }
  LINHUI_TRY(rule->second.rule(context));
  note_record(state, record, index);
  return {};
}

}  // namespace linhui::ledger
