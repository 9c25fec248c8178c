// What the tests of the stores share.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "ledger/store/lmdb_store.h"
#include "tests/scratch_folder.h"

namespace linhui::ledger {

inline std::unique_ptr<LmdbStore> open_lmdb(const std::filesystem::path& folder, StoreMode mode) {
  auto store = LmdbStore::open(folder, mode);
  EXPECT_TRUE(store.ok()) << (store.ok() ? "" : store.error().detail);
  return store.ok() ? std::move(store).value() : nullptr;
}

inline ErrorCode open_error(const std::filesystem::path& folder, StoreMode mode) {
  const auto store = LmdbStore::open(folder, mode);
  return store.ok() ? ErrorCode{} : store.error().code;
}

inline Changes put_one(Table table, std::string key, std::string value) {
  Changes changes;
  changes[static_cast<std::size_t>(table)][std::move(key)] = std::move(value);
  return changes;
}

}  // namespace linhui::ledger
