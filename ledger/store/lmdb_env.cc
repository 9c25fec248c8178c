#include "ledger/store/lmdb_env.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <map>

#include "ledger/base/system_error.h"
#include "ledger/store/lmdb_check.h"
#include "ledger/store/lmdb_structure.h"
#include "ledger/store/writer_lock.h"

namespace linhui::ledger {
namespace {

constexpr std::size_t kFirstMapSize = std::size_t{64} << 20;
constexpr unsigned kReadersMax = 512;
// Room for them, 64 bytes each, and for LMDB's header.
constexpr off_t kLockFileSize = 40 << 10;
// Opening walks that many pages, a second's work from memory: a GiB of tables.
constexpr std::uint64_t kPagesWalked = std::uint64_t{1} << 18;
constexpr mdb_mode_t kFileMode = 0644;
constexpr const char* kDraft = "draft";  // the folder in which a database is made

// The environments open in this process, by the file they are of. An entry goes only when its
// environment is closed; until then nobody may open the file again.
struct OpenEnvs {
  std::mutex mutex;
  std::condition_variable closed;
  std::map<std::pair<dev_t, ino_t>, std::weak_ptr<LmdbEnv>> by_file;
};
OpenEnvs& open_envs() {
  static auto* const kEnvs = new OpenEnvs;  // Outlives every static that holds a store.
  return *kEnvs;
}

std::filesystem::path data_file(const std::filesystem::path& folder) { return folder / "data.mdb"; }

std::size_t size_bytes(const Changes& changes) {
  std::size_t sum = 0;
  for (const auto& table : changes) {
    for (const auto& [key, value] : table) sum += key.size() + (value ? value->size() : 0);
  }
  return sum;
}

// LMDB reports a write that was cut short as EIO; whether for want of room is left to find out.
bool is_out_of_room(const std::filesystem::path& folder, std::size_t wanted_bytes) {
  const std::size_t slack_bytes = wanted_bytes + (std::size_t{1} << 20);
  rlimit limit{};
  struct stat status;
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
      stat(data_file(folder).c_str(), &status) == 0 &&
      static_cast<std::uint64_t>(status.st_size) + slack_bytes > limit.rlim_cur) {
    return true;
  }
  struct statvfs room;
  return statvfs(folder.c_str(), &room) == 0 && room.f_bavail < slack_bytes / room.f_frsize + 1;
}

int sync_folder(const std::filesystem::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int rc = fsync(descriptor) == 0 ? 0 : errno;
  close(descriptor);
  return rc;
}

// LMDB makes its lock file without taking disk for it, and writes to it through a map: where the
// disk is full, that ends the process (SIGBUS). So the disk is taken before. Requires: this process
// has it not open, or its locks on it would go. 0 or an errno.
int reserve_lock_file(const std::filesystem::path& folder) {
  const int descriptor = open_lock_file(folder / "lock.mdb");
  if (descriptor < 0) return errno;
  struct stat status;
  int rc = fstat(descriptor, &status) == 0 ? 0 : errno;
  const bool fresh = rc == 0 && status.st_size == 0;
  if (rc == 0 && fallocate(descriptor, 0, 0, fresh ? kLockFileSize : status.st_size) != 0) {
    rc = errno;
    if (rc == EOPNOTSUPP) {  // a file system that takes disk when it is written to
      const std::string zeros(fresh ? kLockFileSize : 0, '\0');
      const auto size = static_cast<ssize_t>(zeros.size());
      rc = pwrite(descriptor, zeros.data(), zeros.size(), 0) == size ? 0 : ENOSPC;
    }
  }
  close(descriptor);
  return rc;
}

// Why a reader may have no place in the lock file, though the ledger is sound.
Apart apart_by(int rc) {
  switch (rc) {
    case EACCES:
    case EPERM:
    case EROFS:
      return Apart::not_writable;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return Apart::no_room;
    default:
      return Apart::no;
  }
}

// Opens an environment; on failure nothing stays behind.
int open_env(const std::filesystem::path& folder, unsigned flags, std::size_t map_size,
             MDB_env** out) {
  MDB_env* env = nullptr;
  int rc = mdb_env_create(&env);
  if (rc != MDB_SUCCESS) return rc;
  rc = mdb_env_set_maxdbs(env, kTableCount);
  if (rc == MDB_SUCCESS) rc = mdb_env_set_maxreaders(env, kReadersMax);
  // A file that is there states its size.
  if (rc == MDB_SUCCESS && map_size != 0) rc = mdb_env_set_mapsize(env, map_size);
  if (rc == MDB_SUCCESS) rc = mdb_env_open(env, folder.c_str(), flags | MDB_NOTLS, kFileMode);
  if (rc != MDB_SUCCESS) {
    mdb_env_close(env);
    return rc;
  }
  *out = env;
  return MDB_SUCCESS;
}

}  // namespace

