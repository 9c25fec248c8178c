#include "ledger/store/lmdb_store.h"

#include <algorithm>
#include <vector>

#include "ledger/store/lmdb_env.h"

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
  std::optional<WriterLock> writer;  // Goes after env, so that the next writer finds it closed.
  std::shared_ptr<LmdbEnv> env;
};

LmdbStore::LmdbStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LmdbStore::~LmdbStore() = default;

Result<std::unique_ptr<LmdbStore>> LmdbStore::open(const std::filesystem::path& folder,
                                                   StoreMode mode) {
  std::error_code error;
  auto impl = std::make_unique<Impl>();
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
    auto lock = WriterLock::take(folder);
    if (!lock.ok()) return lock.error();
    impl->writer.emplace(std::move(lock).value());
  }
  if (mode == StoreMode::create) {
    // Asked again under the lock: another process may have been quicker.
    if (std::filesystem::exists(file, error)) {
      return Error{ErrorCode::ledger_exists, folder.string()};
    }
    auto made = LmdbEnv::create(folder);
    if (!made.ok()) return made.error();
  }
  auto env = LmdbEnv::open(folder, mode);
  if (!env.ok()) return env.error();
  impl->env = std::move(env).value();
  return std::unique_ptr<LmdbStore>(new LmdbStore(std::move(impl)));
}

std::unique_ptr<View> LmdbStore::snapshot() const { return std::make_unique<Snapshot>(impl_->env); }

StructureReport LmdbStore::structure() const { return impl_->env->structure(); }

Result<void> LmdbStore::copy_to(const std::string& url) const {
  const int rc = impl_->env->copy_to(url);
  if (rc != MDB_SUCCESS) return storage_error(rc, url);
  return {};
}

Result<void> LmdbStore::commit(const Changes& changes) {
  if (!impl_->writer) {
    return Error{ErrorCode::permission_denied,
                 impl_->env->folder().string() + ": open for reading"};
  }
  const int rc = impl_->env->write(changes);
  if (rc != MDB_SUCCESS) return storage_error(rc, impl_->env->folder());
  return {};
}

}  // namespace linhui::ledger
