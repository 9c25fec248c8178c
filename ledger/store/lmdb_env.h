// One LMDB environment of this process, and all that LMDB leaves to its caller: no folder is
// opened twice, no damaged file is mapped, no file without disk behind it is written through a map,
// and the map grows.
#pragma once

#include <lmdb.h>
#include <sys/types.h>

#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <utility>

#include "ledger/store/lmdb_error.h"
#include "ledger/store/lmdb_pages.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

// Bytes as LMDB takes them; it does not write to them. Looks into `bytes`, which must outlive it.
inline MDB_val val(std::string_view bytes) {
  return {bytes.size(), const_cast<char*>(bytes.data())};
}

// Shared by all stores and snapshots of this process on one folder; closed with the last of them.
// From any thread.
class LmdbEnv {
 public:
  // LMDB's locks belong to the process, so a folder that is open already gives the environment
  // that is there. Where it is just being closed, waits for that. Requires: who asks for
  // StoreMode::write holds the WriterLock. Errors: storage_error()'s; storage_damaged where the
  // structure is not sound, unless the mode is inspect; storage_failed where writing is asked for
  // and the process could open the folder for reading only.
  //
  // Reading needs a place in LMDB's lock file. `apart` says where there is none: then no
  // environment is given to readers, and what is given to a writer is for write() alone, once the
  // structure of a copy has been walked (lmdb_copy.h).
  struct Opened {
    std::shared_ptr<LmdbEnv> env;
    Apart apart = Apart::no;
  };
  static Result<Opened> open(const std::filesystem::path& folder, StoreMode mode);
  // A database that nobody else has, for reading and without locks. Errors: as open().
  static Result<std::shared_ptr<LmdbEnv>> open_copy(const std::filesystem::path& folder,
                                                    StoreMode mode);
  // Makes data.mdb with `first` in its tables, whole or not at all, and syncs it to disk. Requires:
  // the WriterLock, and no data.mdb yet: it would be replaced. Errors: storage_error()'s.
  static Result<void> create(const std::filesystem::path& folder, const Changes& first);
  ~LmdbEnv();
  LmdbEnv(const LmdbEnv&) = delete;
  LmdbEnv& operator=(const LmdbEnv&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  MDB_dbi table(Table table) const { return tables_[static_cast<std::size_t>(table)]; }

  // A read transaction of the newest commit, and that commit's meta page. Takes the map lock
  // itself. Gives LMDB's code. The caller ends it by end_read(); LMDB reuses no page that it can
  // still see. At most 512 at a time, over all processes.
  int begin_read(MDB_txn** txn, lmdb::Meta& meta);
  void end_read(MDB_txn* txn);

  // View::check_structure(). Requires: a transaction that holds the pages of `meta`.
  StructureReport check_structure(const lmdb::Meta& meta, std::uint64_t pages_max) const;
  // What opening found.
  const StructureReport& structure() const { return structure_; }

  // Writes all changes or none, and syncs them to disk. Takes the map lock itself, and grows the
  // map as it must; one call at a time, others wait. Gives LMDB's code. Requires: `writable`; keys
  // of 1 to 511 bytes.
  int write(const Changes& changes);

  // Copies the newest commit, without the pages that were given up, to data.mdb in a folder that
  // has none. Takes the map lock itself. Gives LMDB's code.
  int copy_to(const std::filesystem::path& folder);

  // Held shared around every use of the map, alone while the map is moved.
  //
  // LMDB asks that no transaction be active when the map moves, because one may hold pointers
  // into it. Our read transactions outlive the move, but hold none: a snapshot copies what it
  // reads, keeps no cursor between calls, and finds pages by their number from the map's start.
  std::shared_mutex& map_mutex() { return map_mutex_; }

 private:
  LmdbEnv(std::filesystem::path folder, MDB_env* env, bool writable);

  int descriptor() const;
  int begin_newest(MDB_txn** txn);
  Result<void> walk();
  int prepare_to_write();
  int open_tables(unsigned flags, unsigned transaction_flags);
  int try_write(const Changes& changes);
  int grow();
  int reserve(std::size_t size_bytes);

  std::filesystem::path folder_;
  MDB_env* env_;
  bool writable_;            // may be written by who holds the WriterLock
  Apart apart_ = Apart::no;  // where begin_read() is not for this one
  bool tables_open_ = false;
  StructureReport structure_;
  std::optional<std::pair<dev_t, ino_t>> file_id_;  // where others of this process can find it
  std::array<MDB_dbi, kTableCount> tables_{};
  std::mutex write_mutex_;
  std::shared_mutex map_mutex_;
};

}  // namespace linhui::ledger
