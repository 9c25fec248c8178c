// The embedded store: one LMDB environment in a folder of its own.
#pragma once

#include <filesystem>
#include <memory>

#include "ledger/store/store.h"

namespace linhui::ledger {

class LmdbStore : public Store {
 public:
  static constexpr std::string_view kFile = "data.mdb";  // in the store's folder

  // As open_store() says of the modes and the errors.
  static Result<std::unique_ptr<LmdbStore>> open(const std::filesystem::path& folder,
                                                 StoreMode mode);
  ~LmdbStore() override;

  std::unique_ptr<View> snapshot() const override;
  // Grows the memory map by itself when it is full, and tries again; snapshots live on.
  // Requires: keys are of 1 to 511 bytes. permission_denied where the mode is read.
  Result<void> commit(const Changes& changes) override;

  Result<void> copy_to(const std::string& url) const override;

 private:
  struct Impl;
  explicit LmdbStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace linhui::ledger
