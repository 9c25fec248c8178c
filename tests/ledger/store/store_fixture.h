// What the tests of the stores share.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "ledger/store/lmdb_store.h"

namespace linhui::ledger {

// A folder of its own, gone at the end.
class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "linhui-test-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string file_bytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_file(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

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
