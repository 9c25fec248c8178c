// The ledger's state as lists for people and for programs.
#pragma once

#include "ledger/state/state.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

// Every entry under `prefix` ("party/"), as {<id_name>: rest of the key, …entry}.
Json entries_under(const ledger::View& state, const std::string& prefix,
                   const std::string& id_name);
// A table of these fields of each entry; what an entry lacks stays empty.
std::string entries_table(const Json& entries, const std::vector<std::string>& fields);
// Prints the list as {<name>: […]} or as a table.
Ended list_entries(const Output& out, const std::string& name, const Json& entries,
                   const std::vector<std::string>& fields);
// One entry, field by field. `missing` is the code where there is none.
Ended show_entry(const Output& out, const ledger::View& state, const std::string& prefix,
                 const std::string& id_name, const std::string& id, ledger::ErrorCode missing);
// A value as one cell of text.
std::string cell_text(const Json& value);
// An object, a line a field.
std::string fields_text(const Json& object);

}  // namespace linhui::cli
