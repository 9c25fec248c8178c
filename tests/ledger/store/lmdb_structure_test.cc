// What a look-up and a writer use of an LMDB file, judged without the library.
#include "ledger/store/lmdb_structure.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <random>

#include "tests/ledger/store/store_fixture.h"

namespace linhui::ledger {
namespace {

using Mode = StoreMode;
constexpr std::uint64_t kAll = ~std::uint64_t{0};
constexpr std::size_t kPage = 4096;

Changes& put(Changes& changes, Table table, const std::string& key, const std::string& value) {
  changes[static_cast<std::size_t>(table)][key] = value;
  return changes;
}

std::string key_of(int i) {
  std::string digits = std::to_string(i);
  return "run/line/" + std::string(6 - digits.size(), '0') + digits;
}

// A store with a tree of three levels, large values, and pages that were given up.
void fill(const std::filesystem::path& folder) {
  const auto store = open_lmdb(folder, Mode::create);
  Changes changes;
  for (int i = 0; i < 4000; ++i) {
    put(changes, Table::state, key_of(i), std::string(20 + i % 50, 'v'));
    if (i % 400 == 0) put(changes, Table::row, key_of(i), std::string(9000 + i, 'r'));
  }
  ASSERT_TRUE(store->commit(changes).ok());
  for (int round = 0; round < 3; ++round) {
    Changes more;
    for (int i = round; i < 4000; i += 7) put(more, Table::state, key_of(i), std::string(60, 'w'));
    more[static_cast<std::size_t>(Table::row)][key_of(400 * (round + 1))] = std::nullopt;
    ASSERT_TRUE(store->commit(more).ok());
  }
}

// The file's newest meta page.
lmdb::Meta newest(int descriptor) {
  const auto first = lmdb::read_meta(descriptor, 0);
  const auto second = lmdb::read_meta(descriptor, kPage);
  EXPECT_TRUE(first && second);
  return first->transaction > second->transaction ? *first : *second;
}

StructureReport walk(const std::filesystem::path& file, std::uint64_t pages_max = kAll) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  EXPECT_GE(descriptor, 0);
  auto report = walk_structure(descriptor, newest(descriptor), pages_max);
  ::close(descriptor);
  return report;
}

// A store on disk whose bytes the tests change, one place at a time.
class LmdbStructure : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const ScratchFolder folder;
    fill(folder.path());
    bytes_ = new std::string(file_bytes(folder.path() / "data.mdb"));
    const int descriptor = ::open((folder.path() / "data.mdb").c_str(), O_RDONLY | O_CLOEXEC);
    meta_ = newest(descriptor);
    ::close(descriptor);
    bytes_->resize((meta_.last_page + 1) * kPage);
  }
  static void TearDownTestSuite() { delete bytes_; }

  std::filesystem::path file() const { return folder_.path() / "data.mdb"; }
  StructureReport walk_of(const std::string& bytes) const {
    write_file(file(), bytes);
    return walk(file());
  }
  static std::string_view page(std::uint64_t number) {
    return std::string_view(*bytes_).substr(number * kPage, kPage);
  }
  // The newest meta page's own number.
  static std::uint64_t meta_page() {
    return lmdb::number_at<std::uint64_t>(*bytes_, 144) == meta_.transaction ? 0 : 1;
  }
  template <class T>
  static std::string with(std::size_t at, T value) {
    std::string bytes = *bytes_;
    std::memcpy(bytes.data() + at, &value, sizeof value);
    return bytes;
  }

  // The tree of a table, by its name.
  static lmdb::Tree table(std::string_view name) {
    const auto tables = page(meta_.tables.root);
    for (std::size_t i = 0; i < *lmdb::node_count(tables); ++i) {
      const auto node = lmdb::node_at(tables, i);
      if (node->key == name) return lmdb::tree_of(node->value);
    }
    ADD_FAILURE() << name;
    return {};
  }
  // Pages of the table of the state: its root, the first branch below it if it has three levels,
  // and the first leaf.
  static std::uint64_t root() { return table("state").root; }
  static std::uint64_t first_leaf() {
    std::uint64_t at = root();
    for (unsigned level = table("state").depth; level > 1; --level) {
      at = lmdb::node_at(page(at), 0)->child;
    }
    return at;
  }

  // Expects a fault at a page that says `detail`.
  void expect_fault(const std::string& bytes, const std::string& detail) const {
    const auto report = walk_of(bytes);
    std::string all;
    for (const auto& fault : report.faults) all += fault.where() + ": " + fault.detail + "\n";
    EXPECT_NE(all.find(detail), all.npos) << detail << " is not in:\n" << all;
    EXPECT_FALSE(report.sound());
  }

  const ScratchFolder folder_;
  static std::string* bytes_;
  static lmdb::Meta meta_;
};
std::string* LmdbStructure::bytes_ = nullptr;
lmdb::Meta LmdbStructure::meta_;

