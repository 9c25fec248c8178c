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

// One thing that is not as the log says. Codes: record_damaged, record_unreadable,
// signature_invalid, record_refused, rows_damaged, rows_orphaned, node_damaged,
// checkpoint_damaged, checkpoint_missing, index_damaged, size_damaged, conservation_broken.
struct AuditFinding {
  std::string code;
  std::string where;  // "record 17", "state block/QJ-01/2021/000000000001"
  std::string detail;
};

struct AuditReport {
  std::uint64_t records = 0, signatures = 0, rows = 0, nodes = 0, checkpoints = 0, entries = 0;
  BlockTotal credits;                  // of all projects and vintages
  std::string root;                    // hex, of the whole log, as recomputed
  std::string checkpoint;              // the newest signed note
  std::vector<AuditFinding> findings;  // the first kMaxFindings of them
  std::uint64_t finding_count = 0;
  bool sound() const { return finding_count == 0; }
  static constexpr std::size_t kMaxFindings = 50;
};

using AuditProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

AuditReport audit(const LedgerView& ledger, const AuditProgress& progress = {});

}  // namespace linhui::ledger
