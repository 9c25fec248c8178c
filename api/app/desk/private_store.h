// What must not stand in the log: names, certificates, contact details, cards, look-ups. Kept
// beside the ledger, each value encrypted with AES-256-GCM, and erasable without touching a proof.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/app/desk/private_entries.h"
#include "api/app/desk/problems.h"
#include "ledger/base/canonical_json.h"
#include "ledger/state/entry.h"

namespace linhui::api::app {

using ledger::Json;

// Changes to be written at once, by key; nothing where the entry is to go. Ids hold no '/'.
class PrivateChanges {
 public:
  template <class T, class... Ids>
  void put(const T& entry, const Ids&... ids) {
    entries_[ledger::key_of(T::kFamily, ids...)] = ledger::to_json(entry);
  }
  template <class T, class... Ids>
  void erase(const Ids&... ids) {
    entries_[ledger::key_of(T::kFamily, ids...)] = std::nullopt;
  }
  // An entry by its whole key.
  void put_json(const std::string& key, Json entry) { entries_[key] = std::move(entry); }
  const std::map<std::string, std::optional<Json>>& entries() const { return entries_; }

 private:
  std::map<std::string, std::optional<Json>> entries_;
};

// Opens the store anew for each call, so that several processes may share it, and any number of
// threads may read.
class PrivateStore {
 public:
  // Made with its key file (private.key, mode 0600) by the first write(). Who loses that file has
  // lost every entry.
  explicit PrivateStore(std::filesystem::path folder);

  // Nothing where there is no such entry, where it does not decrypt under this key, or where the
  // store or its key cannot be opened: to the reader erased and unreadable are the same. Throws
  // ReadFailure where it fails later.
  template <class T, class... Ids>
  std::optional<T> read(const Ids&... ids) const {
    const auto json = get(ledger::key_of(T::kFamily, ids...));
    if (!json) return std::nullopt;
    auto entry = ledger::from_json<T>(*json, "");
    return entry.ok() ? std::optional(std::move(entry).value()) : std::nullopt;
  }
  // Entries of a family in order of their keys; `id` is what follows the family's name, or these
  // ids. Decrypts them all; what read() would not give is left out.
  template <class T>
  using Entries = std::vector<std::pair<std::string, T>>;
  template <class T, class... Ids>
  Entries<T> scan(const Ids&... under) const {
    Entries<T> found;
    const std::string prefix = ledger::key_of(T::kFamily, under...) + "/";
    for (auto& [key, json] : scan_under(prefix)) {
      auto entry = ledger::from_json<T>(json, "");
      if (entry.ok()) found.emplace_back(key.substr(prefix.size()), std::move(entry).value());
    }
    return found;
  }
  // Whether this process can use it; false: there is none yet, and the first write makes it.
  // Errors: private_store_unusable, with the file and what is wrong with it.
  Outcome<bool> check() const;
  // A secret of this store alone, another one for each purpose; made from its key, so that it is
  // the same tomorrow. Errors: key_malformed.
  Outcome<std::string> secret_for(const std::string& purpose) const;
  // All or none, on disk when it is done. Waits up to ten seconds for another writer, and for
  // threads of this process that read the while. Errors: writer_busy after that,
  // key_malformed (its key file), permission_denied, and the store's.
  Outcome<void> write(const PrivateChanges& changes);
  // The same with changes that depend on what is there: `decide` reads this store, and nobody else
  // writes the while. Without changes nothing is written.
  Outcome<void> change(const std::function<PrivateChanges()>& decide);

 private:
  std::optional<Json> get(const std::string& key) const;
  std::vector<std::pair<std::string, Json>> scan_under(const std::string& prefix) const;
  Outcome<std::string> key(bool create) const;
  std::filesystem::path folder_;
};

}  // namespace linhui::api::app