TEST_F(LmdbStructure, AccountsForEveryPageOfASoundStore) {
  const auto report = walk_of(*bytes_);
  EXPECT_TRUE(report.sound()) << report.faults[0].where() << ": " << report.faults[0].detail;
  EXPECT_TRUE(report.whole);
  EXPECT_EQ(report.pages, meta_.last_page - 1);
  EXPECT_EQ(report.pages, report.pages_in_all);
  EXPECT_GE(table("state").depth, 2);
  EXPECT_GT(table("row").overflow_pages, 0u);
  EXPECT_NE(meta_.free_list.root, lmdb::kNoPage);
}

TEST_F(LmdbStructure, StopsAtTheLimitAndSaysSo) {
  write_file(file(), *bytes_);
  const auto report = walk(file(), 10);
  EXPECT_TRUE(report.sound());
  EXPECT_FALSE(report.whole);
  EXPECT_LT(report.pages, report.pages_in_all);
}

// The keys of a branch decide where a look-up goes. In order they are still, and yet wrong.
TEST_F(LmdbStructure, TellsABranchKeyThatSendsALookUpElsewhere) {
  const auto branch = page(root());
  const auto count = *lmdb::node_count(branch);
  ASSERT_GT(count, 3u);
  for (const std::size_t i : {std::size_t{1}, count / 2, count - 1}) {
    const auto node = *lmdb::node_at(branch, i);
    const std::size_t last = root() * kPage + node.at + lmdb::kNodeSize + node.key.size() - 1;
    for (const int by : {-1, 1}) {
      const char digit = static_cast<char>((*bytes_)[last] + by);
      if (by > 0) {
        expect_fault(with(last, digit), "has a key that is sought elsewhere");
      } else {
        // A lower bound that no key of the page before reaches may be harmless.
        const auto report = walk_of(with(last, digit));
        EXPECT_TRUE(report.sound() || !report.faults.empty());
      }
    }
  }
}

TEST_F(LmdbStructure, TellsKeysOutOfOrder) {
  const auto node = *lmdb::node_at(page(first_leaf()), 1);
  const std::size_t key = first_leaf() * kPage + node.at + lmdb::kNodeSize;
  expect_fault(with(key + node.key.size() - 1, '9'), "has keys out of order");
  expect_fault(with(key, 'q'), "has keys out of order");
  const auto branch = *lmdb::node_at(page(root()), 2);
  expect_fault(with(root() * kPage + branch.at + lmdb::kNodeSize, 'a'), "has keys out of order");
}

TEST_F(LmdbStructure, TellsAPageOfAnotherNumberOrKind) {
  expect_fault(with(first_leaf() * kPage, std::uint64_t{first_leaf() + 1}), "bears another number");
  expect_fault(with(first_leaf() * kPage + 10, lmdb::kBranch), "is no leaf");
  expect_fault(with(root() * kPage + 10, lmdb::kLeaf), "is no branch");
  expect_fault(with(first_leaf() * kPage + 12, std::uint16_t{15}), "bounds that cannot be");
  expect_fault(with(first_leaf() * kPage + 12, std::uint16_t{16}), "bounds that cannot be");
  expect_fault(with(first_leaf() * kPage + 14, std::uint16_t{5000}), "bounds that cannot be");
  expect_fault(with(first_leaf() * kPage + 16, std::uint16_t{4094}), "lies beyond it");
  const auto second = lmdb::number_at<std::uint16_t>(page(first_leaf()), 18);
  expect_fault(with(first_leaf() * kPage + 16, second), "entries that overlap");
}

