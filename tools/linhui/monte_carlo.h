// linhui estimate --monte-carlo, and linhui estimate merge.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/exchange/inventory/inventory.h"
#include "methodology/method.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

struct MonteCarloInput {
  std::size_t draws = 0;
  std::string seed, uncertainty, part;

  void add_to(const Command& command);
  bool given() const { return draws_option_->given(); }
  // Errors: monte_carlo_missing (usage), where there is only what belongs to it.
  Outcome<void> check() const;
  // Runs and prints, or writes `out_file`; a part is always written to a file.
  Ended run(const Output& out, const methodology::Method& method,
            const std::vector<methodology::Stand>& stands,
            const methodology::EstimateOptions& options, const methodology::TableFiles& tables,
            const api::exchange::Inventory& inventory, const std::string& out_file) const;

 private:
  const Option* draws_option_ = nullptr;
};

// `linhui estimate merge PART PART … [--out F.json]`.
void add_merge(const Command& estimate);

}  // namespace linhui::cli
