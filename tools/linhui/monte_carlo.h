// linhui estimate --monte-carlo, and linhui estimate merge.
#pragma once

#include <string>

#include "api/app/cases/estimates.h"
#include "tools/linhui/command.h"

namespace linhui::cli {

struct MonteCarloInput {
  std::size_t draws = 0;
  std::string seed, uncertainty, part;

  void add_to(const Command& command);
  bool given() const { return draws_option_->given(); }
  // Errors: monte_carlo_missing (usage), where there is only what belongs to it.
  Outcome<void> check() const;
  // Draws and prints, or writes `out_file`; a part is always written to a file.
  // Errors: part_needs_file, seed_malformed, part_malformed (usage), and the case's.
  Ended run(const Output& out, api::app::EstimateBasis basis, const std::string& out_file) const;

 private:
  const Option* draws_option_ = nullptr;
};

// `linhui estimate merge PART PART … [--out F.json]`.
void add_merge(const Command& estimate);

}  // namespace linhui::cli
