// What projects claim for their crediting years: stands, by number and by ground. A number is
// looked up by itself, ground by cells of a grid, so that a claim costs what lies around it.
#pragma once

#include <string>
#include <string_view>

#include "ledger/state/inventory.h"

namespace linhui::ledger {

// Claims a stand for a project, in the state: `row` is the inventory row that the claim names.
// Ground is the same where more than 1 % of the smaller shape is shared, in a year of both claims;
// a stand without a shape is claimed by its number alone. Claims of the project itself are no
// hindrance on the ground. Requires: stand_row_of() took the row when it came in.
// Errors: stand_claimed, stand_overlaps, each with both stands, "<project>/<id>". Throws
// ReadFailure.
Result<void> claim_stand(Overlay& state, const std::string& project, std::string_view row,
                         const Claim& claim);

}  // namespace linhui::ledger
