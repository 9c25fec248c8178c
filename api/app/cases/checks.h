// The checks that need both layers below: every credited estimate made again from the ledger, and
// every recorded area measured again on its shape.
#pragma once

#include <functional>

#include "api/app/desk/workspace.h"

namespace linhui::api::app {

struct RecomputedReport {
  std::string report, project;
  std::size_t rows = 0;    // figures made again
  bool equal = false;      // to the last digit, in the same order
  std::string difference;  // the first one; empty where equal
};

// Every report of the ledger that has been verified or issued on, recomputed as recompute_report()
// does (reports.h), in order of id. Errors: recompute_report()'s, at the first report that cannot
// be made again. Throws ReadFailure.
Outcome<std::vector<RecomputedReport>> recompute_all(const ledger::LedgerView& view);

struct AreaFinding {
  std::string inventory, stand;  // the root, in hex; the stand's number
  std::string code;  // area_not_of_shape, area_units_differ: damage; area_differs: to be known
  std::string recorded, measured;  // for people, with their units
};

struct AreaCheck {
  std::uint64_t stands = 0, from_shape = 0, stated = 0;  // the last two: with a shape
  std::vector<AreaFinding> findings;                     // damage first; kMaxFindings of each kind
  std::uint64_t damaged = 0, differing = 0;              // of all, told or not
  static constexpr std::size_t kMaxFindings = 50;
};

// Every stand of every inventory: that its hectares are its square metres, and that these are what
// its shape measures. An area that was taken from the shape may be off by 1 m² or a millionth,
// whichever is more: what the last digits of the measuring may do. One that the source stated is
// the source's word; it is told where it is off by more than 1 %, as at import. Errors:
// rows_missing. Throws ReadFailure.
Outcome<AreaCheck> check_areas(const ledger::LedgerView& view);

}  // namespace linhui::api::app
