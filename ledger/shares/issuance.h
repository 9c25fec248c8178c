// From a verified report to whole credits: the one floor, and the buffer.
//
//   cumulative net N(v) = Σ net of every vintage up to v, over the project's life
//   credits of v        = max(0, floor(N(v) to whole tonnes) − credited before)
//   buffer of v         = ceil(credits of v · buffer share)
//
// What a floor leaves over is carried to the next vintage; so is a negative net, which is never
// cut to zero.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/base/serial_block.h"
#include "ledger/bodies/credit.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

// One vintage's credits. Serials go on where the project's last issue of that vintage ended.
struct VintageIssue {
  SerialBlock block;        // developer's credits first, then the buffer's
  std::int64_t buffer = 0;  // credits at the end of the block
};

struct IssuePlan {
  std::vector<VintageIssue> vintages;     // those with at least one credit
  std::int64_t carried_e4 = 0;            // net not yet credited, 0.0001 t CO2e; may be negative
  std::int64_t net_e4 = 0, credited = 0;  // the project's sums after this
};

// What issuing on this report gives. Reads the state only; credit.issue must equal it. No vintages
// where there is no whole credit to issue. The report's state is not asked for. Throws ReadFailure.
// Errors: report_not_found, project_not_found, method_not_crediting (a project without a
// mechanism), mechanism_not_found, amount_overflow.
Result<IssuePlan> plan_issue(const View& view, const std::string& report);

// The plan as the body of credit.issue states it.
std::vector<IssuedVintage> issued_vintages(const IssuePlan& plan);

}  // namespace linhui::ledger
