// Stands and estimates as the rows that lie beside the log, and back.
#pragma once

#include "api/exchange/inventory/inventory.h"
#include "ledger/log/record.h"
#include "methodology/estimate.h"

namespace linhui::api::app {

// One canonical row a stand; decimals as the text they were written with.
ledger::Rows stand_rows(const std::vector<methodology::Stand>& stands,
                        const std::vector<exchange::StandPlace>& places);
// Nothing where a row is not of that form.
std::optional<methodology::Stand> stand_of_row(std::string_view row);

// The area that a row states in hectares, and where it came from ("shape", "stated"); empty where
// the row does not say.
struct StatedArea {
  std::string area_ha, area_from;
};
StatedArea stated_area(std::string_view row);

// {"change","pool","stand","stock","year"}, figures with four decimals or empty.
ledger::Rows estimate_rows(const methodology::Estimate& estimate,
                           const std::vector<methodology::Stand>& stands);

}  // namespace linhui::api::app
