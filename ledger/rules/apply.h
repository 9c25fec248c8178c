// The one way in which state changes: apply(state, record). Pure: no clock, no randomness, no
// environment; replaying the log gives the same state bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ledger/log/record.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

// Checks a record against the state (signatures, roles, rules, invariants) and makes its changes.
// Writes Table::state only; the log and its tree are the caller's (ledger.h). The record's time and
// the rows' root are the caller's to check too: a replay has no clock.
//
// Requires: parse_leaf() gave the record; it is the `index`th of the log, from 0; the records
// before it have been applied; its rows lie in Table::row. After an error the overlay is to be
// thrown away. Errors: any code of the rules. Where a record breaks several, which one is told is
// fixed for each record type: type, ledger and request, signatures, role, the body's form, then the
// order in which docs/records.md lists the type's refusals. Throws ReadFailure.
Result<void> apply(Overlay& state, const Record& record, std::uint64_t index);

// The names of all record types, in alphabetical order.
std::vector<std::string_view> record_types();

}  // namespace linhui::ledger
