// The embedded store: one LMDB environment in a folder of its own.
#pragma once

#include <filesystem>
#include <memory>

#include "ledger/store/store.h"

namespace linhui::ledger {

class LmdbStore : public Store {
 public:
  enum class Mode { create, read, write };

  // create  makes the folder; refuses where a ledger already is (ledger_exists).
  // read    any number of processes at once, also beside a writer.
  // write   one process at a time; a second gets writer_busy, with the holder's process id.
  // Errors besides: ledger_not_found, permission_denied, disk_full, storage_damaged (the file is
  // truncated or not LMDB's).
  static Result<std::unique_ptr<LmdbStore>> open(const std::filesystem::path& folder, Mode mode);
  ~LmdbStore() override;

  // Stays as it is while commits go on, and may outlive the store. Reading throws
  // std::runtime_error where the storage fails under it: there is nothing right to answer then.
  std::unique_ptr<View> snapshot() const override;
  // Grows the memory map by itself when it is full, and tries again; snapshots live on.
  // Requires: keys are of 1 to 511 bytes. permission_denied where the mode is read.
  Result<void> commit(const Changes& changes) override;

  // A copy of the newest commit, without what earlier ones gave up, as data.mdb in a folder that
  // has none; commits may go on beside it. Errors: storage_error's.
  Result<void> copy_to(const std::filesystem::path& folder) const;

 private:
  struct Impl;
  explicit LmdbStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace linhui::ledger
