#include "ledger/store/lmdb_store.h"

#include <algorithm>
#include <mutex>
#include <vector>

#include "ledger/store/lmdb_copy.h"
#include "ledger/store/lmdb_env.h"
#include "ledger/store/writer_lock.h"

namespace linhui::ledger {
namespace {

// What a scan copies at a time: little at first, as most scans want few entries.
constexpr std::size_t kFirstChunk = 8;
constexpr std::size_t kChunkMax = 512;
constexpr std::size_t kChunkBytesMax = std::size_t{1} << 20;

std::string_view view(const MDB_val& bytes) {
  return {static_cast<const char*>(bytes.mv_data), bytes.mv_size};
}

class Snapshot : public View {
 public:
  explicit Snapshot(std::shared_ptr<LmdbEnv> env) : env_(std::move(env)) {
    const int rc = env_->begin_read(&txn_, meta_);
    if (rc != MDB_SUCCESS) fail(rc);
  }
  ~Snapshot() override { env_->end_read(txn_); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  std::optional<std::string> get(Table table, std::string_view key) const override {
    if (key.empty()) return std::nullopt;
    const std::shared_lock lock(env_->map_mutex());
    MDB_val name = val(key);
    MDB_val value;
    const int rc = mdb_get(txn_, env_->table(table), &name, &value);
    if (rc == MDB_NOTFOUND || rc == MDB_BAD_VALSIZE) return std::nullopt;
    if (rc != MDB_SUCCESS) fail(rc);
    return std::string(view(value));
  }

  std::optional<Entry> last_below(Table table, std::string_view prefix,
                                  std::string_view below) const override {
    if (below.empty()) return std::nullopt;
    const std::shared_lock lock(env_->map_mutex());
    const auto cursor = open_cursor(table);
    MDB_val key = val(below);
    MDB_val value;
    int rc = mdb_cursor_get(cursor.get(), &key, &value, MDB_SET_RANGE);
    if (rc != MDB_SUCCESS && rc != MDB_NOTFOUND) fail(rc);
    rc = mdb_cursor_get(cursor.get(), &key, &value, rc == MDB_SUCCESS ? MDB_PREV : MDB_LAST);
    if (rc == MDB_NOTFOUND) return std::nullopt;
    if (rc != MDB_SUCCESS) fail(rc);
    if (view(key) >= below) fail(MDB_CORRUPTED);
    if (!view(key).starts_with(prefix)) return std::nullopt;
    return Entry(view(key), view(value));
  }

  void scan(Table table, std::string_view prefix, std::string_view from,
            const Visit& visit) const override {
    std::string at(std::max(prefix, from));
    Entries entries;
    for (std::size_t count = kFirstChunk;; count = std::min(4 * count, kChunkMax)) {
      const bool more = copy_chunk(table, prefix, at, count, entries);
      for (const auto& [key, value] : entries) {
        if (!visit(key, value)) return;
      }
      if (!more) return;
      at = entries.back().first + '\0';  // the next key that can be
    }
  }

  StructureReport check_structure(std::uint64_t pages_max) const override {
    return env_->check_structure(meta_, pages_max);
  }

 private:
  using Entries = std::vector<std::pair<std::string, std::string>>;

  // Copies up to `count` entries from `at` on; true where there may be more.
  bool copy_chunk(Table table, std::string_view prefix, std::string_view at, std::size_t count,
                  Entries& entries) const {
    entries.clear();
    const std::shared_lock lock(env_->map_mutex());
    const auto cursor = open_cursor(table);
    MDB_val key = val(at);
    MDB_val value;
    std::size_t size_bytes = 0;
    int rc = mdb_cursor_get(cursor.get(), &key, &value, at.empty() ? MDB_FIRST : MDB_SET_RANGE);
    while (rc == MDB_SUCCESS && view(key).starts_with(prefix)) {
      if (entries.size() == count || size_bytes > kChunkBytesMax) return true;
      // Where damage has broken the order of the keys, a scan would go round for ever.
      const bool ascends = entries.empty() ? view(key) >= at : view(key) > entries.back().first;
      if (!ascends) fail(MDB_CORRUPTED);
      entries.emplace_back(view(key), view(value));
      size_bytes += key.mv_size + value.mv_size;
      rc = mdb_cursor_get(cursor.get(), &key, &value, MDB_NEXT);
    }
    if (rc != MDB_NOTFOUND && rc != MDB_SUCCESS) fail(rc);
    return false;
  }

  using Cursor = std::unique_ptr<MDB_cursor, decltype(&mdb_cursor_close)>;
  // Requires: the map lock.
  Cursor open_cursor(Table table) const {
    MDB_cursor* raw = nullptr;
    const int rc = mdb_cursor_open(txn_, env_->table(table), &raw);
    if (rc != MDB_SUCCESS) fail(rc);
    return {raw, mdb_cursor_close};
  }

  [[noreturn]] void fail(int rc) const { throw ReadFailure(storage_error(rc, env_->folder())); }

  std::shared_ptr<LmdbEnv> env_;
  MDB_txn* txn_ = nullptr;
  lmdb::Meta meta_;
};

}  // namespace

struct LmdbStore::Impl {
  std::filesystem::path folder;
  StoreMode mode;
  std::optional<WriterLock> writer;  // Goes after env, so that the next writer finds it closed.
  std::shared_ptr<LmdbEnv> env;      // null where a reader has no place in the lock file
  Apart apart = Apart::no;           // whether what is read is a copy, or `env`
  Patience patience;