LmdbEnv::LmdbEnv(std::filesystem::path folder, MDB_env* env, bool writable)
    : folder_(std::move(folder)), env_(env), writable_(writable) {}

LmdbEnv::~LmdbEnv() {
  if (!file_id_) {
    mdb_env_close(env_);
    return;
  }
  const std::lock_guard lock(open_envs().mutex);
  mdb_env_close(env_);
  open_envs().by_file.erase(*file_id_);
  open_envs().closed.notify_all();
}

Result<void> LmdbEnv::create(const std::filesystem::path& folder, const Changes& first) {
  // Made aside and renamed, so that no moment leaves half a ledger.
  const auto draft = folder / kDraft;
  std::error_code error;
  std::filesystem::remove_all(draft, error);
  std::filesystem::create_directory(draft, error);
  if (error) return storage_error(error.value(), draft);
  MDB_env* raw = nullptr;
  int rc = reserve_lock_file(draft);
  if (rc == MDB_SUCCESS) rc = open_env(draft, 0, kFirstMapSize, &raw);
  if (rc == MDB_SUCCESS) {
    LmdbEnv env(draft, raw, true);
    rc = env.open_tables(MDB_CREATE, 0);
    if (rc == MDB_SUCCESS) rc = env.write(first);
  }
  if (rc == MDB_SUCCESS && rename(data_file(draft).c_str(), data_file(folder).c_str()) != 0) {
    rc = errno;
  }
  if (rc == MDB_SUCCESS) rc = sync_folder(folder);
  std::filesystem::remove_all(draft, error);
  if (rc != MDB_SUCCESS) return storage_error(rc, folder);
  return {};
}

Result<LmdbEnv::Opened> LmdbEnv::open(const std::filesystem::path& folder, StoreMode mode) {
  const bool writes = mode == StoreMode::create || mode == StoreMode::write;
  std::unique_lock lock(open_envs().mutex);
  const auto file = data_file(folder);
  struct stat status;
  if (stat(file.c_str(), &status) != 0) return storage_error(errno, folder);
  const std::pair id(status.st_dev, status.st_ino);
  auto& by_file = open_envs().by_file;
  for (auto known = by_file.find(id); known != by_file.end(); known = by_file.find(id)) {
    const auto env = known->second.lock();
    if (!env) {
      open_envs().closed.wait(lock);
      continue;
    }
    const int rc = !writes ? MDB_SUCCESS : env->writable_ ? env->prepare_to_write() : EACCES;
    if (rc == MDB_SUCCESS) return Opened{env, env->apart_};
    lock.unlock();  // Before `env` goes: it may be the last to hold it.
    return storage_error(rc, folder);
  }

  int rc = check_data_file(file);
  if (rc == MDB_SUCCESS) {
    std::error_code ignored;
    if (writes) std::filesystem::remove_all(folder / kDraft, ignored);  // of an ended attempt
    rc = reserve_lock_file(folder);
    if (!writes && apart_by(rc) != Apart::no) return Opened{nullptr, apart_by(rc)};
  }
  MDB_env* raw = nullptr;
  // Open for writing where that is allowed, so that a writer of this process can share it.
  bool writable = true;
  if (rc == MDB_SUCCESS) rc = open_env(folder, 0, 0, &raw);
  if (!writes && (rc == EACCES || rc == EROFS || rc == EPERM)) {
    writable = false;
    rc = open_env(folder, MDB_RDONLY, 0, &raw);
  }
  if (rc != MDB_SUCCESS) return storage_error(rc, folder);

  std::shared_ptr<LmdbEnv> env(new LmdbEnv(folder, raw, writable));
  MDB_txn* place = nullptr;
  rc = env->begin_newest(&place);
  if (rc == MDB_SUCCESS) env->end_read(place);
  if (rc == EAGAIN || rc == EACCES) {  // LMDB marks a reader's place by its process's number
    env->apart_ = Apart::same_number;
    if (!writes) return Opened{nullptr, env->apart_};
    rc = MDB_SUCCESS;
  } else if (rc == MDB_SUCCESS) {
    if (mode != StoreMode::inspect) LINHUI_TRY(env->walk());
    rc = env->open_tables(0, MDB_RDONLY);
  }
  if (rc == MDB_SUCCESS && writes) rc = env->prepare_to_write();
  if (rc != MDB_SUCCESS) return storage_error(rc, folder);
  by_file[id] = env;
  env->file_id_ = id;
  return Opened{env, env->apart_};
}

