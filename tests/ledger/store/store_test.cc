#include "ledger/store/store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;
using Oracle = std::array<std::map<std::string, std::string>, kTableCount>;

Entries scan_all(const View& view, Table table, std::string_view prefix = {},
                 std::string_view from = {}) {
  Entries entries;
  view.scan(table, prefix, from, [&](std::string_view key, std::string_view value) {
    entries.emplace_back(key, value);
    return true;
  });
  return entries;
}

Entries oracle_scan(const Oracle& oracle, Table table, std::string_view prefix,
                    std::string_view from) {
  Entries entries;
  for (const auto& [key, value] : oracle[static_cast<std::size_t>(table)]) {
    if (key.starts_with(prefix) && key >= from) entries.emplace_back(key, value);
  }
  return entries;
}

std::optional<View::Entry> oracle_last_below(const Oracle& oracle, Table table,
                                             std::string_view prefix, std::string_view below) {
  std::optional<View::Entry> last;
  for (const auto& [key, value] : oracle[static_cast<std::size_t>(table)]) {
    if (key.starts_with(prefix) && key < below) last = {key, value};
  }
  return last;
}

// Each store is held to the same cases.
struct Memory {
  MemoryStore store;
  Store& get() { return store; }
};
struct Lmdb {
  ScratchFolder folder;
  std::unique_ptr<LmdbStore> store = open_lmdb(folder.path(), StoreMode::create);
  Store& get() { return *store; }
};

template <class Kind>
class StoreTest : public testing::Test {
 protected:
  Store& store() { return kind_.get(); }
  void put(Table table, const std::string& key, const std::string& value) {
    ASSERT_TRUE(store().commit(put_one(table, key, value)).ok());
  }
  Kind kind_;
};
using Kinds = testing::Types<Memory, Lmdb>;
TYPED_TEST_SUITE(StoreTest, Kinds);

TYPED_TEST(StoreTest, StartsEmpty) {
  const auto view = this->store().snapshot();
  for (std::size_t table = 0; table < kTableCount; ++table) {
    EXPECT_FALSE(view->get(static_cast<Table>(table), "x"));
    EXPECT_TRUE(scan_all(*view, static_cast<Table>(table)).empty());
  }
}

TYPED_TEST(StoreTest, GivesBackWhatWasCommittedInItsTableOnly) {
  const std::string binary("\0\xff\n", 3);
  this->put(Table::leaf, binary, binary + binary);
  this->put(Table::state, "empty", "");
  const auto view = this->store().snapshot();
  EXPECT_EQ(view->get(Table::leaf, binary), binary + binary);
  EXPECT_EQ(view->get(Table::state, "empty"), "");
  EXPECT_FALSE(view->get(Table::node, binary));
  EXPECT_FALSE(view->get(Table::leaf, binary.substr(0, 2)));
  EXPECT_FALSE(view->get(Table::leaf, ""));
}

