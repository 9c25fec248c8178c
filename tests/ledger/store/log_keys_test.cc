// Keys of the log's tables, in the order in which they are walked.
#include "ledger/store/log_keys.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace linhui::ledger {
namespace {

class LogKeys : public ::testing::Test {
 protected:
  void put(std::uint64_t index, const std::string& row) {
    state_.put(Table::row, row_key(kRoot, index), row);
  }
  // The rows that a scan came by, and what it gave.
  std::pair<std::vector<std::string>, bool> scanned(std::uint64_t count, std::size_t most = 99) {
    std::vector<std::string> rows;
    const bool whole = scan_rows(state_, kRoot, count, [&](std::uint64_t index, auto row) {
      EXPECT_EQ(index, rows.size());
      rows.emplace_back(row);
      return rows.size() < most;
    });
    return {rows, whole};
  }
  using Scanned = std::pair<std::vector<std::string>, bool>;

  const Hash kRoot = sha256("root");

 private:
  MemoryStore nothing_;
  std::unique_ptr<View> empty_ = nothing_.snapshot();

 protected:
  Overlay state_{*empty_};
};

}  // namespace

TEST_F(LogKeys, SortAsTheirNumbersDo) {
  EXPECT_EQ(index_key(0), std::string(8, '\0'));
  EXPECT_EQ(index_key(0x0102030405060708), "\1\2\3\4\5\6\7\10");
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(index_key(most), std::string(8, '\xff'));
  std::string before;
  for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{255},
                                    std::uint64_t{256}, std::uint64_t{1} << 32, most}) {
    EXPECT_LT(before, index_key(index));
    before = index_key(index);
  }
  EXPECT_LT(node_key(0, most), node_key(1, 0)) << "level by level";
  EXPECT_EQ(node_key(3, 7), '\3' + index_key(7));
  EXPECT_EQ(row_key(kRoot, 7), std::string(bytes_of(kRoot)) + index_key(7));
}

TEST_F(LogKeys, ScanTheRowsOfARootInOrder) {
  EXPECT_EQ(scanned(0), Scanned({}, true)) << "none named, none there";
  put(1, "b");
  put(0, "a");
  put(2, "c");
  state_.put(Table::row, row_key(sha256("other"), 0), "another root's");
  state_.put(Table::leaf, row_key(kRoot, 3), "another table's");
  EXPECT_EQ(scanned(3), Scanned({"a", "b", "c"}, true));
}

TEST_F(LogKeys, TellAScanThatIsNotWhole) {
  EXPECT_EQ(scanned(1), Scanned({}, false)) << "none there";
  put(0, "a");
  put(1, "b");
  EXPECT_EQ(scanned(3), Scanned({"a", "b"}, false)) << "the last is missing";
  EXPECT_EQ(scanned(1), Scanned({"a"}, false)) << "one too many";
  EXPECT_EQ(scanned(0), Scanned({}, false));
  put(3, "d");
  EXPECT_EQ(scanned(4), Scanned({"a", "b"}, false)) << "a gap";
  state_.erase(Table::row, row_key(kRoot, 0));
  EXPECT_EQ(scanned(3), Scanned({}, false)) << "the first is missing";
}

// Whoever has seen enough does not ask for the rest.
TEST_F(LogKeys, StopAScanWhereTheVisitorDoes) {
  put(0, "a");
  put(1, "b");
  EXPECT_EQ(scanned(3, 1), Scanned({"a"}, true));
  EXPECT_EQ(scanned(2, 2), Scanned({"a", "b"}, true));
}

}  // namespace linhui::ledger