Result<std::shared_ptr<LmdbEnv>> LmdbEnv::open_copy(const std::filesystem::path& folder,
                                                    StoreMode mode) {
  int rc = check_data_file(data_file(folder));
  MDB_env* raw = nullptr;
  if (rc == MDB_SUCCESS) rc = open_env(folder, MDB_RDONLY | MDB_NOLOCK, 0, &raw);
  if (rc != MDB_SUCCESS) return storage_error(rc, folder);
  std::shared_ptr<LmdbEnv> env(new LmdbEnv(folder, raw, false));
  if (mode != StoreMode::inspect) LINHUI_TRY(env->walk());
  rc = env->open_tables(0, MDB_RDONLY);
  if (rc != MDB_SUCCESS) return storage_error(rc, folder);
  return env;
}

// Before LMDB follows the first page.
Result<void> LmdbEnv::walk() {
  MDB_txn* txn = nullptr;
  lmdb::Meta meta;
  const int rc = begin_read(&txn, meta);
  if (rc != MDB_SUCCESS) return storage_error(rc, folder_);
  structure_ = check_structure(meta, kPagesWalked);
  end_read(txn);
  if (structure_.sound()) return {};
  const auto& fault = structure_.faults.front();
  return Error{ErrorCode::storage_damaged,
               folder_.string() + ": " + fault.where() + ": " + fault.detail};
}

int LmdbEnv::prepare_to_write() {
  MDB_envinfo info;
  int rc = mdb_env_info(env_, &info);
  if (rc == MDB_SUCCESS) rc = reserve(info.me_mapsize);
  int dead = 0;
  if (rc == MDB_SUCCESS) mdb_reader_check(env_, &dead);
  return rc;
}

int LmdbEnv::descriptor() const {
  int descriptor = -1;
  mdb_env_get_fd(env_, &descriptor);
  return descriptor;
}

StructureReport LmdbEnv::check_structure(const lmdb::Meta& meta, std::uint64_t pages_max) const {
  return walk_structure(descriptor(), meta, pages_max);
}

int LmdbEnv::open_tables(unsigned flags, unsigned transaction_flags) {
  MDB_txn* txn = nullptr;
  int rc = mdb_txn_begin(env_, nullptr, transaction_flags, &txn);
  if (rc != MDB_SUCCESS) return rc;
  for (std::size_t table = 0; table < kTableCount && rc == MDB_SUCCESS; ++table) {
    const std::string name(name_of(static_cast<Table>(table)));
    rc = mdb_dbi_open(txn, name.c_str(), flags, &tables_[table]);
  }
  if (rc != MDB_SUCCESS) {
    mdb_txn_abort(txn);
    return rc;
  }
  rc = mdb_txn_commit(txn);
  tables_open_ = rc == MDB_SUCCESS;
  return rc;
}

int LmdbEnv::begin_newest(MDB_txn** txn) {
  int rc;
  {
    const std::shared_lock lock(map_mutex_);
    rc = mdb_txn_begin(env_, nullptr, MDB_RDONLY, txn);
    if (rc == MDB_READERS_FULL) {
      int dead = 0;
      mdb_reader_check(env_, &dead);
      rc = mdb_txn_begin(env_, nullptr, MDB_RDONLY, txn);
    }
  }
  // A writer in another process has grown the file beyond our map.
  while (rc == MDB_MAP_RESIZED) {
    const std::unique_lock lock(map_mutex_);
    rc = mdb_env_set_mapsize(env_, 0);
    if (rc != MDB_SUCCESS) std::abort();  // The old map is gone.
    rc = mdb_txn_begin(env_, nullptr, MDB_RDONLY, txn);
  }
  return rc;
}

