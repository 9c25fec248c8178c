// Every reason for which the ledger refuses a request or gives up, as one enum.
//
// Values are part of the API and of stored audit trails: append only, never renumber, and a name
// never changes its meaning. The list stands in errors.def; docs/errors.md is made from it. Which
// of several broken rules is reported is promised a record type: docs/records.md.
#pragma once

#include <cstdint>
#include <string_view>

namespace linhui::ledger {

enum class ErrorCode : std::uint16_t {
#define LINHUI_ERROR(name, number, en, zh) name = number,
#include "ledger/base/errors.def"
#undef LINHUI_ERROR
};

// The stable name, as in `serials_overlap`. Lives as long as the program.
std::string_view name_of(ErrorCode code);

// One sentence for a person, without what the error's detail says. `chinese` picks the language.
std::string_view sentence_of(ErrorCode code, bool chinese);

}  // namespace linhui::ledger
