// Records of the log as rows of a table.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// The record's body is for programs: docs/records.md has what it holds.
PageFields record_fields(std::uint64_t index, const ledger::Record& record);
// "records", without rows yet.
PageTable record_table();

// "records" of [from, to), by index. Errors: index_beyond_size; the ledger's.
Outcome<Page> record_list(const ledger::LedgerView& view, std::uint64_t from, std::uint64_t to);

// "exports": the packages that left.
Page export_list(const ledger::LedgerView& view);

}  // namespace linhui::api::app
