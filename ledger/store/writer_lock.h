// Who may write: one process at a time, and nobody while a reader without locks copies.
#pragma once

#include <filesystem>

#include "ledger/store/store.h"

namespace linhui::ledger {

// An advisory lock (flock) on <folder>/writer.lock, which stays. It is held through the open file
// and not by a process number, so that containers whose numbers coincide keep each other waiting
// and no more. Given back when it goes, or when the process ends.
class WriterLock {
 public:
  // The writer's: alone. Its process number is put in the file, for whoever waits. A second one in
  // the same process waits too. Requires: the folder exists. Errors: writer_busy with the holder's
  // process and how long was waited; permission_denied, disk_full.
  static Result<WriterLock> take(const std::filesystem::path& folder, const Patience& patience);
  // A reader's, beside others: no writer begins while it is held. The file may be somebody else's.
  // Errors besides: not_found where nobody has ever written.
  static Result<WriterLock> hold_off(const std::filesystem::path& folder, const Patience& patience);

  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&&) = delete;
  ~WriterLock();

 private:
  explicit WriterLock(int descriptor) : descriptor_(descriptor) {}
  Result<void> lock(int kind, const std::filesystem::path& file, const Patience& patience);
  int descriptor_;
};

// Opens a lock file, made where there is none; -1 and errno. One that root has made in somebody
// else's folder is given to the folder's owner, who could not lock it otherwise.
int open_lock_file(const std::filesystem::path& file);

}  // namespace linhui::ledger
