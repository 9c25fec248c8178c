#include "ledger/ledger.h"

#include <algorithm>
#include <charconv>

#include "ledger/base/calendar.h"
#include "ledger/bodies/party.h"
#include "ledger/log/origin.h"
#include "ledger/rules/apply.h"
#include "ledger/rules/signatures.h"
#include "ledger/store/log_keys.h"

namespace linhui::ledger {
namespace {

constexpr const char* kSizeKey = "size";
constexpr const char* kCheckpointsKey = "checkpoints";
constexpr const char* kFormatKey = "format";
constexpr const char* kLedgerFormat = "linhui ledger v2";
constexpr const char* kLogKeyFile = "log.key";

// A damaged number reads as 0, which none is in an open ledger.
std::uint64_t read_count(const View& view, const char* key) {
  const std::string text = view.get(Table::meta, key).value_or("");
  std::uint64_t count = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  return problem == std::errc() && end == text.data() + text.size() ? count : 0;
}

std::uint64_t read_size(const View& view) { return read_count(view, kSizeKey); }

// A hash of the tree, where the store has it; the empty root where it is damaged, which then fits
// no signed root.
Hash read_node(const View& view, unsigned level, std::uint64_t index) {
  const auto bytes = view.get(Table::node, node_key(level, index));
  Hash hash = empty_root();
  if (bytes && bytes->size() == hash.size()) std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

NodeReader reader_of(const View& view) {
  return [&view](unsigned level, std::uint64_t index) { return read_node(view, level, index); };
}

// Puts the rows beside the log, after checking that they are what the record names.
Result<void> put_rows(Overlay& overlay, const Record& record, Rows&& rows) {
  const auto named = LINHUI_TRY(rows_named_by(record));
  if (!named) {
    if (rows.empty()) return {};
    return Error{ErrorCode::rows_mismatch, "the record names no rows"};
  }
  if (rows.empty() && named->count > 0) return Error{ErrorCode::rows_missing};
  if (rows.size() != named->count || rows_root(rows) != named->root) {
    return Error{ErrorCode::rows_mismatch};
  }
  for (std::uint64_t i = 0; i < named->count; ++i) {
    overlay.put(Table::row, row_key(named->root, i), std::move(rows[i]));
  }
  return {};
}

void append_to_log(Overlay& commit, std::uint64_t index, const std::string& leaf) {
  commit.put(Table::leaf, index_key(index), leaf);
  append_leaf(index, leaf_hash(leaf), reader_of(commit),
              [&](unsigned level, std::uint64_t node, const Hash& hash) {
                commit.put(Table::node, node_key(level, node), std::string(bytes_of(hash)));
              });
}

// A store that is not a ledger of this format, as one left by a crash while it was made.
Result<void> check_format(const Store& store, const std::filesystem::path& folder) {
  const auto format = store.snapshot()->get(Table::meta, kFormatKey);
  if (format == kLedgerFormat) return {};
  const bool of_ours = format && format->starts_with("linhui ledger v");
  return Error{of_ours ? ErrorCode::ledger_of_other_version : ErrorCode::storage_damaged,
               folder.string()};
}

// Without its size or its first state nothing can be appended. Reading and auditing go on.
Result<void> check_writable(const Store& store, const std::filesystem::path& folder) {
  const LedgerView view(store.snapshot());
  if (view.size() > 0 && !view.id().empty() && parse_time(view.info().time)) return {};
  return Error{ErrorCode::storage_damaged, folder.string()};
}

// The end of a commit: the new size and a signed statement of it, counted, so that one that goes
// missing later is missed.
void seal(Overlay& commit, std::uint64_t size, const std::string& id, const SigningKey& key) {
  const Checkpoint checkpoint{origin_of(id), size, tree_root(size, reader_of(commit))};
  commit.put(Table::meta, kSizeKey, std::to_string(size));
  commit.put(Table::meta, kCheckpointsKey, std::to_string(read_count(commit, kCheckpointsKey) + 1));
  commit.put(Table::checkpoint, index_key(size),
             sign_note(checkpoint_text(checkpoint), origin_of(id), key));
}

}  // namespace

LedgerView::LedgerView(std::unique_ptr<View> view)
    : view_(std::move(view)), size_(read_size(*view_)) {}

LedgerInfo LedgerView::info() const {
  try {
    return read<LedgerInfo>(*view_).value_or(LedgerInfo{});
  } catch (const ReadFailure&) {
    return {};
  }
}

std::string LedgerView::id() const { return info().id; }

bool LedgerView::demonstration() const { return info().purpose == Purpose::demonstration; }

NamedKey LedgerView::log_key() const {
  const LedgerInfo known = info();
  const auto key = public_key_from_spki(known.log_key);
  return {origin_of(known.id), key.ok() ? key.value() : PublicKey{}};
}

std::vector<NamedKey> LedgerView::log_keys() const {
  std::vector<NamedKey> keys = {log_key()};
  try {
    scan<LogKey>(*view_, [&](std::string_view, const LogKey& entry) {
      const auto key = public_key_from_spki(entry.spki);
      if (key.ok() && key.value() != keys[0].key) keys.push_back({keys[0].name, key.value()});
      return true;
    });
  } catch (const ReadFailure&) {
    // The present one is all that is known.
  }
  return keys;
}

std::string LedgerView::checkpoint() const {
  return view_->get(Table::checkpoint, index_key(size_)).value_or("");
}

std::uint64_t LedgerView::checkpoint_count() const { return read_count(*view_, kCheckpointsKey); }

NodeReader LedgerView::node_reader() const { return reader_of(*view_); }

Hash LedgerView::root(std::uint64_t size) const { return tree_root(size, node_reader()); }

Result<std::string> LedgerView::leaf(std::uint64_t index) const try {
  if (index >= size_) return Error{ErrorCode::index_beyond_size, std::to_string(index)};
  auto bytes = view_->get(Table::leaf, index_key(index));
  if (!bytes) return Error{ErrorCode::storage_damaged, "record " + std::to_string(index)};
  return *bytes;
} catch (const ReadFailure& failure) {
  return failure.error();
}

Result<Record> LedgerView::record(std::uint64_t index) const {
  const auto bytes = leaf(index);
  if (!bytes.ok()) return bytes.error();
  return parse_leaf(bytes.value());
}

Result<std::vector<Hash>> LedgerView::prove_inclusion(std::uint64_t index,
                                                      std::uint64_t size) const {
  if (size > size_ || index >= size) {
    return Error{ErrorCode::index_beyond_size, std::to_string(index)};
  }
  return inclusion_proof(index, size, node_reader());
}

Result<std::vector<Hash>> LedgerView::prove_consistency(std::uint64_t first,
                                                        std::uint64_t second) const {
  if (first == 0 || first > second || second > size_) {
    return Error{ErrorCode::index_beyond_size, std::to_string(second)};
  }
  return consistency_proof(first, second, node_reader());
}

Result<std::string> LedgerView::tile(const TilePath& path) const {
  const unsigned shift = path.entries ? 0 : 8 * path.level;
  const std::uint64_t nodes = shift < 64 ? size_ >> shift : 0;
  const auto [first, overflow] = std::pair{path.index * kTileWidth, path.index > nodes};
  if (overflow || first + path.width > nodes) return Error{ErrorCode::not_found, to_string(path)};
  if (!path.entries) return hash_tile(path, node_reader());
  Result<void> read = {};  // an entry that cannot be read is no empty one
  auto bundle = entry_bundle(path, [&](std::uint64_t index) {
    auto bytes = leaf(index);
    if (!bytes.ok() && read.ok()) read = bytes.error();
    return bytes.ok() ? std::move(bytes).value() : std::string();
  });
  if (!read.ok()) return read.error();
  return bundle;
}

Result<Rows> LedgerView::rows(const Hash& root, std::uint64_t count) const try {
  Rows rows;
  const bool complete = ledger::scan_rows(*view_, root, count, [&](auto, std::string_view row) {
    rows.emplace_back(row);
    return true;
  });
  if (!complete) return Error{ErrorCode::rows_missing, hex(root)};
  return rows;
} catch (const ReadFailure& failure) {
  return failure.error();
}

Result<void> LedgerView::scan_records(
    std::uint64_t from, const std::function<bool(std::uint64_t, const Record&)>& visit) const {
  for (std::uint64_t index = from; index < size_; ++index) {
    const auto entry = record(index);
    if (!entry.ok()) return entry.error();
    if (!visit(index, entry.value())) break;
  }
  return {};
}

Ledger::Ledger(std::unique_ptr<Store> store, std::optional<SigningKey> log_key)
    : store_(std::move(store)) {
  if (log_key) log_keys_.push_back(std::move(*log_key));
}

// The key at hand that is to sign this ledger's checkpoints.
const SigningKey* Ledger::signer_of(const LedgerInfo& ledger) const {
  const auto found = std::find_if(log_keys_.begin(), log_keys_.end(), [&](const SigningKey& key) {
    return spki(key.public_key()) == ledger.log_key;
  });
  return found == log_keys_.end() ? nullptr : &*found;
}

Result<std::unique_ptr<Ledger>> Ledger::create(const std::filesystem::path& folder,
                                               const Submission& first, SigningKey log_key,
                                               KeyFile key_file) {
  const std::string leaf = leaf_of(first.record, first.signatures);
  const Record record = LINHUI_TRY(parse_leaf(leaf));
  const MemoryStore nothing;
  const auto empty = nothing.snapshot();
  Overlay commit(*empty);
  LINHUI_TRY(apply(commit, record, 0));  // before anything is made on disk
  const std::string id = ledger_id(log_key.public_key());
  if (record.ledger() != id) return Error{ErrorCode::wrong_ledger, id};
  commit.put(Table::meta, kFormatKey, kLedgerFormat);
  append_to_log(commit, 0, leaf);
  seal(commit, 1, id, log_key);

  LINHUI_TRY(can_open(folder));
  if (store_exists(folder)) return Error{ErrorCode::ledger_exists, folder.string()};
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);  // What stands in its way, the store tells.
  if (key_file.file.empty()) key_file.file = folder / kLogKeyFile;
  LINHUI_TRY(log_key.write_pem(key_file.file, key_file.passphrase));
  // The store appears with its first commit in it: from then on there is a ledger.
  auto made = create_store(folder, commit.changes());
  if (!made.ok()) {
    std::filesystem::remove(key_file.file, failed);
    return made.error();
  }
  auto store = std::move(made).value();
  return std::unique_ptr<Ledger>(new Ledger(std::move(store), std::move(log_key)));
}

Result<std::unique_ptr<Ledger>> Ledger::open_to_read(const std::filesystem::path& folder,
                                                     StoreMode mode, const Patience& patience) {
  auto store = LINHUI_TRY(open_store(folder, mode, patience));
  LINHUI_TRY(check_format(*store, folder));
  return std::unique_ptr<Ledger>(new Ledger(std::move(store), std::nullopt));
}

Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& folder,
                                             const Patience& patience) {
  return open_to_read(folder, StoreMode::read, patience);
}

