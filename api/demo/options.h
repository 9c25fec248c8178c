// What the demonstration is told, and what it leaves behind.
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
  std::function<void(const Text& heading)> chapter;  // may be empty, as `tell`
  std::function<void(const Text& line)> tell;
};

struct DemoResult {
  std::string verifier_key;  // of the demonstration's log
  std::filesystem::path ledger, proof, cards, export_file;
  std::vector<app::Card> show_cards;  // one that was paid, one unpaid, one held
};

}  // namespace linhui::api::demo