TYPED_TEST(StoreTest, KeepsLargeValuesAndLongKeys) {
  const std::string key(511, 'k');
  const std::string value(300'000, 'v');
  this->put(Table::row, key, value);
  EXPECT_EQ(this->store().snapshot()->get(Table::row, key), value);
  EXPECT_FALSE(this->store().snapshot()->get(Table::row, std::string(600, 'k')));
  EXPECT_EQ(scan_all(*this->store().snapshot(), Table::row, key).size(), 1U);
}

TYPED_TEST(StoreTest, ReplacesAndErases) {
  this->put(Table::state, "a", "1");
  this->put(Table::state, "a", "2");
  EXPECT_EQ(this->store().snapshot()->get(Table::state, "a"), "2");
  Changes changes;
  changes[static_cast<std::size_t>(Table::state)]["a"] = std::nullopt;
  changes[static_cast<std::size_t>(Table::state)]["never there"] = std::nullopt;
  ASSERT_TRUE(this->store().commit(changes).ok());
  EXPECT_FALSE(this->store().snapshot()->get(Table::state, "a"));
  EXPECT_TRUE(scan_all(*this->store().snapshot(), Table::state).empty());
}

TYPED_TEST(StoreTest, TakesAnEmptyCommit) { EXPECT_TRUE(this->store().commit({}).ok()); }

// A reader must never see half of what a later commit wrote.
TYPED_TEST(StoreTest, SnapshotStaysAsItWasWhenTaken) {
  this->put(Table::state, "a", "1");
  const auto before = this->store().snapshot();
  this->put(Table::state, "a", "2");
  this->put(Table::state, "b", "2");
  const auto between = this->store().snapshot();
  Changes changes;
  changes[static_cast<std::size_t>(Table::state)]["a"] = std::nullopt;
  ASSERT_TRUE(this->store().commit(changes).ok());
  EXPECT_EQ(scan_all(*before, Table::state), (Entries{{"a", "1"}}));
  EXPECT_EQ(scan_all(*between, Table::state), (Entries{{"a", "2"}, {"b", "2"}}));
  EXPECT_EQ(scan_all(*this->store().snapshot(), Table::state), (Entries{{"b", "2"}}));
}

TYPED_TEST(StoreTest, ScansByPrefixAndStartInByteOrder) {
  for (const std::string key : {"a", "a/1", "a/2", "a/2/x", "a/\xff", "a0", "b", "\x7f", "\x80"}) {
    this->put(Table::state, key, "of " + key);
  }
  const auto view = this->store().snapshot();
  const auto keys = [&](std::string_view prefix, std::string_view from) {
    std::string joined;
    for (const auto& [key, value] : scan_all(*view, Table::state, prefix, from)) {
      EXPECT_EQ(value, "of " + key);
      joined += key + " ";
    }
    return joined;
  };
  EXPECT_EQ(keys("a/", ""), "a/1 a/2 a/2/x a/\xff ");
  EXPECT_EQ(keys("a/", "a/2"), "a/2 a/2/x a/\xff ");
  EXPECT_EQ(keys("a/", "a/2\x01"), "a/2/x a/\xff ");
  EXPECT_EQ(keys("a/", "a0"), "");
  EXPECT_EQ(keys("a/", "A"), "a/1 a/2 a/2/x a/\xff ");
  EXPECT_EQ(keys("", "b"), "b \x7f \x80 ");
  EXPECT_EQ(keys("c", ""), "");
  EXPECT_EQ(keys("\xff", ""), "");
}

TYPED_TEST(StoreTest, FindsTheLastEntryBelowAKey) {
  for (const std::string key : {"a", "a/1", "a/3", "a/3/x", "a0", "b/1"}) {
    this->put(Table::state, key, "of " + key);
  }
  this->put(Table::row, "a/2", "of another table");
  const auto view = this->store().snapshot();
  const auto last = [&](std::string_view prefix, std::string_view below) {
    const auto found = view->last_below(Table::state, prefix, below);
    if (found) {
      EXPECT_EQ(found->second, "of " + found->first);
    }
    return found ? found->first : "nothing";
  };
  EXPECT_EQ(last("a/", "a/"), "nothing");
  EXPECT_EQ(last("a/", "a/1"), "nothing") << "below, and not at";
  EXPECT_EQ(last("a/", std::string_view("a/1\0", 4)), "a/1");
  EXPECT_EQ(last("a/", "a/2"), "a/1");
  EXPECT_EQ(last("a/", "a/3/"), "a/3");
  EXPECT_EQ(last("a/", "a/\xff"), "a/3/x");
  EXPECT_EQ(last("b/", "b/9"), "b/1") << "beyond the last key of all";
  EXPECT_EQ(last("c/", "c/9"), "nothing");
  EXPECT_EQ(last("", "a0"), "a/3/x");
  EXPECT_EQ(last("", ""), "nothing");
  EXPECT_EQ(last("", "\xff"), "b/1");
  EXPECT_FALSE(view->last_below(Table::leaf, "a/", "a/9")) << "an empty table";
}

// What was last may be gone, or be another, in a later commit or an overlay.
TYPED_TEST(StoreTest, FindsTheLastEntryThatIsStillThere) {
  for (const char* key : {"k1", "k2", "k3"}) this->put(Table::state, key, "base");
  const auto before = this->store().snapshot();
  Changes changes;
  changes[static_cast<std::size_t>(Table::state)]["k3"] = std::nullopt;
  ASSERT_TRUE(this->store().commit(changes).ok());
  EXPECT_EQ(before->last_below(Table::state, "k", "k9")->first, "k3");
  const auto view = this->store().snapshot();
  EXPECT_EQ(view->last_below(Table::state, "k", "k9")->first, "k2");
  Overlay overlay(*view);
  overlay.erase(Table::state, "k2");
  overlay.put(Table::state, "k1", "changed");
  EXPECT_EQ(overlay.last_below(Table::state, "k", "k9"), (View::Entry{"k1", "changed"}));
  Overlay above(overlay);
  above.put(Table::state, "k2", "back");
  EXPECT_EQ(above.last_below(Table::state, "k", "k9"), (View::Entry{"k2", "back"}));
  above.erase(Table::state, "k2");
  above.erase(Table::state, "k1");
  EXPECT_FALSE(above.last_below(Table::state, "k", "k9"));
}

TYPED_TEST(StoreTest, ScanStopsWhenToldTo) {
  for (int i = 0; i < 50; ++i) this->put(Table::leaf, std::string(1, static_cast<char>(i + 1)), "");
  for (const int wanted : {1, 7, 8, 9, 40}) {
    int count = 0;
    this->store().snapshot()->scan(
        Table::leaf, "", [&](std::string_view, std::string_view) { return ++count < wanted; });
    EXPECT_EQ(count, wanted);
  }
}

TYPED_TEST(StoreTest, VisitorMayReadAndCommit) {
  for (int i = 0; i < 30; ++i) this->put(Table::leaf, "k" + std::to_string(i), "v");
  const auto view = this->store().snapshot();
  int count = 0;
  view->scan(Table::leaf, "", [&](std::string_view key, std::string_view) {
    EXPECT_EQ(view->get(Table::leaf, key), "v");
    EXPECT_TRUE(this->store().commit(put_one(Table::leaf, std::string(key) + "+", "later")).ok());
    ++count;
    return true;
  });
  EXPECT_EQ(count, 30);
}

TYPED_TEST(StoreTest, SnapshotMayOutliveItsThreadAndBeUsedFromAnother) {
  this->put(Table::state, "a", "1");
  std::unique_ptr<View> view;
  std::thread([&] { view = this->store().snapshot(); }).join();
  EXPECT_EQ(view->get(Table::state, "a"), "1");
  std::thread([&] {
    EXPECT_EQ(view->get(Table::state, "a"), "1");
    view.reset();
  }).join();
}

// Readers in threads of their own while a writer commits: what they see always fits together.
TYPED_TEST(StoreTest, ReadersSeeWholeCommitsOnly) {
  constexpr int kCommits = 60;
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const auto view = this->store().snapshot();
        const auto a = view->get(Table::meta, "a");
        EXPECT_EQ(a, view->get(Table::state, "b"));
        EXPECT_EQ(scan_all(*view, Table::leaf).size(),
                  a ? static_cast<std::size_t>(std::stoi(*a)) : 0U);
      }
    });
  }
  for (int i = 1; i <= kCommits; ++i) {
    Changes changes = put_one(Table::leaf, "n" + std::to_string(i), "");
    changes[static_cast<std::size_t>(Table::meta)]["a"] = std::to_string(i);
    changes[static_cast<std::size_t>(Table::state)]["b"] = std::to_string(i);
    EXPECT_TRUE(this->store().commit(changes).ok());
  }
  done = true;
  for (auto& reader : readers) reader.join();
}