Result<std::unique_ptr<Ledger>> Ledger::inspect(const std::filesystem::path& folder,
                                                const Patience& patience) {
  return open_to_read(folder, StoreMode::inspect, patience);
}

Result<std::unique_ptr<Ledger>> Ledger::open_writer(const std::filesystem::path& folder,
                                                    const LogKeyFinder& find_key,
                                                    const Patience& patience) {
  auto store = LINHUI_TRY(open_store(folder, StoreMode::write, patience));
  LINHUI_TRY(check_format(*store, folder));
  LINHUI_TRY(check_writable(*store, folder));
  const PublicKey wanted = LedgerView(store->snapshot()).log_key().key;
  SigningKey key =
      LINHUI_TRY(find_key ? find_key(wanted) : SigningKey::read_pem(folder / kLogKeyFile));
  // Another's log key would sign checkpoints that nobody can open.
  if (key.public_key() != wanted) {
    return Error{ErrorCode::key_malformed, "the log's key: " + folder.string()};
  }
  return std::unique_ptr<Ledger>(new Ledger(std::move(store), std::move(key)));
}

LedgerView Ledger::snapshot() const { return LedgerView(store_->snapshot()); }

Result<void> Ledger::copy_store_to(const std::filesystem::path& folder) const {
  return store_->copy_to(folder);
}

