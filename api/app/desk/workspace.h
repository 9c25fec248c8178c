// An open ledger with the keys at hand: where every use case that writes begins.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/app/desk/problems.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

using ledger::Json;

// The signing keys of this machine's users: one PEM file a party, <folder>/<party>.pem, mode 0600.
// A passphrase is taken from LINHUI_KEY_PASSPHRASE.
class Keyring {
 public:
  explicit Keyring(std::filesystem::path folder) : folder_(std::move(folder)) {}
  const std::filesystem::path& folder() const { return folder_; }

  Outcome<ledger::SigningKey> load(const std::string& party) const;
  Outcome<ledger::PublicKey> create(const std::string& party) const;  // key_file_exists
  std::vector<std::string> parties() const;

 private:
  std::filesystem::path folder_;
};

// What one user asserts.
struct Assertion {
  std::string type;
  std::string by;  // party id
  Json body;
  ledger::Rows rows = {};
  std::vector<std::string> also = {};  // parties that sign besides
  std::string request = {};            // empty: a random one
};

class Workspace {
 public:
  enum class Mode { read, write };
  // `keys` empty: <ledger>.keys beside the ledger.
  static Outcome<std::unique_ptr<Workspace>> open(const std::filesystem::path& ledger, Mode mode,
                                                  std::filesystem::path keys = {});
  struct Creation {
    std::string name, registrar, registrar_name;
    bool demonstration = false;
  };
  static Outcome<std::unique_ptr<Workspace>> create(const std::filesystem::path& ledger,
                                                    const Creation& creation,
                                                    std::filesystem::path keys = {},
                                                    std::optional<std::int64_t> clock = {});

  // Signs and submits; done means durable. Gives the record's index.
  Outcome<std::uint64_t> submit(const Assertion& assertion);
  // One commit for all; the first refusal is given back, the others are recorded all the same.
  Outcome<std::vector<std::uint64_t>> submit_all(const std::vector<Assertion>& assertions);

  ledger::LedgerView view() const { return ledger_->snapshot(); }
  const std::filesystem::path& folder() const { return folder_; }
  const Keyring& keys() const { return keys_; }
  std::filesystem::path private_folder() const { return folder_ / "private"; }

  // Seconds since 1970 that the records of this workspace bear. The demonstration tells a story
  // that took months, so it sets its own, always in the past.
  std::int64_t now() const;
  void set_clock(std::int64_t seconds) { clock_ = seconds; }

 private:
  Workspace(std::filesystem::path folder, std::filesystem::path keys,
            std::unique_ptr<ledger::Ledger> ledger);
  Outcome<ledger::Submission> sign(const Assertion& assertion, const std::string& ledger_id) const;

  std::filesystem::path folder_;
  Keyring keys_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::optional<std::int64_t> clock_;
};

}  // namespace linhui::api::app