int LmdbEnv::begin_read(MDB_txn** txn, lmdb::Meta& meta) {
  // A meta page is written over by the second commit after it: seldom, between two lines.
  for (int tries = 0; tries < 1000; ++tries) {
    const int rc = begin_newest(txn);
    if (rc != MDB_SUCCESS) return rc;
    if (const auto found = lmdb::meta_of_commit(descriptor(), mdb_txn_id(*txn))) {
      meta = *found;
      return MDB_SUCCESS;
    }
    end_read(*txn);
  }
  return MDB_CORRUPTED;
}

void LmdbEnv::end_read(MDB_txn* txn) {
  const std::shared_lock lock(map_mutex_);
  mdb_txn_abort(txn);
}

int LmdbEnv::copy_to(const std::filesystem::path& folder) {
  MDB_txn* txn = nullptr;  // Brings the map to the file's size first.
  int rc = begin_newest(&txn);
  if (rc != MDB_SUCCESS) return rc;
  end_read(txn);
  const std::shared_lock lock(map_mutex_);
  rc = mdb_env_copy2(env_, folder.c_str(), MDB_CP_COMPACT);
  return rc == MDB_SUCCESS ? sync_folder(folder) : rc;
}

int LmdbEnv::write(const Changes& changes) {
  const std::lock_guard lock(write_mutex_);
  int rc = tables_open_ ? MDB_SUCCESS : open_tables(0, 0);
  if (rc == MDB_SUCCESS) rc = try_write(changes);
  while (rc == MDB_MAP_FULL) {
    rc = grow();
    if (rc == MDB_SUCCESS) rc = try_write(changes);
  }
  if (rc == EIO && is_out_of_room(folder_, size_bytes(changes))) rc = ENOSPC;
  return rc;
}

int LmdbEnv::try_write(const Changes& changes) {
  const std::shared_lock lock(map_mutex_);
  MDB_txn* txn = nullptr;
  int rc = mdb_txn_begin(env_, nullptr, 0, &txn);
  if (rc != MDB_SUCCESS) return rc;
  for (std::size_t table = 0; table < kTableCount && rc == MDB_SUCCESS; ++table) {
    for (const auto& [key, value] : changes[table]) {
      assert(!key.empty() && key.size() <= lmdb::kKeyMax);
      MDB_val name = val(key);
      if (value) {
        MDB_val bytes = val(*value);
        rc = mdb_put(txn, tables_[table], &name, &bytes, 0);
      } else {
        rc = mdb_del(txn, tables_[table], &name, nullptr);
        if (rc == MDB_NOTFOUND) rc = MDB_SUCCESS;
      }
      if (rc != MDB_SUCCESS) break;
    }
  }
  if (rc == MDB_SUCCESS) return mdb_txn_commit(txn);  // Syncs; frees the transaction either way.
  mdb_txn_abort(txn);
  return rc;
}

int LmdbEnv::grow() {
  const std::unique_lock lock(map_mutex_);
  MDB_envinfo info;
  int rc = mdb_env_info(env_, &info);
  if (rc != MDB_SUCCESS) return rc;
  const std::size_t size = 2 * info.me_mapsize;
  rc = reserve(size);
  if (rc != MDB_SUCCESS) return rc;
  // LMDB gives up the old map before it asks for the new one; so ask first.
  void* const probe = mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor(), 0);
  if (probe == MAP_FAILED) return errno;
  munmap(probe, size);
  if (mdb_env_set_mapsize(env_, size) != MDB_SUCCESS) std::abort();
  return MDB_SUCCESS;
}

// Makes the file as long as the map, without using disk for it. LMDB may count a page as part of
// the file that it never wrote; so a file shorter than LMDB counts would not tell damage.
int LmdbEnv::reserve(std::size_t size_bytes) {
  struct stat status;
  if (fstat(descriptor(), &status) != 0) return errno;
  if (static_cast<std::size_t>(status.st_size) >= size_bytes) return MDB_SUCCESS;
  return ftruncate(descriptor(), static_cast<off_t>(size_bytes)) == 0 ? MDB_SUCCESS : errno;
}

}  // namespace linhui::ledger
