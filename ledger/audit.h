// The audit of a ledger: replays the log from its first record and compares everything that is
// stored with what the replay gives. Reads only; trusts nothing but the log's own bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "ledger/state/blocks.h"

namespace linhui::ledger {

// One thing that is not as the log says, by code:
//
//   structure_damaged    the store contradicts itself (StructureReport): nothing else is read then
//   record_damaged       a leaf is missing, or is not what the tree was built over
//   record_unreadable    a leaf has not the form of a record
//   signature_invalid    a signature does not fit its record
//   record_refused       the rules would not take the record: its error is the detail
//   rows_damaged         rows beside a record are missing or have another root than it names
//   rows_orphaned        rows that no record names
//   node_damaged         a node of the tree is not what the leaves give
//   checkpoint_damaged   a checkpoint is not signed by the log's key, or states another root
//   checkpoint_missing   the newest, or another that was published, is gone
//   index_damaged        an entry of the state is not what the replay gives, or not where a look-up
//                        seeks it
//   size_damaged         the log's size is not where its records end
//   conservation_broken  blocks do not add up to what was issued
//
// After the first record that cannot be applied the state cannot be replayed: the log's own bytes
// are checked to the end, state and credits are not.
struct AuditFinding {
  std::string code;
  std::string where;  // "record 17", "state block/QJ-01/2021/000000000001"
  std::string detail;
};

// How much was looked at, and what was found. The counts are of what is stored, `entries` of the
// state; signatures and entries only as far as records could be applied.
struct AuditReport {
  std::uint64_t pages = 0;  // of the store
  std::uint64_t records = 0, signatures = 0, rows = 0, nodes = 0, checkpoints = 0, entries = 0;
  BlockTotal credits;                  // of all projects and vintages
  std::string root;                    // hex, of the whole log, as recomputed
  std::string checkpoint;              // the newest signed note
  std::vector<AuditFinding> findings;  // the first kMaxFindings of them
  std::uint64_t finding_count = 0;     // of all
  bool sound() const { return finding_count == 0; }
  static constexpr std::size_t kMaxFindings = 50;
};

// Told of records done now and then, and at the end, on the calling thread.
using AuditProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// Takes as long as everything that ever happened, and the memory of the whole state and tree; tries
// signatures on all processors. What damage can be read around becomes a finding; throws
// ReadFailure where the store itself cannot be read.
AuditReport audit(const LedgerView& ledger, const AuditProgress& progress = {});

}  // namespace linhui::ledger
