#include "ledger/store/open_store.h"

#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

ErrorCode refused_store(const std::string& url, StoreMode mode) {
  const auto store = open_store(url, mode);
  return store.ok() ? ErrorCode{} : store.error().code;
}

}  // namespace

TEST(OpenStore, MakesAndReadsAnEmbeddedStoreAtAPath) {
  const ScratchFolder folder;
  const std::string url = folder.path() / "ledger";
  EXPECT_FALSE(store_exists(url));
  {
    const auto store = open_store(url, StoreMode::create);
    ASSERT_TRUE(store.ok()) << store.error().detail;
    ASSERT_TRUE(store.value()->commit(put_one(Table::state, "a", "1")).ok());
  }
  EXPECT_TRUE(store_exists(url));
  EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(url) / store_file()));
  const auto store = open_store(url, StoreMode::read);
  ASSERT_TRUE(store.ok());
  EXPECT_EQ(store.value()->snapshot()->get(Table::state, "a"), "1");
}

TEST(OpenStore, SaysThatAServersIsNotBuilt) {
  for (const char* url : {"postgresql://host/ledger", "file:///tmp/ledger", "x://"}) {
    for (const StoreMode mode : {StoreMode::create, StoreMode::read, StoreMode::write}) {
      const auto store = open_store(url, mode);
      ASSERT_FALSE(store.ok()) << url;
      EXPECT_EQ(store.error().code, ErrorCode::storage_not_built);
      EXPECT_EQ(store.error().detail, url);
    }
    EXPECT_FALSE(store_exists(url));
  }
}

TEST(OpenStore, SaysWhetherOneIsThere) {
  const ScratchFolder folder;
  const std::string url = folder.path();
  EXPECT_EQ(refused_store(url, StoreMode::read), ErrorCode::ledger_not_found);
  EXPECT_EQ(refused_store(url, StoreMode::write), ErrorCode::ledger_not_found);
  EXPECT_TRUE(open_store(url, StoreMode::create).ok());
  EXPECT_EQ(refused_store(url, StoreMode::create), ErrorCode::ledger_exists);
}

// There with all that it is made with, or not at all; what else lies in the folder stays.
TEST(OpenStore, MakesAStoreWithWhatIsInIt) {
  const ScratchFolder folder;
  const std::string url = folder.path();
  write_file(folder.path() / "note", "kept");
  const auto made = create_store(url, put_one(Table::leaf, "a", "1"));
  ASSERT_TRUE(made.ok()) << made.error().detail;
  EXPECT_EQ(made.value()->snapshot()->get(Table::leaf, "a"), "1");
  EXPECT_EQ(create_store(url, {}).error().code, ErrorCode::ledger_exists);
  EXPECT_EQ(create_store("postgres://x", {}).error().code, ErrorCode::storage_not_built);
  EXPECT_EQ(file_bytes(folder.path() / "note"), "kept");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "draft"));
}

}  // namespace linhui::ledger
