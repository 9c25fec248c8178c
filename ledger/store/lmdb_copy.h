// A private copy of a database, for who can read its file and not lock it: an auditor under
// another user, read-only media, a container whose process numbers coincide with another's.
//
// LMDB's writer gives a page up in one commit and reuses it in one of the next but one, unless a
// reader has said in the lock file that it still looks at it. So what a reader without locks sees
// may change under it, and looks damaged. A copy made while no two commits happened is whole.
#pragma once

#include <cstdint>
#include <filesystem>

#include "ledger/store/store.h"

namespace linhui::ledger {

// A folder of its own in the system's temporary one (mode 0700) with data.mdb in it; gone with it.
// An environment that was opened on it by then stays good.
class LmdbCopy {
 public:
  // Of the newest commit. Tries beside the writers first; where they are too quick, holds them off
  // while it copies, as soon as they let it within `patience`. Errors: writer_busy; disk_full (of
  // the temporary folder); storage_damaged; ledger_not_found, permission_denied, storage_failed.
  static Result<LmdbCopy> make(const std::filesystem::path& folder, const Patience& patience);
  LmdbCopy(LmdbCopy&& other) noexcept;
  LmdbCopy& operator=(LmdbCopy&&) = delete;
  ~LmdbCopy();

  const std::filesystem::path& folder() const { return folder_; }
  std::uint64_t transaction() const { return transaction_; }  // that it is a copy of

  // The newest transaction of the database in `folder`; 0 where it cannot be read.
  static std::uint64_t newest(const std::filesystem::path& folder);

 private:
  LmdbCopy(std::filesystem::path folder, std::uint64_t transaction)
      : folder_(std::move(folder)), transaction_(transaction) {}
  std::filesystem::path folder_;  // empty once it was moved from
  std::uint64_t transaction_;
};

}  // namespace linhui::ledger