// Random puts, erasures, scans and overlays against std::map. Short keys over few letters, so
// that they meet often.
TYPED_TEST(StoreTest, AgreesWithAMapUnderRandomOperations) {
  std::mt19937 random(7);
  const auto random_key = [&] {
    std::string key;
    for (unsigned i = 0, size = 1 + random() % 3; i < size; ++i) {
      key += static_cast<char>("\x01\x61\x62\xff"[random() % 4]);
    }
    return key;
  };
  const auto random_prefix = [&] { return random() % 3 == 0 ? std::string() : random_key(); };
  Oracle oracle;
  std::vector<std::pair<std::unique_ptr<View>, Oracle>> kept;
  for (int round = 0; round < 150; ++round) {
    const auto view = this->store().snapshot();
    Overlay overlay(*view);
    Overlay between(overlay);
    Overlay above(between);
    Oracle changed = oracle;
    for (int step = 0; step < 12; ++step) {
      const auto table = static_cast<Table>(random() % 2);
      const std::string key = random_key();
      auto& target = step < 4 ? overlay : step < 8 ? between : above;
      if (random() % 3 == 0) {
        target.erase(table, key);
        changed[static_cast<std::size_t>(table)].erase(key);
      } else {
        const std::string value = std::to_string(random() % 100);
        target.put(table, key, value);
        changed[static_cast<std::size_t>(table)][key] = value;
      }
      const std::string prefix = random_prefix();
      const std::string from = random_prefix();
      ASSERT_EQ(scan_all(above, table, prefix, from), oracle_scan(changed, table, prefix, from))
          << testing::PrintToString(prefix) << " from " << testing::PrintToString(from);
      const std::string below = prefix + (random() % 4 == 0 ? "" : random_key());
      ASSERT_EQ(above.last_below(table, prefix, below),
                oracle_last_below(changed, table, prefix, below))
          << testing::PrintToString(prefix) << " below " << testing::PrintToString(below);
      ASSERT_EQ(view->last_below(table, prefix, below),
                oracle_last_below(oracle, table, prefix, below));
      const auto& entries = changed[static_cast<std::size_t>(table)];
      const std::string other = random_key();
      const auto found = entries.find(other);
      ASSERT_EQ(above.get(table, other),
                found == entries.end() ? std::nullopt : std::optional(found->second));
    }
    ASSERT_EQ(scan_all(*view, Table::leaf), oracle_scan(oracle, Table::leaf, "", ""));
    if (random() % 4 == 0) continue;  // thrown away
    between.absorb(std::move(above).take_changes());
    overlay.absorb(std::move(between).take_changes());
    ASSERT_TRUE(this->store().commit(overlay.changes()).ok());
    oracle = changed;
    if (random() % 8 == 0) kept.emplace_back(this->store().snapshot(), oracle);
    if (kept.size() > 4) kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(random() % 4));
    for (const auto& [old, was] : kept) {
      for (const Table table : {Table::meta, Table::leaf}) {
        ASSERT_EQ(scan_all(*old, table), oracle_scan(was, table, "", ""));
      }
    }
  }
}

