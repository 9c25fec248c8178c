// What the ledger reads of an inventory row; what else the row holds is the methods' matter.
#pragma once

#include "ledger/ground/geometry.h"
#include "ledger/state/inventory.h"

namespace linhui::ledger {

// Texts are clean and without '/', as they stand in keys.
struct StandRow {
  // The id has 1 to 120 bytes, the others at most 200 each; they may be empty.
  std::string stand_id, kind, township, village;
  std::int64_t area_m2 = 0;  // >= 0
  GeoShape shape;            // empty where the source has no geometry
};

// A row from outside: canonical JSON with these fields; others are passed over.
// Errors: row_malformed with the stand and field (also a shape more than 1 degree wide or high),
// shape_invalid (one that crosses itself or covers a place twice).
Result<StandRow> stand_row_of(std::string_view bytes);

// A row that was taken in before, not checked again.
// Throws ReadFailure where it is no longer of that form.
StandRow stored_stand_row(std::string_view bytes);

}  // namespace linhui::ledger
