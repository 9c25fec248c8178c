// How the income of a project is shared: the waterfall of a scheme over the rights of a period.
//
// Top-down, each level by largest remainder, so that the parts of every level add up to it:
//   sale ─ cost and percent steps ─► pool ─► villages, by weight ─► collective's percent ─► holders
// The weight of a carbon-income right is area (m²) × days in the period × share (1/10,000), as an
// integer. Ground under a contract right that no carbon-income right covers is weighed for its
// contractor, and that share is held, never guessed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/bodies/run.h"
#include "ledger/shares/allocate.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

// Which income, over which days. Requires of distribute(): amount_fen >= 0, from_day < to_day, and
// the scheme is the project's.
struct DistributionRequest {
  std::string project, scheme;
  std::int64_t amount_fen = 0;
  std::int64_t from_day = 0, to_day = 0;  // [from, to), days since 1970-01-01
};

// rows      one canonical row a line: what each party gets, by which step, of what, with which
//           weight; in the order of the scheme, then village, then party
// steps     what each step above the villages took, and what it left
// villages  each village's amount, weight and parts
struct Distribution {
  Rows rows;  // of ShareLine
  std::vector<StepOutcome> steps;
  std::vector<VillageOutcome> villages;
};

// Pure: reads the state and the inventory's rows only. Takes the project's stands one by one with
// all rights on each. A village that has no weight gets no money and is left out. Throws
// ReadFailure.
// Errors: scheme_not_found, project_not_found, rows_missing, party_not_found (a village without a
// collective), scheme_invalid (nothing to weigh by; more taken than there is).
Result<Distribution> distribute(const View& view, const DistributionRequest& request);

}  // namespace linhui::ledger
