#include "ledger/audit.h"

#include <algorithm>
#include <limits>
#include <set>

#include "ledger/bodies/body.h"
#include "ledger/log/origin.h"
#include "ledger/replay.h"
#include "ledger/rules/apply.h"
#include "ledger/rules/signatures.h"
#include "ledger/store/log_keys.h"

namespace linhui::ledger {
namespace {

std::string printable(Table table, std::string_view key) {
  const bool text = table == Table::state || table == Table::meta;
  return std::string(name_of(table)) + " " + (text ? std::string(key) : hex(key));
}

class Auditor {
 public:
  Auditor(const LedgerView& ledger, const AuditProgress& progress)
      : ledger_(ledger),
        source_(ledger.state()),
        base_(source_),
        replay_(base_),
        progress_(progress) {}

  AuditReport run() {
    if (!check_structure()) return std::move(report_);
    std::uint64_t end = 0;
    for (std::uint64_t index = 0; index < ledger_.size() && check_record(index); ++index) {
      check_checkpoint(end = index + 1);
      if (progress_ && index % 64 == 0) progress_(index, ledger_.size());
    }
    if (progress_) progress_(ledger_.size(), ledger_.size());
    report_.records = end;
    report_.root = hex(tree_root(end, replay_nodes()));
    report_.checkpoint = ledger_.checkpoint();
    if (ledger_.size() == 0 || report_.checkpoint.empty()) {
      find("checkpoint_missing", "size " + std::to_string(ledger_.size()), "");
    }
    if (end == ledger_.size() && report_.checkpoints != ledger_.checkpoint_count()) {
      find("checkpoint_missing", "meta checkpoints",
           std::to_string(report_.checkpoints) + " are stored, " +
               std::to_string(ledger_.checkpoint_count()) + " were published");
    }
    check_beyond();
    compare(Table::node, "node_damaged", report_.nodes);
    if (replaying_) compare(Table::state, "index_damaged", report_.entries);
    check_orphans();
    if (replaying_) check_credits();
    return std::move(report_);
  }

 private:
  void find(const char* code, std::string where, std::string detail) {
    if (++report_.finding_count <= AuditReport::kMaxFindings) {
      report_.findings.push_back({code, std::move(where), std::move(detail)});
    }
  }

  // False where the store contradicts itself: what it gives then depends on how it is asked.
  bool check_structure() {
    const auto structure = source_.check_structure(std::numeric_limits<std::uint64_t>::max());
    report_.pages = structure.pages;
    for (const auto& fault : structure.faults) {
      find("structure_damaged", fault.where(), fault.detail);
    }
    report_.finding_count = structure.fault_count;
    return structure.sound();
  }

  // Whether the log has no record from here on, though its size says that it has.
  bool beyond_last(std::uint64_t index) {
    bool none = true;
    source_.scan(Table::leaf, "", index_key(index), [&](auto, auto) { return none = false; });
    if (!none) return false;
    const std::string where = "record " + std::to_string(index);
    find("record_damaged", where, "the record is missing");
    find("size_damaged", "meta size", "the log ends before " + where);
    replaying_ = false;
    return true;
  }

  NodeReader replay_nodes() const {
    return [this](unsigned level, std::uint64_t index) {
      const auto bytes = replay_.get(Table::node, node_key(level, index));
      Hash hash{};
      if (bytes) std::copy(bytes->begin(), bytes->end(), hash.begin());
      return hash;
    };
  }

  // Reads records ahead, so that their signatures can be tried on all processors.
  static constexpr std::uint64_t kAhead = 256;
  struct Ahead {
    std::optional<std::string> leaf;
    Result<Record> record = Error{ErrorCode::record_malformed};
  };
  Ahead& record_at(std::uint64_t index) {
    if (index >= ahead_from_ + ahead_.size()) {
      ahead_from_ = index;
      ahead_.clear();
      std::vector<Record*> records;
      for (std::uint64_t i = index; i < std::min(index + kAhead, ledger_.size()); ++i) {
        Ahead& next = ahead_.emplace_back();
        next.leaf = source_.get(Table::leaf, index_key(i));
        if (next.leaf) next.record = parse_leaf(*next.leaf);
      }
      for (Ahead& next : ahead_) {
        if (next.record.ok()) records.push_back(&next.record.value());
      }
      if (replaying_) check_signatures_ahead(replay_, records);
    }
    return ahead_[index - ahead_from_];
  }

  // False where the log ends before this record.
  bool check_record(std::uint64_t index) {
    const std::string where = "record " + std::to_string(index);
    const Ahead& next = record_at(index);
    if (!next.leaf && beyond_last(index)) return false;
    const Hash hash = leaf_hash(next.leaf.value_or(""));
    append_leaf(index, hash, replay_nodes(), [&](unsigned level, std::uint64_t i, const Hash& h) {
      replay_.put(Table::node, node_key(level, i), std::string(bytes_of(h)));
    });
    if (!next.leaf) {
      find("record_damaged", where, "the record is missing");
      replaying_ = false;
      return true;
    }
    if (source_.get(Table::node, node_key(0, index)) != std::string(bytes_of(hash))) {
      find("record_damaged", where, "its bytes do not have the hash that the tree holds");
    }
    if (!next.record.ok()) {
      find("record_unreadable", where, describe(next.record.error()));
      replaying_ = false;
      return true;
    }
    const Record& record = next.record.value();
    check_rows(where, record);
    if (!replaying_) return true;
    Overlay trial(replay_);
    if (const auto applied = apply(trial, record, index); !applied.ok()) {
      const bool signature = applied.error().code == ErrorCode::signature_invalid;
      find(signature ? "signature_invalid" : "record_refused", where, describe(applied.error()));
      replaying_ = false;
    } else {
      replay_.absorb(std::move(trial).take_changes());
    }
    report_.signatures += record.signatures.size();
    return true;
  }

