// Which parameter tables a command works with: those that ship, a folder's, or a ledger's.
#pragma once

#include <string>

#include "api/app/cases/parameter_sets.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

// What `set` names: `shipped` (or nothing), `ledger` for that of --ledger, or a folder of *.csv.
// `session` outlives it.
api::app::ParameterSource parameter_source(Session& session, const std::string& set);

}  // namespace linhui::cli
