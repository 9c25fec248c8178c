#include "ledger/state/blocks.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/ledger/state_json.h"

namespace linhui::ledger {
namespace {

class Blocks : public ::testing::Test {
 protected:
  MemoryStore nothing_;
  std::unique_ptr<View> empty_ = nothing_.snapshot();
  Overlay state_{*empty_};

  static HeldBlock block(std::int64_t first, std::int64_t last, const std::string& owner,
                         BlockState as) {
    HeldBlock result;
    result.serials = {"P", 2021, first, last};
    result.owner = owner;
    result.state = as;
    result.report = "R";
    return result;
  }
  void enter(std::int64_t first, std::int64_t last, const std::string& owner = "a",
             BlockState as = BlockState::held) {
    ASSERT_TRUE(enter_block(state_, block(first, last, owner, as)).ok());
  }
  ErrorCode refused(std::int64_t first, std::int64_t last) {
    const auto found = find_block(state_, {"P", 2021, first, last});
    EXPECT_FALSE(found.ok());
    return found.ok() ? ErrorCode::not_found : found.error().code;
  }
};

// Counts what is asked of the view under it, and the entries that scans come by.
class CountingView : public View {
 public:
  explicit CountingView(const View& view) : view_(view) {}
  std::optional<std::string> get(Table table, std::string_view key) const override {
    ++reads;
    return view_.get(table, key);
  }
  std::optional<Entry> last_below(Table table, std::string_view prefix,
                                  std::string_view below) const override {
    ++reads;
    return view_.last_below(table, prefix, below);
  }
  void scan(Table table, std::string_view prefix, std::string_view from,
            const Visit& visit) const override {
    ++reads;
    view_.scan(table, prefix, from, [&](std::string_view key, std::string_view value) {
      ++reads;
      return visit(key, value);
    });
  }
  mutable int reads = 0;

 private:
  const View& view_;
};

}  // namespace

TEST_F(Blocks, AreFoundByAnyOfTheirSerials) {
  enter(1, 10);
  enter(11, 20, "b");
  EXPECT_EQ(find_block(state_, {"P", 2021, 1, 10}).value().owner, "a");
  EXPECT_EQ(find_block(state_, {"P", 2021, 15, 15}).value().owner, "b");
  EXPECT_EQ(find_block(state_, {"P", 2021, 15, 15}).value().serials,
            (SerialBlock{"P", 2021, 11, 20}));
  EXPECT_EQ(refused(21, 21), ErrorCode::serials_unknown);
  EXPECT_EQ(refused(10, 11), ErrorCode::serials_overlap);
  EXPECT_EQ(refused(15, 21), ErrorCode::serials_overlap);
  EXPECT_FALSE(find_block(state_, {"P", 2022, 1, 1}).ok());
  EXPECT_FALSE(find_block(state_, {"P2", 2021, 1, 1}).ok());
}

// A ledger of many sales has many blocks; each look-up still costs one reading.
TEST_F(Blocks, AreFoundAtTheSameCostHoweverManyThereAre) {
  std::int64_t next = 1;
  for (const std::int64_t blocks : {10, 10'000}) {
    for (; next <= blocks; ++next) enter(2 * next - 1, 2 * next);
    for (const std::int64_t serial : {std::int64_t{1}, blocks, 2 * blocks}) {
      const CountingView view(state_);
      EXPECT_TRUE(find_block(view, {"P", 2021, serial, serial}).ok());
      EXPECT_EQ(view.reads, 1) << serial << " of " << blocks;
      EXPECT_TRUE(free_block(view, {"P", 2021, serial, serial}, "a").ok());
      EXPECT_EQ(view.reads, 2);
    }
    const CountingView view(state_);
    EXPECT_FALSE(find_block(view, {"P", 2021, 2 * blocks + 1, 2 * blocks + 1}).ok());
    EXPECT_EQ(view.reads, 1) << "nor does it cost more to find none";
  }
}

TEST_F(Blocks, NeverEnterTwice) {
  enter(5, 10);
  for (const auto& [first, last] : {std::pair{1, 5}, {10, 12}, {6, 7}, {1, 20}, {5, 10}}) {
    EXPECT_FALSE(enter_block(state_, block(first, last, "b", BlockState::held)).ok())
        << first << "-" << last;
  }
}

TEST_F(Blocks, SayTheirStatesByName) {
  for (const BlockState state : {BlockState::held, BlockState::locked, BlockState::buffer,
                                 BlockState::retired, BlockState::cancelled}) {
    EXPECT_EQ(from_word<BlockState>(word_of(state)), state);
  }
  EXPECT_FALSE(from_word<BlockState>("sold"));
}

// Random moves against an array with one entry a serial number.
TEST_F(Blocks, MoveAsSingleSerialsWould) {
  constexpr std::int64_t kSerials = 200;
  struct Unit {
    std::string owner = "a";
    BlockState state = BlockState::held;
  };
  std::vector<Unit> units(kSerials + 1);
  enter(1, kSerials);
  std::mt19937_64 random(5);
  const std::vector<std::string> owners = {"a", "b", "c", "a-1"};
  for (int round = 0; round < 400; ++round) {
    const auto first = static_cast<std::int64_t>(1 + random() % kSerials);
    const auto last =
        std::min<std::int64_t>(kSerials, first + static_cast<std::int64_t>(random() % 12));
    const auto found = find_block(state_, {"P", 2021, first, last});
    if (!found.ok()) {
      ASSERT_EQ(found.error().code, ErrorCode::serials_overlap);
      continue;
    }
    const std::string owner = owners[random() % owners.size()];
    const auto to = static_cast<BlockState>(random() % 5);
    move_serials(state_, found.value(), {"P", 2021, first, last}, owner, to, "");
    for (std::int64_t serial = first; serial <= last; ++serial) {
      units[static_cast<std::size_t>(serial)] = {owner, to};
    }

    std::int64_t next = 1;  // every serial is in exactly one block, in order
    scan_blocks(state_, "P", [&](const HeldBlock& block) {
      EXPECT_EQ(block.serials.first, next);
      for (; next <= block.serials.last; ++next) {
        EXPECT_EQ(units[static_cast<std::size_t>(next)].owner, block.owner);
        EXPECT_EQ(units[static_cast<std::size_t>(next)].state, block.state);
      }
      EXPECT_TRUE(get_state(
          state_, key_of("holding", block.owner, "P/2021", padded(block.serials.first, 12))));
      return true;
    });
    ASSERT_EQ(next, kSerials + 1);
    std::map<std::string, std::int64_t> counts;
    for (std::int64_t serial = 1; serial <= kSerials; ++serial) {
      ++counts[std::string(word_of(units[static_cast<std::size_t>(serial)].state))];
    }
    const Json total = *get_state(state_, "total/P/2021");
    ASSERT_TRUE(total_of(state_, "P", 2021).conserved());
    ASSERT_EQ(total.size(), 6u);
    for (const auto& [state, count] : total.items()) {
      ASSERT_EQ(count, state == "issued" ? kSerials : counts[state]) << state;
    }
  }
  std::size_t blocks = 0, holdings = 0;
  const auto count = [](std::size_t& n) { return [&n](auto, const Json&) { return ++n > 0; }; };
  scan_state(state_, "block/", count(blocks));
  scan_state(state_, "holding/", count(holdings));
  EXPECT_EQ(blocks, holdings) << "no holding is left behind";
}

}  // namespace linhui::ledger
