// A ledger: the log, its state, its proofs. The one door to all of it.
//
// A commit takes what was submitted, applies each record to the state or refuses it alone, appends
// the accepted ones to the Merkle tree, signs a checkpoint, and writes all of that at once. Only
// then does the caller hear "done".
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/log/checkpoint.h"
#include "ledger/log/merkle.h"
#include "ledger/log/record.h"
#include "ledger/log/tiles.h"
#include "ledger/state/party.h"
#include "ledger/store/open_store.h"

namespace linhui::ledger {

// A snapshot of a ledger: consistent in itself, unmoved by later commits. To be read from one
// thread at a time; it may outlive the Ledger. Checks nothing that it gives against the tree: a
// damaged node gives a proof that does not verify, and audit() tells what is damaged.
//
// Throws ReadFailure where the store cannot be read, but for info() and what comes of it, which are
// empty then, and leaf(), record(), rows() and scan_records(), which give it as an error.
class LedgerView {
 public:
  explicit LedgerView(std::unique_ptr<View> view);

  std::uint64_t size() const { return size_; }  // records; 0 where the number is damaged
  const View& state() const { return *view_; }  // all tables; lives as long as this
  LedgerInfo info() const;                      // an empty one where it is damaged
  std::string id() const;
  bool demonstration() const;
  NamedKey log_key() const;  // the checkpoints' signer; an empty key where it is damaged
  // Every key that has signed checkpoints of this log, the present one first.
  std::vector<NamedKey> log_keys() const;

  std::string checkpoint() const;          // the newest signed note; empty where it is gone
  std::uint64_t checkpoint_count() const;  // how many have been published, one a commit
  Hash root(std::uint64_t size) const;     // Requires: size <= this->size()
  // The bytes of a record with its signatures. Errors: index_beyond_size, storage_damaged,
  // storage_failed; record() besides what parse_leaf() refuses.
  Result<std::string> leaf(std::uint64_t index) const;
  Result<Record> record(std::uint64_t index) const;
  // Of the first `size` records, whether that many were ever committed at once or not (merkle.h).
  // Errors: index_beyond_size.
  Result<std::vector<Hash>> prove_inclusion(std::uint64_t index, std::uint64_t size) const;
  // Errors: index_beyond_size, also where `first` is 0 or above `second`.
  Result<std::vector<Hash>> prove_consistency(std::uint64_t first, std::uint64_t second) const;
  // The tile's bytes (tiles.h), at the width asked for. Errors: not_found where it reaches beyond
  // the log.
  Result<std::string> tile(const TilePath& path) const;
  // The rows that a record of this ledger names, all of them, in memory. Not hashed again.
  // Errors: rows_missing, storage_failed, storage_damaged.
  Result<Rows> rows(const Hash& root, std::uint64_t count) const;
  // Visits every record from `from` on until `visit` gives false. Errors: record()'s, at the first
  // record that has one.
  Result<void> scan_records(std::uint64_t from,
                            const std::function<bool(std::uint64_t, const Record&)>& visit) const;

 private:
  NodeReader node_reader() const;