TEST_F(LmdbStructure, TellsPagesInUseTwiceOrOutOfTheFile) {
  const auto branch = page(root());
  const auto child_at = [&](std::size_t i) {
    return root() * kPage + lmdb::node_at(branch, i)->at;
  };
  const auto low = [](std::uint64_t page) { return static_cast<std::uint32_t>(page); };
  expect_fault(with(child_at(1), low(lmdb::node_at(branch, 0)->child)), "in use elsewhere");
  expect_fault(with(child_at(0), low(root())), "in use elsewhere");  // round and round
  expect_fault(with(child_at(0), low(meta_.last_page + 1)), "which is not there");
  expect_fault(with(child_at(0), 0u), "which is not there");
}

TEST_F(LmdbStructure, TellsWhatOnlyAWriterUses) {
  std::uint64_t leaf = meta_.free_list.root;
  for (unsigned level = meta_.free_list.depth; level > 1; --level) {
    leaf = lmdb::node_at(page(leaf), 0)->child;
  }
  const auto node = *lmdb::node_at(page(leaf), *lmdb::node_count(page(leaf)) - 1);
  ASSERT_EQ(node.flags, 0);
  ASSERT_GE(lmdb::number_at<std::uint64_t>(node.value, 0), 2u);
  const std::size_t value = leaf * kPage + node.at + lmdb::kNodeSize + node.key.size();
  expect_fault(with(value + 16, std::uint64_t{first_leaf()}), "in use elsewhere");
  expect_fault(with(value + 8, meta_.last_page + 5), "which is not there");
  expect_fault(with(value + 8, std::uint64_t{2}), "");
  const auto count = lmdb::number_at<std::uint64_t>(node.value, 0);
  expect_fault(with(value, count + 1000), "a list of free pages that cannot be");
  expect_fault(with(value, count - 1), "belong neither to a table nor to the free list");
  expect_fault(with(leaf * kPage + node.at + lmdb::kNodeSize, meta_.transaction + 1),
               "a commit that was not made");
}

TEST_F(LmdbStructure, TellsCountsThatDoNotAddUp) {
  const std::size_t meta = meta_page() * kPage;
  const auto tables = page(meta_.tables.root);
  for (std::size_t i = 0; i < *lmdb::node_count(tables); ++i) {
    const auto node = *lmdb::node_at(tables, i);
    const std::size_t tree =
        meta_.tables.root * kPage + node.at + lmdb::kNodeSize + node.key.size();
    if (lmdb::tree_of(node.value).root == lmdb::kNoPage) continue;
    for (const std::size_t field : {8, 16, 24, 32}) {  // pages of three kinds, entries
      const auto now = lmdb::number_at<std::uint64_t>(*bytes_, tree + field);
      expect_fault(with(tree + field, now + 1), "has other numbers of pages or entries");
    }
    expect_fault(with(tree + 6, std::uint16_t{40}), "its depth cannot be");
    expect_fault(with(tree + 4, std::uint16_t{4}), "its flags are not those");
    expect_fault(with(tree + 40, lmdb::kNoPage), "has other numbers of pages or entries");
  }
  expect_fault(with(meta + 136, meta_.last_page + 9), "shorter than its meta page says");
}

TEST_F(LmdbStructure, TellsALargeValueThatIsNotWhereItIsSaidToBe) {
  std::uint64_t at = table("row").root;
  for (unsigned level = table("row").depth; level > 1; --level) {
    at = lmdb::node_at(page(at), 0)->child;
  }
  const auto node = *lmdb::node_at(page(at), 0);
  ASSERT_EQ(node.flags, lmdb::kBigValue);
  const auto first = lmdb::number_at<std::uint64_t>(node.value, 0);
  expect_fault(with(first * kPage + 12, std::uint32_t{77}),
               "is not the beginning of a large value");
  expect_fault(with(first * kPage + 10, lmdb::kLeaf), "is not the beginning of a large value");
  expect_fault(with(at * kPage + node.at, std::uint32_t{node.value_size + 8192}), "");
}

