// Parameter sets: which tables a case works with, what one set changes against another, and a
// method's tables as a folder to edit.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/app/cases/inventories.h"
#include "api/app/desk/workspace.h"
#include "methodology/method.h"
#include "methodology/parameters/table_diff.h"

namespace linhui::api::app {

// A way to the ledger of the one who asks; called at most once a set, by the calling thread.
using OpenLedger = std::function<Outcome<std::unique_ptr<Workspace>>()>;

struct ParameterSource {
  std::string set;         // "shipped" or empty; "ledger"; otherwise a folder of *.csv
  OpenLedger open_ledger;  // for "ledger" only
};

// The tables of the set: those that ship, over which lie the folder's, or those of `method` as the
// ledger has them published. The ledger is closed again before they are given.
// Errors: exchange::read_parameter_folder()'s; for "ledger" method_missing (usage) where no method
// is named, published_tables()'s and those of opening.
Outcome<methodology::TableFiles> parameter_set(const ParameterSource& source,
                                               const std::string& method);

// What two sets give for the same stands.
struct SetComparisonRequest {
  ParameterSource a, b;
  std::string method;                         // needed for "ledger" and for stands
  std::optional<InventorySource> inventory;   // whose estimates are compared, if any are
  methodology::EstimateOptions options = {};  // a year of 0: the first or last measured one
};
struct ComparedEstimates {
  exchange::Inventory inventory;
  methodology::Estimate a, b;  // of the same stands and options
};
struct SetComparison {
  std::vector<methodology::TableChange> tables;  // from a to b; empty: the same bytes
  std::optional<ComparedEstimates> estimates;
};
// Errors: method_missing (usage) where stands have no method; parameter_set()'s; what diff_tables()
// refuses; for the stands method_unknown, read_stands()'s, measured_period()'s, and
// estimate_refused with the set ("A: my-tables") as detail.
Outcome<SetComparison> compare_sets(const SetComparisonRequest& request);

// Writes the tables that a method rests on, as they ship, with their digests (SHA256SUMS) into a
// folder, which is made. Gives them by file name. What was written before a failure stays.
// Errors: method_unknown, folder_not_empty, file_not_writable.
Outcome<methodology::TableFiles> export_tables(const std::string& method,
                                               const std::string& folder);

}  // namespace linhui::api::app
