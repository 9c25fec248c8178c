// The newest checkpoint that a writer on this machine has signed or seen, beside the keys:
// <keys>/log-<ledger id>.checkpoint, a signed note. Whoever restores an old copy, or writes a
// second time from one, has it against him.
//
// It is written after the commit, so that a crash between leaves one that is a little older, which
// every log extends.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "api/app/desk/problems.h"
#include "ledger/standing.h"

namespace linhui::api::app {

class KeptCheckpoint {
 public:
  KeptCheckpoint(const std::filesystem::path& keys, const std::string& ledger_id);
  const std::filesystem::path& file() const { return file_; }

  // The signed note; nothing where none is kept. Errors: file_not_readable.
  Outcome<std::optional<std::string>> read() const;

  // Room on the disk for a note, taken before the commit, so that a commit whose checkpoint could
  // not be kept is not made. Gone with its guard.
  class Room {
   public:
    Room(int descriptor, std::filesystem::path part, std::filesystem::path file);
    Room(Room&& other) noexcept;
    Room& operator=(Room&&) = delete;
    ~Room();
    // Durable and atomic. After an error the older one stays; once a commit is made that is all
    // right. Errors: storage_failed and its like.
    Outcome<void> keep(const std::string& note);

   private:
    int descriptor_;
    std::filesystem::path part_, file_;
  };
  // Errors: disk_full, permission_denied, storage_failed.
  Outcome<Room> make_room() const;

  // Takes away the rooms in a folder of keys that commands left which were ended at work; those of
  // writers who are at work stay.
  static void clear_abandoned(const std::filesystem::path& keys);

 private:
  std::filesystem::path file_;
};

// What a kept note says against a ledger that does not go on from it; nothing where it does.
// Problems: ledger_behind, ledger_forked; kept_checkpoint_unreadable where the note is none of this
// ledger's. `where`: the file that shows it.
std::optional<Problem> gone_back(const ledger::LedgerView& view, const std::string& note,
                                 const std::filesystem::path& where);

}  // namespace linhui::api::app
