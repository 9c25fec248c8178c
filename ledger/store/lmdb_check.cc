#include "ledger/store/lmdb_check.h"

#include <fcntl.h>
#include <lmdb.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "ledger/store/lmdb_pages.h"

namespace linhui::ledger {
namespace {

bool is_whole(const lmdb::Meta& meta, std::uint64_t size_bytes) {
  if (meta.last_page >= size_bytes / meta.page_size) return false;
  for (const auto root : {meta.free_list.root, meta.tables.root}) {
    if (root != lmdb::kNoPage && (root < lmdb::kFirstPage || root > meta.last_page)) return false;
  }
  return true;
}

int check_open_file(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return errno;
  if (!S_ISREG(status.st_mode)) return MDB_INVALID;
  const auto first = lmdb::read_meta(descriptor, 0);
  if (!first) return MDB_INVALID;
  const auto second = lmdb::read_meta(descriptor, first->page_size);
  if (!second || second->page_size != first->page_size) return MDB_INVALID;
  // A writer may have committed since the size was asked for.
  if (fstat(descriptor, &status) != 0) return errno;
  const auto size_bytes = static_cast<std::uint64_t>(status.st_size);
  const bool first_counts = first->transaction >= second->transaction;
  return is_whole(first_counts ? *first : *second, size_bytes) ? MDB_SUCCESS : MDB_INVALID;
}

}  // namespace

int check_data_file(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int rc = check_open_file(descriptor);
  close(descriptor);
  return rc;
}

}  // namespace linhui::ledger
