// Where an estimate goes: to stdout or a file, whole or rolled up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/exchange/inventory/inventory.h"
#include "methodology/estimate.h"
#include "methodology/results/roll_up.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

struct EstimateOutput {
  std::string file;                // --out; empty: stdout
  std::string by;                  // --by; empty: the estimate's own rows
  std::string chart = "stock";     // --chart: what a picture shows
  methodology::TableFiles tables;  // that the estimate was made with; empty: those that ship
  Json more = Json::object();      // members of the JSON document besides
  const methodology::RollUp* sums = nullptr;  // those of `by`, where they are worked out already:
  methodology::RollUpPieces rows;             // their rows; only for CSV and JSON

  void add_to(const Command& command);

  // What is wrong with the options, before anything is read. Errors: output_format_unknown,
  // by_not_for_format, roll_up_key_unknown, roll_up_key_repeated.
  Outcome<void> check() const;

  // Writes the file, if one is named, or else the rows to stdout (JSON with --json). With --json,
  // stdout has the document in either case. Requires: check() found nothing. What the roll-up has
  // to say is appended to `notes`. Errors: those of the files' writers, chart_empty.
  Outcome<void> write(const Output& out, const methodology::Estimate& estimate,
                      const std::vector<methodology::Stand>& stands,
                      const api::exchange::Inventory& inventory,
                      std::vector<methodology::Finding>& notes) const;
};

}  // namespace linhui::cli