  std::mutex mutex;  // of the two below
  std::shared_ptr<LmdbEnv> copy;
  std::uint64_t copied = 0;  // the transaction that it is of

  // What the newest commit is read from. A copy is made again once there has been another commit.
  Result<std::shared_ptr<LmdbEnv>> reading() {
    if (apart == Apart::no) return env;
    const std::lock_guard lock(mutex);
    if (copy && LmdbCopy::newest(folder) == copied) return copy;
    const auto made = LmdbCopy::make(folder, patience);
    if (!made.ok()) return made.error();
    auto opened = LmdbEnv::open_copy(made.value().folder(), mode);
    if (!opened.ok()) return opened.error();
    copy = std::move(opened).value();
    copied = made.value().transaction();
    return copy;
  }
};

LmdbStore::LmdbStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LmdbStore::~LmdbStore() = default;

Result<std::unique_ptr<LmdbStore>> LmdbStore::open(const std::filesystem::path& folder,
                                                   StoreMode mode, const Patience& patience) {
  return open_with(folder, mode, patience, {});
}

Result<std::unique_ptr<LmdbStore>> LmdbStore::create(const std::filesystem::path& folder,
                                                     const Changes& first) {
  return open_with(folder, StoreMode::create, {}, first);
}

Result<std::unique_ptr<LmdbStore>> LmdbStore::open_with(const std::filesystem::path& folder,
                                                        StoreMode mode, const Patience& patience,
                                                        const Changes& first) {
  std::error_code error;
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  impl->mode = mode;
  impl->patience = patience;
  const auto file = folder / kFile;
  const bool there = std::filesystem::exists(file, error);
  if (error) return storage_error(error.value(), folder);
  if (mode == StoreMode::create) {
    if (there) return Error{ErrorCode::ledger_exists, folder.string()};
    std::filesystem::create_directories(folder, error);
    if (error) return storage_error(error.value(), folder);
  } else if (!there) {
    return Error{ErrorCode::ledger_not_found, folder.string()};
  }

  if (mode == StoreMode::create || mode == StoreMode::write) {
    auto lock = WriterLock::take(folder, patience);
    if (!lock.ok()) return lock.error();
    impl->writer.emplace(std::move(lock).value());
  }
  if (mode == StoreMode::create) {
    // Asked again under the lock: another process may have been quicker.
    if (std::filesystem::exists(file, error)) {
      return Error{ErrorCode::ledger_exists, folder.string()};
    }
    auto made = LmdbEnv::create(folder, first);
    if (!made.ok()) return made.error();
  }
  auto opened = LmdbEnv::open(folder, mode);
  if (!opened.ok()) return opened.error();
  impl->env = std::move(opened.value().env);
  impl->apart = opened.value().apart;
  if (const auto reading = impl->reading(); !reading.ok()) return reading.error();
  return std::unique_ptr<LmdbStore>(new LmdbStore(std::move(impl)));
}

std::unique_ptr<View> LmdbStore::snapshot() const {
  const auto env = impl_->reading();
  if (!env.ok()) throw ReadFailure(env.error());
  return std::make_unique<Snapshot>(env.value());
}

StructureReport LmdbStore::structure() const {
  const auto env = impl_->reading();
  return env.ok() ? env.value()->structure() : StructureReport();
}

Result<void> LmdbStore::copy_to(const std::string& url) const {
  const auto env = impl_->reading();
  if (!env.ok()) return env.error();
  const int rc = env.value()->copy_to(url);
  if (rc != MDB_SUCCESS) return storage_error(rc, url);
  return {};
}

Apart LmdbStore::apart() const { return impl_->apart; }

Result<void> LmdbStore::commit(const Changes& changes) {
  if (!impl_->writer) {
    return Error{ErrorCode::permission_denied, impl_->folder.string() + ": open for reading"};
  }
  const int rc = impl_->env->write(changes);
  if (rc != MDB_SUCCESS) return storage_error(rc, impl_->env->folder());
  return {};
}

}  // namespace linhui::ledger