  std::unique_ptr<View> view_;
  std::uint64_t size_ = 0;
};

// Where a submission stands in the log. Durable when it is given.
struct Receipt {
  std::uint64_t index = 0;
  bool repeated = false;  // the same request had been recorded before: this is its record
};

// A key's file, under a passphrase where there is one.
struct KeyFile {
  std::filesystem::path file;
  std::string passphrase = {};
};
// Where the key that signs the checkpoints is found, by its public half.
using LogKeyFinder = std::function<Result<SigningKey>(const PublicKey&)>;

// An open ledger. snapshot() and copy_store_to() from any thread, also while append() runs;
// append() from one thread at a time.
class Ledger {
 public:
  // Makes a ledger in a folder of its own. `first` is its ledger.create, signed by the registrar;
  // `log_key` signs the checkpoints and is kept in `key_file` (mode 0600), or else in the folder as
  // log.key.
  // Errors: what refuses the record; wrong_ledger (its id is not that of `log_key`); ledger_exists;
  // those of the store and of SigningKey::write_pem(). After one nothing is left that would look
  // like a ledger. No clock is asked: the first record's time is taken as it is.
  static Result<std::unique_ptr<Ledger>> create(const std::filesystem::path& folder,
                                                const Submission& first, SigningKey log_key,
                                                KeyFile key_file = {});
  // For reading, by any number of processes. Errors: ledger_not_found, storage_damaged (no ledger
  // of this format), those of the store. Throws ReadFailure, as open_writer() does.
  static Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& folder,
                                              const Patience& patience = {});
  // The same, whatever state its store is in: for audit(), which tells all that it finds.
  static Result<std::unique_ptr<Ledger>> inspect(const std::filesystem::path& folder,
                                                 const Patience& patience = {});
  // For writing, by one process at a time, until it goes; the next waits its turn (writer_busy when
  // its patience is at an end), and sees what was written the while. Without a finder the log's key
  // is the folder's log.key. Errors besides: those of the finder, or of reading log.key;
  // key_malformed where it is another ledger's; storage_damaged where nothing can be appended.
  static Result<std::unique_ptr<Ledger>> open_writer(const std::filesystem::path& folder,
                                                     const LogKeyFinder& find_key = {},
                                                     const Patience& patience = {});

  // The newest commit. Throws ReadFailure.
  LedgerView snapshot() const;
  // What opening found of the store's structure (Store::structure()).
  StructureReport structure() const { return store_->structure(); }
  // Whether snapshots are of the ledger itself, or of a private copy, and why.
  Apart apart() const { return store_->apart(); }
  // The whole ledger's store, without log.key, copied to a folder that is there and has none, while
  // commits may go on. Errors: Store::copy_to()'s.
  Result<void> copy_store_to(const std::filesystem::path& folder) const;

  // Group commit. One outcome a submission, in order; a refused one leaves nothing behind. Where
  // the commit itself fails, every outcome is that failure and nothing was written.
  // `now` is the writer's clock, seconds since 1970 (UTC).
  //
  // Each record sees those before it in the same call. One that was recorded before, with the same
  // signatures, gives its receipt again. Blocks until everything is on disk, once for all; where
  // nothing was accepted nothing is written. Errors: as docs/records.md says ("Which refusal is
  // told"); those of Store::commit(); permission_denied where it was opened for reading.
  //
  // `before_commit` runs when something was accepted and nothing is written yet: what must be on
  // disk before the records are. Its error is every outcome, and nothing is written.
  using BeforeCommit = std::function<Result<void>()>;
  std::vector<Result<Receipt>> append(std::vector<Submission> submissions, std::int64_t now,
                                      const BeforeCommit& before_commit = {});
  Result<Receipt> append_one(Submission submission, std::int64_t now,
                             const BeforeCommit& before_commit = {});

  // The same for a log.key.rotate, whose new key is `next`: it signs the checkpoint of this commit
  // and of every later one. Whoever calls has it on the disk before. Elsewhere such a record is
  // refused (log_key_missing).
  Result<Receipt> append_rotation(Submission submission, SigningKey next, std::int64_t now);

  // How far an author's time may lie after the writer's clock or before the newest record's.
  static constexpr std::int64_t kTimeToleranceSeconds = 600;

 private:
  Ledger(std::unique_ptr<Store> store, std::optional<SigningKey> log_key);
  const SigningKey* signer_of(const LedgerInfo& ledger) const;
  static Result<std::unique_ptr<Ledger>> open_to_read(const std::filesystem::path& folder,
                                                      StoreMode mode, const Patience& patience);
  struct Candidate;
  Result<Receipt> take_in(Overlay& commit, std::uint64_t& size, Candidate& candidate,
                          std::int64_t now) const;

  std::unique_ptr<Store> store_;
  std::vector<SigningKey> log_keys_;  // the present one; while it is rotated its follower too
};

}  // namespace linhui::ledger
