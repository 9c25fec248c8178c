// Where a ledger's bytes live: ordered tables, read snapshots, one atomic commit.
//
// A writer never works on the store itself. It reads a snapshot through an Overlay, which holds
// what would change, and hands the Changes to commit(), which writes all of them or none.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/base/result.h"

namespace linhui::ledger {

// meta        the format's version, the log's size, how many checkpoints were published
// leaf        index (8 bytes, big-endian) → leaf bytes
// node        level (1 byte), index (8 bytes, big-endian) → hash of a perfect subtree
// checkpoint  size (8 bytes, big-endian) → signed note
// row         root (32 bytes), index (8 bytes, big-endian) → one canonical row beside the log
// state       text key → canonical JSON; what apply() keeps and a replay rebuilds
enum class Table : std::uint8_t { meta, leaf, node, checkpoint, row, state };
inline constexpr std::size_t kTableCount = 6;
std::string_view name_of(Table table);  // "leaf": as the store and findings name it

// What a view throws where it cannot be read: a failing disk, a server that is gone, pages or
// entries that are no longer what was written. An exception, so that nobody can take "could not be
// read" for "is not there". Caught where there is someone to tell: by Ledger::append (nothing is
// recorded), LedgerView's leaves and rows, and at the ends of the command and the server.
class ReadFailure : public std::exception {
 public:
  explicit ReadFailure(Error error) : error_(std::move(error)) {}
  const Error& error() const { return error_; }  // storage_failed, storage_damaged
  const char* what() const noexcept override { return error_.detail.c_str(); }

 private:
  Error error_;
};

// What the engine's own structure, under the entries, says of itself: what only a look-up or a
// writer uses, and reading the tables in order never does.
struct StructureReport {
  struct Fault {
    std::uint64_t page = 0;  // 0: the file as a whole
    std::string tree;        // a table's name, "tables", "free list" or "file"
    std::string detail;
    std::string where() const;  // "page 17 of state"
  };
  std::uint64_t pages = 0, pages_in_all = 0;  // accounted for; in use or free
  bool whole = true;                          // false: stopped at the limit that was asked for
  std::vector<Fault> faults;                  // the first kMaxFaults of them
  std::uint64_t fault_count = 0;
  bool sound() const { return fault_count == 0; }
  static constexpr std::size_t kMaxFaults = 20;
};

// A consistent picture of the store at one moment, unmoved by later commits. To be read from one
// thread at a time. Every reading throws ReadFailure where the storage fails under it.
class View {
 public:
  virtual ~View() = default;
  // A copy of the value; nothing where there is no such key.
  virtual std::optional<std::string> get(Table table, std::string_view key) const = 0;

  // The last entry whose key starts with `prefix` and lies below `below`. As quick as get().
  // Requires: `below` starts with `prefix`. Not above a key K is below K and a zero byte.
  using Entry = std::pair<std::string, std::string>;
  virtual std::optional<Entry> last_below(Table table, std::string_view prefix,
                                          std::string_view below) const = 0;

  // Calls `visit` for every entry whose key starts with `prefix`, in byte order, from the first
  // key not below `from` on, until it gives false. Key and value are good during the visit, in
  // which the view may be read.
  using Visit = std::function<bool(std::string_view key, std::string_view value)>;
  virtual void scan(Table table, std::string_view prefix, std::string_view from,
                    const Visit& visit) const = 0;
  void scan(Table table, std::string_view prefix, const Visit& visit) const {
    scan(table, prefix, prefix, visit);
  }

  // Whether the engine's structure under this view is sound, `pages_max` pages looked at, at the
  // most. Trusts nothing that it reads: forged pages end in faults. An engine without a structure
  // of its own, as one in memory, has none.
  virtual StructureReport check_structure(std::uint64_t pages_max) const;
};

// What a commit is to write: per table, key → value, or nothing where the key is to go.
using Changes =
    std::array<std::map<std::string, std::optional<std::string>, std::less<>>, kTableCount>;

// A view with changes on top, in memory. Throwing it away undoes them. For one thread.
class Overlay : public View {
 public:
  // Requires: the base outlives it, and is not changed while it is read through this.
  explicit Overlay(const View& base) : base_(base) {}
  // On top of another overlay, not a copy of it: that would carry all its changes along.
  explicit Overlay(const Overlay& base) : View(), base_(base) {}