  void check_rows(const std::string& where, const Record& record) {
    const auto named = rows_named_by(record);
    if (!named.ok() || !named.value()) return;  // apply() says what is wrong
    const RowsReference& rows = *named.value();
    roots_.insert(std::string(bytes_of(rows.root)));
    RowTree tree;
    const bool complete =
        scan_rows(source_, rows.root, rows.count, [&](std::uint64_t index, std::string_view row) {
          tree.append(row);
          return source_.get(Table::row, row_key(rows.root, index)) == row;
        });
    report_.rows += tree.size();
    if (complete && tree.root() == rows.root) return;
    find("rows_damaged", where, "the rows beside it do not have the root that it names");
  }

  void check_checkpoint(std::uint64_t size) {
    const auto note = source_.get(Table::checkpoint, index_key(size));
    if (!note) return;
    ++report_.checkpoints;
    const std::string where = "checkpoint " + std::to_string(size);
    const auto replayed = read<LedgerInfo>(replay_);
    const LedgerInfo info = replayed ? *replayed : ledger_.info();
    const auto key = public_key_from_spki(info.log_key);
    const std::string origin = origin_of(info.id);
    if (!key.ok()) return find("checkpoint_damaged", where, "the log's key cannot be read");
    const auto opened = open_checkpoint(*note, {origin, key.value()});
    if (!opened.ok()) return find("checkpoint_damaged", where, "its signature does not fit");
    if (opened.value() != Checkpoint{origin, size, tree_root(size, replay_nodes())}) {
      find("checkpoint_damaged", where, "it states another root than the records give");
    }
  }

  // Leaves and checkpoints beyond the log's size: left from a damaged size, never from a crash.
  void check_beyond() {
    for (const Table table : {Table::leaf, Table::checkpoint}) {
      const std::uint64_t first = ledger_.size() + (table == Table::checkpoint ? 1 : 0);
      source_.scan(table, "", index_key(first), [&](std::string_view key, std::string_view) {
        find("size_damaged", printable(table, key), "lies beyond the log's size");
        return true;
      });
    }
  }

  // Everything that is stored in a table against everything that the replay gives.
  void compare(Table table, const char* code, std::uint64_t& counted) {
    const auto& expected = replay_.changes()[static_cast<std::size_t>(table)];
    auto next = expected.begin();
    const auto skip_erased = [&] {
      while (next != expected.end() && !next->second) ++next;
    };
    const auto missing = [&] {
      find(code, printable(table, next->first), "missing");
      ++next;
    };
    source_.scan(table, "", [&](std::string_view key, std::string_view value) {
      ++counted;
      for (skip_erased(); next != expected.end() && next->first < key; skip_erased()) missing();
      if (next == expected.end() || next->first != key) {
        find(code, printable(table, key), "not what the records give: nothing stands there");
      } else {
        if (*next->second != value) {
          find(code, printable(table, key), "differs from the replay");
        } else if (source_.get(table, key) != value) {
          find(code, printable(table, key), "a look-up does not find it");
        }
        ++next;
      }
      return true;
    });
    for (skip_erased(); next != expected.end(); skip_erased()) missing();
  }

  void check_orphans() {
    std::string last;
    source_.scan(Table::row, "", [&](std::string_view key, std::string_view) {
      const std::string root(key.substr(0, 32));
      if (root != last && !roots_.contains(root)) {
        find("rows_orphaned", "rows " + hex(root), "no record names them");
      }
      last = root;
      return true;
    });
  }

  // Conservation, from the blocks themselves: per project and vintage, and in all.
  void check_credits() {
    std::map<std::string, BlockTotal> sums;
    scan_blocks(replay_, [&](const HeldBlock& block) {
      const SerialBlock& serials = block.serials;
      sums[key_of(serials.project, padded(serials.vintage, 4))].add(block.state, serials.credits());
      report_.credits.add(block.state, serials.credits());
      return true;
    });
    scan<BlockTotal>(replay_, [&](std::string_view id, const BlockTotal& total) {
      if (!total.conserved() || total != sums[std::string(id)]) {
        find("conservation_broken", key_of(BlockTotal::kFamily, id),
             "the blocks add up to another sum");
      }
      return true;
    });
  }

  static std::string describe(const Error& error) {
    return std::string(name_of(error.code)) + (error.detail.empty() ? "" : ": " + error.detail);
  }

  const LedgerView& ledger_;
  const View& source_;
  RowsOnly base_;
  Overlay replay_;
  const AuditProgress& progress_;
  AuditReport report_;
  std::set<std::string> roots_;
  std::vector<Ahead> ahead_;  // records from this one on
  std::uint64_t ahead_from_ = 0;
  bool replaying_ = true;
};

}  // namespace

AuditReport audit(const LedgerView& ledger, const AuditProgress& progress) {
  return Auditor(ledger, progress).run();
}

}  // namespace linhui::ledger
