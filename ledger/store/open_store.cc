#include "ledger/store/open_store.h"

#include <filesystem>

#include "ledger/store/lmdb_store.h"

namespace linhui::ledger {

Result<void> can_open(const std::string& url) {
  if (url.find("://") != url.npos) return Error{ErrorCode::storage_not_built, url};
  return {};
}

Result<std::unique_ptr<Store>> open_store(const std::string& url, StoreMode mode,
                                          const Patience& patience) {
  LINHUI_TRY(can_open(url));
  return std::unique_ptr<Store>(LINHUI_TRY(LmdbStore::open(url, mode, patience)));
}

Result<std::unique_ptr<Store>> create_store(const std::string& url, const Changes& first) {
  LINHUI_TRY(can_open(url));
  return std::unique_ptr<Store>(LINHUI_TRY(LmdbStore::create(url, first)));
}

bool store_exists(const std::string& url) {
  std::error_code unknown;
  return std::filesystem::exists(std::filesystem::path(url) / store_file(), unknown);
}

std::string_view store_file() { return LmdbStore::kFile; }

}  // namespace linhui::ledger
