// What holders do with credits, and the registrar's issue of them.
#pragma once

#include "api/app/desk/workspace.h"
#include "ledger/shares/issuance.h"
#include "ledger/state/blocks.h"

namespace linhui::api::app {

// credit.issue: what the verified report gives. Whether it is verified, and whether there is
// anything to issue, the ledger asks. Errors: ledger::plan_issue()'s.
Outcome<Prepared> prepare_issue(const Desk& desk, const std::string& registrar,
                                const std::string& report);

// LH-<ledger>-<project>-<vintage>-<first>-<last> of this ledger. Errors: serials_malformed.
Outcome<ledger::SerialBlock> read_serials(const Desk& desk, const std::string& text);
// The owner of the block that holds these serials. Errors: serials_unknown, serials_overlap.
Outcome<std::string> owner_of(const Desk& desk, const ledger::SerialBlock& serials);

std::string random_offer();  // an id that no offer has: 48 random bits

struct NewOffer {
  std::string offer;  // empty: a random id
  // The receiving party; a note and a day from which it cannot be accepted, which may be empty.
  std::string to, note, expires;
};
// In all of these `by` is the acting party; empty: the owner of the serials, or the party whose
// answer it is. Errors of those that look the owner up: owner_of()'s. What the credits' state
// allows the ledger says.
Outcome<Prepared> prepare_offer(const Desk& desk, const std::string& by,
                                const ledger::SerialBlock& serials, const NewOffer& offer);
enum class OfferAnswer { accept, decline, withdraw };
// credit.accept, credit.decline (the receiver's), credit.withdraw (the offerer's).
// Errors: offer_not_found.
Outcome<Prepared> prepare_answer(const Desk& desk, const std::string& by, const std::string& offer,
                                 OfferAnswer answer);
Outcome<Prepared> prepare_retirement(const Desk& desk, const std::string& by,
                                     const ledger::SerialBlock& serials,
                                     const std::string& beneficiary, const std::string& purpose);
Outcome<Prepared> prepare_cancellation(const Desk& desk, const std::string& by,
                                       const ledger::SerialBlock& serials,
                                       const std::string& reason);

}  // namespace linhui::api::app
