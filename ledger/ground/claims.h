// What projects claim for their crediting years: stands, by number and by ground. A number is
// looked up by itself, ground by cells of a grid, so that a claim costs what lies around it.
#pragma once

#include <string>
#include <string_view>

#include "ledger/state/inventory.h"

namespace linhui::ledger {

// Claims a stand for a project: `row` is the inventory row that the claim names.
// Errors: stand_claimed, stand_overlaps, each with both stands, "<project>/<id>".
Result<void> claim_stand(Overlay& state, const std::string& project, std::string_view row,
                         const Claim& claim);

}  // namespace linhui::ledger
