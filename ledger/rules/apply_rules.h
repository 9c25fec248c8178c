// What the rule of each record type is given, and the list of the rules. Inside the room only.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "ledger/base/fields.h"
#include "ledger/log/record.h"
#include "ledger/state/state.h"

namespace linhui::ledger {

struct RuleContext {
  Overlay& state;
  const Record& record;
  std::uint64_t index;
  std::set<std::string> signers;  // parties whose live keys have signed; holds record.by()

  const Json& body() const { return record.body(); }
  std::string by() const { return record.by(); }
  bool has_role(std::string_view party, std::string_view role) const;
  // signature_missing unless `party` has signed.
  Result<void> needs_signature(std::string_view party) const;
};

using Rule = Result<void> (*)(RuleContext&);

// Parties and keys: rules_party.cc
Result<void> rule_ledger_create(RuleContext&);
Result<void> rule_party_admit(RuleContext&);
Result<void> rule_key_add(RuleContext&);
Result<void> rule_key_revoke(RuleContext&);
// Methods, mechanisms, inventories, projects: rules_project.cc
Result<void> rule_mechanism_define(RuleContext&);
Result<void> rule_method_publish(RuleContext&);
Result<void> rule_inventory_import(RuleContext&);
Result<void> rule_project_register(RuleContext&);
Result<void> rule_project_validate(RuleContext&);
Result<void> rule_project_approve(RuleContext&);
// Monitoring reports: rules_report.cc
Result<void> rule_report_file(RuleContext&);
Result<void> rule_report_verify(RuleContext&);
Result<void> rule_report_reject(RuleContext&);
// Credits: rules_credit.cc
Result<void> rule_credit_issue(RuleContext&);
Result<void> rule_credit_offer(RuleContext&);
Result<void> rule_credit_accept(RuleContext&);
Result<void> rule_credit_decline(RuleContext&);
Result<void> rule_credit_withdraw(RuleContext&);
Result<void> rule_credit_retire(RuleContext&);
Result<void> rule_credit_cancel(RuleContext&);
// Sales: rules_sale.cc
Result<void> rule_sale_match(RuleContext&);
Result<void> rule_sale_settle(RuleContext&);
Result<void> rule_sale_cancel(RuleContext&);
// Rights and distributions: rules_right.cc, rules_run.cc
Result<void> rule_right_register(RuleContext&);
Result<void> rule_scheme_adopt(RuleContext&);
Result<void> rule_run_calculate(RuleContext&);
Result<void> rule_run_approve(RuleContext&);
Result<void> rule_run_publish(RuleContext&);
Result<void> rule_run_finalise(RuleContext&);
Result<void> rule_run_pay(RuleContext&);
Result<void> rule_export_record(RuleContext&);

// holder_not_allowed where the project's mechanism does not let this kind of party hold credits.
Result<void> may_hold(const View& view, const std::string& project, const Json& party);

// How much of a stand a right covers: area × share, on the days from `from` to before `to`.
struct RightExtent {
  std::string type;
  std::int64_t area_m2 = 0, share = 0, from = 0, to = 0;
};

// Whether on some day the rights of one type on a stand, and `added`, cover more than `area_m2`.
bool rights_exceed(const View& view, const std::string& stand, std::int64_t area_m2,
                   const std::optional<RightExtent>& added = std::nullopt);

// Reads "rows" of a body: the root and count, checked to be there in the store.
struct RowsReference {
  Hash root{};
  std::uint64_t count = 0;
};
RowsReference read_rows_reference(Fields& fields, const char* name = "rows");

}  // namespace linhui::ledger

// Leaves the rule with the error where a step gives one.
#define LINHUI_TRY(expression)                                  \
  if (auto linhui_result = (expression); !linhui_result.ok()) { \
    return linhui_result.error();                               \
  }
