// Options that name an inventory, and what is told of its warnings.
#pragma once

#include "api/app/cases/inventories.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

struct InventoryInput {
  std::string file, layer, encoding;
  std::vector<std::string> map;  // FIELD=COLUMN

  enum class Needed { yes, no };  // does the parser ask for FILE?

  void add_to(const Command& command, Needed needed = Needed::yes);
  // What the options name, read with a bar of progress. Error: map_malformed (usage).
  Outcome<api::app::InventorySource> source() const;
  // The stands of source(). Errors: its own, and api::app::read_stands()'s.
  Outcome<api::exchange::Inventory> read() const;
};

// Warnings to stderr, the first of them and the count.
void tell_warnings(const Output& out, const std::vector<Fault>& faults);

}  // namespace linhui::cli
