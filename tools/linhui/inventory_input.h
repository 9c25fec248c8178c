// Options with which a command reads an inventory, and the reading with its faults.
#pragma once

#include "api/exchange/inventory/inventory.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

struct InventoryInput {
  std::string file, layer, encoding;
  std::vector<std::string> map;  // FIELD=COLUMN

  enum class Needed { yes, no };  // does the parser ask for FILE?

  void add_to(const Command& command, Needed needed = Needed::yes);
  // --map as field → column. Error: map_malformed.
  Outcome<std::map<std::string, std::string>> columns() const;
  // Reads the file. A problem where an option is malformed, the file has gone, or a row is at
  // fault; warnings stay with the inventory.
  Outcome<api::exchange::Inventory> read() const;
};

// inventory_refused.
Problem inventory_problem(const std::vector<Fault>& faults);

std::size_t warning_count(const std::vector<Fault>& faults);
// Warnings to stderr, the first of them and the count.
void tell_warnings(const Output& out, const std::vector<Fault>& faults);

}  // namespace linhui::cli
