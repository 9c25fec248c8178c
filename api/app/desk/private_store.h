// What must not stand in the log: names, certificates, contact details, cards, look-ups. Kept
// beside the ledger, each value encrypted with AES-256-GCM, and erasable without touching a proof.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/app/desk/problems.h"
#include "ledger/base/canonical_json.h"

namespace linhui::api::app {

using ledger::Json;

class PrivateStore {
 public:
  // Made with its key file (mode 0600) on first use.
  explicit PrivateStore(std::filesystem::path folder);

  // Nothing where there is no such entry, or where it does not decrypt under this key.
  std::optional<Json> get(const std::string& key) const;
  std::vector<std::pair<std::string, Json>> scan(const std::string& prefix) const;
  // All or none. An empty optional erases.
  Outcome<void> write(const std::map<std::string, std::optional<Json>>& entries);

 private:
  Outcome<std::string> key(bool create) const;
  std::filesystem::path folder_;
};

}  // namespace linhui::api::app