// A submission whose leaf has been read.
struct Ledger::Candidate {
  std::string leaf;
  Result<Record> record;
  Rows rows;
};

Result<Receipt> Ledger::take_in(Overlay& commit, std::uint64_t& size, Candidate& candidate,
                                std::int64_t now) const {
  if (log_keys_.empty()) return Error{ErrorCode::permission_denied, "opened for reading"};
  if (!candidate.record.ok()) return candidate.record.error();
  const Record& record = candidate.record.value();

  // The same request gives the same record, once.
  if (const auto earlier = read<Request>(commit, record.request())) {
    const auto bytes = commit.get(Table::leaf, index_key(earlier->index));
    if (bytes && *bytes == candidate.leaf) return Receipt{earlier->index, true};
    return Error{ErrorCode::request_conflict, record.request()};
  }
  const auto info = read<LedgerInfo>(commit);
  require(info.has_value());  // check_writable()
  const std::int64_t time = *parse_time(record.time()), newest = *parse_time(info->time);
  if (time > now + kTimeToleranceSeconds || time < newest - kTimeToleranceSeconds) {
    return Error{ErrorCode::time_out_of_range, record.time()};
  }

  Overlay trial(commit);
  LINHUI_TRY(put_rows(trial, record, std::move(candidate.rows)));
  LINHUI_TRY(apply(trial, record, size));
  if (const auto after = read<LedgerInfo>(trial); !signer_of(*after)) {
    return Error{ErrorCode::log_key_missing, "that of record " + std::to_string(size)};
  }
  append_to_log(trial, size, candidate.leaf);
  commit.absorb(std::move(trial).take_changes());
  return Receipt{size++, false};
}

