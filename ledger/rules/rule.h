// What the rule of each record type is given, and the list of the rules. Inside the room only.
//
// A rule is a function of the state and the record's body: it refuses by the type's order of
// precedence (docs/records.md, "Refused"), or makes the record's changes. Envelope, signatures,
// role and the body's form have been checked before it is called. No clock, no randomness.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "ledger/bodies/credit.h"
#include "ledger/bodies/exported.h"
#include "ledger/bodies/party.h"
#include "ledger/bodies/project.h"
#include "ledger/bodies/report.h"
#include "ledger/bodies/right.h"
#include "ledger/bodies/run.h"
#include "ledger/bodies/sale.h"

namespace linhui::ledger {

// Lives for one call of apply().
struct RuleContext {
  Overlay& state;                              // that the rule reads and writes
  const Record& record;                        // of the rule's type
  std::uint64_t index;                         // of the record in the log
  std::set<std::string, std::less<>> signers;  // parties whose live keys have signed; holds by()

  const std::string& by() const { return record.by(); }
  // signature_missing unless `party` has signed.
  Result<void> needs_signature(std::string_view party) const;
};

// Parties and keys: rules_party.cc
Result<void> rule_ledger_create(RuleContext&, const LedgerCreateBody&);
Result<void> rule_party_admit(RuleContext&, const PartyAdmitBody&);
Result<void> rule_key_add(RuleContext&, const KeyAddBody&);
Result<void> rule_log_key_rotate(RuleContext&, const LogKeyRotateBody&);
Result<void> rule_key_revoke(RuleContext&, const KeyRevokeBody&);
// Mechanisms, methods, inventories, projects: rules_method.cc, rules_project.cc
Result<void> rule_mechanism_define(RuleContext&, const MechanismDefineBody&);
Result<void> rule_method_publish(RuleContext&, const MethodPublishBody&);
Result<void> rule_inventory_import(RuleContext&, const InventoryImportBody&);
Result<void> rule_project_register(RuleContext&, const ProjectRegisterBody&);
Result<void> rule_project_validate(RuleContext&, const ProjectValidateBody&);
Result<void> rule_project_approve(RuleContext&, const ProjectApproveBody&);
// Monitoring reports: rules_report.cc
Result<void> rule_report_file(RuleContext&, const ReportFileBody&);
Result<void> rule_report_verify(RuleContext&, const ReportVerifyBody&);
Result<void> rule_report_reject(RuleContext&, const ReportRejectBody&);
// Credits: rules_credit.cc
Result<void> rule_credit_issue(RuleContext&, const CreditIssueBody&);
Result<void> rule_credit_offer(RuleContext&, const CreditOfferBody&);
Result<void> rule_credit_accept(RuleContext&, const OfferAnswerBody&);
Result<void> rule_credit_decline(RuleContext&, const OfferAnswerBody&);
Result<void> rule_credit_withdraw(RuleContext&, const OfferAnswerBody&);
Result<void> rule_credit_retire(RuleContext&, const CreditRetireBody&);
Result<void> rule_credit_cancel(RuleContext&, const CreditCancelBody&);
// Sales: rules_sale.cc
Result<void> rule_sale_match(RuleContext&, const SaleMatchBody&);
Result<void> rule_sale_settle(RuleContext&, const SaleSettleBody&);
Result<void> rule_sale_cancel(RuleContext&, const SaleCancelBody&);
// Rights and distributions: rules_right.cc, rules_run.cc
Result<void> rule_right_register(RuleContext&, const RightRegisterBody&);
Result<void> rule_scheme_adopt(RuleContext&, const SchemeAdoptBody&);
Result<void> rule_run_calculate(RuleContext&, const RunCalculateBody&);
Result<void> rule_run_approve(RuleContext&, const RunApproveBody&);
Result<void> rule_run_publish(RuleContext&, const RunPublishBody&);
Result<void> rule_run_finalise(RuleContext&, const RunFinaliseBody&);
Result<void> rule_run_pay(RuleContext&, const RunPayBody&);
// What left for exchanges: rules_export.cc
Result<void> rule_export_record(RuleContext&, const ExportRecordBody&);

// Whether the project's mechanism lets this kind of party hold credits. Errors: project_not_found,
// mechanism_not_found (also a project that is assessed only), holder_not_allowed.
Result<void> may_hold(const View& view, const std::string& project, const Party& party);

// A right's claim to a stand: `area_m2` × `share_bp` / 10,000 over [from, to), days since
// 1970-01-01.
struct RightExtent {
  RightType type;
  std::int64_t area_m2, share_bp, from, to;
};
// Whether on some day the rights of one type on the stand, with `added`, come to more than
// `area_m2`. Reads all rights on the stand.
bool rights_exceed(const View& view, const std::string& stand, std::int64_t area_m2,
                   const std::optional<RightExtent>& added = std::nullopt);

// A public key as records hold it. Errors: record_malformed with the field.
Result<PublicKey> key_of_body(std::string_view spki, const char* field);

}  // namespace linhui::ledger
