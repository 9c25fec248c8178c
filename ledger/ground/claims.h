// What projects claim for their crediting years: stands, by number and by ground. A number is
// looked up by itself, ground by cells of a grid, so that a claim costs what lies around it.
#pragma once

#include <string>

#include "ledger/state/state.h"

namespace linhui::ledger {

// Claims a row of an inventory for a project. `claim`: {"inventory", "row", "from", "to"}, the
// years inclusive. Errors: stand_claimed, stand_overlaps, each with both stands, "<project>/<id>".
Result<void> claim_stand(Overlay& state, const std::string& project, const Json& row,
                         const Json& claim);

}  // namespace linhui::ledger
