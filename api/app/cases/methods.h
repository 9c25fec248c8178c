// What credits may rest on: mechanisms, and the published tables of methods.
#pragma once

#include "api/app/desk/workspace.h"
#include "methodology/method.h"

namespace linhui::api::app {

struct NewMechanism {
  std::string mechanism, name;
  std::int64_t buffer_num = 0, buffer_den = 1;  // the share of credits withheld
  bool natural_persons = false;                 // whether households may hold credits
  std::vector<std::string> methods;
  std::string basis;  // the document that says so
};
// mechanism.define.
Prepared prepare_mechanism(const Desk& desk, const std::string& registrar,
                           const NewMechanism& mechanism);

// The method of this program with that id; it lives as long as the program. Errors: method_unknown.
Outcome<const methodology::Method*> method_named(const std::string& id);

// The tables of a method that ship with this program. `basis` is "read_back" (compared with the
// publisher's document) or "recalled" (demonstration ledgers only).
struct Publication {
  std::string method, basis, compared_with, compared_by, compared_on;  // the last is a day
};
// method.publish. Errors: method_not_published (unknown), parameters_missing, basis_unknown.
Outcome<Prepared> prepare_publication(const Desk& desk, const std::string& registrar,
                                      const Publication& publication);

// The tables as a ledger has them published last, by file name: not those of an earlier
// publication. Errors: method_not_published, rows_missing, row_malformed. Throws ReadFailure.
Outcome<methodology::TableFiles> published_tables(const ledger::LedgerView& view,
                                                  const std::string& method);

}  // namespace linhui::api::app
