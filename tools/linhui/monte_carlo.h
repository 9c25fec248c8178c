// linhui estimate --monte-carlo, and linhui estimate merge.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/exchange/inventory.h"
#include "methodology/method.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

struct MonteCarloInput {
  std::size_t draws = 0;  // 0: no Monte Carlo run
  std::string seed, uncertainty, part;

  void add_to(const Command& command);
  // Runs and prints, or writes `out_file`; a part is always written to a file.
  ExitStatus run(const Output& out, const methodology::Method& method,
                 const std::vector<methodology::Stand>& stands,
                 const methodology::EstimateOptions& options,
                 const api::exchange::Inventory& inventory, const std::string& out_file) const;
};

// `linhui estimate merge PART PART … [--out F.json]`.
void add_merge(const Command& estimate);

}  // namespace linhui::cli
