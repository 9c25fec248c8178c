// The whole story on the shipped sample, told as it happens: from the files that a bureau hands
// over to a farmer's proof, a signed export and an offline audit. Nothing in it is acted: every
// step is the case that a user calls.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "api/app/households/card_desk.h"
#include "api/problem.h"

namespace linhui::api::demo {

struct DemoOptions {
  std::filesystem::path folder;  // made; refused where something is there already
  std::filesystem::path sample;  // forest_stands.shp, wetlands.gpkg, rights.xlsx
  std::function<void(const Text& heading)> chapter;
  std::function<void(const Text& line)> tell;
};

struct DemoResult {
  std::string verifier_key;
  std::filesystem::path ledger, proof, cards, export_file;
  std::vector<app::Card> show_cards;  // one that was paid, one unpaid, one held
};

// Errors: folder_exists; inventory_refused and what else the sample's files give; audit_failed;
// those of every case.
Outcome<DemoResult> run_demo(const DemoOptions& options);

}  // namespace linhui::api::demo