// The property behind all of it: where one bit has changed and the walk finds nothing, every
// look-up gives what it gave, or the entry itself differs, which a replay sees.
TEST_F(LmdbStructure, ASoundStructureAnswersEveryLookUpAsAScanDoes) {
  std::mt19937 random(20);
  int found = 0, harmless = 0;
  for (int round = 0; round < 240; ++round) {
    std::string bytes = *bytes_;
    // Half of them among the pages that decide: the roots.
    const std::uint64_t number = round % 2 == 0 ? root() : 2 + random() % (meta_.last_page - 1);
    const std::size_t at = number * kPage + random() % kPage;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
    if (!walk_of(bytes).sound()) {
      ++found;
      EXPECT_EQ(open_error(folder_.path(), Mode::read), ErrorCode::storage_damaged);
      continue;
    }
    ++harmless;
    const auto store = open_lmdb(folder_.path(), Mode::read);
    const auto view = store->snapshot();
    std::size_t entries = 0;
    for (const Table table : {Table::state, Table::row}) {
      view->scan(table, "", [&](std::string_view key, std::string_view value) {
        ++entries;
        EXPECT_EQ(view->get(table, key), value) << "byte " << at;
        return true;
      });
    }
    EXPECT_EQ(entries, table("state").entries + table("row").entries) << "byte " << at;
  }
  EXPECT_GT(found, 40);
  EXPECT_GT(harmless, 40);
}

// Junk anywhere ends in an answer.
TEST_F(LmdbStructure, EndsWhateverThePagesHold) {
  std::mt19937 random(21);
  for (int round = 0; round < 100; ++round) {
    std::string bytes = *bytes_;
    for (int i = 0; i < 1 + round % 40; ++i) {
      const std::size_t at = 2 * kPage + random() % (bytes.size() - 2 * kPage);
      bytes[at] = static_cast<char>(random());
      if (round % 3 == 0) {  // a page in another's place
        std::memcpy(bytes.data() + at / kPage * kPage,
                    bytes.data() + (2 + random() % (meta_.last_page - 1)) * kPage, kPage);
      }
    }
    const auto report = walk_of(bytes);
    EXPECT_LE(report.pages, report.pages_in_all);
    EXPECT_LE(report.faults.size(), StructureReport::kMaxFaults);
  }
}

// Whatever a store has been through, no page is lost and none is counted twice.
TEST_F(LmdbStructure, StaysSoundUnderRandomWork) {
  const ScratchFolder folder;
  std::mt19937 random(22);
  auto store = open_lmdb(folder.path(), Mode::create);
  std::vector<std::unique_ptr<View>> held;  // snapshots keep pages from being used again
  for (int round = 0; round < 80; ++round) {
    Changes changes;
    const int count = 1 + static_cast<int>(random() % 200);
    for (int i = 0; i < count; ++i) {
      auto& place = changes[random() % kTableCount][key_of(static_cast<int>(random() % 3000))];
      if (random() % 3 != 0)
        place = std::string(random() % (random() % 50 == 0 ? 30'000 : 300), 'x');
    }
    ASSERT_TRUE(store->commit(changes).ok());
    if (round % 10 == 0) held.push_back(store->snapshot());
    if (held.size() > 3) held.erase(held.begin());
    const auto report = store->snapshot()->check_structure(kAll);
    ASSERT_TRUE(report.sound()) << round << " " << report.faults[0].where() << ": "
                                << report.faults[0].detail;
    ASSERT_EQ(report.pages, report.pages_in_all);
    for (const auto& view : held) ASSERT_TRUE(view->check_structure(kAll).sound());
    if (round % 40 == 39) {
      held.clear();
      store.reset();
      store = open_lmdb(folder.path(), Mode::write);
      EXPECT_TRUE(store->structure().whole);
    }
  }
}

}  // namespace
}  // namespace linhui::ledger
