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

// {"change","pool","stand","stock","year"}, figures with four decimals or empty.
ledger::Rows estimate_rows(const methodology::Estimate& estimate,
                           const std::vector<methodology::Stand>& stands);

// "1,234.50" from fen; mu from m², two decimals half to even, for display only.
std::string yuan_text(std::int64_t fen);
std::string mu_text(std::int64_t area_m2);
// 大写: "壹仟贰佰叁拾肆元伍角整".
std::string capital_yuan(std::int64_t fen);
std::string grouped(std::int64_t number);

}  // namespace linhui::api::app
