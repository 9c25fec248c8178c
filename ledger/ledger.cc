#include "ledger/ledger.h"

#include <charconv>

#include "ledger/base/calendar.h"
#include "ledger/rules/apply.h"
#include "ledger/rules/apply_rules.h"
#include "ledger/store/lmdb_store.h"

namespace linhui::ledger {
namespace {

constexpr const char* kSizeKey = "size";
constexpr const char* kCheckpointsKey = "checkpoints";
constexpr const char* kFormatKey = "format";
constexpr const char* kLedgerFormat = "linhui ledger v1";
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
Result<void> put_rows(Overlay& overlay, const Record& record, const Rows& rows) {
  if (!record.body().contains("rows")) {
    if (rows.empty()) return {};
    return Error{ErrorCode::rows_mismatch, "the record names no rows"};
  }
  Fields f(record.body().at("rows"), "body.rows");
  const Hash root = f.hash("root");
  const auto count = static_cast<std::uint64_t>(f.whole("count", 0, 1'000'000'000));
  LINHUI_TRY(f.done());
  if (rows.empty() && count > 0) return Error{ErrorCode::rows_missing};
  if (rows.size() != count || rows_root(rows) != root) return Error{ErrorCode::rows_mismatch};
  for (std::uint64_t i = 0; i < count; ++i) overlay.put(Table::row, row_key(root, i), rows[i]);
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
  if (store.snapshot()->get(Table::meta, kFormatKey) == kLedgerFormat) return {};
  return Error{ErrorCode::storage_damaged, folder.string()};
}

// Without its size or its first state nothing can be appended. Reading and auditing go on.
Result<void> check_writable(const Store& store, const std::filesystem::path& folder) {
  const LedgerView view(store.snapshot());
  const Json info = view.info();
  const auto time = info.find("time");
  if (view.size() > 0 && !view.id().empty() && time != info.end() && time->is_string() &&
      parse_time(time->get<std::string>())) {
    return {};
  }
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

std::string ledger_id(const PublicKey& log_key) { return hex(sha256(spki(log_key))).substr(0, 12); }

std::string origin_of(std::string_view id) { return "linhui/" + std::string(id); }

LedgerView::LedgerView(std::unique_ptr<View> view)
    : view_(std::move(view)), size_(read_size(*view_)) {}

Json LedgerView::info() const {
  const auto entry = get_state(*view_, "ledger");
  return entry && entry->is_object() ? *entry : Json::object();
}

std::string LedgerView::id() const { return text_in(info(), "id"); }

bool LedgerView::demonstration() const { return text_in(info(), "purpose") == "demonstration"; }

NamedKey LedgerView::log_key() const {
  const auto der = from_base64(text_in(info(), "log_key"));
  const auto key = public_key_from_spki(der.value_or(""));
  return {origin_of(id()), key.ok() ? key.value() : PublicKey{}};
}

std::string LedgerView::checkpoint() const {
  return view_->get(Table::checkpoint, index_key(size_)).value_or("");
}

std::uint64_t LedgerView::checkpoint_count() const { return read_count(*view_, kCheckpointsKey); }

NodeReader LedgerView::node_reader() const { return reader_of(*view_); }

Hash LedgerView::root(std::uint64_t size) const { return tree_root(size, node_reader()); }

Result<std::string> LedgerView::leaf(std::uint64_t index) const {
  if (index >= size_) return Error{ErrorCode::index_beyond_size, std::to_string(index)};
  auto bytes = view_->get(Table::leaf, index_key(index));
  if (!bytes) return Error{ErrorCode::storage_damaged, "record " + std::to_string(index)};
  return *bytes;
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
  return entry_bundle(path, [this](std::uint64_t index) {
    const auto bytes = leaf(index);
    return bytes.ok() ? bytes.value() : std::string();
  });
}

Result<Rows> LedgerView::rows(const Hash& root, std::uint64_t count) const {
  Rows rows;
  const bool complete = ledger::scan_rows(*view_, root, count, [&](auto, std::string_view row) {
    rows.emplace_back(row);
    return true;
  });
  if (!complete) return Error{ErrorCode::rows_missing, hex(root)};
  return rows;
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
    : store_(std::move(store)), log_key_(std::move(log_key)) {}

Result<std::unique_ptr<Ledger>> Ledger::create(const std::filesystem::path& folder,
                                               const Creation& creation, SigningKey log_key,
                                               const SigningKey& registrar_key) {
  const std::string id = ledger_id(log_key.public_key());
  const std::string bytes =
      make_record("ledger.create", id, creation.request, creation.time, creation.registrar,
                  {{"name", creation.name},
                   {"purpose", creation.purpose},
                   {"profile", "standard"},
                   {"log_key", base64(spki(log_key.public_key()))},
                   {"registrar_key", base64(spki(registrar_key.public_key()))},
                   {"registrar_name", creation.registrar_name}});
  const std::string leaf = leaf_of(bytes, {sign_record(bytes, registrar_key)});
  const auto record = parse_leaf(leaf);
  if (!record.ok()) return record.error();

  const MemoryStore nothing;
  const auto empty = nothing.snapshot();
  Overlay commit(*empty);
  LINHUI_TRY(apply(commit, record.value(), 0));  // before anything is made on disk
  commit.put(Table::meta, kFormatKey, kLedgerFormat);
  append_to_log(commit, 0, leaf);
  seal(commit, 1, id, log_key);

  auto opened = LmdbStore::open(folder, LmdbStore::Mode::create);
  if (!opened.ok()) return opened.error();
  auto written = log_key.write_pem(folder / kLogKeyFile);
  const bool key_written = written.ok();
  if (key_written) written = opened.value()->commit(commit.changes());
  if (!written.ok()) {
    // Nothing is left that would look like a ledger.
    std::error_code ignored;
    std::filesystem::remove(folder / "data.mdb", ignored);
    if (key_written) std::filesystem::remove(folder / kLogKeyFile, ignored);
    return written.error();
  }
  return std::unique_ptr<Ledger>(new Ledger(std::move(opened).value(), std::move(log_key)));
}

Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& folder) {
  auto opened = LmdbStore::open(folder, LmdbStore::Mode::read);
  if (!opened.ok()) return opened.error();
  LINHUI_TRY(check_format(*opened.value(), folder));
  return std::unique_ptr<Ledger>(new Ledger(std::move(opened).value(), std::nullopt));
}

Result<std::unique_ptr<Ledger>> Ledger::open_writer(const std::filesystem::path& folder) {
  auto opened = LmdbStore::open(folder, LmdbStore::Mode::write);
  if (!opened.ok()) return opened.error();
  LINHUI_TRY(check_format(*opened.value(), folder));
  LINHUI_TRY(check_writable(*opened.value(), folder));
  auto key = SigningKey::read_pem(folder / kLogKeyFile);
  if (!key.ok()) return key.error();
  std::unique_ptr<Ledger> ledger(new Ledger(std::move(opened).value(), std::move(key).value()));
  // Another's log key would sign checkpoints that nobody can open.
  if (ledger_id(ledger->log_key_->public_key()) != ledger->snapshot().id()) {
    return Error{ErrorCode::key_malformed, (folder / kLogKeyFile).string()};
  }
  return ledger;
}

LedgerView Ledger::snapshot() const { return LedgerView(store_->snapshot()); }

Result<Receipt> Ledger::take_in(Overlay& commit, std::uint64_t& size, const Submission& submission,
                                std::int64_t now) const {
  const std::string leaf = leaf_of(submission.record, submission.signatures);
  const auto record = parse_leaf(leaf);
  if (!record.ok()) return record.error();

  // The same request gives the same record, once.
  if (const auto earlier = get_state(commit, key_of("request", record.value().request()))) {
    const auto index = earlier->at("index").get<std::uint64_t>();
    const auto bytes = commit.get(Table::leaf, index_key(index));
    if (bytes && *bytes == leaf) return Receipt{index, true};
    return Error{ErrorCode::request_conflict, record.value().request()};
  }
  const auto ledger = get_state(commit, "ledger");
  const std::int64_t time = *parse_time(record.value().time());
  const std::int64_t newest = *parse_time(ledger->at("time").get<std::string>());
  if (time > now + kTimeToleranceSeconds || time < newest - kTimeToleranceSeconds) {
    return Error{ErrorCode::time_out_of_range, record.value().time()};
  }

  Overlay trial(commit);
  LINHUI_TRY(put_rows(trial, record.value(), submission.rows));
  LINHUI_TRY(apply(trial, record.value(), size));
  append_to_log(trial, size, leaf);
  commit.absorb(trial.changes());
  return Receipt{size++, false};
}

std::vector<Result<Receipt>> Ledger::append(const std::vector<Submission>& submissions,
                                            std::int64_t now) {
  const auto view = store_->snapshot();
  Overlay commit(*view);
  const std::uint64_t before = read_size(*view);
  std::uint64_t size = before;
  std::vector<Result<Receipt>> outcomes;
  for (const Submission& submission : submissions) {
    if (!log_key_) {
      outcomes.push_back(Error{ErrorCode::permission_denied, "opened for reading"});
    } else {
      outcomes.push_back(take_in(commit, size, submission, now));
    }
  }
  if (size == before) return outcomes;
  seal(commit, size, get_state(commit, "ledger")->at("id"), *log_key_);
  if (const auto written = store_->commit(commit.changes()); !written.ok()) {
    for (auto& outcome : outcomes) outcome = written.error();
  }
  return outcomes;
}

Result<Receipt> Ledger::append_one(const Submission& submission, std::int64_t now) {
  return append({submission}, now)[0];
}

}  // namespace linhui::ledger
