// A whole copy of a ledger in one file, and a ledger from such a copy. Both are audited: what does
// not replay to itself is neither kept nor restored.
//
// The file is a tar archive (mode 0600): manifest.json, then under ledger/ the database as of one
// commit, the log's key, and what is kept beside the log (private/), encrypted, with its key. It
// holds secrets. The parties' keys are not part of a ledger and not of its copy.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "api/app/desk/problems.h"

namespace linhui::api::app {

struct BackupSummary {
  std::string ledger;            // its id
  std::uint64_t records = 0;     // in the log
  std::string root;              // hex, of the log
  std::uint64_t size_bytes = 0;  // of the file
  bool demonstration = false;
};

// May run beside a writer. Takes room for two copies beside `file`, and the time of an audit; the
// file is there under its name only when it has been written, synced to disk and read back. Private
// data is copied after the ledger, so it may be newer. Errors: file_exists; ledger_damaged where
// the copy's audit finds damage; the ledger's and the disk's.
Outcome<BackupSummary> back_up(const std::filesystem::path& ledger,
                               const std::filesystem::path& file);

// Makes the folder `ledger`, which must not be there, whole or not at all: worked on beside it and
// renamed. Errors: folder_exists;
// backup_damaged where a byte of the file is not what its manifest says, or the ledger in it does
// not verify; the disk's.
Outcome<BackupSummary> restore(const std::filesystem::path& file,
                               const std::filesystem::path& ledger);

}  // namespace linhui::api::app
