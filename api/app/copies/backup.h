// A whole copy of a ledger in one file, and a ledger from such a copy. Both are audited: what does
// not replay to itself is neither kept nor restored.
//
// The file is a tar archive (mode 0600): manifest.json, then under ledger/ the database as of one
// commit, and what is kept beside the log (private/), encrypted, with its key. It holds secrets.
// The keys of the parties are not part of a ledger and not of its copy; the log's only where asked
// for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "api/app/desk/keyring.h"
#include "api/app/desk/problems.h"

namespace linhui::api::app {

struct BackupSummary {
  std::string ledger;            // its id
  std::uint64_t records = 0;     // in the log
  std::string root;              // hex, of the log
  std::uint64_t size_bytes = 0;  // of the file
  bool demonstration = false;
  std::string checkpoint;            // the newest signed note
  bool log_key = false;              // whether the log's key is in the file
  std::optional<Problem> gone_back;  // what an older look at the ledger says against the copy
};

// May run beside a writer. Takes room for two copies beside `file`, and the time of an audit; the
// file is there under its name only when it has been written, synced to disk and read back. Private
// data is copied after the ledger, so it may be newer. `with_log_key`: the file holds the key that
// signs the log too, as it lies among `keys`. Errors: file_exists; backup_part_not_read where the
// private store cannot be read, or is not there though the log has rights; ledger_damaged where the
// copy's audit finds damage; the ledger's, the keyring's and the disk's.
Outcome<BackupSummary> back_up(const std::filesystem::path& ledger,
                               const std::filesystem::path& file, const Keyring& keys,
                               bool with_log_key = false);

// Whether a file begins as a backup does, and the signed note that one bears. Errors:
// backup_damaged; the disk's.
bool is_backup(const std::filesystem::path& file);
Outcome<std::string> checkpoint_of_backup(const std::filesystem::path& file);

// Says whether a restored ledger goes on from what somebody has kept of it.
struct KeptNote {
  std::string note;            // of check_against() in packages/against.h
  std::filesystem::path file;  // that shows it
};
// Makes the folder `ledger`, which must not be there, whole or not at all: worked on
// beside it and renamed. A copy that lies behind
// `against` is restored for reading: the checkpoint is kept among `keys`, where writers look.
// Errors: folder_exists; backup_damaged where a byte of the file is not what its manifest says, or
// the ledger in it does not verify; ledger_forked, log_key_differs; the disk's.
Outcome<BackupSummary> restore(const std::filesystem::path& file,
                               const std::filesystem::path& ledger, const Keyring& keys,
                               const std::optional<KeptNote>& against = {});

}  // namespace linhui::api::app
