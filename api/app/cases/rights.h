// A register of forest rights: the rights into the ledger, the personal data into the private
// store, a card to every new household.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "api/app/desk/private_store.h"
#include "api/app/desk/two_stores.h"
#include "api/app/desk/workspace.h"
#include "api/app/households/card_desk.h"
#include "api/exchange/registers/rights.h"

namespace linhui::api::app {

// `holders` are all that the file names; `households` those that are new, each with a card.
struct PreparedRights {
  Prepared prepared;    // right.register
  PrivateChanges kept;  // personal data, salts and cards, to be kept beside the ledger
  std::size_t rights = 0, holders = 0, households = 0;
  std::vector<Card> cards;  // of households that are new; PINs are shown here and nowhere else
};
// Every right of the file; all or nothing. `pin_is_own` marks the PINs as chosen by the holder
// already (demonstration cards), so that the page does not ask for a change.
// A holder is known again by the number in its village, a collective by its village. New PINs are
// hashed on all processors. Errors: rights_refused, with every fault of the file, or with
// collective_unknown, share_too_fine (no whole 1/10,000), contract_missing (income that rests on
// nothing) by row. Throws ReadFailure.
// Cards in `earlier`, by the holder's number in its village (KeptHolder::place_code), are given out
// again instead of new ones.
Outcome<PreparedRights> prepare_rights(const Desk& desk, const PrivateStore& store,
                                       const std::string& registrar,
                                       const exchange::RightsFile& file, bool pin_is_own = false,
                                       const std::map<std::string, Card>& earlier = {});

struct RightsImport {
  std::uint64_t index = 0;  // of right.register
  std::size_t rights = 0, holders = 0, households = 0;
  std::vector<Card> cards;
  std::string request;  // for told(), once the cards are in somebody's hands
};
// Puts the cards where they last, before the log has the register; and takes them back.
struct CardKeeper {
  std::function<Outcome<void>(const std::vector<Card>&)> keep;
  std::function<void()> take_back;
};
// Prepares and records, with the private part beside it (two_stores.h). The same file again, where
// an earlier command was ended before it had told everything, gives the same cards: those of the
// record where the log has it, and the same numbers and PINs where it has not. Errors: as
// prepare_rights(); record_beside()'s; those of `cards`.
Outcome<RightsImport> import_rights(Workspace& workspace, const std::string& registrar,
                                    const exchange::RightsFile& file, bool pin_is_own = false,
                                    const CardKeeper& cards = {});

}  // namespace linhui::api::app
