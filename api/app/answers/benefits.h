// What a holder has and gets, with the arithmetic, and the proof of it.
#pragma once

#include "api/app/answers/farmer_answer.h"
#include "api/app/desk/private_store.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// Land, and each share with its arithmetic. Without what is of the card: PIN and accesses. Errors:
// party_not_found, rows_missing; the ledger's. Throws ReadFailure.
Outcome<FarmerAnswer> answer_for(const ledger::LedgerView& view, const PrivateStore& store,
                                 const std::string& party);
// The parties that hold a right under a certificate number; empty where nobody does.
std::vector<std::string> holders_of_certificate(const PrivateStore& store,
                                                const std::string& certificate_no);
// The party of a household number as typed; empty where there is none, or the store cannot be
// opened.
std::string holder_of_number(const PrivateStore& store, const std::string& household_no);

// A proof file of what a party gets in a run: the sale, the scheme, the distribution, the party's
// own lines, and their payment; with the party's own commitments opened.
// Errors: run_not_found, not_found (nothing in this run); the ledger's.
Outcome<Json> prove_share(const ledger::LedgerView& view, const PrivateStore& store,
                          const std::string& party, const std::string& run);

}  // namespace linhui::api::app