std::vector<Result<Receipt>> Ledger::append(std::vector<Submission> submissions, std::int64_t now,
                                            const BeforeCommit& before_commit) {
  std::vector<Result<Receipt>> outcomes;
  try {
    const auto view = store_->snapshot();
    Overlay commit(*view);
    std::vector<Candidate> candidates;
    std::vector<Record*> readable;
    candidates.reserve(submissions.size());
    for (Submission& submission : submissions) {
      std::string leaf = leaf_of(submission.record, std::move(submission.signatures));
      auto record = parse_leaf(leaf);
      candidates.push_back({std::move(leaf), std::move(record), std::move(submission.rows)});
      if (candidates.back().record.ok()) readable.push_back(&candidates.back().record.value());
    }
    check_signatures_ahead(commit, readable);

    const std::uint64_t before = read_size(*view);
    std::uint64_t size = before;
    for (Candidate& candidate : candidates) {
      outcomes.push_back(take_in(commit, size, candidate, now));
    }
    if (size == before) return outcomes;
    const LedgerInfo info = *read<LedgerInfo>(commit);
    seal(commit, size, info.id, *signer_of(info));
    auto written = before_commit ? before_commit() : Result<void>();
    if (written.ok()) written = store_->commit(commit.changes());
    if (!written.ok()) {
      outcomes.assign(submissions.size(), written.error());
    }
  } catch (const ReadFailure& failure) {
    outcomes.assign(submissions.size(), failure.error());  // nothing was committed
  }
  return outcomes;
}

Result<Receipt> Ledger::append_one(Submission submission, std::int64_t now,
                                   const BeforeCommit& before_commit) {
  std::vector<Submission> one;
  one.push_back(std::move(submission));
  return std::move(append(std::move(one), now, before_commit)[0]);
}

Result<Receipt> Ledger::append_rotation(Submission submission, SigningKey next, std::int64_t now) {
  log_keys_.push_back(std::move(next));
  auto receipt = append_one(std::move(submission), now);
  // The one in force stays, whatever came of the record.
  const std::string in_force = snapshot().info().log_key;
  std::erase_if(log_keys_,
                [&](const SigningKey& key) { return spki(key.public_key()) != in_force; });
  return receipt;
}

}  // namespace linhui::ledger
