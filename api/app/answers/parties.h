// Pages of the parties and their keys.
#pragma once

#include "api/app/answers/page.h"
#include "api/app/desk/keyring.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// Errors: party_not_found.
Outcome<Page> party_page(const ledger::LedgerView& view, const std::string& party);

struct PartyList {
  Page everybody;            // "parties": every party, also the holders of rights
  Page organisations;        // the same without those that are holders of rights and nothing else
  std::int64_t holders = 0;  // how many the second leaves out
};
PartyList party_list(const ledger::LedgerView& view);

// "keys": every key, or those of a party; at_hand where its half that signs is on this machine.
Page key_list(const ledger::LedgerView& view, const Keyring& keyring, const std::string& party);

// These of the fields hold ids of parties: in text their names stand beside.
void name_parties(const ledger::View& state, PageFields& fields,
                  std::initializer_list<std::string_view> names);

}  // namespace linhui::api::app
