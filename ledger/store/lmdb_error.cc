#include "ledger/store/lmdb_error.h"

#include <lmdb.h>

#include "ledger/base/system_error.h"

namespace linhui::ledger {

Error storage_error(int rc, const std::filesystem::path& where) {
  const std::string detail = where.string() + ": " + mdb_strerror(rc);
  switch (rc) {
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_NOTFOUND:
    case MDB_INCOMPATIBLE:
      return {ErrorCode::storage_damaged, detail};
    default:
      break;
  }
  const ErrorCode code = code_of_errno(rc);
  return {code == ErrorCode::not_found ? ErrorCode::ledger_not_found : code, detail};
}

}  // namespace linhui::ledger
