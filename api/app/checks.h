// The checks that need both layers below: every credited estimate made again from the ledger.
#pragma once

#include <functional>

#include "api/app/workspace.h"

namespace linhui::api::app {

struct RecomputedReport {
  std::string report, project;
  std::size_t rows = 0;
  bool equal = false;
  std::string difference;
};

// Every report of the ledger that has been verified or issued on, recomputed.
Outcome<std::vector<RecomputedReport>> recompute_all(const ledger::LedgerView& view);

}  // namespace linhui::api::app
