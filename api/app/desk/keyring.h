// The signing keys of this machine's users: one PEM file a party, <folder>/<party>.pem, and of the
// logs that are written here, <folder>/log-<key id>.key; mode 0600. A passphrase is taken from
// LINHUI_KEY_PASSPHRASE.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "api/app/desk/problems.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

// A key that the log is to take waits as <party>.<key id>.new: on disk before the record is, and in
// place as <party>.pem only when it is recorded. So an attempt that was ended blocks no other, and
// no key of a record is lost: the next writer puts it in place (put_recorded_in_place()).
//
// Keeps no key in memory: each call goes to the files. Requires: parties are ids (is_id()), as they
// become names of files.
class Keyring {
 public:
  explicit Keyring(std::filesystem::path folder) : folder_(std::move(folder)) {}
  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path file_of(const std::string& party) const;

  // Errors: key_not_at_hand; key_malformed, passphrase_missing, passphrase_wrong;
  // permission_denied, storage_failed.
  Outcome<ledger::SigningKey> load(const std::string& party) const;
  // Makes a party's key and its file, synced to disk, and the folder (mode 0700). Errors:
  // key_file_exists; what SigningKey::write_pem() gives.
  Outcome<ledger::PublicKey> create(const std::string& party) const;
  // For good. A failure is passed over.
  void remove(const std::string& party) const;
  // The key that signs a log's checkpoints: the file in which this folder keeps one, and where that
  // of a ledger is: here, or beside the ledger, or in its folder as log.key, where a copy brought
  // it along. Its passphrase is LINHUI_LOG_KEY_PASSPHRASE where that is set. Errors:
  // log_key_missing, and those of SigningKey::read_pem().
  ledger::KeyFile log_key_file(const ledger::PublicKey& key) const;
  ledger::KeyFile log_key_file_of(const std::filesystem::path& ledger,
                                  const ledger::PublicKey& key) const;
  ledger::Result<ledger::SigningKey> find_log_key(const std::filesystem::path& ledger,
                                                  const ledger::PublicKey& key) const;
  // Where the checkpoints of that log are kept: beside its key, or here.
  std::filesystem::path checkpoint_folder(const std::filesystem::path& ledger,
                                          const ledger::PublicKey& key) const;
  // Makes the folder, for its owner only. Errors: file_not_writable.
  Outcome<void> make_folder() const;
  // The parties that have a file, in alphabetical order; none where the folder cannot be read.
  std::vector<std::string> parties() const;

  struct FreshKey {
    ledger::SigningKey key;
    std::filesystem::path file;
    std::string old_id;  // key id of the one in use; empty where the party has none
  };
  // The first key of a party. One that waits already, of an earlier attempt, is taken again.
  // Errors: key_file_exists; load()'s; what writing gives.
  Outcome<FreshKey> create_waiting(const std::string& party) const;
  // Whether one waits.
  bool waits(const std::string& party) const;
  // A further key of a party that has one.
  // Errors: load()'s, as the old key is read; what writing gives.
  Outcome<FreshKey> create_beside(const std::string& party) const;
  // Takes its file away, where it was not put in place.
  void discard(const FreshKey& fresh) const;
  // The fresh key is the one in use; the old one stays beside it as <party>.<key id>.old. Between
  // the two there is always one under the party's name. Errors: file_not_writable, with the file
  // that is left to be moved by hand.
  Outcome<void> put_in_place(const std::string& party, const FreshKey& fresh) const;
  // Puts those in place that wait and of which `recorded` says that the log has them as the
  // party's. Requires: nobody else is about to. A failure is passed over: they wait on.
  void put_recorded_in_place(const std::function<bool(const std::string& party,
                                                      const std::string& key_id)>& recorded) const;

 private:
  struct Waiting {
    std::string party, key_id;
    std::filesystem::path file;
  };
  std::vector<Waiting> waiting() const;
  Outcome<FreshKey> write_waiting(const std::string& party, std::string old_id) const;
  bool move_in(const std::string& party, const std::filesystem::path& file,
               const std::string& old_id) const;

  std::filesystem::path folder_;
};

// The folder of keys beside a ledger: <ledger>.keys.
std::filesystem::path keys_beside(const std::filesystem::path& ledger);

}  // namespace linhui::api::app
