// Estimates as files: the rows as CSV, or the whole as one JSON document. docs/cli.md has both.
// Whether `out` took the bytes, its state says.
#pragma once

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "methodology/estimate.h"
#include "methodology/results/roll_up.h"

namespace linhui::api::exchange {

// stand_id,year,pool,stock_tCO2e,change_tCO2e; four decimals, empty where a figure is unknown; LF.
// `stands` are those that the estimate was made of.
void write_estimate_csv(std::ostream& out, const methodology::Estimate& estimate,
                        const std::vector<methodology::Stand>& stands);

// {method, version, from, to, gwp, settings, parameter_set_sha256, input_sha256, tables, summary,
// notes, terms, rows}; every figure a decimal string with four decimals, null where unknown. The
// rows are written one by one, so that a county's do not have to lie in memory as a document.
// `more` holds members that come before them.
void write_estimate_json(std::ostream& out, const methodology::Estimate& estimate,
                         const std::vector<methodology::Stand>& stands,
                         const std::string& input_sha256, const nlohmann::ordered_json& more = {});

// The columns of the groups, then year and pool where asked for, stock_tCO2e, change_tCO2e.
// `pieces` stand for the rows of `roll_up`. Any number of threads writes the same bytes.
void write_roll_up_csv(std::ostream& out, const methodology::RollUp& roll_up,
                       const methodology::RollUpPieces& pieces, std::size_t threads);
inline void write_roll_up_csv(std::ostream& out, const methodology::RollUp& roll_up) {
  write_roll_up_csv(out, roll_up, pieces_of(roll_up), 1);
}

// As write_estimate_json, with `by` (the columns that name a row), `by_tables`, and the roll-up's
// rows and notes.
void write_roll_up_json(std::ostream& out, const methodology::RollUp& roll_up,
                        const methodology::RollUpPieces& pieces,
                        const methodology::Estimate& estimate, const std::string& input_sha256,
                        const nlohmann::ordered_json& more = {});
inline void write_roll_up_json(std::ostream& out, const methodology::RollUp& roll_up,
                               const methodology::Estimate& estimate,
                               const std::string& input_sha256,
                               const nlohmann::ordered_json& more = {}) {
  write_roll_up_json(out, roll_up, pieces_of(roll_up), estimate, input_sha256, more);
}

}  // namespace linhui::api::exchange