  std::optional<std::string> get(Table table, std::string_view key) const override;
  std::optional<Entry> last_below(Table table, std::string_view prefix,
                                  std::string_view below) const override;
  void scan(Table table, std::string_view prefix, std::string_view from,
            const Visit& visit) const override;
  using View::scan;

  // Replaces what stands there. Requires: keys are of 1 to 511 bytes, for a commit to take them.
  void put(Table table, std::string key, std::string value);
  // Whether there is such a key or not.
  void erase(Table table, std::string key);

  // Since it was made, or since others were taken over.
  const Changes& changes() const { return changes_; }
  // Takes over what another overlay on top of this one has changed; it wins over what is here.
  void absorb(Changes&& changes);
  Changes take_changes() && { return std::move(changes_); }  // the overlay is of no use then

 private:
  const View& base_;
  Changes changes_;
};

// create  makes an empty store; refuses where one already is (ledger_exists).
// read    any number of processes at once, also beside a writer.
// write   one process at a time; a second waits its turn, as long as its patience says, and gets
//         writer_busy then, with the holder's process id.
// inspect as read, whatever state the store is in: for an audit, which tells all that it finds.
//
// In every mode but inspect the engine's structure is walked first, and a store in contradiction
// with itself is not opened (storage_damaged, with the place): nobody reads a wrong answer from it
// or records on top of one.
enum class StoreMode { create, read, write, inspect };

// Whether what is read is the store itself, or why it is a private copy of it: a reader who cannot
// say that he reads (in a lock file) may not look at what a writer goes on changing.
//
// not_writable  the lock file is somebody else's, or on read-only media
// no_room       the disk is full, and there is no lock file yet
// same_number   a process in another container has this one's number, under which both would lock
enum class Apart { no, not_writable, no_room, same_number };

// How long one waits for a writer. What is read after the wait is the newest commit.
struct Patience {
  std::chrono::milliseconds wait_max{0};
  // Called once, after a second of waiting, with who is waited for ("process 17").
  std::function<void(const std::string& holder)> told = {};
};

// Where the bytes are: the one seam between the ledger and a storage engine. store/open_store.h
// opens one by its URL. From any thread: snapshots may be taken while a commit runs, and see all of
// it or nothing. Commits come one after the other.
class Store {
 public:
  virtual ~Store() = default;
  // The newest commit. Throws ReadFailure. The view may outlive the store; it may be handed to
  // another thread.
  virtual std::unique_ptr<View> snapshot() const = 0;
  // Durable and atomic: after an error, or a crash at any moment, either all changes are there or
  // none is. Blocks until they are on disk. Errors: disk_full, storage_failed, storage_damaged,
  // permission_denied (also of a store that was opened for reading).
  virtual Result<void> commit(const Changes& changes) = 0;
  // A copy of the newest commit, without what earlier ones gave up, as a store of its own at a
  // place that has none; commits may go on beside it. Errors: as commit().
  virtual Result<void> copy_to(const std::string& url) const = 0;
  // What opening found of the structure: sound, and whole unless the store is very large. Of
  // `inspect`, and of an engine that has none: nothing looked at.
  virtual StructureReport structure() const { return {}; }
  // Why what is read is a private copy; a snapshot then costs one after each commit.
  virtual Apart apart() const { return Apart::no; }
};

// Keeps everything in memory: under a ledger's first record while it is tried, and as the oracle of
// the other stores' tests. A commit never fails.
class MemoryStore : public Store {
 public:
  std::unique_ptr<View> snapshot() const override;
  Result<void> commit(const Changes& changes) override;
  // It has no place of its own to be copied to: storage_not_built.
  Result<void> copy_to(const std::string& url) const override;

 private:
  struct Tables;
  class Snapshot;
  std::shared_ptr<Tables> tables_;

 public:
  MemoryStore();
};

}  // namespace linhui::ledger
