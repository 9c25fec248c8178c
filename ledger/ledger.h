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

// A snapshot of a ledger: consistent in itself, unmoved by later commits.
class LedgerView {
 public:
  explicit LedgerView(std::unique_ptr<View> view);

  std::uint64_t size() const { return size_; }
  const View& state() const { return *view_; }
  LedgerInfo info() const;  // an empty one where it is damaged
  std::string id() const;
  bool demonstration() const;
  NamedKey log_key() const;  // the checkpoints' signer

  std::string checkpoint() const;                       // the newest signed note
  std::uint64_t checkpoint_count() const;               // how many have been published
  Hash root(std::uint64_t size) const;                  // Requires: size <= this->size()
  Result<std::string> leaf(std::uint64_t index) const;  // index_beyond_size, storage_damaged
  Result<Record> record(std::uint64_t index) const;
  Result<std::vector<Hash>> prove_inclusion(std::uint64_t index, std::uint64_t size) const;
  Result<std::vector<Hash>> prove_consistency(std::uint64_t first, std::uint64_t second) const;
  Result<std::string> tile(const TilePath& path) const;  // not_found
  // The rows that a record of this ledger names. Errors: rows_missing.
  Result<Rows> rows(const Hash& root, std::uint64_t count) const;
  // Visits every record from `from` on until `visit` gives false.
  Result<void> scan_records(std::uint64_t from,
                            const std::function<bool(std::uint64_t, const Record&)>& visit) const;

 private:
  NodeReader node_reader() const;

  std::unique_ptr<View> view_;
  std::uint64_t size_ = 0;
};

struct Receipt {
  std::uint64_t index = 0;
  bool repeated = false;  // the same request had been recorded before: this is its record
};

class Ledger {
 public:
  // Makes a ledger in a folder of its own. `first` is its ledger.create, signed by the registrar;
  // `log_key` signs the checkpoints and is kept in the folder as log.key (mode 0600).
  // Errors: what refuses the record; ledger_exists; those of the store. After one nothing is left
  // that would look like a ledger.
  static Result<std::unique_ptr<Ledger>> create(const std::filesystem::path& folder,
                                                const Submission& first, SigningKey log_key);
  // For reading, by any number of processes.
  static Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& folder);
  // For writing, by one process at a time (writer_busy).
  static Result<std::unique_ptr<Ledger>> open_writer(const std::filesystem::path& folder);

  LedgerView snapshot() const;
  // The whole ledger's store, copied to a place that has none, while commits may go on.
  Result<void> copy_store_to(const std::filesystem::path& folder) const;

  // Group commit. One outcome a submission, in order; a refused one leaves nothing behind. Where
  // the commit itself fails, every outcome is that failure and nothing was written.
  // `now` is the writer's clock, seconds since 1970 (UTC).
  std::vector<Result<Receipt>> append(std::vector<Submission> submissions, std::int64_t now);
  Result<Receipt> append_one(Submission submission, std::int64_t now);

  // How far an author's time may lie after the writer's clock or before the newest record's.
  static constexpr std::int64_t kTimeToleranceSeconds = 600;

 private:
  Ledger(std::unique_ptr<Store> store, std::optional<SigningKey> log_key);
  struct Candidate;
  Result<Receipt> take_in(Overlay& commit, std::uint64_t& size, Candidate& candidate,
                          std::int64_t now) const;

  std::unique_ptr<Store> store_;
  std::optional<SigningKey> log_key_;
};

}  // namespace linhui::ledger
