// From a settled sale to what each holder gets: schemes, distributions, answers, proofs.
#pragma once

#include "api/app/answers/service.h"
#include "api/app/desk/workspace.h"
#include "api/app/households/holders.h"

namespace linhui::api::app {

struct NewScheme {
  std::string scheme, project, basis, resolution_file_sha256;
  int notice_days = 10;
  int quorum_num = 2, quorum_den = 3;  // of those entitled must be present
  Json steps;                          // as docs/records.md has them under scheme.adopt
  std::vector<std::string> adopters;   // collectives; each signs
};
Outcome<std::uint64_t> adopt_scheme(Workspace& workspace, const std::string& developer,
                                    const NewScheme& scheme);

// Calculates a distribution of a settled sale over [from, to), calendar days.
Outcome<std::uint64_t> calculate_run(Workspace& workspace, const std::string& developer,
                                     const std::string& run, const std::string& scheme,
                                     const std::string& sale, const std::string& from,
                                     const std::string& to);

// Records the bank's result: every payable line that is still open, or the lines given.
Outcome<std::uint64_t> pay_run(Workspace& workspace, const std::string& developer,
                               const std::string& run, const std::string& paid_on,
                               const std::vector<std::uint64_t>& lines = {});

// What a holder has: land, and each share with its arithmetic.
Outcome<FarmerAnswer> answer_for(const ledger::LedgerView& view, const PrivateStore& store,
                                 const std::string& party);
// The parties that hold a right under a certificate number; empty where nobody does.
std::vector<std::string> holders_of_certificate(const PrivateStore& store,
                                                const std::string& certificate_no);

// A proof file of what a party gets in a run: the sale, the scheme, the distribution, the party's
// own lines, and their payment; with the party's own commitments opened.
Outcome<Json> prove_share(const ledger::LedgerView& view, const PrivateStore& store,
                          const std::string& party, const std::string& run);

}  // namespace linhui::api::app