// Were it a copy, a batch of n records would cost n² copies of changes.
TEST(Overlay, OnAnOverlayHoldsItsOwnChangesOnly) {
  MemoryStore store;
  const auto view = store.snapshot();
  Overlay below(*view);
  below.put(Table::state, "a", "below");
  Overlay above(below);
  above.put(Table::state, "b", "above");
  EXPECT_EQ(above.get(Table::state, "a"), "below");
  EXPECT_EQ(above.changes()[static_cast<std::size_t>(Table::state)].size(), 1U);
  EXPECT_EQ(scan_all(above, Table::state), (Entries{{"a", "below"}, {"b", "above"}}));
  EXPECT_FALSE(below.get(Table::state, "b"));
  below.absorb(std::move(above).take_changes());
  EXPECT_EQ(below.get(Table::state, "b"), "above");
}

TEST(Overlay, ScanStopsInTheMiddleOfItsOwnChanges) {
  MemoryStore store;
  ASSERT_TRUE(store.commit(put_one(Table::state, "m", "base")).ok());
  const auto view = store.snapshot();
  Overlay overlay(*view);
  for (const char* key : {"a", "b", "y", "z"}) overlay.put(Table::state, key, "own");
  for (std::size_t wanted = 1; wanted <= 5; ++wanted) {
    std::string seen;
    overlay.scan(Table::state, "", [&](std::string_view key, std::string_view) {
      seen += key;
      return seen.size() < wanted;
    });
    EXPECT_EQ(seen, std::string("abmyz").substr(0, wanted));
  }
}

TEST(Table, HasNamesThatNeverChange) {
  EXPECT_EQ(name_of(Table::meta), "meta");
  EXPECT_EQ(name_of(Table::leaf), "leaf");
  EXPECT_EQ(name_of(Table::node), "node");
  EXPECT_EQ(name_of(Table::checkpoint), "checkpoint");
  EXPECT_EQ(name_of(Table::row), "row");
  EXPECT_EQ(name_of(Table::state), "state");
}

}  // namespace
}  // namespace linhui::ledger
