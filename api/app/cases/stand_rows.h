// Stands and estimates as the rows that lie beside the log, and back.
#pragma once

#include "api/exchange/inventory/inventory.h"
#include "ledger/log/record.h"
#include "methodology/estimate.h"

namespace linhui::api::app {

// One canonical row a stand, in their order; decimals as the text they were written with. Requires:
// a place for each stand; texts are UTF-8 in NFC, as read_stands() gives them.
ledger::Rows stand_rows(const std::vector<methodology::Stand>& stands,
                        const std::vector<exchange::StandPlace>& places);
// Back from stand_rows(): the same stand. Nothing where a row is not of that form.
std::optional<methodology::Stand> stand_of_row(std::string_view row);

// The area that a row states in hectares, and where it came from ("shape", "stated"); empty where
// the row does not say.
struct StatedArea {
  std::string area_ha, area_from;
};
StatedArea stated_area(std::string_view row);

// {"change","pool","stand","stock","year"}, figures with four decimals or empty, in the estimate's
// order. Requires: `stands` are those that it was made of.
ledger::Rows estimate_rows(const methodology::Estimate& estimate,
                           const std::vector<methodology::Stand>& stands);

}  // namespace linhui::api::app
