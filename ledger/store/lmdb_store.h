// The embedded store: one LMDB environment in a folder of its own.
#pragma once

#include <filesystem>
#include <memory>

#include "ledger/store/store.h"

namespace linhui::ledger {

// From any thread. A store and its snapshots hold the environment open; the writer's lock goes with
// the store.
class LmdbStore : public Store {
 public:
  static constexpr std::string_view kFile = "data.mdb";  // in the store's folder

  // As StoreMode says of the modes, and open_store() of the errors. `create` makes the folder too.
  static Result<std::unique_ptr<LmdbStore>> open(const std::filesystem::path& folder,
                                                 StoreMode mode, const Patience& patience = {});
  // With `first` in it, whole or not at all. Makes the folder too.
  static Result<std::unique_ptr<LmdbStore>> create(const std::filesystem::path& folder,
                                                   const Changes& first);
  ~LmdbStore() override;

  // What a reading gives is copied out of the map, so that a view never holds up its growth; but
  // while it lives no page is reused that it can see. So keep none for long beside a busy writer.
  std::unique_ptr<View> snapshot() const override;
  // Grows the memory map by itself when it is full, and tries again; snapshots live on.
  // Requires: keys are of 1 to 511 bytes. permission_denied where the mode is read.
  Result<void> commit(const Changes& changes) override;

  // `url` is a folder that exists and has no data.mdb.
  Result<void> copy_to(const std::string& url) const override;
  StructureReport structure() const override;
  Apart apart() const override;

 private:
  struct Impl;
  explicit LmdbStore(std::unique_ptr<Impl> impl);
  static Result<std::unique_ptr<LmdbStore>> open_with(const std::filesystem::path& folder,
                                                      StoreMode mode, const Patience& patience,
                                                      const Changes& first);
  std::unique_ptr<Impl> impl_;
};

}  // namespace linhui::ledger
